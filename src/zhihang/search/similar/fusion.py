"""Several rankings as one: reciprocal rank fusion (Cormack, Clarke, Büttcher, SIGIR 2009).

Scores of different routes cannot be compared, ranks can: a hit gets 1 / (60 + rank) from each route that found it.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence
from typing import Final, TypeVar

K: Final = 60
"""The constant of the paper: how little the first ranks differ from each other."""

Key = TypeVar("Key", bound=Hashable)


def fused(
    rankings: Mapping[str, Sequence[Key]], weights: Mapping[str, float] | None = None, constant: int = K
) -> list[tuple[Key, float]]:
    """Everything that any route found with its score, the best first; ties by the best rank, then as first met.

    >>> [key for key, _ in fused({"terms": ["a", "b", "c"], "vectors": ["b", "d"]})]
    ['b', 'a', 'd', 'c']
    """
    scores: dict[Key, float] = {}
    best: dict[Key, int] = {}
    for route, ranking in rankings.items():
        factor = (weights or {}).get(route, 1.0)
        for rank, key in enumerate(dict.fromkeys(ranking), 1):
            scores[key] = scores.get(key, 0.0) + factor / (constant + rank)
            best[key] = min(best.get(key, rank), rank)
    return sorted(scores.items(), key=lambda pair: (-pair[1], best[pair[0]]))
