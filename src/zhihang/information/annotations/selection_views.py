"""Working on the records selected in a result without leaving it: tag, rate, note, give values, take into a list."""

from __future__ import annotations

from typing import Any, Final

from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from zhihang.errors import UsageError
from zhihang.information.annotations import selectors, services
from zhihang.information.annotations.policy import may_annotate
from zhihang.information.collections.policy import may_make
from zhihang.information.collections.selectors import lists, may_edit
from zhihang.information.collections.services import add_records, make_list
from zhihang.information.editions.selectors import reading
from zhihang.library import Corpus
from zhihang.messages import error_text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_NEW: Final = "new"
_LONGEST_NUMBER: Final = 18


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def selection(request: HttpRequest) -> HttpResponse:
    """The form beside a result; what it says is done for all selected records or for none of them."""
    actor = actor_of(request)
    context: dict[str, Any] = {
        "said": request.POST,
        "edition_id": request.POST.get("edition", request.GET.get("edition", "")),
        "may_annotate": may_annotate(actor),
        "known_tags": selectors.tags(actor),
        "columns": selectors.columns(actor),
        "lists": [each for each in lists(actor) if may_edit(actor, each)] if may_make(actor) else [],
        "grades": range(1, 6),
    }
    if request.method != "POST":
        return render(request, "annotations/selection.html", context)
    records = _records(request.POST)
    try:
        context["done"] = _done(actor, request.POST, records) if records else []
    except UsageError as error:
        context["wrong"] = error_text(error, language())
        return render(request, "annotations/selection.html", context, status=error.http_status)
    if not context["done"]:
        context["wrong"] = _("Nothing was said to be written.") if records else _("Nothing was chosen.")
        return render(request, "annotations/selection.html", context, status=400)
    context["said"] = {}
    context["lists"] = [each for each in lists(actor) if may_edit(actor, each)]
    response = render(request, "annotations/selection.html", context)
    response["HX-Trigger"] = "annotated"
    return response


def _records(said: QueryDict) -> list[str]:
    """The selected records, one a line in one field: a form takes at most a thousand fields."""
    lines = [line.strip() for field in said.getlist("records") for line in field.splitlines()]
    return list(dict.fromkeys([line for line in lines if line] + said.getlist("record")))


@transaction.atomic
def _done(actor: Actor, said: QueryDict, records: list[str]) -> list[str]:
    """Do what was said; a sentence for each thing that was."""
    corpus = reading(actor, said.get("edition", ""))
    return [*_written(actor, said, records, corpus), *_collected(actor, said, records, corpus)]


def _written(actor: Actor, said: QueryDict, records: list[str], corpus: Corpus) -> list[str]:
    done = []
    if tag := said.get("tag", "").strip():
        done.append(_told(_("Tag set on records: %(number)s"), services.tag_records(actor, records, tag, corpus)))
    if (rating := said.get("rating", "")) in {"0", "1", "2", "3", "4", "5"}:
        done.append(_told(_("Records rated: %(number)s"), services.rate_records(actor, records, int(rating), corpus)))
    if note := said.get("note", "").strip():
        done.append(_told(_("Note written on records: %(number)s"), services.write_notes(actor, records, note, corpus)))
    if (column := said.get("column", "")).isdecimal() and len(column) < _LONGEST_NUMBER:
        number = services.set_values(actor, records, int(column), said.get("value", ""), corpus)
        done.append(_told(_("Value set on records: %(number)s"), number))
    return done


def _collected(actor: Actor, said: QueryDict, records: list[str], corpus: Corpus) -> list[str]:
    wanted = said.get("collection", "")
    if wanted == _NEW:
        make_list(actor, said.get("name", ""), records=records, corpus=corpus)
        return [_told(_("New list made, records in it: %(number)s"), len(records))]
    if not wanted.isdecimal() or len(wanted) > _LONGEST_NUMBER:
        return []
    return [_told(_("Records added to the list: %(number)s"), add_records(actor, int(wanted), records, corpus))]


def _told(text: str, number: int) -> str:
    return text % {"number": f"{number:,}"}
