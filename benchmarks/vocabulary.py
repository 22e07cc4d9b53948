"""Patent-like texts by rule: words with a Zipf distribution, English and Chinese, the same on every machine."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

WORDS = Path(__file__).parent / "words.tsv"
PARTS = Path(__file__).parent / "parts.tsv"
DRAWN_FROM = 1 << 22


def parts(name: str) -> tuple[str, ...]:
    """A row of `parts.tsv`."""
    rows = dict(line.split("\t") for line in PARTS.read_text("utf-8").splitlines() if not line.startswith("#"))
    return tuple(rows[name].split())


def _given(language: str) -> tuple[list[str], list[float]]:
    rows = [line.split("\t") for line in WORDS.read_text("utf-8").splitlines() if not line.startswith("#")]
    mine = [(word, float(share)) for tongue, word, share in rows if tongue == language]
    return [word for word, _ in mine], [share for _, share in mine]


class Vocabulary:
    """Words of one language with their probabilities; `draw(n)` gives n words."""

    def __init__(self, language: str, size: int = 60_000, seed: int = 7) -> None:
        self.language = language
        self.random = np.random.default_rng(seed)
        words, shares = _given(language)
        made = self._latin(size) if language == "en" else self._chinese(size)
        known = set(words)
        made = [word for word in dict.fromkeys(made) if word not in known]
        tail = 1.0 / np.arange(20, 20 + len(made)) ** 1.07
        tail *= (1_000_000 - sum(shares)) / tail.sum()
        self.words = np.array([*words, *made], dtype=object)
        weights = np.concatenate([np.array(shares), tail])
        self.cumulative = np.cumsum(weights / weights.sum())
        # word numbers as often as their probability says: drawing from it is faster than searching the cumulative one
        places = (np.arange(DRAWN_FROM) + 0.5) / DRAWN_FROM
        self.chances = np.searchsorted(self.cumulative, places).astype(np.int32)
        stop, self.blank = (". ", " ") if language == "en" else ("\u3002", "")
        self.last = np.array([f"{word}{stop.strip()}" for word in self.words], dtype=object)
        self.first = np.array([word.capitalize() for word in self.words], dtype=object)

    def _latin(self, size: int) -> list[str]:
        pick = self.random.integers
        onsets, nuclei, codas, endings = map(parts, ("onset", "nucleus", "coda", "ending"))
        words = []
        for _ in range(int(size * 1.3)):
            syllables = [
                onsets[pick(len(onsets))] + nuclei[pick(len(nuclei))] + (codas[pick(len(codas))] if pick(2) else "")
                for _ in range(1 + pick(3))
            ]
            words.append("".join(syllables) + (endings[pick(len(endings))] if pick(3) else ""))
        return words

    def _chinese(self, size: int) -> list[str]:
        rows = range(0xB0, 0xD8)
        level_one = [bytes((row, cell)).decode("gb2312", "ignore") for row in rows for cell in range(0xA1, 0xFF)]
        characters = np.array([c for c in level_one if c], dtype=object)
        weights = 1.0 / np.arange(10, 10 + len(characters)) ** 0.8
        order = self.random.permutation(len(characters))
        lengths = self.random.choice([1, 2, 3], size, p=[0.15, 0.65, 0.2])
        drawn = self.random.choice(characters[order], (size, 3), p=weights / weights.sum())
        return ["".join(row[:length]) for row, length in zip(drawn, lengths, strict=True)]

    def draw(self, count: int) -> list[str]:
        """`count` words by their probabilities."""
        return list(self.words[self.chances[self.random.integers(0, DRAWN_FROM, count)]])

    def texts(self, lengths: Sequence[int]) -> list[str]:
        """Texts of so many words each, in sentences of 12 to 30."""
        total = sum(lengths)
        drawn = self.chances[self.random.integers(0, DRAWN_FROM, total)]
        words = self.words[drawn]
        ends = np.cumsum(self.random.integers(12, 30, total // 12 + 1))
        borders = np.cumsum(lengths)
        ends = np.union1d(ends[ends < total - 1], borders[:-1] - 1)
        words[ends] = self.last[drawn[ends]]
        words[ends + 1] = self.first[drawn[ends + 1]]
        pieces = words.tolist()
        return [
            self.blank.join(pieces[border - length : border])
            for border, length in zip(borders.tolist(), lengths, strict=True)
        ]
