"""Pages of saved searches: one's own and the organization's."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhihang.errors import QueryError, UsageError
from zhihang.information.saved_searches import selectors, services
from zhihang.information.saved_searches.policy import may_change, may_save, may_share
from zhihang.information.search_pages.desk import environment_of
from zhihang.information.search_pages.mending import mending
from zhihang.information.strategies.forms import SavedForm, SaveForm, said_query
from zhihang.messages import error_text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.forms import way_back
from zhihang.workspace.pages.preferences import language


@login_required
@require_safe
def saved(request: HttpRequest) -> HttpResponse:
    """What `##name` means here."""
    actor = actor_of(request)
    rows = [(row, may_change(actor, row)) for row in selectors.saved_searches(actor)]
    if getattr(request, "htmx", False):
        return render(request, "strategies/saved_beside.html", {"rows": rows})
    return render(request, "strategies/saved.html", {"rows": rows, "may_save": may_save(actor)})


@login_required
@require_POST
def save(request: HttpRequest) -> HttpResponse:
    """Keep a query under a name, and go back to it."""
    form = SaveForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A saved search needs a name and a query."), extra_tags="bad")
        return redirect(way_back(request))
    text = said_query(form)
    try:
        row = services.save_search(
            actor_of(request), form.cleaned_data["name"], text, is_shared=form.cleaned_data["is_shared"],
            environment=environment_of(request, "#"), language=language(),
        )  # fmt: skip
    except UsageError as error:
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect(way_back(request))
    messages.success(request, _("Saved. Write %(name)s to use it.") % {"name": row.written}, extra_tags="ok")
    return redirect(way_back(request))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another query for the name; sharing, or taking it back."""
    actor = actor_of(request)
    row = selectors.saved_search(actor, number)
    context: dict[str, Any] = {
        "row": row, "query": row.query, "is_shared": row.is_shared, "may_change": may_change(actor, row),
        "may_share": may_share(actor) or row.is_shared,
    }  # fmt: skip
    if request.method != "POST":
        return render(request, "strategies/change_saved.html", context)
    form = SavedForm(request.POST)
    context["query"], context["is_shared"] = said_query(form), "is_shared" in request.POST
    try:
        services.change_search(
            actor, number, context["query"], is_shared=context["is_shared"], environment=environment_of(request, "#"),
            language=language(),
        )  # fmt: skip
    except QueryError as error:
        context["mending"] = mending(context["query"], error, language())
        return render(request, "strategies/change_saved.html", context, status=error.http_status)
    messages.success(request, _("Kept."), extra_tags="ok")
    return redirect("strategies:saved")


@login_required
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Forget it."""
    services.remove_search(actor_of(request), number)
    messages.success(request, _("Removed."), extra_tags="ok")
    return redirect("strategies:saved")
