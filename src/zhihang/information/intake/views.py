"""Pages of what arrived: bring files, watch them being read, see what became of each, deal with what was not used."""

from __future__ import annotations

from itertools import islice
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from zhihang import config
from zhihang.corpus.deliveries.contents import record_ids
from zhihang.errors import Forbidden, UsageError, ZhihangError
from zhihang.information.corpora.selectors import place
from zhihang.information.editions.wording import WordedProblem, worded_problem
from zhihang.information.intake import selectors, services
from zhihang.information.intake.forms import ReadingForm
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.uploading import ToDisk, uploads
from zhihang.messages import error_text
from zhihang.records.problem import LEVELS
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_ROWS = 50
_FILES = 200
_SHOWN = 200


@login_required
@require_safe
def arrivals(request: HttpRequest) -> HttpResponse:
    """What came for the corpora in one's care, the latest first, and where more can be brought."""
    actor = actor_of(request)
    page = Paginator(selectors.arrivals(actor), _ROWS).get_page(request.GET.get("page"))
    rows = list(page)
    names = {each.corpus: selectors.place_named(actor, each) for each in rows}
    shown = [(row, now, names[row.corpus]) for row, now in zip(rows, selectors.standings(actor, rows), strict=True)]
    return render(request, "intake/arrivals.html", {"page": page, "rows": shown, "places": selectors.fillable(actor)})


@login_required
@require_safe
def new(request: HttpRequest, key: str) -> HttpResponse:
    """The form that brings files to a corpus."""
    actor = actor_of(request)
    return _form(request, actor, key, ReadingForm())


def _form(request: HttpRequest, actor: Actor, key: str, form: ReadingForm, status: int = 200) -> HttpResponse:
    context = {
        "place": services.require_place(actor, key), "places": selectors.fillable(actor), "form": form,
        "most": int(config.number_value("largest_upload")),
    }  # fmt: skip
    return render(request, "intake/new.html", context, status=status)


@csrf_exempt  # the form is read by the handler below, and only then its mark of origin can be asked for
@login_required
@require_POST
def receive(request: HttpRequest, key: str) -> HttpResponseBase:
    """Take files in. Who may not is refused before anything of the body is read."""
    services.require_place(actor_of(request), key)
    with uploads(request) as handler:
        handler.read()
        return _received(request, key, handler)


@csrf_protect
def _received(request: HttpRequest, key: str, handler: ToDisk) -> HttpResponse:
    actor = actor_of(request)
    form = ReadingForm(request.POST)
    try:
        if not form.is_valid():
            return _form(request, actor, key, form, 400)
        said = form.cleaned_data
        row = services.receive_files(
            actor, key, handler.received, product=said["product"], delivered=said["delivered"],
            is_trial="trial" in request.POST,
        )  # fmt: skip
    except UsageError as error:
        if error.http_status == 404:
            raise
        form.add_error("delivered" if error.code == "DATE" else None, error_text(error, language()))
        return _form(request, actor, key, form, 400)
    return redirect("intake:arrival", row.pk)


@login_required
@require_safe
def arrival(request: HttpRequest, number: UUID) -> HttpResponse:
    """One arrival; a script asks again while it is open and gets the changing part only."""
    actor = actor_of(request)
    row = selectors.arrival(actor, number)
    is_part = request.headers.get("HX-Request") == "true"
    return render(request, "intake/progress.html" if is_part else "intake/arrival.html", _shown(actor, row, request))


def _shown(actor: Actor, row: Arrival, request: HttpRequest) -> dict[str, Any]:
    files = list(selectors.files(actor, row))
    now = selectors.standing(actor, row)
    return {
        "arrival": row, "now": now, "place_name": selectors.place_named(actor, row),
        "page": Paginator(files, _FILES).get_page(request.GET.get("page")),
        "summary": selectors.summary(row, files), "files": files, "may_fill": selectors.may_fill(actor, row),
        "difference": selectors.difference_of(actor, row),
        "unused": [each for each in files if each.is_unused and each.is_kept],
        "form": ReadingForm(initial={"product": row.product, "delivered": row.delivered}),
    }  # fmt: skip


@login_required
@require_safe
def file(request: HttpRequest, number: UUID, place_in: int) -> HttpResponse:
    """One file: what stands inside it, its problems, the first of its records."""
    actor = actor_of(request)
    row = selectors.file(actor, number, place_in)
    problems, notices, records = _contents(actor, row)
    context = {
        "arrival": row.arrival, "file": row, "place_name": selectors.place_named(actor, row.arrival),
        "has_members": len(row.members) > 1 or any("!" in each["file"] for each in row.members),
        "members": Paginator(row.members, _SHOWN).get_page(request.GET.get("page")), "problems": problems,
        "notices": notices,
        "records": records, "now": selectors.standing(actor, row.arrival),
        "may_fill": selectors.may_fill(actor, row.arrival), "shown": _SHOWN,
    }  # fmt: skip
    return render(request, "intake/file.html", context)


def _contents(actor: Actor, row: ArrivedFile) -> tuple[list[WordedProblem], list[WordedProblem], list[str]]:
    """The first problems, notices and records of a file; nothing where its corpus holds no notes of it."""
    if not row.key:
        return [], [], []
    try:
        corpus = place(actor, row.arrival.corpus).opened()
    except ZhihangError:
        return [], [], []
    found = {
        level: [worded_problem(each, language()) for each in islice(corpus.problems(row.key, level), _SHOWN)]
        for level in LEVELS
    }
    records = list(islice(record_ids(corpus.layout.delivery(row.key)), _SHOWN))
    return found["problem"], found["notice"], records


@login_required
@require_safe
def fetch(request: HttpRequest, number: UUID, place_in: int) -> HttpResponseBase:
    """The file itself, as it came: as something to save, whatever it is."""
    actor = actor_of(request)
    row = selectors.file(actor, number, place_in)
    if not selectors.may_fill(actor, row.arrival):
        raise Forbidden("INTAKE_FORBIDDEN", room="information")
    stream = selectors.kept_file(actor, row).open("rb")
    response = FileResponse(stream, as_attachment=True, filename=row.name, content_type="application/octet-stream")
    response["X-Content-Type-Options"] = "nosniff"
    return response


@login_required
@require_POST
def remove(request: HttpRequest, number: UUID, place_in: int) -> HttpResponse:
    """Forget a file that was dealt with."""
    row = services.remove_file(actor_of(request), number, place_in)
    messages.success(request, _("Removed: %(name)s. What is known of it stays.") % {"name": row.name}, extra_tags="ok")
    return redirect("intake:arrival", number)


@login_required
@require_POST
def build(request: HttpRequest, number: UUID) -> HttpResponse:
    """Read the files into an edition, after a trial or once more."""
    return redirect("intake:arrival", services.build_arrival(actor_of(request), number).pk)


@login_required
@require_POST
def stop(request: HttpRequest, number: UUID) -> HttpResponse:
    """Stop the work."""
    return redirect("intake:arrival", services.stop_arrival(actor_of(request), number).pk)


@login_required
@require_POST
def again(request: HttpRequest, number: UUID) -> HttpResponse:
    """What was not used once more, as another product."""
    said = request.POST
    row = services.try_again(
        actor_of(request), number, product=said.get("product", ""), delivered=said.get("delivered", "").strip()
    )
    return redirect("intake:arrival", row.pk)
