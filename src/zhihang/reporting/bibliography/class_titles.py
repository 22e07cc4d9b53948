"""Titles of classes, where the operator has set a scheme."""

from __future__ import annotations

from zhihang.corpus.schemes import SetSchemes
from zhihang.errors import ZhihangError


def class_title(field: str, symbol: str) -> str:
    """The title of a symbol of `ipc` or `cpc` in the language of its scheme file; empty where none is known.

    A setting that names a file that is not there is told by the search that needs it; a record is shown without titles.
    """
    try:
        scheme = SetSchemes().get(field)
        return scheme.title(symbol) if scheme else ""
    except ZhihangError:
        return ""
