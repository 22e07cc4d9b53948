"""What the frame shows on every page."""

from __future__ import annotations

from time import perf_counter
from typing import Any

from django.http import HttpRequest

from zhihang.workspace.pages import navigation
from zhihang.workspace.pages.preferences import language, preferences_of


def frame(request: HttpRequest) -> dict[str, Any]:
    """Areas and pages, the reader's choices, the time taken so far (read at the foot, when the page is made)."""
    match = request.resolver_match
    address = match.view_name if match else ""
    area = navigation.area_of(request, address)
    zh = language() == "zh"
    return {
        "areas": navigation.areas(),
        "area": area,
        "rail": area.rail(request, address) if area else [],
        "goto": navigation.goto(),
        "preferences": preferences_of(request),
        "html_language": "zh-Hans" if zh else "en",
        "other_language": "en" if zh else "zh-hans",
        "milliseconds": lambda: _milliseconds(request),
    }


def _milliseconds(request: HttpRequest) -> int:
    started = getattr(request, "started", None)
    return 0 if started is None else max(1, round((perf_counter() - started) * 1000))
