"""Which claim stands beside which? Claims of several documents in rows, by what they say, not by their numbers. Pure.

Claims keep their order in each document; of all ways to set them side by side in order, the one that shares most words
is taken. A claim that has nothing in common with any of the first document stands in a row of its own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Final

from zhihang.text.tokens import tokens

_LEAST: Final = 0.3
"""Share of words in common from which on two claims are taken for the same claim, differently worded."""
MOST_PAIRS: Final = 250_000
"""Beyond so many pairs of claims (500 beside 500) they stand by their numbers."""

Row = tuple[int | None, ...]
"""One row: of each document the place of its claim, None where it has none there."""


def claim_rows(documents: Sequence[Sequence[str]]) -> list[Row]:
    """The claims of all documents in rows, in the order of the first.

    >>> claim_rows([["A cell with a salt.", "A car."], ["A cell with a new salt."]])
    [(0, 0), (1, None)]
    """
    if not documents:
        return []
    first, *others = documents
    paired = [_pairs(first, other) for other in others]
    reached = [0] * len(others)
    rows: list[Row] = []
    for place in range(len(first)):
        partners = [pairs.get(place) for pairs in paired]
        for number, partner in enumerate(partners):
            if partner is not None:
                rows += _alone(len(documents), number + 1, range(reached[number], partner))
                reached[number] = partner + 1
        rows.append((place, *partners))
    for number, other in enumerate(others):
        rows += _alone(len(documents), number + 1, range(reached[number], len(other)))
    return rows


def _alone(width: int, document: int, claims: Iterable[int]) -> list[Row]:
    return [tuple(claim if column == document else None for column in range(width)) for claim in claims]


def _pairs(first: Sequence[str], other: Sequence[str]) -> dict[int, int]:
    """Claim of the first → the claim of the other that stands beside it."""
    if len(first) * len(other) > MOST_PAIRS:
        return {place: place for place in range(min(len(first), len(other)))}
    left, right = [Counter(tokens(claim)) for claim in first], [Counter(tokens(claim)) for claim in other]
    best = [[0.0] * (len(right) + 1) for _ in range(len(left) + 1)]
    likeness = [[_likeness(mine, theirs) for theirs in right] for mine in left]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            together = best[i + 1][j + 1] + likeness[i][j] if likeness[i][j] >= _LEAST else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    return _way(best, likeness)


def _way(best: list[list[float]], likeness: list[list[float]]) -> dict[int, int]:
    found: dict[int, int] = {}
    i = j = 0
    while i < len(likeness) and j < len(likeness[i]):
        if likeness[i][j] >= _LEAST and best[i][j] == best[i + 1][j + 1] + likeness[i][j]:
            found[i] = j
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _likeness(left: Counter[str], right: Counter[str]) -> float:
    """Twice the words in common over the words of both."""
    size = left.total() + right.total()
    return 2 * (left & right).total() / size if size else 0.0
