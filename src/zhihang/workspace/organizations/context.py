"""What the band says about the one who acts."""

from __future__ import annotations

from functools import cache
from typing import Any

from django.http import HttpRequest

from zhihang.workspace.audit.policy import may_read_audit
from zhihang.workspace.organizations import selectors
from zhihang.workspace.organizations.acting import actor_of


def acting(request: HttpRequest) -> dict[str, Any]:
    """The organization acted for, and whether its audit may be read: asked only by a page that says it."""

    @cache
    def acting_for() -> str:
        actor = actor_of(request)
        place = actor.organization
        return "" if place is None else selectors.organization(actor, place).shown_name

    return {"acting_for": acting_for, "may_read_audit": lambda: may_read_audit(actor_of(request))}
