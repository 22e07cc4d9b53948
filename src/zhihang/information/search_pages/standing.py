"""In which of the corpora that are asked a record stands: the same document may stand in several."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

from zhihang.information.corpora.places import Place
from zhihang.information.editions.choosing import within_of
from zhihang.information.editions.reading import Reading
from zhihang.information.editions.selectors import reading
from zhihang.workspace.organizations.acting import actor_of

_PARAMETER = "corpus"


@dataclass(frozen=True, slots=True)
class Standing:
    """One corpus that holds the record, and whether it is the one whose record is shown."""

    place: Place
    is_shown: bool


def corpora_asked(request: HttpRequest) -> Reading:
    """The corpora in which the address looks for a record: those it names, else all usual ones."""
    return reading(actor_of(request), request.GET.get("edition", ""), within_of(request, is_search=False))


def narrowed(request: HttpRequest, asked: Reading) -> Reading:
    """Of the corpora asked the one whose record is meant, where the address says so. Raises NotFound."""
    key = request.GET.get(_PARAMETER, "")
    return asked.only(key) if key else asked


def standing(request: HttpRequest, asked: Reading, identifier: str) -> list[Standing]:
    """The corpora that hold the record, the one shown first; empty where only the public one is asked."""
    if not asked.is_several and asked.places[0].is_public:
        return []
    holding = asked.holding(identifier)
    shown = request.GET.get(_PARAMETER, "") or (holding[0].key if holding else "")
    holding.sort(key=lambda place: place.key != shown)
    return [Standing(place, place.key == shown) for place in holding]
