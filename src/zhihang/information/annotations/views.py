"""Pages and buttons of annotations: on a record, on the chosen records of a collection, the organization's words."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from zhihang.corpus.plan import Records
from zhihang.errors import Forbidden, UsageError
from zhihang.information.annotations import policy, selectors, services
from zhihang.information.annotations.forms import ColumnForm
from zhihang.information.annotations.models import ColumnKind
from zhihang.information.collections.answering import answer, unknown
from zhihang.information.collections.services import make_list
from zhihang.information.editions.selectors import reading
from zhihang.information.search_pages.forms import Asked
from zhihang.messages import error_text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.forms import way_back
from zhihang.workspace.pages.preferences import language

_MOST_SHOWN = 500


@login_required
@require_safe
def words(request: HttpRequest) -> HttpResponse:
    """The tags and columns of the organization."""
    return _page(request, ColumnForm())


def _page(request: HttpRequest, form: ColumnForm, status: int = 200) -> HttpResponse:
    actor = actor_of(request)
    columns = list(selectors.columns(actor))
    counts = selectors.value_counts(actor, columns)
    context = {
        "tags": selectors.tag_counts(actor),
        "columns": [(column, counts[column.pk]) for column in columns],
        "removed": selectors.removed_columns(actor),
        "may_shape": policy.may_shape(actor),
        "form": form,
    }
    return render(request, "annotations/annotations.html", context, status=status)


@login_required
@require_safe
def tag(request: HttpRequest, number: int) -> HttpResponse:
    """The records that have a tag; those the edition lacks are named."""
    actor = actor_of(request)
    row = selectors.tag(actor, number)
    identifiers = selectors.records_with_tag(actor, row)
    open_corpus = reading(actor, Asked.read(request.GET).edition)
    result = answer(open_corpus, Records(identifiers), row.name, language())
    lines = [hit.row for hit in result.page(0, _MOST_SHOWN, "pd")] if identifiers else []
    context = {
        "row": row,
        "lines": lines,
        "total": result.total,
        "missing": len(unknown(open_corpus, identifiers)),
        "edition_id": open_corpus.edition_id,
        "annotated": selectors.annotated(actor, [str(line["id"]) for line in lines]),
    }
    return render(request, "annotations/tag.html", context)


@login_required
@require_POST
def collect(request: HttpRequest, number: int) -> HttpResponse:
    """The records of a tag that the edition has, as a new list."""
    actor = actor_of(request)
    row = selectors.tag(actor, number)
    open_corpus = reading(actor)
    found = answer(open_corpus, Records(selectors.records_with_tag(actor, row)), row.name, language())
    try:
        made = make_list(actor, request.POST.get("name", ""), records=found.ids("pd").to_pylist(), corpus=open_corpus)
    except UsageError as error:
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect("annotations:tag", number)
    return redirect("collections:collection", made.pk)


@login_required
@require_POST
def annotate(request: HttpRequest) -> HttpResponse:
    """What a form says about one record or the chosen ones: tags, a rating, a note, values of columns."""
    said = request.POST
    records = said.getlist("record")
    if not records:
        messages.error(request, _("Nothing was chosen."), extra_tags="bad")
        return redirect(way_back(request))
    try:
        changed = _written(request, records)
    except Forbidden:
        raise
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect(way_back(request))
    text = ngettext("Written on %(number)s record.", "Written on %(number)s records.", changed)
    messages.success(request, text % {"number": f"{changed:,}"}, extra_tags="ok")
    return redirect(way_back(request))


def _written(request: HttpRequest, records: list[str]) -> int:
    """Write what was said; on how many records something changed."""
    actor, said = actor_of(request), request.POST
    open_corpus = reading(actor, said.get("edition", ""))
    changed = 0
    if said.get("untag", "").isdecimal():
        services.untag_record(actor, records[0], int(said["untag"]))
        changed = 1
    if said.get("tag", "").strip():
        changed = max(changed, services.tag_records(actor, records, said["tag"], open_corpus))
    if said.get("rating", "") in {"0", "1", "2", "3", "4", "5"}:
        changed = max(changed, services.rate_records(actor, records, int(said["rating"]), open_corpus))
    if said.get("note", "").strip():
        services.write_note(actor, records[0], said["note"], open_corpus)
        changed = max(changed, 1)
    if said.get("column", "").isdecimal():
        column = int(said["column"])
        changed = max(changed, services.set_values(actor, records, column, said.get("value", ""), open_corpus))
    return changed


@login_required
@require_POST
def change_note(request: HttpRequest, number: int) -> HttpResponse:
    """Write a note anew."""
    return _done(request, lambda: services.change_note(actor_of(request), number, request.POST.get("note", "")))


@login_required
@require_POST
def remove_note(request: HttpRequest, number: int) -> HttpResponse:
    """Take a note away; the message brings it back."""
    services.remove_note(actor_of(request), number)
    request.session["removed_note"] = number
    return redirect(way_back(request))


@login_required
@require_POST
def restore_note(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a note back."""
    request.session.pop("removed_note", None)
    return _done(request, lambda: services.restore_note(actor_of(request), number))


@login_required
@require_POST
def make_column(request: HttpRequest) -> HttpResponse:
    """A new column."""
    form = ColumnForm(request.POST)
    if form.is_valid():
        said = form.cleaned_data
        try:
            services.make_column(
                actor_of(request), said["name"], ColumnKind(said["kind"]), said["choices"].splitlines()
            )
        except UsageError as error:
            form.add_error("choices" if error.code == "COLUMN_CHOICES" else "name", error_text(error, language()))
        else:
            return redirect("annotations:annotations")
    return _page(request, form, status=400)


@login_required
@require_POST
def remove_column(request: HttpRequest, number: int) -> HttpResponse:
    """Take a column away."""
    services.remove_column(actor_of(request), number)
    return redirect("annotations:annotations")


@login_required
@require_POST
def restore_column(request: HttpRequest, number: int) -> HttpResponse:
    """Bring a column back."""
    return _done(request, lambda: services.restore_column(actor_of(request), number), "annotations:annotations")


def _done(request: HttpRequest, work: Callable[[], object], then: str = "") -> HttpResponse:
    try:
        work()
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
    return redirect(then or way_back(request))
