"""What the foot of every page says about the corpus."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from zhihang.errors import ZhihangError
from zhihang.information.editions.selectors import reading
from zhihang.workspace.organizations.acting import actor_of


@dataclass(frozen=True, slots=True)
class EditionFacts:
    """The current editions' ids and their number of records."""

    id: str
    records: int


def edition(request: HttpRequest) -> dict[str, EditionFacts | None]:
    """The current editions; None where there is none, which the page itself explains."""
    try:
        found = reading(actor_of(request))
        return {"edition": EditionFacts(found.edition_id, found.counts.records)}
    except ZhihangError:
        return {"edition": None}
