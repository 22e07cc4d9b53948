"""Vectors by the digest of their text: each text is encoded once, whichever editions and records have it.

    vectors/<name>/digests.bin    16 bytes a vector, in the order they were written
    vectors/<name>/vectors.bin    its numbers, 16 bits each
    vectors/<name>/<edition>.npz  which record of an edition has which vector

Rows are only ever added, the vector before its digest, so an interrupted run leaves whole rows that the next one uses.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

DIGEST: Final = 16


def digest(text: str) -> bytes:
    """What a text is known by."""
    return blake2b(text.encode(), digest_size=DIGEST).digest()


class Store:
    """The vectors of one encoder and one version of passages, in a folder of their own."""

    def __init__(self, folder: Path, dimensions: int) -> None:
        self.folder = folder
        self.dimensions = dimensions
        self._digests = folder / "digests.bin"
        self._vectors = folder / "vectors.bin"

    @property
    def _width(self) -> int:
        return self.dimensions * np.dtype(np.float16).itemsize

    @property
    def size(self) -> int:
        """How many vectors are written whole."""
        files = ((self._digests, DIGEST), (self._vectors, self._width))
        return min(path.stat().st_size // width if path.is_file() else 0 for path, width in files)

    def rows(self) -> dict[bytes, int]:
        """Digest → row, of all that is written whole."""
        whole = self.size
        data = self._digests.read_bytes() if whole else b""
        return {data[row * DIGEST : (row + 1) * DIGEST]: row for row in range(whole)}

    def add(self, digests: Sequence[bytes], vectors: NDArray[np.float32]) -> None:
        """Write vectors behind those that are there; one process at a time."""
        self.folder.mkdir(parents=True, exist_ok=True)
        whole = self.size
        for path, width, data in (
            (self._vectors, self._width, vectors.astype(np.float16).tobytes()),
            (self._digests, DIGEST, b"".join(digests)),
        ):
            with path.open("ab") as stream:
                stream.truncate(whole * width)
                stream.write(data)

    def vectors(self) -> NDArray[np.float16]:
        """All vectors, read from the disk as they are needed."""
        whole = self.size
        if not whole:
            return np.zeros((0, self.dimensions), np.float16)
        return np.memmap(self._vectors, np.float16, "r", shape=(whole, self.dimensions))
