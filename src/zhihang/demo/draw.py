"""Random choices that are the same on every machine, for one seed.

Only `random()` of the Mersenne Twister is used: Python guarantees its values, not those of `choice` or `shuffle`. Each
part of the demo draws from a stream of its own name, so that a change in one part leaves the others as they are.
"""

from __future__ import annotations

import datetime
import random
from collections.abc import Sequence
from typing import TypeVar

T = TypeVar("T")


class Draw:
    """A stream of random choices, named by its seed and purpose."""

    def __init__(self, seed: int, *purpose: str | int) -> None:
        self._random = random.Random("/".join(map(str, (seed, *purpose)))).random

    def chance(self, share: float) -> bool:
        """True in that share of all cases."""
        return self._random() < share

    def whole(self, low: int, high: int) -> int:
        """A whole number from `low` to `high`, both included."""
        return low + int(self._random() * (high - low + 1))

    def pick(self, items: Sequence[T]) -> T:
        """One item."""
        return items[int(self._random() * len(items))]

    def some(self, items: Sequence[T], count: int) -> list[T]:
        """`count` different items (all, where there are fewer), in the order drawn."""
        left = list(items)
        return [left.pop(int(self._random() * len(left))) for _ in range(min(count, len(left)))]

    def weighted(self, items: Sequence[T], weights: Sequence[int]) -> T:
        """One item, the heavier ones more often."""
        place = self._random() * sum(weights)
        for item, weight in zip(items, weights, strict=True):
            place -= weight
            if place < 0:
                return item
        return items[-1]

    def day(self, first: datetime.date, last: datetime.date) -> datetime.date:
        """A day between two days, both included."""
        return first + datetime.timedelta(days=self.whole(0, (last - first).days))
