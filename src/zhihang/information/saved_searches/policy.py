"""Who sees, saves, shares and changes saved searches. Pure."""

from __future__ import annotations

from typing import Final, Protocol

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role

_SHARERS: Final = (Role.MEMBER, Role.MANAGER, Role.ADMINISTRATOR)


class Owned(Protocol):
    """The facts of a saved search that decide."""

    organization_id: int
    created_by: int
    is_shared: bool


def visible_searches(actor: Actor) -> Q:
    """One's own and the shared ones of the organization acted for: a name means one thing there."""
    if not actor.is_signed_in or actor.organization is None:
        return Q(pk__in=())
    return Q(organization=actor.organization) & (Q(is_shared=True) | Q(created_by=actor.user))


def may_save(actor: Actor) -> bool:
    """Everybody who acts for an organization, readers too: what one saves is one's own."""
    return actor.is_signed_in and actor.organization is not None


def may_share(actor: Actor) -> bool:
    """Members, managers and administrators."""
    return may_save(actor) and actor.has(*_SHARERS)


def may_change(actor: Actor, row: Owned) -> bool:
    """Who made it; managers and administrators where it is shared."""
    if not may_save(actor) or actor.organization != row.organization_id:
        return False
    return row.created_by == actor.user or (row.is_shared and actor.has(Role.MANAGER, Role.ADMINISTRATOR))
