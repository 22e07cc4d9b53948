"""Small readers that the tests of sources share."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator

import pytest

from zhihang.records.problem import Problem
from zhihang.sources.source import Chunk, Outcome, Place, Source
from zhihang.sources.splitting import split_documents, split_elements


@pytest.fixture
def place() -> Place:
    """A place in a delivery."""
    return Place(file="week.xml", product="made-up")


class Dribble(io.RawIOBase):
    """A stream that gives a few bytes at a time, so that every boundary falls between two blocks once."""

    def __init__(self, data: bytes, size: int) -> None:
        super().__init__()
        self.data, self.size = data, size

    def read(self, size: int = -1) -> bytes:
        length = self.size if size < 0 else min(size, self.size)
        taken, self.data = self.data[:length], self.data[length:]
        return taken


@pytest.fixture
def documents(place) -> Callable[..., list[Chunk | Problem]]:
    """The documents of some bytes, read in blocks of any size."""
    return lambda data, size=1 << 20: list(split_documents(Dribble(data, size), place))


@pytest.fixture
def elements(place) -> Callable[..., list[Chunk | Problem]]:
    """The elements of some bytes, read in blocks of any size."""
    return lambda data, name, size=1 << 20: list(split_elements(Dribble(data, size), place, name))


@pytest.fixture
def outcomes_of(place) -> Callable[[Source, bytes], list[Outcome]]:
    """Everything that a source makes of some bytes."""

    def read(source: Source, data: bytes) -> Iterator[Outcome]:
        at = Place(file="week.xml", product=source.name)
        for chunk in source.split(io.BytesIO(data), at):
            if isinstance(chunk, Chunk):
                yield from source.parse(chunk, at)
            else:
                yield chunk

    return lambda source, data: list(read(source, data))
