"""What the entrance shows."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest

from zhihang import config


def entrance(request: HttpRequest) -> dict[str, Any]:
    """Whether strangers may open accounts."""
    return {"may_sign_up": bool(config.value("sign_up"))}
