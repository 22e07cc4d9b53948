"""The vectors of one edition, asked: which records mean most nearly the same? Exact, every vector is looked at.

Texts of one script lie nearer to each other than to texts of another, whatever they mean. So the mean of its script
(Han or not) is taken off every vector, of questions and records alike, before angles are compared.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from zhihang.corpus.vectors.store import Store
from zhihang.text.tokens import is_single, tokens

BLOCK: Final = 65_536
"""Vectors that are compared at a time."""
FEW: Final = 50
"""Texts of a script below which its mean says nothing."""


def script_of(text: str) -> int:
    """1 where most tokens of a text are Han, Hiragana or Katakana characters, else 0."""
    words = tokens(text)
    return int(2 * sum(map(is_single, words)) > len(words))


class Vectors:
    """Which record of an edition has which vector of the store. `ords` ascend."""

    def __init__(self, store: Store, path: Path) -> None:
        self.store = store
        with np.load(path) as saved:
            self.ords: NDArray[np.int64] = saved["ords"]
            self.rows: NDArray[np.int64] = saved["rows"]
            self.scripts: NDArray[np.uint8] = saved["scripts"]
            self.built = str(saved["built"])

    def __len__(self) -> int:
        return len(self.ords)

    def of(self, ord_: int) -> NDArray[np.float32] | None:
        """The vector of a record, if it has one."""
        place = int(np.searchsorted(self.ords, ord_))
        if place == len(self.ords) or self.ords[place] != ord_:
            return None
        return np.asarray(self.store.vectors()[self.rows[place]], np.float32)

    def blocks(self) -> Iterable[tuple[slice, NDArray[np.float32]]]:
        """The vectors in stretches of the edition's records."""
        vectors = self.store.vectors()
        for start in range(0, len(self.ords), BLOCK):
            part = slice(start, start + BLOCK)
            yield part, np.asarray(vectors[self.rows[part]], np.float32)

    @cached_property
    def means(self) -> NDArray[np.float32]:
        """The mean vector of each script; nothing for a script of which there are few."""
        sums = np.zeros((2, self.store.dimensions), np.float64)
        for part, vectors in self.blocks():
            for script in (0, 1):
                sums[script] += vectors[self.scripts[part] == script].sum(axis=0)
        counts = np.bincount(self.scripts, minlength=2)[:2]
        means = sums / np.maximum(counts, 1)[:, None]
        if counts.min() < FEW:
            # without enough texts of both scripts nothing can be said about their difference
            means[:] = 0.0
        return np.asarray(means, np.float32)

    @cached_property
    def _lengths(self) -> NDArray[np.float32]:
        lengths = np.zeros(len(self.ords), np.float32)
        for part, vectors in self.blocks():
            lengths[part] = np.linalg.norm(vectors - self.means[self.scripts[part]], axis=1)
        return np.maximum(lengths, 1e-6)

    def nearest(
        self,
        question: NDArray[np.float32],
        script: int,
        limit: int,
        *,
        within: Iterable[int] | None = None,
        leaving_out: Iterable[int] = (),
    ) -> list[tuple[int, float]]:
        """Ordinals with the cosine of their angle to the question, the nearest first, ties by ordinal."""
        asked = question - self.means[script]
        asked = asked / max(float(np.linalg.norm(asked)), 1e-6)
        scores = np.empty(len(self.ords), np.float32)
        for part, vectors in self.blocks():
            scores[part] = vectors @ asked - (self.means @ asked)[self.scripts[part]]
        scores /= self._lengths
        scores[np.isin(self.ords, np.fromiter(leaving_out, np.int64))] = -np.inf
        if within is not None:
            scores[~np.isin(self.ords, np.fromiter(within, np.int64))] = -np.inf
        best = np.argsort(-scores.round(6), kind="stable")[:limit]
        return [(int(self.ords[place]), round(float(scores[place]), 4)) for place in best if np.isfinite(scores[place])]
