"""Who may see and stop jobs."""

from __future__ import annotations

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role


def visible_jobs(actor: Actor) -> Q:
    """Those of one's organizations; all for the operator."""
    return Q() if actor.is_operator else Q(organization__in=actor.organizations)


def may_stop(actor: Actor, requested_by: int | None) -> bool:
    """Who asked for it, an administrator, the operator. The job itself is one the actor can see."""
    return actor.is_operator or actor.has(Role.ADMINISTRATOR) or (actor.is_signed_in and actor.user == requested_by)
