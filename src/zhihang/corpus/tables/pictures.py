"""Pictures by their perceptual hashes: a scan of all of them, 8 bytes each."""

from __future__ import annotations

from typing import NamedTuple

from zhihang.corpus.tables.asking import Asked


class NearPicture(NamedTuple):
    """A picture near an asked one: its record, its place there from 1, its name, in how many of 64 bits they differ."""

    ord: int
    n: int
    file: str
    kind: str | None
    distance: int


class Pictures(Asked):
    """Questions about pictures."""

    def pictures_near(self, picture_hash: int, most: int) -> list[NearPicture]:
        """The pictures that differ from a hash in at most `most` bits."""
        import numpy as np

        table = self.ask("SELECT ord, n, file, kind, hash FROM pictures ORDER BY ord, n").to_arrow_table()
        hashes = table.column("hash").to_numpy()
        differing = np.bitwise_count(np.bitwise_xor(hashes, np.uint64(picture_hash)))
        places = np.flatnonzero(differing <= most)
        near = table.take(places).to_pylist()
        return [
            NearPicture(each["ord"], each["n"] + 1, each["file"], each["kind"], int(bits))
            for each, bits in zip(near, differing[places], strict=True)
        ]
