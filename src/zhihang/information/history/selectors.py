"""Reading a search history: the account's for members of an organization, the session's for everybody else."""

from __future__ import annotations

from django.contrib.sessions.backends.base import SessionBase
from django.db.models import QuerySet

from zhihang.errors import NotFound
from zhihang.information.history.line import Line
from zhihang.information.history.models import HistoryLine
from zhihang.information.history.policy import has_account_history
from zhihang.information.history.session import kept_lines
from zhihang.workspace.actors.actor import Actor


def lines(actor: Actor, session: SessionBase) -> list[Line]:
    """All lines, the first one first."""
    if has_account_history(actor):
        return [row.line for row in own_rows(actor).order_by("number")]
    return kept_lines(session)


def latest_lines(actor: Actor, session: SessionBase, limit: int) -> list[Line]:
    """The latest lines, the last one first."""
    if has_account_history(actor):
        return [row.line for row in own_rows(actor).order_by("-number")[:limit]]
    return list(reversed(kept_lines(session)))[:limit]


def line(actor: Actor, session: SessionBase, number: int) -> Line:
    """One line. Raises NotFound `NO_HISTORY_LINE`."""
    found = next((each for each in lines(actor, session) if each.number == number), None)
    if found is None:
        raise NotFound("NO_HISTORY_LINE", room="information", number=number)
    return found


def line_of(actor: Actor, session: SessionBase, query: str) -> Line | None:
    """The latest line with exactly this query."""
    if has_account_history(actor):
        row = own_rows(actor).filter(query=query).order_by("-number").first()
        return row.line if row else None
    return next((each for each in reversed(kept_lines(session)) if each.query == query), None)


def own_rows(actor: Actor) -> QuerySet[HistoryLine]:
    """The rows of an account's lines that were not taken away."""
    return HistoryLine.objects.of(actor).filter(removed_at=None)
