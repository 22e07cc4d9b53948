"""Clauses that programs write: a field is one of some values, quoted where they must be."""

from __future__ import annotations

import re
from collections.abc import Sequence

from zhihang.search.lexer import operator

_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*")


def quoted(value: str) -> str:
    """A value as one operand, in quotes where it holds anything but letters, digits, hyphens and slashes.

    >>> quoted("CN"), quoted('Lanhe "New" Energy')
    ('CN', '"Lanhe \\\\"New\\\\" Energy"')
    """
    if _PLAIN.fullmatch(value) and operator(value) is None:
        return value
    return '"' + re.sub(r'(["\\*?#])', r"\\\1", value) + '"'


def condition(field: str, values: Sequence[str]) -> str:
    """The clause that a field is one of the values: `cc=CN`, `cc=(CN, EP)`."""
    written = [quoted(value) for value in values]
    return f"{field}={written[0]}" if len(written) == 1 else f"{field}=({', '.join(written)})"
