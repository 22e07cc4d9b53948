"""The states of a review round and which follows which. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a round stands. Names for people: messages `ROUND_…`."""

    OPEN = "open"
    CLOSED = "closed"


NEXT: Final = {State.OPEN: frozenset({State.CLOSED}), State.CLOSED: frozenset({State.OPEN})}


def may_follow(before: str, after: State) -> bool:
    """Whether a round may go from one state to the other.

    >>> may_follow("open", State.CLOSED), may_follow("closed", State.CLOSED)
    (True, False)
    """
    return after in NEXT[State(before)]
