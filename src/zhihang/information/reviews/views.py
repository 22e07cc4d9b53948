"""Pages of review rounds: what is to be done, rating one record after the other, where people differ, how it ended."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any, Final

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhihang.corpus.plan import Records
from zhihang.errors import Forbidden, NotFound, UsageError, ZhihangError
from zhihang.information.collections.answering import answer, result_of
from zhihang.information.collections.selectors import collection
from zhihang.information.editions.selectors import reading
from zhihang.information.reviews import policy, selectors, services
from zhihang.information.reviews.forms import DueForm, RoundForm
from zhihang.information.reviews.models import ReviewRound, ReviewTask
from zhihang.information.reviews.states import State
from zhihang.information.reviews.writing import as_csv, as_xlsx, rows
from zhihang.library import Corpus
from zhihang.messages import error_text, text
from zhihang.records.record import Record
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.organizations.selectors import members
from zhihang.workspace.pages.preferences import language

_FORM = require_http_methods(["GET", "HEAD", "POST"])
_ROWS: Final = 100
_TWO_WEEKS: Final = timedelta(days=14)
_FILES: Final[dict[str, tuple[Callable[[Any], bytes], str]]] = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


@login_required
@require_safe
def rounds(request: HttpRequest) -> HttpResponse:
    """The rounds of the organization, with what is left for oneself."""
    actor = actor_of(request)
    page = Paginator(selectors.rounds(actor), _ROWS).get_page(request.GET.get("page"))
    left = selectors.open_work(actor, list(page))
    listed = [(row, *left.get(row.pk, (0, 0)), selectors.progress(actor, row)) for row in page]
    context = {
        "rows": [
            (row, own, total, sum(p.done for p in far), sum(p.total for p in far)) for row, own, total, far in listed
        ],
        "page": page,
        "today": timezone.localdate(),
    }
    return render(request, "reviews/rounds.html", context)


@login_required
@_FORM
def new(request: HttpRequest, number: int) -> HttpResponse:
    """Open a round over what a collection has now."""
    actor = actor_of(request)
    row = collection(actor, number)
    if not policy.may_open(actor) or actor.organization is None:
        raise Forbidden("ROUND_FORBIDDEN", room="information")
    people = [(each.user_id, str(each.user)) for each in members(actor, actor.organization)]
    initial = {
        "name": row.name,
        "grades": text("information", "ROUND_GRADES", language()),
        "due": (timezone.localdate() + _TWO_WEEKS).isoformat(),
    }
    form = RoundForm(request.POST or None, people=people, initial=initial)
    open_corpus = reading(actor)
    if request.method == "POST" and form.is_valid():
        said = form.cleaned_data | {"grades": form.cleaned_data["grades"].splitlines()}
        try:
            made = services.open_round(actor, number, said.pop("name"), corpus=open_corpus, **said)
        except UsageError as error:
            form.add_error(None, error_text(error, language()))
        else:
            return redirect("reviews:round", made.pk)
    context = {"form": form, "row": row, "total": result_of(actor, row, open_corpus).total}
    return render(request, "reviews/new.html", context, status=400 if form.errors else 200)


@login_required
@require_safe
def review_round(request: HttpRequest, number: int) -> HttpResponse:
    """One round: how far it is, where people differ, and what its leader can do."""
    actor = actor_of(request)
    row = selectors.review_round(actor, number)
    context: dict[str, Any] = {
        "row": row,
        "far": selectors.progress(actor, row),
        "own": selectors.open_work(actor, [row]).get(row.pk, (0, 0)),
        "is_open": row.state == State.OPEN,
        "is_late": row.state == State.OPEN and row.due < timezone.localdate(),
        "may_lead": policy.may_lead(actor, row),
        "sees_all": policy.sees_all_ratings(actor, row),
        "extensions": list(_FILES),
    }
    if context["sees_all"]:
        results = selectors.item_results(actor, row)
        shown = Paginator(selectors.disputed(results, row.grades), _ROWS).get_page(request.GET.get("page"))
        agreed, several = selectors.agreement(results)
        context |= {
            "disputed": shown,
            "agreed": agreed,
            "several": several,
            "records": len(results),
            "verdicts": selectors.verdicts(results, row.grades),
            "settled": [each for each in results if each.item.settled][:_ROWS],
            "titles": _titles(_edition(actor, row), [each.item.identifier for each in shown]),
        }
    return render(request, "reviews/round.html", context)


def _edition(actor: Actor, row: ReviewRound) -> Corpus:
    """The edition of the round while it is kept, else the current one."""
    try:
        return reading(actor, row.edition)
    except NotFound:
        return reading(actor)


def _titles(open_corpus: Corpus, identifiers: list[str]) -> dict[str, str]:
    if not identifiers:
        return {}
    hits = answer(open_corpus, Records(identifiers), "", "en").page(0, len(identifiers), "id", False)
    return {hit.id: str(hit.row.get("title") or "") for hit in hits}


@login_required
@_FORM
def rate(request: HttpRequest, number: int) -> HttpResponse:
    """One's next record to rate, or the one at a place; after the answer the next one follows."""
    actor = actor_of(request)
    row = selectors.review_round(actor, number)
    if request.method == "POST":
        return _rated(request, number)
    given = request.GET.get("place", "")
    place = int(given) if given.isascii() and given.isdecimal() and len(given) < 9 else 0
    task = selectors.own_task(actor, row, place)
    left, total = selectors.open_work(actor, [row]).get(row.pk, (0, 0))
    context: dict[str, Any] = {
        "row": row, "task": task, "left": left, "total": total, "done": total - left,
        "is_open": row.state == State.OPEN,
    }  # fmt: skip
    if task is not None:
        mine = selectors.own_tasks(actor, row)
        context |= {
            "record": _record(actor, row, task),
            "before": mine.filter(item__place__lt=task.item.place).last(),
            "after": mine.filter(item__place__gt=task.item.place).first(),
        }
    return render(request, "reviews/rate.html", context)


