"""The page of the audit."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhihang.workspace.audit import selectors
from zhihang.workspace.organizations.acting import actor_of

_ROWS = 100


@login_required
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """Who changed what, newest first, of one concept or one thing where the address names it."""
    asked = {"concept": request.GET.get("concept", ""), "object_id": request.GET.get("object", "")}
    found = selectors.entries(actor_of(request), **asked)
    page = Paginator(found, _ROWS).get_page(request.GET.get("page"))
    return render(request, "audit/entries.html", {"page": page, **asked})
