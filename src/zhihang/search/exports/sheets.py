"""Tables as csv and xlsx."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import TextIOWrapper
from shutil import copyfileobj
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO

from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.search.exports.columns import Added, cell, harmless, headings

ROWS_OF_A_SHEET = 1_048_575
CHARACTERS_OF_A_CELL = 32_767
IN_MEMORY = 32 << 20
"""Bytes of a workbook that are held in memory before a temporary file takes them."""


def write_csv(target: BinaryIO, records: Iterable[Record], columns: Sequence[str | Added], language: Language) -> int:
    """Comma-separated values, UTF-8 with a byte-order mark (spreadsheets then read Chinese); returns the rows."""
    count = 0
    file = TextIOWrapper(target, encoding="utf-8-sig", newline="", write_through=True)
    writer = csv.writer(file)
    writer.writerow(headings(columns, language))
    for count, record in enumerate(records, 1):  # noqa: B007 - the last count is the answer
        writer.writerow([harmless(cell(record, code)) for code in columns])
    file.detach()
    return count


def write_xlsx(target: BinaryIO, records: Iterable[Record], columns: Sequence[str | Added], language: Language) -> int:
    """A workbook in constant memory. Where a sheet is full the next begins; a cell too long for the format ends in …"""
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with SpooledTemporaryFile(max_size=IN_MEMORY) as whole:  # the format is written back and forth, a pipe is not
        try:
            with Workbook(whole, options) as book:
                count = _fill(book, records, columns, language)
        except FileCreateError as error:
            raise OSError(str(error)) from error
        whole.seek(0)
        copyfileobj(whole, target)
    return count


def _fill(book: Any, records: Iterable[Record], columns: Sequence[str | Added], language: Language) -> int:
    bold = book.add_format({"bold": True})
    sheet, row, count = None, 0, 0
    for record in records:
        if sheet is None or row == ROWS_OF_A_SHEET:
            sheet, row = book.add_worksheet(), 0
            sheet.write_row(0, 0, headings(columns, language), bold)
            sheet.freeze_panes(1, 0)
        row, count = row + 1, count + 1
        for place, code in enumerate(columns):
            sheet.write_string(row, place, _fitting(cell(record, code)))
    if sheet is None:
        book.add_worksheet().write_row(0, 0, headings(columns, language), bold)
    return count


def _fitting(text: str) -> str:
    return text if len(text) <= CHARACTERS_OF_A_CELL else f"{text[: CHARACTERS_OF_A_CELL - 1]}…"
