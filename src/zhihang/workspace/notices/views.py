"""The page of notices."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseStopPolling

from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.actors.reach import act
from zhihang.workspace.notices import selectors, services
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_ROWS = 50


@login_required
@require_safe
def notices(request: HttpRequest) -> HttpResponse:
    """One's own, newest first."""
    page = Paginator(selectors.notices(actor_of(request)), _ROWS).get_page(request.GET.get("page"))
    rows = [(row, row.said(language())) for row in page]
    return render(request, "notices/notices.html", {"page": page, "rows": rows})


@login_required
@require_POST
def read(request: HttpRequest) -> HttpResponse:
    """All were read."""
    services.mark_read(actor_of(request))
    return redirect("notices:notices")


@require_safe
def count(request: HttpRequest) -> HttpResponse:
    """How many were not read: asked by the band of every open page, so it costs one count and nothing else.

    Who is no longer signed in is told to stop asking: a page of signing in does not belong into the band.
    """
    if not isinstance(request.user, User):
        return HttpResponseStopPolling()
    actor = Actor(user=request.user.pk)
    act(actor)
    number = selectors.unread(actor)
    return HttpResponse(f"{number:,}" if number else "", headers={"Cache-Control": "no-store"})
