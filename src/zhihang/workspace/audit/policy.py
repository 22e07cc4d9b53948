"""Who may read the audit."""

from __future__ import annotations

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor, Role
from zhihang.workspace.actors.reach import INSTALLATION


def may_read_audit(actor: Actor) -> bool:
    """Administrators and auditors of an organization; the operator for the installation's own chain."""
    return actor.is_operator or actor.has(Role.ADMINISTRATOR, Role.AUDITOR)


def visible_entries(actor: Actor) -> Q:
    """The entries an actor may read; none for everybody else."""
    covered = actor.organizations if actor.has(Role.ADMINISTRATOR, Role.AUDITOR) else frozenset()
    return Q(organization__in=covered | ({INSTALLATION} if actor.is_operator else set()))
