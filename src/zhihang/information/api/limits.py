"""How often one asker may ask: so many requests a minute, counted where all processes see it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import F

from zhihang.information.api.models import ApiWindow

_MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Rate:
    """Where an asker stands: so many a minute, so many left, so many seconds until it begins anew."""

    limit: int
    asked: int
    reset: int

    @property
    def remaining(self) -> int:
        """How many more this minute."""
        return max(0, self.limit - self.asked)

    @property
    def is_over(self) -> bool:
        """Whether this request is one too many."""
        return self.asked > self.limit

    def headers(self) -> dict[str, str]:
        """What every answer says about it."""
        return {
            "RateLimit-Limit": str(self.limit),
            "RateLimit-Remaining": str(self.remaining),
            "RateLimit-Reset": str(self.reset),
        }


def counted(asker: str, limit: int, now: float | None = None) -> Rate:
    """Count one request of an asker."""
    seconds = time.time() if now is None else now
    minute = int(seconds // _MINUTE)
    windows = ApiWindow.objects.unscoped("askers are no organization's")
    with transaction.atomic():
        if not windows.filter(asker=asker, began=minute).update(asked=F("asked") + 1):
            windows.update_or_create(asker=asker, defaults={"began": minute, "asked": 1})
        asked = windows.values_list("asked", flat=True).get(asker=asker)
    return Rate(limit, asked, _MINUTE - int(seconds % _MINUTE))
