"""Pages that change collections: forms, and what their buttons do."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from zhihang.errors import QueryError, UsageError
from zhihang.information.collections import combining, importing, selectors, services
from zhihang.information.collections.forms import CombinationForm, ImportForm, ListForm, LiveForm
from zhihang.information.collections.models import Collection, Kind, NumberImport, Operation
from zhihang.information.collections.policy import Sharing, may_make
from zhihang.information.collections.views import collections_page
from zhihang.information.editions.selectors import reading
from zhihang.information.search_pages.desk import desk_of, environment_of
from zhihang.information.search_pages.mending import mending
from zhihang.messages import error_text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.forms import way_back
from zhihang.workspace.pages.preferences import language

_FORM = require_http_methods(["GET", "HEAD", "POST"])


@login_required
@_FORM
def new(request: HttpRequest) -> HttpResponse:
    """A new collection: live where a query is given or wanted, else a list."""
    actor = actor_of(request)
    services.require(may_make(actor))
    is_live = request.GET.get("kind") == Kind.LIVE or "q" in request.GET
    form_type = LiveForm if is_live else ListForm
    form = form_type(_said(request), initial={"query": request.GET.get("q", ""), "sharing": Sharing.PRIVATE})
    context: dict[str, Any] = {"form": form, "is_live": is_live}
    if request.method == "POST" and form.is_valid():
        made = _refusable(form, context, lambda: _made(actor, form.cleaned_data, is_live=is_live))
        if made is not None:
            return redirect("collections:collection", made.pk)
    return render(request, "collections/form.html", context, status=_status(form))


def _said(request: HttpRequest) -> QueryDict | None:
    """What was sent; the button of a repair sends the corrected query as `q`.

    A collection means the same to everybody: what `#n` and `##name` say to its maker is written out.
    """
    if request.method != "POST":
        return None
    said = request.POST.copy()
    if "q" in said:
        said["query"] = request.POST["q"]
    if "query" in said:
        with suppress(QueryError):  # the service refuses it, with the place of the fault
            query = str(said["query"])
            said["query"] = desk_of(request, query).text_for_everybody(query)
    return said


def _made(actor: Actor, said: dict[str, Any], *, is_live: bool) -> Collection:
    shared = Sharing(said["sharing"])
    if is_live:
        return services.make_live(
            actor, said["name"], said["query"], description=said["description"], sharing=shared, theme=said["theme"]
        )
    return services.make_list(actor, said["name"], description=said["description"], sharing=shared)


@login_required
@_FORM
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another name, query, theme or sharing."""
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    services.require(selectors.may_edit(actor, row))
    is_live = not row.is_static and not row.operation
    form_type = LiveForm if is_live else ListForm
    form = form_type(_said(request), initial={name: getattr(row, name) for name in form_type.base_fields})
    context: dict[str, Any] = {"form": form, "is_live": is_live, "row": row}
    if request.method == "POST" and form.is_valid():
        changed = _refusable(form, context, lambda: services.change_collection(actor, number, form.cleaned_data))
        if changed is not None:
            messages.success(request, _("Kept."), extra_tags="ok")
            return redirect("collections:collection", number)
    return render(request, "collections/form.html", context, status=_status(form))


def _refusable(form: forms.Form, context: dict[str, Any], work: Any) -> Any:
    """What a service gives, or None after its refusal was written at the form: the place of a query's fault too."""
    try:
        return work()
    except QueryError as error:
        context["mending"] = mending(form.cleaned_data["query"], error, language())
        form.add_error("query", error_text(error, language()))
    except UsageError as error:
        form.add_error(
            "name" if "NAME" in error.code or "EXISTS" in error.code else None, error_text(error, language())
        )
    return None


def _status(form: forms.Form) -> int:
    return 400 if form.errors else 200


@login_required
@require_POST
def combine(request: HttpRequest) -> HttpResponse:
    """What the chosen collections make together."""
    actor = actor_of(request)
    services.require(may_make(actor))
    form = CombinationForm(request.POST)
    numbers = [int(each) for each in request.POST.getlist("collection") if each.isdecimal() and len(each) < 18]
    if form.is_valid():
        said = form.cleaned_data
        made = _refusable(
            form, {}, lambda: combining.combine(
                actor, said["name"], Operation(said["operation"]), numbers, kind=Kind(said["kind"]),
                corpus=reading(actor),
            ),
        )  # fmt: skip
        if made is not None:
            return redirect("collections:collection", made.pk)
    return collections_page(request, form, status=400)


