"""Reading small made-up tables."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence

import pytest
import xlsxwriter

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of
from zhihang.sources.source import Aside, Chunk, Outcome, Place, Source
from zhihang.sources.tables.source import SOURCES

Parted = tuple[list[Record], list[Problem]]


class Stream(io.RawIOBase):
    """A stream that cannot be sought, as those of archive members."""

    def __init__(self, data: bytes) -> None:
        super().__init__()
        self._data = io.BytesIO(data)

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        return self._data.read(size)


def outcomes(source: Source, data: bytes) -> list[Outcome]:
    place = Place(file="table", product=source.name)
    found: list[Outcome] = []
    for chunk in source.split(Stream(data), place):
        found += list(source.parse(chunk, place)) if isinstance(chunk, Chunk) else [chunk]
    return found


def source_of(data: bytes) -> Source | None:
    head = head_of(data[:65536], "table")
    return next((source for source in SOURCES if source.recognise(head)), None)


@pytest.fixture
def read() -> Callable[..., Parted]:
    """Records and problems of a table; its source is found by its content, unless one is given."""

    def reading(data: bytes, source: Source | None = None) -> Parted:
        chosen = source or source_of(data)
        assert chosen is not None, "no source recognises the table"
        found = outcomes(chosen, data)
        return [o for o in found if isinstance(o, Record)], [o for o in found if isinstance(o, Problem)]

    return reading


@pytest.fixture
def left_aside() -> Callable[[bytes], list[Aside]]:
    """What is left aside of a table."""

    def aside(data: bytes) -> list[Aside]:
        chosen = source_of(data)
        assert chosen is not None
        return [o for o in outcomes(chosen, data) if isinstance(o, Aside)]

    return aside


@pytest.fixture
def recognised() -> Callable[[bytes], Source | None]:
    """The source that recognises some bytes."""
    return source_of


@pytest.fixture
def workbook() -> Callable[[Mapping[str, Sequence[Sequence[object]]]], bytes]:
    """An XLSX file from sheet names and rows."""

    def written(content: Mapping[str, Sequence[Sequence[object]]]) -> bytes:
        target = io.BytesIO()
        with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
            for name, rows in content.items():
                sheet = book.add_worksheet(name)
                for number, row in enumerate(rows):
                    sheet.write_row(number, 0, row)
        return target.getvalue()

    return written
