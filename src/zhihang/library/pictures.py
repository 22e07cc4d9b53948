"""Pictures like a given one: marks and designs whose files carry their pictures, by perceptual hash."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pyarrow as pa

from zhihang.library.corpora import Corpus

HASH_BITS = 64
ALIKE_BITS = 16
"""Two pictures that differ in so many bits of 64 are worth looking at; unrelated ones differ in about 32."""


@dataclass(frozen=True, slots=True)
class SimilarPicture:
    """A record with a picture like the asked one 近似图样: which picture, and in how many of 64 bits they differ."""

    id: str
    corpus: int
    file: str
    kind: str | None
    distance: int
    row: dict[str, Any]

    @property
    def share(self) -> float:
        """How alike, 0 to 1: the share of bits that agree."""
        return 1 - self.distance / HASH_BITS


def similar_pictures(
    corpus: Corpus, picture_hash: str, *, most: int = ALIKE_BITS, scope: str | None = None
) -> list[SimilarPicture]:
    """All pictures that differ from the asked one in at most `most` bits, the nearest first, ties by id.

    `picture_hash`: 16 hexadecimal digits, from `zhihang.sources.pictures.picture_hash`; `scope`: a query that narrows
    what is compared, such as `nice=9`. Only pictures that stand in delivered files have a hash.
    """
    found: list[SimilarPicture] = []
    for place, opened in enumerate(corpus.editions):
        near = opened.edition.tables.pictures_near(int(picture_hash, 16), most)
        if not near:
            continue
        hits = {hit.ord: hit for hit in opened.reader.rows(sorted({each.ord for each in near}))}
        found += [
            SimilarPicture(hits[each.ord].id, place, each.file, each.kind, each.distance, hits[each.ord].row)
            for each in near
        ]
    if scope is not None:
        inside = set(pa.array(corpus.search(scope).ids()).to_pylist())
        found = [each for each in found if each.id in inside]
    return sorted(found, key=lambda each: (each.distance, each.id, each.file))
