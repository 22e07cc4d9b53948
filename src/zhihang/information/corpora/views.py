"""Pages of corpora: which one may read, making, changing and retiring those of one's organization."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhihang.errors import Forbidden, UsageError
from zhihang.information.corpora import policy, selectors, services
from zhihang.information.corpora.forms import CorpusForm
from zhihang.messages import error_text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def corpora(request: HttpRequest) -> HttpResponse:
    """The corpora one may read, with what each holds; below, those that were retired."""
    actor = actor_of(request)
    shown = selectors.shown_corpora(actor)
    context = {
        "shown": [(each, policy.may_add(actor, each.place), policy.may_change(actor, each.place)) for each in shown],
        "retired": [
            (row, policy.may_retire(actor, selectors.place_of(actor, row))) for row in selectors.retired_corpora(actor)
        ],
        "may_make": policy.may_make(actor),
    }
    return render(request, "corpora/corpora.html", context)


@login_required
@_FORM
def new(request: HttpRequest) -> HttpResponse:
    """Make a private corpus of the organization acted for."""
    actor = actor_of(request)
    if not policy.may_make(actor):
        raise Forbidden("CORPUS_FORBIDDEN", room="information")
    form = CorpusForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = services.make_corpus(actor, **form.cleaned_data)
        except UsageError as error:
            form.add_error("name", error_text(error, language()))
        else:
            messages.success(request, _("Made. Now it needs files."), extra_tags="ok")
            return redirect(f"{reverse('editions:corpus')}?corpus={row.pk}")
    return render(request, "corpora/form.html", {"form": form}, status=400 if form.errors else 200)


@login_required
@_FORM
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another name, description or note on the licence; here it is also retired."""
    actor = actor_of(request)
    row = selectors.private_corpus(actor, number)
    here = selectors.place_of(actor, row)
    if not policy.may_change(actor, here):
        raise Forbidden("CORPUS_FORBIDDEN", room="information")
    known = {"name": row.name, "description": row.description, "licence": row.licence}
    form = CorpusForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_corpus(actor, number, form.cleaned_data)
        except UsageError as error:
            form.add_error("name", error_text(error, language()))
        else:
            messages.success(request, _("Kept."), extra_tags="ok")
            return redirect(f"{reverse('editions:corpus')}?corpus={number}")
    context = {"form": form, "row": row, "may_retire": policy.may_retire(actor, here), "folder": here.folder}
    return render(request, "corpora/form.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def retire(request: HttpRequest, number: int) -> HttpResponse:
    """Nobody reads it from now on."""
    row = services.retire_corpus(actor_of(request), number, reason=request.POST.get("reason", "").strip()[:400])
    said = _("“%(name)s” is retired: nobody reads it any more. It stands below and can be brought back.")
    messages.success(request, said % {"name": row.name}, extra_tags="ok")
    return redirect("corpora:corpora")


@login_required
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Read it again."""
    try:
        services.restore_corpus(actor_of(request), number)
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect("corpora:corpora")
    messages.success(request, _("It is read again."), extra_tags="ok")
    return redirect("corpora:corpora")
