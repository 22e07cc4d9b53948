"""How many notices wait for the reader."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zhihang.workspace.notices import selectors
from zhihang.workspace.organizations.acting import actor_of


def waiting(request: HttpRequest) -> dict[str, Any]:
    """The number in the band: asked only by a page that says it."""
    return {"unread_notices": lambda: selectors.unread(actor_of(request))}
