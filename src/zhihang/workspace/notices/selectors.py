"""Reading notices."""

from __future__ import annotations

from django.db.models import QuerySet

from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.notices.models import Notice


def notices(actor: Actor) -> QuerySet[Notice]:
    """One's own notices, newest first."""
    return Notice.objects.of(actor).order_by("-id")


def unread(actor: Actor) -> int:
    """How many were not read yet."""
    return Notice.objects.of(actor).filter(read_at=None).count()
