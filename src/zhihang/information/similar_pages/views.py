"""The page of similar records and plain-language search."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from zhihang.errors import InvalidNumber, NotFound, QueryError, UsageError
from zhihang.information.editions.choosing import choice_context, keys_of, remember, within_of
from zhihang.information.editions.selectors import reading
from zhihang.information.similar_pages.question import LONGEST_TEXT, ROWS, WAYS, SimilarQuestion
from zhihang.information.similar_pages.selectors import similar_page
from zhihang.messages import error_text
from zhihang.search.execution import LEVELS
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language


@require_safe
def similar(request: HttpRequest) -> HttpResponse:
    """The form, and the ranking for the record or the text of the address."""
    asked = SimilarQuestion.read(request.GET)
    opened = reading(actor_of(request), asked.edition, within_of(request))
    chosen = asked.corpora
    if not asked.edition:
        asked = asked.changed(corpora=within_of(request))
    context: dict[str, Any] = choice_context(request, opened, asked.edition) | {
        "asked": asked,
        "kept": asked.changed(edition=opened.edition_id, corpora=""),
        "edition_id": opened.edition_id,
        "ways": WAYS,
        "levels": LEVELS,
        "rows_choices": ROWS,
        "longest": LONGEST_TEXT,
    }
    field, wrong, status = _mistake(asked), "", 200
    if field:
        wrong, status = gettext("At most 4,000 characters: keep what matters most."), 400
    elif asked.record or asked.text:
        try:
            context["page"] = similar_page(opened, asked, language())
        except UsageError as error:
            field, wrong, status = _field_of(asked, error), error_text(error, language()), error.http_status
    context["mistakes"] = {field: wrong} if wrong else {}
    response = render(request, "similar_pages/similar.html", context, status=status)
    remember(request, response, keys_of(chosen))
    return response


def _mistake(asked: SimilarQuestion) -> str:
    return next((name for name in ("text", "scope") if len(getattr(asked, name)) > LONGEST_TEXT), "")


def _field_of(asked: SimilarQuestion, error: UsageError) -> str:
    """Where a mistake stands: in the query of the scope, in the number, in the way chosen, else in the text."""
    if isinstance(error, QueryError):
        return "scope"
    if asked.record and isinstance(error, NotFound | InvalidNumber):
        return "record"
    return "by" if asked.by in ("vectors", "hybrid") else "record" if asked.record else "text"
