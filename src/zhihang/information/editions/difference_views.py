"""The page of what changed between two editions of a corpus."""

from __future__ import annotations

from typing import Any, Final

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.corpus.edition import Edition
from zhihang.information.editions import selectors
from zhihang.information.editions.differences import Differences, changed, differences
from zhihang.information.editions.views import corpus_named, frame_of, is_empty
from zhihang.workspace.organizations.acting import actor_of

PARTS: Final = ("added", "changed", "gone", "taken_back")
_ROWS: Final = 100
_FEWEST: Final = 2


@require_safe
def difference(request: HttpRequest) -> HttpResponse:
    """Two editions side by side: the older and the newer of the address, else the current one and the one before."""
    here, actor = corpus_named(request), actor_of(request)
    if is_empty(here):
        return render(request, "editions/empty.html", frame_of(request, here))
    kept = selectors.kept_editions(actor, here.key)
    new = selectors.edition_of(actor, here.key, request.GET.get("to", ""))
    wanted = request.GET.get("from", "")
    named = selectors.edition_of(actor, here.key, wanted) if wanted else None
    context = frame_of(request, here) | {"kept": kept, "new": new}
    if named is None and len(kept) < _FEWEST:
        return render(request, "editions/difference.html", context)
    old = named or _before(kept, new)
    context |= {"old": old, "found": differences(old, new), "parts": PARTS}
    context |= _part(request, old, new, context["found"])
    return render(request, "editions/difference.html", context)


def _before(kept: list[Edition], new: Edition) -> Edition:
    """The edition built before; of the oldest the one built after it."""
    place = next(at for at, each in enumerate(kept) if each.id == new.id)
    return kept[place + 1] if place + 1 < len(kept) else kept[place - 1]


def _part(request: HttpRequest, old: Edition, new: Edition, found: Differences) -> dict[str, Any]:
    """One list of the differences, page by page; records that say something else are read for the page shown only."""
    rows = {"added": found.added, "changed": found.touched, "gone": found.gone, "taken_back": found.taken_back}
    usual = next((part for part in PARTS if rows[part]), "added")
    part = said if (said := request.GET.get("part", "")) in PARTS else usual
    page = Paginator(rows[part], _ROWS).get_page(request.GET.get("page"))
    start = max(page.start_index() - 1, 0)
    shown = changed(old, new, found.touched[start : start + _ROWS]) if part == "changed" else list(page)
    return {"part": part, "page": page, "rows": shown, "sizes": [(each, len(rows[each])) for each in PARTS]}
