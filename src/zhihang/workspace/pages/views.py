"""Pages of the frame itself."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from zhihang.workspace.pages import navigation
from zhihang.workspace.pages.forms import chosen_preferences, way_back
from zhihang.workspace.pages.preferences import remember


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The first page of the first area."""
    return redirect(navigation.areas()[0].url)


@require_safe
def keys(request: HttpRequest) -> HttpResponse:
    """All keyboard shortcuts, for browsers without scripts; others open them as a sheet."""
    return render(request, "pages/keys.html")


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """Keeps what a reader prefers and goes back to the page; a script that has changed the page already gets 204."""
    from_script = request.headers.get("X-Requested-With") == "fetch"
    response = HttpResponse(status=204) if from_script else HttpResponseRedirect(way_back(request))
    for name, value in chosen_preferences(request.POST).items():
        remember(response, name, value)
    return response
