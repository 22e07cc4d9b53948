"""Whose exports are whose. Pure."""

from __future__ import annotations

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor


def visible_exports(actor: Actor) -> Q:
    """One's own, made for an organization one still belongs to: an export holds what its maker could read."""
    if not actor.is_signed_in:
        return Q(pk__in=())
    return Q(requested_by=actor.user) & (Q(organization__in=actor.organizations) | Q(organization=None))


def may_export(actor: Actor) -> bool:
    """Whoever is signed in: a job belongs to somebody, and so does the file."""
    return actor.is_signed_in
