"""How much the demo holds, when, and where its numbers begin (`words/settings.yaml`)."""

from __future__ import annotations

import datetime
from typing import Any

from zhihang.demo.lexicon import phrases


def setting(name: str) -> Any:
    """One setting of the demo."""
    return phrases("settings")[name]


def day(name: str) -> datetime.date:
    """A day of the settings."""
    found: datetime.date = setting(name)
    return found


def count(name: str, scale: float) -> int:
    """How many of these there are at a scale; never none."""
    full: int = setting("counts")[name]
    return max(1, round(full * scale))


def series(name: str, part: str | None = None) -> Any:
    """The first number of a series."""
    found = setting("series")[name]
    return found if part is None else found[part]
