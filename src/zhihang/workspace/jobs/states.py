"""The states of a job and which follows which. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class State(StrEnum):
    """Where a job stands. Names for people: messages `JOB_…`."""

    WAITING = "waiting"
    RUNNING = "running"
    SUCCEEDED = "succeeded"
    FAILED = "failed"
    CANCELLED = "cancelled"


NEXT: Final = {
    State.WAITING: frozenset({State.RUNNING, State.CANCELLED}),
    State.RUNNING: frozenset({State.SUCCEEDED, State.FAILED, State.CANCELLED, State.WAITING}),
    State.SUCCEEDED: frozenset[State](),
    State.FAILED: frozenset({State.WAITING}),
    State.CANCELLED: frozenset({State.WAITING}),
}
OPEN: Final = (State.WAITING, State.RUNNING)


def after_loss(*, is_idempotent: bool, attempts: int, most_attempts: int) -> State:
    """What becomes of a job whose worker died or whose attempt failed in passing: tried again, or failed.

    >>> after_loss(is_idempotent=True, attempts=1, most_attempts=3), after_loss(
    ...     is_idempotent=False, attempts=1, most_attempts=3
    ... )
    (<State.WAITING: 'waiting'>, <State.FAILED: 'failed'>)
    """
    return State.WAITING if is_idempotent and attempts < most_attempts else State.FAILED
