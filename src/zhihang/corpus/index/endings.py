"""The words of an index by their ends: what a truncation on the left stands for.

The engine keeps words by their beginnings; for `*ator` it walks its whole dictionary, in each segment and each field.
So each text field has a file beside the index, its words read backwards, sorted, one a line: the words of an ending
are neighbours there, found by halving. The files are made when an index is written and only mapped when it is read.
"""

from __future__ import annotations

import mmap
import os
from pathlib import Path
from typing import Any

from zhihang.corpus.index.schema import GAP_WORD

SUFFIX = ".endings"
FIRST_GUESS = 250_000
MOST_WORDS = 50_000
"""An ending of more words than this is left to the engine."""


def write_endings(directory: Path, searcher: Any, fields: tuple[str, ...]) -> None:
    """Write the words of the fields beside the index; a field without words has no file."""
    for field in fields:
        target = directory / f"{field}{SUFFIX}"
        words = sorted(word[::-1].encode() for word in all_words(searcher, field) if word != GAP_WORD)
        target.unlink(missing_ok=True)  # never written in place: an older edition may share the file
        if words:
            target.write_bytes(b"\n".join(words) + b"\n")


def all_words(searcher: Any, field: str) -> list[str]:
    """All words of a field. The engine sets room aside for as many as are asked for, so the number is felt for."""
    most = FIRST_GUESS
    while len(found := searcher.terms_with_prefix(field, "", limit=most)) == most:
        most *= 4
    return [word for word, _ in found]


class Endings:
    """The words of the fields of one index, by their ends."""

    def __init__(self, directory: Path) -> None:
        self.directory = directory
        self._mapped: dict[str, mmap.mmap | None] = {}

    def words(self, field: str, ending: str) -> list[str] | None:
        """All words of a field with an ending, in no order; None where there are too many, or no file says."""
        mapped = self._words(field)
        if mapped is None or not ending:
            return None
        start = ending[::-1].encode()
        first, last = _line_from(mapped, start), _line_from(mapped, start + b"\xff")
        found = mapped[first:last]
        if found.count(b"\n") > MOST_WORDS:
            return None
        return [line[::-1] for line in found.decode().splitlines()]

    def _words(self, field: str) -> mmap.mmap | None:
        if field not in self._mapped:
            self._mapped[field] = _map(self.directory / f"{field}{SUFFIX}")
        return self._mapped[field]


def _map(path: Path) -> mmap.mmap | None:
    try:
        descriptor = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return mmap.mmap(descriptor, 0, access=mmap.ACCESS_READ)
    finally:
        os.close(descriptor)


def _line_from(mapped: mmap.mmap, start: bytes) -> int:
    """Where the first line that is not before `start` begins."""
    low, high = 0, len(mapped)
    while low < high:
        middle = mapped.rfind(b"\n", low, (low + high) // 2) + 1 or low
        following = mapped.find(b"\n", middle) + 1
        if mapped[middle : following - 1] < start:
            low = following
        else:
            high = middle
    return low
