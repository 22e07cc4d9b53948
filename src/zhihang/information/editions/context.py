"""What the foot of every page says about the corpus."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from zhihang.errors import ZhihangError
from zhihang.information.editions.selectors import edition_named


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """The current edition's id and its number of records."""

    id: str
    records: int


def edition(request: HttpRequest) -> dict[str, EditionFacts | None]:
    """The current edition; None where there is none, which the page itself explains."""
    try:
        found = edition_named()
        return {"edition": EditionFacts(found.id, found.manifest.counts.records)}
    except ZhihangError:
        return {"edition": None}
