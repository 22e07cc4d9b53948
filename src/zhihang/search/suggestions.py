"""What was meant? The nearest names to one that is not known."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache

from rapidfuzz import fuzz, process

from zhihang.text.folding import fold

LIMIT = 3
_NEAR_ENOUGH = 55.0


def nearest(name: str, known: Collection[str], limit: int = LIMIT) -> tuple[str, ...]:
    """Up to `limit` known names, nearest first; the single nearest one where none is near.

    >>> nearest("titel", ["abstract", "title", "claims"])
    ('title',)
    """
    found = [candidate for candidate, _ in _nearest(fold(name), tuple(known), limit)]
    return near_enough(name, known, limit) or tuple(found[:1])


def near_enough(name: str, known: Collection[str], limit: int = LIMIT) -> tuple[str, ...]:
    """The known names near enough to put one of them in the place of the unknown one."""
    return tuple(candidate for candidate, score in _nearest(fold(name), tuple(known), limit) if score >= _NEAR_ENOUGH)


@lru_cache(maxsize=256)
def _nearest(name: str, known: tuple[str, ...], limit: int) -> tuple[tuple[str, float], ...]:
    found = process.extract(name, known, scorer=_likeness, processor=fold, limit=max(limit, 1))
    return tuple((candidate, score) for candidate, score, _ in found)


def _likeness(name: str, candidate: str, *, score_cutoff: float | None = None, **_: object) -> float:
    """Letters in common order, and a name that holds or ends with the other one counts as near."""
    ratio = fuzz.ratio(name, candidate)
    if len(name) > 1 and candidate.endswith(name):
        ratio = max(ratio, 70.0 + 20.0 * len(name) / len(candidate))
    elif len(name) > 1 and name in candidate:
        ratio = max(ratio, 60.0 + 20.0 * len(name) / len(candidate))
    return ratio if score_cutoff is None or ratio >= score_cutoff else 0.0
