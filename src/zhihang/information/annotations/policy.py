"""Who sees and writes what an organization adds to records. Pure."""

from __future__ import annotations

from typing import Protocol

from zhihang.workspace.actors.actor import Actor, Role

WRITERS = (Role.MEMBER, Role.MANAGER, Role.ADMINISTRATOR)


class Written(Protocol):
    """The facts of a note that decide."""

    organization_id: int
    author: int


def may_annotate(actor: Actor) -> bool:
    """Members, managers and administrators, within the organization they act for."""
    return actor.is_signed_in and actor.organization is not None and actor.has(*WRITERS)


def may_change_note(actor: Actor, row: Written) -> bool:
    """Who wrote it; managers and administrators may remove it, and bring it back."""
    if not actor.covers(row.organization_id) or not actor.has(*WRITERS):
        return False
    return row.author == actor.user or actor.has(Role.MANAGER, Role.ADMINISTRATOR)


def may_shape(actor: Actor) -> bool:
    """Managers and administrators decide which columns the organization has."""
    return actor.organization is not None and actor.has(Role.MANAGER, Role.ADMINISTRATOR)
