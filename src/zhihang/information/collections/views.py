"""Pages that show collections: the list, one with its records, its figures, a thematic database, reports of imports."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from zhihang.errors import QueryError
from zhihang.information.collections import pages, policy, selectors
from zhihang.information.collections.answering import missing, result_of
from zhihang.information.collections.forms import CombinationForm
from zhihang.information.collections.models import Collection, Theme
from zhihang.information.editions.reading import Reading
from zhihang.information.editions.selectors import reading
from zhihang.information.search_pages.added_columns import TABLES, AddedColumns, Exported
from zhihang.information.search_pages.forms import ROWS, Asked
from zhihang.information.search_pages.mending import mending
from zhihang.information.search_pages.views import EXPORTS
from zhihang.search.exports.columns import harmless
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.mandates.policy import may_give
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_ROWS = 50
_SHOWN_MISSING = 20


@login_required
@require_safe
def collections(request: HttpRequest) -> HttpResponse:
    """The collections one may see, what they make together, and those that were taken away."""
    return collections_page(request, CombinationForm())


def collections_page(request: HttpRequest, form: CombinationForm, status: int = 200) -> HttpResponse:
    """The list, with the form that combines as it was filled in."""
    actor = actor_of(request)
    page = Paginator(selectors.collections(actor), _ROWS).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": pages.listed(actor, page, reading(actor), language()),
        "chosen": [int(each) for each in request.POST.getlist("collection") if each.isdecimal()],
        "form": form,
        "removed": selectors.removed_collections(actor)[:_ROWS],
        "may_make": policy.may_make(actor),
        "actor": actor,
    }
    return render(request, "collections/collections.html", context, status=status)


@login_required
@require_safe
def collection(request: HttpRequest, number: int) -> HttpResponse:
    """One collection: its records, in the order and within the query that the address says."""
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    asked = Asked.read(request.GET)
    open_corpus = reading(actor, asked.edition)
    context = frame_of(actor, row, open_corpus, asked) | {"tab": "records", "rows_choices": ROWS}
    undo = request.GET.get("undo", "")
    context["undo"] = int(undo) if undo.isascii() and undo.isdecimal() and len(undo) < 18 else 0
    try:
        context["page"] = pages.records_page(actor, row, open_corpus, asked, language())
    except QueryError as error:
        context["mending"] = mending(asked.query or row.query, error, language())
        return render(request, "collections/collection.html", context, status=error.http_status)
    return render(request, "collections/collection.html", context)


def frame_of(actor: Actor, row: Collection, open_corpus: Reading, asked: Asked) -> dict[str, Any]:
    """What every page of one collection shows around its own part."""
    gone = missing(actor, row, open_corpus)
    may_change = selectors.may_edit(actor, row)
    is_ours = actor.covers(row.organization_id)
    return {
        "row": row,
        "parts": selectors.parts(actor, row),
        "combinations": selectors.combinations_with(actor, row),
        "missing": gone[:_SHOWN_MISSING],
        "missing_count": len(gone),
        "imports": selectors.number_imports(actor, row)[:_ROWS],
        "edition_id": open_corpus.edition_id,
        "is_current": not asked.edition or open_corpus.is_current,
        "asked": asked,
        "kept": asked.changed(edition=open_corpus.edition_id, page=1),
        "exports": list(EXPORTS),
        "may_change": may_change,
        "may_give": may_give(actor, row.organization_id),
        "is_ours": is_ours,
        "owner": "" if is_ours else selectors.names_of_both_sides(actor, [row.organization_id])[row.organization_id],
        "choosing_records": row.is_static and may_change,
        "may_remove": policy.may_remove(actor, row),
        "may_make": policy.may_make(actor),
    }


@login_required
@require_safe
def figures(request: HttpRequest, number: int) -> HttpResponse:
    """The figures of a collection."""
    return _figures_page(request, number, "collections/figures.html")


@login_required
@require_safe
def database(request: HttpRequest, number: int) -> HttpResponse:
    """A thematic database: what it is about, its figures, its latest records. Any other collection has its own page."""
    row = selectors.collection(actor_of(request), number)
    if not row.is_thematic:
        return redirect("collections:collection", number)
    return _figures_page(request, number, "collections/database.html")


def _figures_page(request: HttpRequest, number: int, template: str) -> HttpResponse:
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    asked = Asked.read(request.GET)
    open_corpus = reading(actor, asked.edition)
    context = frame_of(actor, row, open_corpus, asked) | {"tab": "figures"}
    try:
        page = pages.records_page(actor, row, open_corpus, asked.changed(query="", page=1, rows=25), language())
    except QueryError as error:
        context["mending"] = mending(row.query, error, language())
        return render(request, template, context, status=error.http_status)
    found = pages.figures(page.result, timezone.localdate(), language())
    return render(request, template, context | {"page": page, "figures": found, "latest": page.lines[:10]})


@login_required
@require_safe
def databases(request: HttpRequest) -> HttpResponse:
    """The thematic databases, by what they are about."""
    actor = actor_of(request)
    rows = pages.listed(actor, selectors.thematic_databases(actor), reading(actor), language())
    groups = [(theme.value, [each for each in rows if each.row.theme == theme]) for theme in Theme]
    context = {"groups": [group for group in groups if group[1]], "may_make": policy.may_make(actor)}
    return render(request, "collections/databases.html", context)


@login_required
@require_safe
def export(request: HttpRequest, number: int, extension: str) -> HttpResponseBase:
    """The records of a collection as a file, in the order of the page, without a cap."""
    if extension not in EXPORTS:
        raise Http404
    format_, media_type = EXPORTS[extension]
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    asked = Asked.read(request.GET)
    open_corpus = reading(actor, asked.edition)
    result = result_of(actor, row, open_corpus, language(), within=asked.query)
    with tempfile.TemporaryDirectory(prefix="zhihang-collection-") as folder:
        path = Path(folder) / f"export.{extension}"
        if request.GET.get("own") and format_ in TABLES:
            own = Exported(AddedColumns(actor), asked.columns)
            own.write(path, result.records(asked.sort, asked.descending), format_, language())
        else:
            result.export(format_, path, sort=asked.sort, descending=asked.descending)
        stream = path.open("rb")  # stays readable after its name is gone; the response closes it
    name = f"zhihang-collection-{row.pk}-{open_corpus.edition_id[:12]}.{extension}"
    return FileResponse(stream, as_attachment=True, filename=name, content_type=media_type)


@login_required
@require_safe
def report(request: HttpRequest, number: int, report: int) -> HttpResponse:
    """What became of a list of numbers: how many lines found their record, and every line that did not."""
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    found = selectors.number_import(actor, row, report)
    page = Paginator(found.unmatched, 200).get_page(request.GET.get("page"))
    return render(request, "collections/report.html", {"row": row, "report": found, "page": page})


@login_required
@require_safe
def report_file(request: HttpRequest, number: int, report: int) -> HttpResponse:
    """The lines without a record as a table, to be mended and brought in again."""
    actor = actor_of(request)
    row = selectors.collection(actor, number)
    found = selectors.number_import(actor, row, report)
    response = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="unmatched-{found.pk}.csv"'
    writer = csv.writer(response)
    writer.writerow(["line", "number", "reason"])
    writer.writerows([line, harmless(text), reason] for line, text, reason in found.unmatched)
    return response
