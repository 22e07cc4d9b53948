"""Pages of watched folders: which there are, what was seen in each, and declaring, changing, giving up one."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from zhihang import config
from zhihang.errors import Forbidden, UsageError
from zhihang.information.watched_folders import selectors, services
from zhihang.information.watched_folders.forms import ChangeForm, DeclarationForm
from zhihang.information.watched_folders.looking import roots
from zhihang.information.watched_folders.models import WatchedFolder
from zhihang.information.watched_folders.policy import may_declare
from zhihang.messages import error_text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_ROWS = 100


@login_required
@require_safe
def folders(request: HttpRequest) -> HttpResponse:
    """The watched folders one may see; the operator declares more here."""
    actor = actor_of(request)
    form = DeclarationForm(selectors.feedable(actor)) if may_declare(actor) else None
    return _list(request, actor, form)


def _list(request: HttpRequest, actor: Actor, form: DeclarationForm | None, status: int = 200) -> HttpResponse:
    rows = [(row, selectors.corpus_name(row)) for row in selectors.folders(actor)]
    context = {"rows": rows, "form": form, "roots": roots(), "quiet": int(config.number_value("watch_quiet"))}
    return render(request, "watched_folders/folders.html", context, status=status)


@login_required
@require_POST
def declare(request: HttpRequest) -> HttpResponse:
    """Watch one more."""
    actor = actor_of(request)
    if not may_declare(actor):
        raise Forbidden("FOLDER_FORBIDDEN", room="information")
    form = DeclarationForm(selectors.feedable(actor), request.POST)
    if form.is_valid():
        said = dict(form.cleaned_data)
        try:
            row = services.declare_folder(actor, said.pop("corpus"), said.pop("path"), **said)
        except UsageError as error:
            form.add_error("path", error_text(error, language()))
        else:
            return redirect("watched_folders:folder", row.pk)
    return _list(request, actor, form, 400)


@login_required
@require_safe
def folder(request: HttpRequest, number: int) -> HttpResponse:
    """One folder: each file seen in it, and what became of it."""
    actor = actor_of(request)
    row = selectors.folder(actor, number)
    names = ("pattern", "product", "is_dated", "is_active")
    form = ChangeForm(initial={name: getattr(row, name) for name in names}) if may_declare(actor) else None
    return _one(request, actor, row, form)


def _one(
    request: HttpRequest, actor: Actor, row: WatchedFolder, form: ChangeForm | None, status: int = 200
) -> HttpResponse:
    context: dict[str, Any] = {
        "folder": row, "corpus_name": selectors.corpus_name(row), "form": form,
        "page": Paginator(selectors.sightings(actor, row), _ROWS).get_page(request.GET.get("page")),
    }  # fmt: skip
    return render(request, "watched_folders/folder.html", context, status=status)


@login_required
@require_POST
def change(request: HttpRequest, number: int) -> HttpResponse:
    """Another pattern or product; resting, or watched again."""
    actor = actor_of(request)
    row = selectors.folder(actor, number)
    form = ChangeForm(request.POST)
    if not form.is_valid():
        return _one(request, actor, row, form, 400)
    services.change_folder(actor, number, **form.cleaned_data)
    messages.success(request, _("Changed."), extra_tags="ok")
    return redirect("watched_folders:folder", number)


@login_required
@require_POST
def give_up(request: HttpRequest, number: int) -> HttpResponse:
    """Watch it no longer."""
    services.give_up_folder(actor_of(request), number)
    messages.success(request, _("The folder is no longer watched. Its files stay."), extra_tags="ok")
    return redirect("watched_folders:folders")
