"""Columns of an export 导出字段: fields of the query language as headings and cells."""

from __future__ import annotations

from collections.abc import Sequence

from zhihang.corpus.fields import field_names, fields
from zhihang.corpus.values import field_values
from zhihang.errors import UsageError
from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.search.suggestions import nearest
from zhihang.text.folding import fold

DEFAULT_COLUMNS = (
    *("id", "right", "cc", "kind", "ti", "pa", "ow", "in", "ad", "pd", "gd", "rd", "ap", "rn"),
    *("ipc", "cpc", "nice", "loc", "status"),
)
SEPARATOR = "; "
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def read_columns(names: Sequence[str]) -> tuple[str, ...]:
    """Field codes from names as a user writes them. Raises UsageError `COLUMN` with the nearest names."""
    codes = []
    for name in names:
        code = field_names().get(fold(name.strip()))
        if code is None or fields()[code].type in {"group", "elem"}:
            near = ", ".join(nearest(name, field_names()))
            raise UsageError("COLUMN", room="search", name=name, near=near)
        codes.append(code)
    return tuple(codes)


def headings(codes: Sequence[str], language: Language) -> list[str]:
    """The names of the columns for people."""
    return [fields()[code].label(language) for code in codes]


def cell(record: Record, code: str) -> str:
    """All values of a field in one cell."""
    return SEPARATOR.join(field_values(record, code))


def harmless(text: str) -> str:
    """A cell that no spreadsheet takes for a formula: a leading apostrophe where one would be read.

    >>> harmless("=1+1"), harmless("-5"), harmless("plain")
    ("'=1+1", '-5', 'plain')
    """
    if text.startswith(_FORMULA_SIGNS) and not text[1:].replace(".", "", 1).isdigit():
        return f"'{text}"
    return text
