"""What is to be done with a file that was seen in a watched folder. Pure."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple


class Sight(StrEnum):
    """What a look at a file found. Names for people: messages `SIGHT_…`."""

    NEW = "new"
    OUTSIDE = "outside"
    UNREADABLE = "unreadable"
    SAME = "same"
    ARRIVED = "arrived"
    GONE = "gone"


class Look(NamedTuple):
    """A file as it is at a moment: size in bytes, time of its last change in nanoseconds, and what can be done."""

    size: int
    changed: int
    sight: Sight = Sight.NEW


def is_due(sight: str, seen_at: datetime, now: datetime, quiet: timedelta) -> bool:
    """Whether a file that looks as it did at `seen_at` has been quiet for long enough and was not dealt with.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 1, 5, 12, tzinfo=UTC)
    >>> is_due("new", noon, noon + timedelta(seconds=30), timedelta(minutes=1)), is_due(
    ...     "arrived", noon, noon + timedelta(hours=1), timedelta(minutes=1)
    ... )
    (False, False)
    """
    return sight == Sight.NEW and now - seen_at >= quiet
