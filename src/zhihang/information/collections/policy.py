"""Who sees, makes, changes and removes collections. Pure."""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role

CONCEPT = "collections.collection"
"""How mandates and the audit name a collection."""
WRITERS = (Role.MEMBER, Role.MANAGER, Role.ADMINISTRATOR)
"""Readers read and auditors audit; the others work."""


class Sharing(StrEnum):
    """Whom a collection is shared with. Names for people: messages `SHARING_…`."""

    PRIVATE = "private"
    READABLE = "readable"
    WRITABLE = "writable"


class Owned(Protocol):
    """The facts of a collection that decide."""

    organization_id: int
    created_by: int
    sharing: str


def visible_collections(actor: Actor) -> Q:
    """What the organization shares and what is one's own; all of it for administrators, who inherit it one day."""
    return visible_through(actor)


def visible_through(actor: Actor, path: str = "") -> Q:
    """The same wall for rows that belong to a collection; `path` leads to it (`collection__`)."""
    if not actor.is_signed_in:
        return Q(pk__in=())
    mine = Q(**{f"{path}organization__in": actor.organizations})
    if actor.has(Role.ADMINISTRATOR):
        return mine
    return mine & (~Q(**{f"{path}sharing": Sharing.PRIVATE.value}) | Q(**{f"{path}created_by": actor.user}))


def may_make(actor: Actor) -> bool:
    """Members, managers and administrators, for the organization they act for."""
    return actor.is_signed_in and actor.organization is not None and actor.has(*WRITERS)


def may_change(actor: Actor, row: Owned, *, is_mandated: bool = False) -> bool:
    """Who made it, managers and administrators; every member where it is shared for work; whom a mandate lets edit."""
    if not actor.has(*WRITERS):
        return False
    if not actor.covers(row.organization_id):
        return is_mandated
    is_open = row.sharing == Sharing.WRITABLE or row.created_by == actor.user
    return is_open or actor.has(Role.MANAGER, Role.ADMINISTRATOR)


def may_remove(actor: Actor, row: Owned) -> bool:
    """Who made it, managers and administrators; also to share it otherwise."""
    if not actor.covers(row.organization_id) or not actor.has(*WRITERS):
        return False
    return row.created_by == actor.user or actor.has(Role.MANAGER, Role.ADMINISTRATOR)
