"""The page on which a collection is opened to other organizations, and closed again."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from zhihang.errors import Forbidden, UsageError
from zhihang.information.collections import giving, selectors
from zhihang.information.collections.forms import MandateForm
from zhihang.messages import error_text
from zhihang.workspace.mandates.policy import Power, is_in_force, may_give
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def mandates(request: HttpRequest, number: int) -> HttpResponse:
    """Who else may read or edit a collection, and the form that opens it to one more."""
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    if not may_give(actor, row.organization_id):
        raise Forbidden("MANDATE_FORBIDDEN", room="workspace")
    today = timezone.localdate()
    form = MandateForm(request.POST or None, initial={"starts": today})
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data
        try:
            giving.give_access(
                actor, number, said["holder"], Power(said["power"]), starts=said["starts"], ends=said["ends"],
                document=said["document"],
            )  # fmt: skip
        except UsageError as error:
            form.add_error("holder" if error.code == "COLLECTION_HOLDER" else None, error_text(error, language()))
        else:
            messages.success(request, _("Opened."), extra_tags="ok")
            return redirect("collections:mandates", number)
    found = list(selectors.mandates_of(actor, row))
    names = selectors.names_of_both_sides(actor, (grant.holder_id for grant in found))
    grants = [(grant, is_in_force(grant, today), names.get(grant.holder_id, "")) for grant in found]
    context = {"row": row, "form": form, "grants": grants}
    return render(request, "collections/mandates.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def revoke(request: HttpRequest, number: int, mandate: int) -> HttpResponse:
    """Close a collection to an organization from today on."""
    reason = request.POST.get("reason", "")
    try:
        giving.revoke_access(actor_of(request), number, mandate, on=timezone.localdate(), reason=reason)
    except UsageError as error:
        if error.http_status in (403, 404):
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
    else:
        messages.success(request, _("Closed from today on."), extra_tags="ok")
    return redirect("collections:mandates", number)
