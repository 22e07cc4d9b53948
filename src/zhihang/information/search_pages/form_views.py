"""The page of the form search: what is filled in is written as a query while one fills it in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhihang.errors import QueryError
from zhihang.information.editions.choosing import CHOSEN, PARAMETER, choice_context
from zhihang.information.editions.reading import Reading
from zhihang.information.search_pages.desk import desk_of
from zhihang.information.search_pages.form_reading import ReadBack, read_back
from zhihang.information.search_pages.form_search import CLASSES, DATES, SCOPES, Filled, filled, written
from zhihang.information.search_pages.mending import mending
from zhihang.reporting.bibliography.naming import value_name
from zhihang.standards.status import statuses
from zhihang.workspace.pages.preferences import language

_LISTS = ("rights", "offices", "statuses")


@dataclass(frozen=True, slots=True)
class Choice:
    """One box to tick: its value, its name, how many records have it, whether it is ticked."""

    value: str
    label: str
    count: int | None
    is_chosen: bool


@require_safe
def form(request: HttpRequest) -> HttpResponse:
    """The form; with `go` on to the result, as a part of the page only the query it writes."""
    read = _read_back(request)
    asked = read.form if read else _filled(request)
    query = written(asked)
    if "go" in request.GET and query:
        ticked = {name: ",".join(request.GET.getlist(name)) for name in (PARAMETER, CHOSEN) if name in request.GET}
        said = {"q": query} | ticked
        return redirect(f"{reverse('search_pages:search')}?{urlencode(said)}")
    context: dict[str, Any] = {"form": asked, "query": query, "unsaid": read.unsaid if read else ()}
    if query:
        desk = desk_of(request, query)
        try:
            context["total"] = desk.total(query)
        except QueryError as error:
            context["mending"] = mending(query, error, language())
    if getattr(request, "htmx", False):
        return render(request, "search_pages/form_written.html", context)
    searched = desk_of(request).corpus
    context |= choice_context(request, searched, "")
    context |= {"scopes": SCOPES, "dates": DATES, "class_schemes": CLASSES, "choices": _choices(searched, asked)}
    return render(request, "search_pages/form.html", context)


def _read_back(request: HttpRequest) -> ReadBack | None:
    """The form of a query that an address brings; one that cannot be read stands whole in the form."""
    query = request.GET.get("from", "").replace("\x00", "").replace("\r\n", "\n").strip()
    if not query:
        return None
    try:
        return read_back(desk_of(request, query).parse(query).tree)
    except QueryError:
        return ReadBack(Filled(among=query))


def _filled(request: HttpRequest) -> Filled:
    lists = {name: request.GET.getlist(name) for name in _LISTS}
    return filled(request.GET.dict(), lists)


def _choices(searched: Reading, asked: Filled) -> dict[str, list[Choice]]:
    """The boxes, as far as the corpora searched have records for them."""
    counts = searched.counts
    found = {
        "rights": [_choice("right", value, count, asked.rights) for value, count in _by_count(counts.right)],
        "offices": [_choice("cc", value, count, asked.offices) for value, count in _by_count(counts.office)],
    }
    found["statuses"] = [_choice("status", value, None, asked.statuses) for value in statuses()]
    return found


def _by_count(counts: dict[str, int]) -> list[tuple[str, int]]:
    return sorted(((value, count) for value, count in counts.items() if value), key=lambda pair: -pair[1])


def _choice(field: str, value: str, count: int | None, chosen: tuple[str, ...]) -> Choice:
    return Choice(value, value_name(field, value, language()), count, value in chosen)
