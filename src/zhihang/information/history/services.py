"""Writing a search history. It is not audited: it is itself the record of what its owner asked, and nobody else's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Final

from django.contrib.sessions.backends.base import SessionBase
from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from zhihang.errors import UsageError
from zhihang.information.history.line import Line, notation, resting_on
from zhihang.information.history.models import HistoryLine
from zhihang.information.history.policy import has_account_history
from zhihang.information.history.selectors import line, line_of, lines, own_rows
from zhihang.information.history.session import keep_lines, kept_lines, next_number
from zhihang.search.parser import Query
from zhihang.workspace.actors.actor import Actor

_TRIES: Final = 5


def add_line(actor: Actor, session: SessionBase, query: Query, *, total: int | None, edition: str) -> Line:
    """Note a query that ran: a new line, or the line that says the same already, with what it has now.

    `total`: None where it ran out of time.
    """
    known = line_of(actor, session, query.text)
    if known is None:
        return _new_line(actor, session, query, total, edition)
    if total is not None and (known.total, known.edition) != (total, edition):
        return count_lines(actor, session, {known.number: total}, edition=edition)[0]
    return known


def _new_line(actor: Actor, session: SessionBase, query: Query, total: int | None, edition: str) -> Line:
    made = Line(0, query.text, notation(query), total, edition, timezone.now(), query.grammar)
    if not has_account_history(actor):
        made = replace(made, number=next_number(session))
        keep_lines(session, [*kept_lines(session), made])
        return made
    for _ in range(_TRIES):
        try:  # of two searches at once, the second finds its number taken and asks for the next one
            return _saved(actor, made)
        except IntegrityError:
            continue
    return _saved(actor, made)


@transaction.atomic
def _saved(actor: Actor, made: Line) -> Line:
    assert actor.user is not None  # everybody else's lines go into the session
    assert actor.organization is not None
    every = HistoryLine.objects.of(actor).aggregate(last=Max("number"))
    row = HistoryLine.objects.create(
        organization_id=actor.organization, user=actor.user, number=(every["last"] or 0) + 1, query=made.query,
        tree=made.tree, grammar=made.grammar, total=made.total, edition=made.edition, at=made.at,
    )  # fmt: skip
    return row.line


@transaction.atomic
def change_line(actor: Actor, session: SessionBase, number: int, query: Query, *, total: int, edition: str) -> Line:
    """Give a line another query; the lines that rest on it lose their counts until they run again.

    Raises NotFound `NO_HISTORY_LINE`.
    """
    own = lines(actor, session)
    changed = replace(
        line(actor, session, number), query=query.text, tree=notation(query), total=total, edition=edition,
        at=timezone.now(), grammar=query.grammar,
    )  # fmt: skip
    resting = {each.number: replace(each, total=None) for each in own if each.number in resting_on(own, number)}
    _keep(actor, session, [changed, *resting.values()])
    return changed


@transaction.atomic
def count_lines(actor: Actor, session: SessionBase, totals: Mapping[int, int], *, edition: str) -> list[Line]:
    """Note what lines have in an edition."""
    own = lines(actor, session)
    counted = [
        replace(each, total=totals[each.number], edition=edition, at=timezone.now())
        for each in own
        if each.number in totals
    ]
    _keep(actor, session, counted)
    return counted


@transaction.atomic
def remove_line(actor: Actor, session: SessionBase, number: int) -> None:
    """Take a line away; no line gets its number again.

    Raises NotFound `NO_HISTORY_LINE`, UsageError `HISTORY_LINE_USED` while another line names it.
    """
    own = lines(actor, session)
    line(actor, session, number)
    users = [each.number for each in own if number in each.rests_on]
    if users:
        raise UsageError(
            "HISTORY_LINE_USED", room="information", number=number, users=", ".join(f"#{user}" for user in users)
        )
    if has_account_history(actor):
        own_rows(actor).filter(number=number).update(removed_at=timezone.now())
    else:
        keep_lines(session, [each for each in own if each.number != number])


def clear_lines(actor: Actor, session: SessionBase) -> int:
    """Take all lines away. How many."""
    own = lines(actor, session)
    if has_account_history(actor):
        own_rows(actor).update(removed_at=timezone.now())
    else:
        keep_lines(session, [])
    return len(own)


def _keep(actor: Actor, session: SessionBase, changed: Iterable[Line]) -> None:
    by_number = {each.number: each for each in changed}
    if not has_account_history(actor):
        keep_lines(session, [by_number.get(each.number, each) for each in kept_lines(session)])
        return
    for row in own_rows(actor).filter(number__in=by_number):
        new = by_number[row.number]
        row.query, row.tree, row.grammar = new.query, new.tree, new.grammar
        row.total, row.edition, row.at = new.total, new.edition, new.at
        row.save()
