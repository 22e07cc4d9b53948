"""For whom the database answers: what PostgreSQL's row security lets the statements of a request or a job reach.

The selectors ask for the rows of an `Actor`; the database repeats that wall, so that a forgotten filter shows nothing.
A request reaches nothing until its actor is known. What serves nobody in particular says why:

    with everything("an actor is made from these"): ...     # a block
    Organization.objects.unscoped("why")                     # one statement (`scoping`)
    everything_from_now_on("a person at the console")        # a process: commands, workers
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from zhihang.workspace.actors.actor import Actor

Answer = Callable[[HttpRequest], HttpResponseBase]
INSTALLATION: Final = 0
"""The organization of what belongs to none, as the audit writes it."""


@dataclass(frozen=True, slots=True)
class Reach:
    """The rows that statements reach: those of organizations, a person's own, the operator's, or all."""

    organizations: frozenset[int] = frozenset()
    known: frozenset[int] = frozenset()
    user: int | None = None
    is_operator: bool = False
    is_everything: bool = False


NOTHING: Final = Reach()
EVERYTHING: Final = Reach(is_everything=True)
_now: ContextVar[Reach | None] = ContextVar("zhihang_reach", default=None)
_process: list[Reach] = [NOTHING]


def reach_of(actor: Actor) -> Reach:
    """What an actor reaches: the wall of `of_organization`, and the names of the organizations one belongs to."""
    own = frozenset({INSTALLATION}) if actor.is_operator else frozenset()
    return Reach(actor.organizations | own, actor.organizations | actor.known, actor.user, actor.is_operator)


def reach() -> Reach:
    """What statements reach here and now: of the request or block; else of the process."""
    found = _now.get()
    return _process[-1] if found is None else found


@contextmanager
def reaching(wanted: Reach) -> Iterator[None]:
    """A block whose statements reach this."""
    token = _now.set(wanted)
    try:
        yield
    finally:
        _now.reset(token)


def everything(reason: str) -> AbstractContextManager[None]:
    """A block whose statements reach all rows. `reason` is for the reader of the code."""
    assert reason
    return reaching(EVERYTHING)


def everything_from_now_on(reason: str) -> None:
    """Let this process reach all rows wherever no request or block says otherwise: a command, a worker."""
    assert reason
    _process[-1] = EVERYTHING


def act(actor: Actor) -> None:
    """The actor of the request is known: from here on it reaches what the actor may. Outside a request: nothing."""
    if _now.get() is not None:
        _now.set(reach_of(actor))


def walled(answer: Answer) -> Answer:
    """Every request begins reaching nothing, and leaves nothing to the next one."""

    def answered(request: HttpRequest) -> HttpResponseBase:
        with reaching(NOTHING):
            return answer(request)

    return answered


def _listed(numbers: frozenset[int]) -> str:
    return ",".join(str(number) for number in sorted(numbers))


@lru_cache(1024)
def statement_for(wanted: Reach) -> str:
    """The words before a statement that let it reach this, until the end of its transaction and no longer.

    They travel with the statement itself, so a connection that others use too never keeps them.

    >>> statement_for(Reach(frozenset({4, 1}), user=7)).count("set_config")
    5
    """
    said = {
        "organizations": _listed(wanted.organizations),
        "known": _listed(wanted.known),
        "person": "" if wanted.user is None else str(wanted.user),
        "operator": "on" if wanted.is_operator else "",
        "everything": "on" if wanted.is_everything else "",
    }
    settings = ", ".join(f"set_config('zhihang.{name}', '{value}', true)" for name, value in said.items())
    return f"SELECT {settings}; "
