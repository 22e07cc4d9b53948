"""What the query box asks while one types: how the word at the cursor could go on."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_safe

from zhihang.information.history import selectors as history
from zhihang.information.saved_searches.namespace import given_names, written
from zhihang.information.saved_searches.selectors import saved_searches
from zhihang.information.search_pages.completing import MOST, Proposal, fields_like, values_like
from zhihang.information.search_pages.completion_context import Context, context
from zhihang.information.search_pages.desk import desk_of
from zhihang.text.folding import fold
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

_LONGEST = 4_000
_SHOWN = 80


@require_safe
def complete(request: HttpRequest) -> JsonResponse:
    """Proposals for the text before the cursor: `start`, where they begin in it, and each one's text, label, count.

    With `field` the whole text is the beginning of a value, as in a box of the form.
    """
    before = request.GET.get("before", "")[-_LONGEST:]
    field = request.GET.get("field", "")
    found = Context("value", before.strip(), 0, field) if field else context(before)
    proposals = [] if found is None else _proposals(request, found)
    items = [{"text": each.text, "label": each.label, "count": each.count} for each in proposals]
    return JsonResponse({"start": found.start if found else 0, "kind": found.kind if found else "", "items": items})


def _proposals(request: HttpRequest, found: Context) -> list[Proposal]:
    if found.kind == "field":
        return fields_like(found.text, language())
    if found.kind == "value":
        return values_like(desk_of(request), found.field, found.text)
    actor = actor_of(request)
    if found.kind == "saved":
        rows = [row for row in saved_searches(actor) if row.key.startswith(fold(found.text))]
        found_ones = [Proposal(row.written, row.query[:_SHOWN]) for row in rows[:MOST]]
        sets = [pair for pair in given_names(actor).items() if fold(pair[0]).startswith(fold(found.text))]
        return [*found_ones, *(Proposal(written(name), "", number) for name, number in sets)][:MOST]
    lines = history.latest_lines(actor, request.session, 10 * MOST)
    like = [line for line in lines if str(line.number).startswith(found.text)]
    return [Proposal(f"#{line.number}", line.query[:_SHOWN], line.total) for line in like[:MOST]]
