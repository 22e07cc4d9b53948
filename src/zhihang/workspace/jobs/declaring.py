"""Declaring a job: a function with a name, and what may be done with it.

    @job("export_result", idempotent=True)
    def export_result(progress: Progress, *, query: str) -> dict[str, int]: ...

`idempotent` says that doing it twice leaves the same as doing it once: only then is it tried again after its worker
died. `low_priority` puts it into the lane of builds. `every` makes it a schedule. `page` says where its result stands,
`words` what is told of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any, Final, NamedTuple

from zhihang.errors import NotFound, ZhihangError

QUEUE, LOW_QUEUE = "default", "low"


class Progress:
    """How a running job says how far it is, and hears that it was cancelled.

    Saying it costs nothing and touches no database: the worker's pulse writes it, outside the job's transaction.
    """

    def __init__(self) -> None:
        self.done, self.total, self.said = 0, 0, ""
        self.stop = Event()

    def report(self, done: int, total: int = 0, said: str = "") -> None:
        """So much is done. Raises ZhihangError `JOB_STOPPED` when the job is to end: let it pass."""
        self.done, self.total, self.said = done, total, said
        self.require_wanted()

    def require_wanted(self) -> None:
        """Raises ZhihangError `JOB_STOPPED` when the job was cancelled, or was taken over by another worker."""
        if self.stop.is_set():
            raise ZhihangError("JOB_STOPPED", room="workspace")


class Words(NamedTuple):
    """What is told of the end of a job: a message of a room, with its fields."""

    room: str
    code: str
    fields: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Declared:
    """A declared job."""

    name: str
    run: Callable[..., Any]
    is_idempotent: bool = False
    most_attempts: int = 3
    is_low_priority: bool = False
    every: timedelta | None = None
    page: Callable[[Mapping[str, Any]], str] | None = None
    """From the arguments to the address that shows what it made; without one, the page of the job."""
    words: Callable[[Mapping[str, Any]], Words] | None = None
    """From the arguments to what is told of its end; without it, that the job of that name is done or failed."""

    @property
    def queue(self) -> str:
        """The lane it runs in."""
        return LOW_QUEUE if self.is_low_priority else QUEUE


DECLARED: Final[dict[str, Declared]] = {}


def job(
    name: str, *, idempotent: bool = False, most_attempts: int = 3, low_priority: bool = False,
    every: timedelta | None = None, page: Callable[[Mapping[str, Any]], str] | None = None,
    words: Callable[[Mapping[str, Any]], Words] | None = None,
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # fmt: skip
    """Declare the function below as the job of that name."""

    def declare(function: Callable[..., Any]) -> Callable[..., Any]:
        DECLARED[name] = Declared(name, function, idempotent, most_attempts, low_priority, every, page, words)
        return function

    return declare


def declared(name: str) -> Declared:
    """The job of that name. Raises NotFound `NO_SUCH_JOB`."""
    found = DECLARED.get(name)
    if found is None:
        raise NotFound("NO_SUCH_JOB", room="workspace", name=name)
    return found
