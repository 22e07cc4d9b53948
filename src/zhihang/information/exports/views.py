"""Pages of long exports: start one, see how far it is, fetch the file while it is kept."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhihang.errors import UsageError
from zhihang.information.exports import selectors, services
from zhihang.information.exports.files import file_response
from zhihang.information.search_pages.forms import Asked
from zhihang.messages import error_text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.forms import way_back
from zhihang.workspace.pages.preferences import language

_ROWS = 50


@login_required
@require_safe
def exports(request: HttpRequest) -> HttpResponse:
    """One's own exports, the latest first."""
    actor = actor_of(request)
    page = Paginator(selectors.exports(actor), _ROWS).get_page(request.GET.get("page"))
    rows = [(row, selectors.standing(actor, row)) for row in page]
    return render(request, "exports/exports.html", {"page": page, "rows": rows})


@login_required
@require_safe
def export(request: HttpRequest, number: UUID) -> HttpResponse:
    """One export; a script asks again while it is open and gets the changing part only."""
    actor = actor_of(request)
    row = selectors.export(actor, number)
    is_part = request.headers.get("HX-Request") == "true"
    context = {"row": row, "now": selectors.standing(actor, row)}
    return render(request, "exports/progress.html" if is_part else "exports/export.html", context)


@login_required
@require_POST
def start(request: HttpRequest) -> HttpResponse:
    """Export the result of the page the form stands on: the same query, edition and order."""
    said = request.POST
    asked = Asked.read(said)
    number = said.get("collection", "")
    try:
        row = services.start_export(
            actor_of(request),
            said.get("format", ""),
            query=asked.query,
            collection=int(number) if number.isdecimal() and len(number) < 18 else None,
            edition=asked.edition,
            sort=asked.sort,
            descending=asked.descending,
            collapse=asked.collapse,
            language=language(),
        )
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect(way_back(request))
    return redirect("exports:export", row.pk)


@login_required
@require_safe
def file(request: HttpRequest, number: UUID) -> HttpResponseBase:
    """The finished file."""
    actor = actor_of(request)
    row = selectors.export(actor, number)
    return file_response(row, selectors.file_of(actor, row).open("rb"))


@login_required
@require_POST
def remove(request: HttpRequest, number: UUID) -> HttpResponse:
    """Stop it, or forget its file."""
    services.remove_export(actor_of(request), number)
    messages.success(request, _("Removed. The same export can be started again from its search."), extra_tags="ok")
    return redirect("exports:exports")
