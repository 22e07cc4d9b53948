"""The page of the search history: every line with what it has, to run, edit, take away, or run all again."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhihang.errors import QueryError, TimeLimitExceeded
from zhihang.information.history import selectors, services
from zhihang.information.history.line import Line, history_of, resting_on
from zhihang.information.history.policy import has_account_history
from zhihang.information.history.session import MOST_LINES
from zhihang.information.search_pages.desk import Desk, desk_of, environment_of
from zhihang.information.search_pages.mending import mending
from zhihang.information.strategies.forms import LineForm, said_query
from zhihang.search.environment import Environment
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_BESIDE = 30


@require_safe
def history(request: HttpRequest) -> HttpResponse:
    """All lines; as a part of the search page the latest ones."""
    actor = actor_of(request)
    if getattr(request, "htmx", False):
        context: dict[str, Any] = {"lines": selectors.latest_lines(actor, request.session, _BESIDE)}
        return render(request, "strategies/beside.html", context)
    lines = selectors.lines(actor, request.session)
    context = {
        "lines": lines,
        "edition_id": desk_of(request).edition,
        "is_kept": has_account_history(actor),
        "most_lines": MOST_LINES,
    }
    return render(request, "strategies/history.html", context)


@require_safe
def as_text(request: HttpRequest) -> HttpResponse:
    """The history as a strategy file for the command line: line `n` of the file is `#n`."""
    lines = selectors.lines(actor_of(request), request.session)
    written = [""] * max((line.number for line in lines), default=0)
    for line in lines:
        written[line.number - 1] = " ".join(line.query.split())
    response = HttpResponse("\n".join(written) + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="zhihang-history.txt"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, number: int) -> HttpResponse:
    """Give a line another query. It may name the lines before it; those that rest on it are counted anew."""
    actor, session = actor_of(request), request.session
    line = selectors.line(actor, session, number)
    form = LineForm(request.POST or None, initial={"query": line.query})
    context: dict[str, Any] = {"line": line, "query": line.query}
    context["resting"] = resting_on(selectors.lines(actor, session), number)
    if request.method == "POST":
        text = said_query(form)
        context["query"] = text
        desk = _desk_before(request, text, number)
        try:
            result = desk.search(text)
            total = result.total
        except QueryError as error:
            context["mending"] = mending(text, error, language())
            return render(request, "strategies/edit.html", context, status=error.http_status)
        services.change_line(actor, session, number, result.query, total=total, edition=desk.edition)
        _count(request, context["resting"])
        messages.success(request, _("Kept, and counted with the lines that rest on it."), extra_tags="ok")
        return redirect("strategies:history")
    return render(request, "strategies/edit.html", context)


def _desk_before(request: HttpRequest, text: str, number: int) -> Desk:
    desk = desk_of(request)
    return Desk(desk.corpus, environment_of(request, text, before=number), desk.language)


@require_POST
def run_again(request: HttpRequest) -> HttpResponse:
    """Run every line in the edition that is current now."""
    numbers = [line.number for line in selectors.lines(actor_of(request), request.session)]
    failed = _count(request, numbers)
    if failed:
        said = ", ".join(f"#{number}" for number in failed)
        messages.error(request, _("These lines could not run: %(lines)s") % {"lines": said}, extra_tags="bad")
    else:
        messages.success(request, _("All lines ran in the current edition."), extra_tags="ok")
    return redirect("strategies:history")


def _count(request: HttpRequest, numbers: list[int]) -> list[int]:
    """Count lines in the current edition; gives those that could not run."""
    actor, session = actor_of(request), request.session
    lines = {line.number: line for line in selectors.lines(actor, session)}
    saved = environment_of(request, "#").saved
    desk = desk_of(request)
    totals: dict[int, int] = {}
    failed: list[int] = []
    for number in numbers:
        total = _total(Desk(desk.corpus, Environment(history_of(lines.values()), saved), desk.language), lines[number])
        if total is None:
            failed.append(number)
        else:
            totals[number] = total
    services.count_lines(actor, session, totals, edition=desk.edition)
    return failed


def _total(desk: Desk, line: Line) -> int | None:
    try:
        return desk.total(line.query)
    except (QueryError, TimeLimitExceeded):
        return None


@require_POST
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take a line away."""
    services.remove_line(actor_of(request), request.session, number)
    return redirect("strategies:history")


@require_POST
def clear(request: HttpRequest) -> HttpResponse:
    """Take all lines away."""
    services.clear_lines(actor_of(request), request.session)
    messages.success(request, _("The history is empty. Numbers go on; none is given twice."), extra_tags="ok")
    return redirect("strategies:history")