@login_required
@require_POST
def add(request: HttpRequest) -> HttpResponse:
    """Take records into a list, or into a new one: those that are named, or all that a query finds."""
    actor = actor_of(request)
    open_corpus = reading(actor, request.POST.get("edition", ""))
    records = request.POST.getlist("record")
    if not records and request.POST.get("q", "").strip():
        query = request.POST["q"]
        found = open_corpus.search(query, language=language(), environment=environment_of(request, query))
        records = list(dict.fromkeys(found.ids("pd").to_pylist()))
    if not records:
        messages.error(request, _("Nothing was chosen."), extra_tags="bad")
        return redirect(way_back(request))
    wanted, name = request.POST.get("collection", ""), request.POST.get("name", "").strip()
    try:
        number = int(wanted) if wanted.isdecimal() and len(wanted) < 18 else services.make_list(actor, name).pk
        new_ones = services.add_records(actor, number, records, open_corpus)
    except UsageError as error:
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect(way_back(request))
    said = ngettext("%(number)s record added.", "%(number)s records added.", new_ones) % {"number": f"{new_ones:,}"}
    messages.success(request, said, extra_tags="ok")
    stays = bool(request.POST.get("next"))
    return redirect(way_back(request)) if stays else redirect("collections:collection", number)


@login_required
@_FORM
def import_list(request: HttpRequest, number: int) -> HttpResponse:
    """Bring numbers into a list: the report follows, or the job that writes it."""
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    services.require(selectors.may_edit(actor, row))
    form = ImportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        text, name = _list_of(form)
        done = _refusable(form, {}, lambda: importing.import_numbers(actor, number, text, reading(actor), name=name))
        if isinstance(done, NumberImport):
            return redirect("collections:report", number, done.pk)
        if done is not None:
            return redirect("jobs:job", done.pk)
    return render(request, "collections/import.html", {"form": form, "row": row}, status=_status(form))


def _list_of(form: ImportForm) -> tuple[str, str]:
    """The text of the list and the name of its file; bytes that are no UTF-8 are read as GB 18030."""
    file = form.cleaned_data["file"]
    if file is None:
        return str(form.cleaned_data["numbers"]), ""
    data = file.read()
    try:
        return data.decode("utf-8-sig"), file.name
    except UnicodeDecodeError:
        return data.decode("gb18030", "replace"), file.name


@login_required
@require_POST
def remove_records(request: HttpRequest, number: int) -> HttpResponse:
    """Take the chosen records out; the next page can put them back."""
    entry = services.remove_records(actor_of(request), number, request.POST.getlist("record"))
    if entry is None:
        messages.error(request, _("Nothing was chosen."), extra_tags="bad")
        return redirect("collections:collection", number)
    return redirect(f"{reverse('collections:collection', args=[number])}?undo={entry.pk}")


@login_required
@require_POST
def undo(request: HttpRequest, number: int, entry: int) -> HttpResponse:
    """Put back what was taken out."""
    put_back = services.undo_removal(actor_of(request), number, entry)
    said = ngettext("%(number)s record put back.", "%(number)s records put back.", put_back)
    messages.success(request, said % {"number": f"{put_back:,}"}, extra_tags="ok")
    return redirect("collections:collection", number)


@login_required
@require_POST
def keep(request: HttpRequest, number: int) -> HttpResponse:
    """What the collection has now, as a list."""
    actor = actor_of(request)
    try:
        made = combining.keep_as_list(actor, number, request.POST.get("name", ""), reading(actor))
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect("collections:collection", number)
    return redirect("collections:collection", made.pk)


@login_required
@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a collection away."""
    try:
        row = services.remove_collection(actor_of(request), number, reason=request.POST.get("reason", ""))
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect("collections:collection", number)
    said = _("“%(name)s” was removed. It stands below and can be brought back.") % {"name": row.name}
    messages.success(request, said, extra_tags="ok")
    return redirect("collections:collections")


@login_required
@require_POST
def restore(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a collection back."""
    try:
        services.restore_collection(actor_of(request), number)
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect("collections:collections")
    return redirect("collections:collection", number)