def _record(actor: Actor, row: ReviewRound, task: ReviewTask) -> Record | None:
    try:
        return _edition(actor, row).record(task.item.identifier)
    except ZhihangError:
        return None


def _rated(request: HttpRequest, number: int) -> HttpResponse:
    said = request.POST
    place = int(said["place"]) if said.get("place", "").isdecimal() and len(said["place"]) < 9 else 0
    try:
        services.rate(actor_of(request), number, place, said.get("grade", ""), said.get("comment", ""))
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect(f"{reverse('reviews:rate', args=[number])}?place={place}")
    return redirect("reviews:rate", number)


@login_required
@require_POST
def settle(request: HttpRequest, number: int, item: int) -> HttpResponse:
    """Which grade holds."""
    return _done(
        request, number, lambda: services.settle(actor_of(request), number, item, request.POST.get("grade", ""))
    )


@login_required
@require_POST
def close(request: HttpRequest, number: int) -> HttpResponse:
    """Close the round."""
    return _done(request, number, lambda: services.close_round(actor_of(request), number))


@login_required
@require_POST
def reopen(request: HttpRequest, number: int) -> HttpResponse:
    """Open it again."""
    return _done(request, number, lambda: services.reopen_round(actor_of(request), number))


@login_required
@require_POST
def move_due(request: HttpRequest, number: int) -> HttpResponse:
    """Another last day."""
    form = DueForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("A last day is needed."), extra_tags="bad")
        return redirect("reviews:round", number)
    return _done(request, number, lambda: services.move_due(actor_of(request), number, form.cleaned_data["due"]))


@login_required
@require_POST
def collect(request: HttpRequest, number: int) -> HttpResponse:
    """The records for which the chosen grades hold, as a list."""
    grades, name = request.POST.getlist("grade"), request.POST.get("name", "")
    try:
        made = services.collect_graded(actor_of(request), number, grades, name, reading(actor_of(request)))
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
        return redirect("reviews:round", number)
    return redirect("collections:collection", made.pk)


@login_required
@require_safe
def export(request: HttpRequest, number: int, extension: str) -> HttpResponse:
    """The round as a table."""
    if extension not in _FILES:
        raise Http404
    actor = actor_of(request)
    row = selectors.review_round(actor, number)
    results = selectors.item_results(actor, row)
    titles = _titles(_edition(actor, row), [each.item.identifier for each in results])
    write, media_type = _FILES[extension]
    response = HttpResponse(write(rows(results, titles, language())), content_type=media_type)
    response["Content-Disposition"] = f'attachment; filename="review-{row.pk}.{extension}"'
    return response


def _done(request: HttpRequest, number: int, work: Callable[[], object]) -> HttpResponse:
    try:
        work()
    except UsageError as error:
        if error.http_status == 404:
            raise
        messages.error(request, error_text(error, language()), extra_tags="bad")
    return redirect("reviews:round", number)
