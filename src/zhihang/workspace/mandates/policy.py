"""What a mandate allows, and who may give one. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role


class Power(StrEnum):
    """What a holder may do. Names for people: messages `POWER_…`."""

    READ = "read"
    EDIT = "edit"
    FILE = "file"
    PAY = "pay"


class Grant(Protocol):
    """The facts of a mandate that decide."""

    powers: list[str]
    concept: str
    object_id: str
    starts: date
    ends: date | None
    revoked_on: date | None


def is_in_force(grant: Grant, on: date) -> bool:
    """From the first day to the last, both included; a revoked one until the day before its revocation."""
    if on < grant.starts or (grant.ends is not None and on > grant.ends):
        return False
    return grant.revoked_on is None or on < grant.revoked_on


def covers(grant: Grant, power: Power, concept: str, object_id: str, on: date) -> bool:
    """Whether a mandate allows this. Whoever may edit, file or pay may read; nothing else follows from a power."""
    held = set(grant.powers)
    has_power = power in held or (power == Power.READ and bool(held))
    in_scope = grant.concept in ("", concept) and grant.object_id in ("", object_id)
    return has_power and in_scope and is_in_force(grant, on)


def in_force(on: date) -> Q:
    """The mandates in force on a day, as a filter: the same rule as `is_in_force`."""
    return Q(starts__lte=on) & (Q(ends=None) | Q(ends__gte=on)) & (Q(revoked_on=None) | Q(revoked_on__gt=on))


def mandated_rows(grants: Iterable[tuple[int, Grant]], power: Power, concept: str, on: date) -> Q:
    """The rows of a concept that mandates open, as a filter on its table. `grants`: pairs of owner and grant."""
    found = Q(pk__in=())
    for owner, grant in grants:
        if covers(grant, power, concept, grant.object_id, on):
            found |= Q(organization=owner) & (Q(pk=grant.object_id) if grant.object_id else Q())
    return found


def visible_mandates(actor: Actor) -> Q:
    """Those one's organizations gave or hold."""
    return Q(organization__in=actor.organizations) | Q(holder__in=actor.organizations)


def may_give(actor: Actor, organization: int) -> bool:
    """Administrators and managers, on what their own organization owns."""
    return actor.covers(organization) and actor.has(Role.ADMINISTRATOR, Role.MANAGER)
