"""Rows of spreadsheets: XLSX, XLS and ODS, through calamine; a formula counts as the value that was saved with it.

A workbook is unpacked into memory as a whole, in a process of its own (`workbook_process`), and its size is measured
before: parts that unpack beyond measure, and a few cells at the far corners of a sheet (which cost memory for
everything between), are refused.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, Final, cast

import msgspec
from lxml import etree

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

_DAMAGE = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What unpacking raises for damaged, encrypted or unknown parts."""

Cells = tuple[str, ...]


def is_workbook(data: bytes) -> bool:
    """Whether the first bytes of a file are those of a workbook: OLE, or ZIP with the parts of one."""
    if data.startswith(_OLE):
        return True
    return data.startswith(_ZIP) and (
        b"[Content_Types].xml" in data or b"xl/" in data or b"application/vnd.oasis.opendocument.spreadsheet" in data
    )


def sheets(stream: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    """Name and rows of each sheet. Raises SourceError for what is no workbook, locked or too large.

    A sheet's rows are read before the next sheet is asked for.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "workbook"
        _keep(stream, file)
        if file.open("rb").read(4) == _ZIP:
            _measure(file)
        command = [sys.executable, "-m", "zhihang.sources.tables.workbook_process", str(file)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as process:
            try:
                yield from _sheets(cast(BinaryIO, process.stdout))
            finally:
                process.kill()


def _keep(stream: BinaryIO, file: Path) -> None:
    size = 0
    with file.open("wb") as target:
        while block := stream.read(_PIECE):
            size += target.write(block)
            if size > LARGEST_PART:
                raise SourceError("WORKBOOK_SIZE", room="sources", limit=LARGEST_PART)


def _sheets(frames: BinaryIO) -> Iterator[tuple[str, Iterator[Cells]]]:
    frame = _frame(frames)
    while frame[0] == "sheet":
        following: list[list[Any]] = []
        rows = _rows(frames, following)
        yield frame[1], rows
        for _ in rows:  # what the caller did not want
            pass
        frame = following[0]


def _rows(frames: BinaryIO, following: list[list[Any]]) -> Iterator[Cells]:
    """The rows of a sheet; the frame behind them goes to `following`."""
    while (frame := _frame(frames))[0] == "row":
        cells = tuple(map(clean_cell, frame[1]))
        yield cells if any(cells) else ()
    following.append(frame)


def _frame(frames: BinaryIO) -> list[Any]:
    """The next frame. Raises SourceError where the file could not be read, or its reader broke down."""
    length = frames.read(4)
    if len(length) < 4:
        raise SourceError("WORKBOOK", room="sources", reason="damaged, or larger than memory should hold")
    frame: list[Any] = msgspec.msgpack.decode(frames.read(int.from_bytes(length, "big")))
    if frame[0] == "fault":
        raise SourceError("WORKBOOK", room="sources", reason=frame[1])
    return frame


def _measure(file: Path) -> None:
    try:
        with zipfile.ZipFile(file) as archive:
            for part in archive.infolist():
                _measure_part(archive, part)
    except _DAMAGE as error:
        raise SourceError("WORKBOOK", room="sources", reason=str(error)) from error


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
