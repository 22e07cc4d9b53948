"""Who opens, rates, sees and closes review rounds. Pure."""

from __future__ import annotations

from typing import Protocol

from django.db.models import Q

from zhihang.information.reviews.states import State
from zhihang.workspace.actors.actor import Actor, Role

WRITERS = (Role.MEMBER, Role.MANAGER, Role.ADMINISTRATOR)


class Round(Protocol):
    """The facts of a round that decide."""

    organization_id: int
    opened_by: int
    state: str


def visible_rounds(actor: Actor, path: str = "") -> Q:
    """The rounds of one's organizations. What others rated, `sees_all_ratings` decides."""
    if not actor.is_signed_in:
        return Q(pk__in=())
    return Q(**{f"{path}organization__in": actor.organizations})


def may_open(actor: Actor) -> bool:
    """Members, managers and administrators, for the organization they act for."""
    return actor.is_signed_in and actor.organization is not None and actor.has(*WRITERS)


def may_lead(actor: Actor, row: Round) -> bool:
    """Who opened it, managers and administrators: they settle, close and open it again."""
    if not actor.covers(row.organization_id):
        return False
    return (row.opened_by == actor.user and actor.has(*WRITERS)) or actor.has(Role.MANAGER, Role.ADMINISTRATOR)


def sees_all_ratings(actor: Actor, row: Round) -> bool:
    """Nobody rates under the eyes of the others: while a round is open, only who leads it sees all ratings."""
    return row.state == State.CLOSED or may_lead(actor, row)
