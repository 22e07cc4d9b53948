"""Bringing a strategy into the history: a text file, or lines that are pasted; all of it or nothing."""

from __future__ import annotations

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from zhihang.errors import TimeLimitExceeded
from zhihang.information.history import services
from zhihang.information.history.line import Line
from zhihang.information.history.strategy import StrategyFault, StrategyLine, read_strategy, renumbered
from zhihang.information.search_pages.desk import desk_of, environment_of
from zhihang.information.search_pages.mending import mending
from zhihang.information.strategies.forms import StrategyForm
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

MOST_LINES: Final = 500


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """The form, and what is wrong with the first line that cannot be read; else the history with the new lines."""
    form = StrategyForm(request.POST, request.FILES) if request.method == "POST" else StrategyForm()
    context: dict[str, Any] = {"form": form, "most": MOST_LINES}
    if request.method != "POST" or not form.is_valid():
        return render(request, "strategies/upload.html", context, status=400 if form.errors else 200)
    text = form.said()
    context["text"] = text
    try:
        lines = read_strategy(text, environment_of(request, "#"), language())
    except StrategyFault as fault:
        context |= {"line": fault.number, "mending": mending(fault.text, fault.error, language())}
        return render(request, "strategies/upload.html", context, status=fault.error.http_status)
    if not 0 < len(lines) <= MOST_LINES:
        form.add_error(None, _("A strategy has 1 to %(most)s lines.") % {"most": MOST_LINES})
        return render(request, "strategies/upload.html", context, status=400)
    added = _added(request, lines)
    slow = [line for line in added if line.total is None]
    told = ngettext("%(number)s line brought in.", "%(number)s lines brought in.", len(added)) % {"number": len(added)}
    messages.success(request, told, extra_tags="ok")
    if slow:
        said = ", ".join(f"#{line.number}" for line in slow)
        messages.error(request, _("These lines could not run: %(lines)s") % {"lines": said}, extra_tags="bad")
    return redirect("strategies:history")


def _added(request: HttpRequest, lines: list[StrategyLine]) -> list[Line]:
    """The lines in the history; those that it has already keep their numbers there."""
    numbers: dict[int, int] = {}
    added: list[Line] = []
    for each in lines:
        text = renumbered(each.query, numbers)
        desk = desk_of(request, text)
        result = desk.search(text)
        try:
            total: int | None = result.total
        except TimeLimitExceeded:
            total = None
        line = services.add_line(actor_of(request), request.session, result.query, total=total, edition=desk.edition)
        numbers[each.number] = line.number
        added.append(line)
    return added
