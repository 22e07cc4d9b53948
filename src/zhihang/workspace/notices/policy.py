"""Who sees a notice: the person it is for."""

from __future__ import annotations

from django.db.models import Q

from zhihang.workspace.actors.actor import Actor


def visible_notices(actor: Actor) -> Q:
    """One's own, whatever organization they came from."""
    return Q(recipient=actor.user) if actor.is_signed_in else Q(pk__in=())
