"""Records by ordinal: their JSON out of small row groups, each read once per request."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import pyarrow.parquet as pq


class _RowGroup(NamedTuple):
    """Records of ordinals without a gap: the first, the last, and where they lie."""

    first: int
    last: int
    part: TextPart
    number: int


class TextPart:
    """One file of `texts`: where each row group begins, from the file's own statistics."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetFile(path, memory_map=True)
        metadata = self._file.metadata
        ranges = [metadata.row_group(number).column(0).statistics for number in range(metadata.num_row_groups)]
        self.groups = [_RowGroup(each.min, each.max, self, number) for number, each in enumerate(ranges)]
        self.first: int = min(group.first for group in self.groups)

    def fetch(self, group: _RowGroup, ords: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """The JSON of ordinals of a row group."""
        texts = self._file.read_row_group(group.number, use_threads=False).column(1)
        for ord_ in ords:
            yield ord_, texts[ord_ - group.first].as_py()

    def every(self, group: _RowGroup) -> Iterator[tuple[int, bytes]]:
        """All of a row group, in order."""
        table = self._file.read_row_group(group.number, use_threads=False)
        yield from zip(table.column(0).to_pylist(), table.column(1).to_pylist(), strict=True)


class Texts:
    """All files of `texts` of an edition."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._groups = sorted((group for path in paths for group in TextPart(path).groups), key=lambda group: group[:2])
        self._firsts = [group.first for group in self._groups]

    def fetch(self, ords: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Ordinal and JSON of each ordinal that exists, ascending; each row group is read once."""
        wanted = sorted(set(ords))
        place = 0
        while place < len(wanted):
            number = bisect_right(self._firsts, wanted[place]) - 1
            group = self._groups[number] if number >= 0 else None
            if group is None or wanted[place] > group.last:
                place += 1
                continue
            end = bisect_left(wanted, group.last + 1, place)
            yield from group.part.fetch(group, wanted[place:end])
            place = end

    def every(self) -> Iterator[tuple[int, bytes]]:
        """All records ever written into these files, dead ones included, by ordinal."""
        for group in self._groups:
            yield from group.part.every(group)
