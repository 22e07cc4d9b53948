"""Lists of references as tables: one line, one row, taken apart by a pattern whose named groups are the columns."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from functools import cache
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.sources.source import Place
from zhihang.sources.tables.delimited import LONGEST_CELL, Row, clean_cell
from zhihang.sources.tables.encoding import REPLACEMENT

_LOOKED_AT = 5


@cache
def line_pattern(pattern: str) -> re.Pattern[str]:
    """The pattern of a mapping, kept."""
    return re.compile(pattern)


def columns(pattern: str) -> tuple[str, ...]:
    """The names of a pattern's groups, in order."""
    return tuple(line_pattern(pattern).groupindex)


def is_list(text: str, pattern: str) -> bool:
    """Whether the first lines of a text are such references, most of them."""
    lines = [line for line in text.removeprefix("\ufeff").splitlines() if line.strip()][: _LOOKED_AT + 1]
    seen = lines[:_LOOKED_AT] if len(lines) > 1 else lines  # the last line of a head may be cut
    fitting = sum(line_pattern(pattern).fullmatch(line.strip()) is not None for line in seen)
    return fitting * 2 > len(seen)


def line_rows(stream: BinaryIO, encoding: str, pattern: str, place: Place) -> Iterator[Row | Problem]:
    """Number and cells of each line; empty lines have no cells, a line that does not fit is told."""
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace")
    try:
        yield from _rows(text, line_pattern(pattern), place)
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, pattern: re.Pattern[str], place: Place) -> Iterator[Row | Problem]:
    number = 0
    while line := text.readline(LONGEST_CELL):
        number += 1
        if len(line) == LONGEST_CELL:
            yield place.problem("row-too-long", number, f"more than {LONGEST_CELL} characters", fatal=True)
            while line and not line.endswith("\n"):
                line = text.readline(LONGEST_CELL)
            continue
        yield from _row(clean_cell(line), number, pattern, place)


def _row(line: str, number: int, pattern: re.Pattern[str], place: Place) -> Iterator[Row | Problem]:
    match = pattern.fullmatch(line)
    if line and match is None:
        yield place.problem("foreign-row", number, line)
    elif match is None:
        yield number, ()
    else:
        if REPLACEMENT in line:
            yield place.problem("undecodable", number, line)
        yield number, tuple((cell or "").strip() for cell in match.groupdict().values())
