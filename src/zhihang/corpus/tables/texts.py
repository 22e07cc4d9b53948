"""Records by ordinal: their JSON out of small row groups, each read once per request."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pyarrow.parquet as pq


class TextPart:
    """One part of `texts`: where each row group begins, from the file's own statistics."""

    def __init__(self, path: Path) -> None:
        self._file = pq.ParquetFile(path, memory_map=True)
        metadata = self._file.metadata
        groups = [metadata.row_group(number).column(0).statistics for number in range(metadata.num_row_groups)]
        self._starts: list[int] = [group.min for group in groups]
        self.first: int = self._starts[0]
        self.last: int = groups[-1].max

    def fetch(self, ords: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        """The JSON of ordinals of this part, ascending."""
        place = 0
        while place < len(ords):
            group = bisect_right(self._starts, ords[place]) - 1
            end = place + 1
            limit = self._starts[group + 1] if group + 1 < len(self._starts) else self.last + 1
            while end < len(ords) and ords[end] < limit:
                end += 1
            yield from self._from_group(group, ords[place:end])
            place = end

    def _from_group(self, group: int, ords: Sequence[int]) -> Iterator[tuple[int, bytes]]:
        table = self._file.read_row_group(group, use_threads=False)
        first = self._starts[group]
        texts = table.column(1)
        for ord_ in ords:
            yield ord_, texts[ord_ - first].as_py()

    def every(self) -> Iterator[tuple[int, bytes]]:
        """All of the part, in order."""
        for batch in self._file.iter_batches(500):
            yield from zip(batch.column(0).to_pylist(), batch.column(1).to_pylist(), strict=True)


class Texts:
    """All parts of `texts` of an edition."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._parts = sorted((TextPart(path) for path in paths), key=lambda part: part.first)
        self._firsts = [part.first for part in self._parts]

    def fetch(self, ords: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """Ordinal and JSON of each ordinal that exists, ascending; each row group is read once."""
        wanted = sorted(set(ords))
        for number, part in enumerate(self._parts):
            low = bisect_right(wanted, part.first - 1)
            high = bisect_right(wanted, part.last)
            if low < high:
                yield from self._parts[number].fetch(wanted[low:high])

    def every(self) -> Iterator[tuple[int, bytes]]:
        """All records ever written into these parts, dead ones included, by ordinal."""
        for part in self._parts:
            yield from part.every()
