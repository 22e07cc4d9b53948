"""Rows of delimited text (CSV, TSV and their kin), in constant memory.

Quotes as in RFC 4180; line ends LF, CRLF or CR alone, also inside quoted cells. `="0012"` (a spreadsheet's way to keep
zeros) reads as `0012`. A row is numbered as a spreadsheet numbers it, from 1, empty rows counted.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO, Final

from zhihang.records.problem import Problem
from zhihang.sources.source import Place
from zhihang.sources.tables.encoding import REPLACEMENT

DELIMITERS: Final = (",", ";", "\t", "|")
LONGEST_CELL: Final = 1 << 26
"""Characters of one cell or line beyond which its row is a problem (64 Mi): a lost quotation mark must not pull a whole
file into memory."""

_END: Final = "\x00end of file\x00"
_LONG: Final = "\x00line too long\x00"

Row = tuple[int, tuple[str, ...]]
"""Number and cells of a row; an empty row has no cells."""


def delimited_rows(stream: BinaryIO, encoding: str, delimiter: str, place: Place) -> Iterator[Row | Problem]:
    """All rows of a file, and the problems of rows that cannot be read, at their row."""
    csv.field_size_limit(max(csv.field_size_limit(), LONGEST_CELL))
    text = io.TextIOWrapper(stream, encoding=encoding, errors="replace", newline="")
    try:
        yield from _rows(text, delimiter, place)
    finally:
        text.detach()


def _rows(text: io.TextIOWrapper, delimiter: str, place: Place) -> Iterator[Row | Problem]:
    reader = csv.reader(_lines(text), delimiter=delimiter)
    number = 0
    while True:
        number += 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield place.problem("row-too-long", number, str(error), fatal=True)
            continue
        if cells == [_END]:
            return
        if cells and _END in cells[-1]:
            yield from _after_open_quote(cells, number, delimiter, place)
            return
        yield from _checked(number, cells, place)


def _lines(text: io.TextIOWrapper) -> Iterator[str]:
    """The lines of a file, then a mark: where the mark ends up inside a cell, a quotation mark was never closed.

    In place of a line beyond the limit stands another mark, so that its row is told and passed over.
    """
    while line := text.readline(LONGEST_CELL):
        if len(line) < LONGEST_CELL:
            yield line
            continue
        while line and line[-1] not in "\r\n":
            line = text.readline(LONGEST_CELL)
        yield f"{_LONG}\n"
    yield _END


def _after_open_quote(cells: list[str], number: int, delimiter: str, place: Place) -> Iterator[Row | Problem]:
    """A quotation mark that is never closed swallows the rows after it: its row is lost, the others are read again."""
    swallowed = cells[-1][: cells[-1].index(_END)]
    first, *rest = swallowed.splitlines(keepends=True) or [""]
    yield place.problem("quote-not-closed", number, first.strip(), fatal=True)
    yield from (
        outcome
        for offset, line in enumerate(csv.reader(rest, delimiter=delimiter, quoting=csv.QUOTE_NONE), start=1)
        for outcome in _checked(number + offset, [cell.strip('"') for cell in line], place)
    )


def _checked(number: int, cells: list[str], place: Place) -> Iterator[Row | Problem]:
    if any(_LONG in cell for cell in cells):
        yield place.problem("row-too-long", number, f"more than {LONGEST_CELL} characters", fatal=True)
        return
    clean = tuple(map(clean_cell, cells))
    for cell in clean:
        if REPLACEMENT in cell:
            yield place.problem("undecodable", number, cell)
    yield number, clean if any(clean) else ()


def clean_cell(cell: str) -> str:
    """A cell without the blanks around it, byte-order marks, zero characters and the `="…"` of spreadsheets."""
    cell = cell.replace("\ufeff", "").replace("\x00", "").strip()
    if cell.startswith('="') and cell.endswith('"') and len(cell) > 2:
        return cell[2:-1].strip()
    return cell
