"""All values of one field in a result: to look among them, choose several, or leave several out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhihang.errors import QueryError
from zhihang.information.facets.facet import FIELDS, LEVELS, Faceting, found_among
from zhihang.information.facets.refining import with_values
from zhihang.information.search_pages.desk import desk_of
from zhihang.information.search_pages.facet_question import FacetAsked
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.mending import mending
from zhihang.workspace.pages.preferences import language

ROWS: Final = 100


@require_safe
def facet(request: HttpRequest) -> HttpResponse:
    """The values as a page; beside a result as a part of it; with `how`, on to the result that the choice gives."""
    asked, said = Asked.read(request.GET), FacetAsked.read(request.GET)
    if said.field not in FIELDS:
        raise Http404
    values = [value.replace("\x00", "")[:1000] for value in request.GET.getlist("value") if value]
    if request.GET.get("how") in ("in", "out") and values:
        narrowed = with_values(asked.query, said.field, values, is_excluded=request.GET["how"] == "out")
        address = asked.changed(query=narrowed, page=1, shown="", keep=False).parameters()
        return redirect(f"{reverse('search_pages:search')}?{address}")
    context: dict[str, Any] = {"asked": asked, "said": said, "levels": LEVELS.get(said.field, ())}
    part = request.GET.get("part", "") if getattr(request, "htmx", False) else "page"
    template = _TEMPLATES.get(part, _TEMPLATES["page"])
    try:
        desk = desk_of(request, asked.query, edition=asked.edition)
        context["edition_id"] = desk.edition
        faceting = Faceting(desk.search, asked.query, desk.language)
        if part == "first":
            context["facet"] = faceting.first(said.field)
        else:
            context |= _all(faceting, said)
    except QueryError as error:
        context["mending"] = mending(asked.query, error, language())
        return render(request, template, context, status=error.http_status)
    return render(request, template, context)


_TEMPLATES: Final = {
    "first": "search_pages/facet.html",
    "all": "search_pages/facet_all.html",
    "values": "search_pages/facet_values.html",
    "page": "search_pages/facet_page.html",
}


def _all(faceting: Faceting, said: FacetAsked) -> dict[str, Any]:
    known = faceting.counts(said.field, said.level)
    found = list(found_among(known, said.field, said.find, faceting.language))
    if said.order == "value":
        found.sort()
    elif said.field == "pd":
        found.sort(reverse=True)
    pages = max(1, -(-len(found) // ROWS))
    page = min(said.page, pages)
    most = max((count for _, count in known), default=1)
    shown = found[(page - 1) * ROWS : page * ROWS]
    return {
        "facet": faceting.page(said.field, shown, said.level, most),
        "said": replace(said, page=page),
        "of_all": len(known),
        "found": len(found),
        "first": (page - 1) * ROWS + 1,
        "last": (page - 1) * ROWS + len(shown),
        "previous": replace(said, page=page - 1) if page > 1 else None,
        "following": replace(said, page=page + 1) if page < pages else None,
    }
