"""The query in the languages of other systems, to be copied, with what is lost there."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.errors import QueryError
from zhihang.information.search_pages.desk import desk_of
from zhihang.information.search_pages.dialect_reading import copies
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.mending import mending
from zhihang.workspace.pages.preferences import language


@require_safe
def copy_as(request: HttpRequest) -> HttpResponse:
    """A panel beside the query, or a page of its own."""
    asked = Asked.read(request.GET)
    is_part = bool(getattr(request, "htmx", False))
    template = "search_pages/copies.html" if is_part else "search_pages/copy_as.html"
    context: dict[str, Any] = {"asked": asked}
    try:
        context["copies"] = copies(desk_of(request, asked.query, edition=asked.edition), asked.query)
    except QueryError as error:
        context["mending"] = mending(asked.query, error, language())
        return render(request, template, context, status=error.http_status)
    return render(request, template, context)
