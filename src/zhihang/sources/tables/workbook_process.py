"""Unpacking one workbook in a process of its own: what a damaged file does to it costs nothing else.

The reader of old workbooks believes what a damaged file says of its size and asks for any amount of memory; here that
ends this process alone. Frames go to standard output: four bytes of length, then a list in MessagePack, `["sheet",
name]`, `["row", cells]`, `["fault", reason]`, and `["end"]` when all is read.
"""

from __future__ import annotations

import datetime
import sys
from typing import BinaryIO, Final

import msgspec
from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

MEMORY: Final = 4 << 30
"""Bytes that unpacking may take (4 GiB)."""

_ENCODER = msgspec.msgpack.Encoder()
_FAULTS = (CalamineError, OSError, ValueError, MemoryError)


def cell_text(value: object) -> str:
    """What a cell says, as text: whole numbers without decimal point, dates in ISO form.

    >>> cell_text(201811564288.0), cell_text(datetime.date(2019, 6, 30))
    ('201811564288', '2019-06-30')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime.datetime):
        return value.date().isoformat() if value.time() == datetime.time() else value.isoformat(" ")
    return str(value)


def unpack(path: str, target: BinaryIO) -> None:
    """Write all sheets of a workbook as frames."""
    try:
        workbook = CalamineWorkbook.from_path(path)
        for meta in workbook.sheets_metadata:
            if meta.typ == SheetTypeEnum.WorkSheet:
                _write(target, "sheet", meta.name)
                _rows(workbook, meta.name, target)
    except _FAULTS as error:
        _write(target, "fault", str(error) or type(error).__name__)
        return
    _write(target, "end")


def _rows(workbook: CalamineWorkbook, name: str, target: BinaryIO) -> None:
    sheet = workbook.get_sheet_by_name(name)
    if sheet.start is not None:
        for row in sheet.iter_rows():
            _write(target, "row", [cell_text(value) for value in row])


def _write(target: BinaryIO, *frame: object) -> None:
    data = _ENCODER.encode(frame)
    target.write(len(data).to_bytes(4, "big") + data)


def _limit_memory() -> None:
    """Only where the system knows such limits."""
    if sys.platform != "win32":
        import resource

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _limit_memory()
    unpack(sys.argv[1], sys.stdout.buffer)
    sys.stdout.flush()
