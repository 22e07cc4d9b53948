"""Rows of spreadsheets: XLSX, XLS and ODS, through calamine; a formula counts as the value that was saved with it.

A workbook is read into memory as a whole, so its size is measured before: parts that unpack beyond measure, and a few
cells at the far corners of a sheet (which cost memory for everything between), are refused.
"""

from __future__ import annotations

import datetime
import io
import re
import zipfile
from collections.abc import Iterator
from typing import BinaryIO, Final

from lxml import etree
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

from zhihang.errors import SourceError
from zhihang.sources.tables.delimited import clean_cell

LARGEST_PART: Final = 1 << 30
"""Unpacked bytes of one part of a workbook (1 GiB)."""
MOST_CELLS: Final = 100_000_000
"""Cells of one sheet, empty ones between filled ones counted."""

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PIECE = 1 << 20
_REFERENCE = re.compile(rb'<c r="([A-Z]{1,3})([0-9]{1,7})"')
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"

Cells = tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Whether the first bytes of a file are those of a workbook: OLE, or ZIP with the parts of one."""
    if data.startswith(_OLE):
        return True
    return data.startswith(_ZIP) and (
        b"[Content_Types].xml" in data or b"xl/" in data or b"application/vnd.oasis.opendocument.spreadsheet" in data
    )


def sheets(stream: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Name and rows of each sheet that holds cells. Raises SourceError for what is no workbook, locked or too large."""
    data = stream.read(LARGEST_PART + 1)
    if len(data) > LARGEST_PART:
        raise SourceError("WORKBOOK_SIZE", room="sources", limit=LARGEST_PART)
    if data.startswith(_ZIP):
        _measure(data)
    workbook = _opened(data)
    for meta in workbook.sheets_metadata:
        if meta.typ == SheetTypeEnum.WorkSheet:
            yield meta.name, _rows(workbook, meta.name)


def _opened(data: bytes) -> CalamineWorkbook:
    try:
        return CalamineWorkbook.from_filelike(io.BytesIO(data))
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError("WORKBOOK", room="sources", reason=str(error)) from error


def _rows(workbook: CalamineWorkbook, name: str) -> Iterator[Cells]:
    try:
        sheet = workbook.get_sheet_by_name(name)
    except (CalamineError, OSError, ValueError) as error:
        raise SourceError("WORKBOOK", room="sources", reason=f"{name}: {error}") from error
    if sheet.start is None:
        return
    for row in sheet.iter_rows():
        cells = tuple(map(cell_text, row))
        yield cells if any(cells) else ()


def cell_text(value: object) -> str:
    """What a cell says, as text: whole numbers without decimal point, dates in ISO form.

    >>> cell_text(201811564288.0), cell_text(datetime.date(2019, 6, 30))
    ('201811564288', '2019-06-30')
    """
    if isinstance(value, str):
        return clean_cell(value)
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


def _measure(data: bytes) -> None:
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (zipfile.BadZipFile, ValueError) as error:
        raise SourceError("WORKBOOK", room="sources", reason=str(error)) from error
    with archive:
        for part in archive.infolist():
            try:
                _measure_part(archive, part)
            except (zipfile.BadZipFile, OSError, EOFError, NotImplementedError, RuntimeError) as error:
                raise SourceError("WORKBOOK", room="sources", reason=f"{part.filename}: {error}") from error


def _measure_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo) -> None:
    # the size that the directory declares may be a lie, and reading stops there: the true end is wanted
    part.file_size = LARGEST_PART + 2 * _PIECE
    corner, tail, size = [0, 0], b"", 0
    is_sheet = re.search(r"worksheets/[^/]+\.xml$", part.filename) is not None
    with archive.open(part) as unpacked:
        if part.filename == "content.xml":
            _measure_opendocument(unpacked)
            return
        while piece := unpacked.read(_PIECE):
            size += len(piece)
            if size > LARGEST_PART:
                raise SourceError("WORKBOOK_SIZE", room="sources", limit=LARGEST_PART)
            if is_sheet:
                _reach(corner, tail + piece)
                tail = piece[-32:]


def _reach(corner: list[int], piece: bytes) -> None:
    """Move the lower right corner to the farthest cell that a piece of a sheet names."""
    references = _REFERENCE.findall(piece)
    if not references:
        return
    corner[0] = max(corner[0], *(int(row) for _, row in references), 0)
    corner[1] = max(corner[1], *(_column(letters) for letters in {letters for letters, _ in references}), 0)
    _within_measure(corner[0] * corner[1])


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _within_measure(cells: int) -> None:
    if cells > MOST_CELLS:
        raise SourceError("WORKBOOK_CELLS", room="sources", cells=cells, limit=MOST_CELLS)


def _measure_opendocument(content: object) -> None:
    """The cells of an OpenDocument sheet once its repeated rows and columns are spelled out."""
    events = etree.iterparse(
        content, events=("end",), tag=f"{_TABLE}table-row", resolve_entities=False, no_network=True
    )
    height = width = 0
    try:
        for _, row in events:
            across, filled = _width(row)
            height += int(row.get(f"{_TABLE}number-rows-repeated", 1)) if filled else 1
            width = max(width, across)
            _within_measure(height * width)
            row.clear()
    except (etree.XMLSyntaxError, ValueError) as error:
        raise SourceError("WORKBOOK", room="sources", reason=str(error)) from error


def _width(row: etree._Element) -> tuple[int, bool]:
    """Columns up to the last filled cell of a row, and whether any cell is filled."""
    across = last = 0
    for cell in row:
        across += int(cell.get(f"{_TABLE}number-columns-repeated", 1))
        if len(cell):
            last = across
    return last, last > 0
