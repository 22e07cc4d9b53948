"""What templates say about exports."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from zhihang.information.api.files import LONG
from zhihang.information.exports.policy import may_export
from zhihang.information.exports.selectors import Standing
from zhihang.information.search_pages.reports import LONG_REPORT
from zhihang.library.exporting import FORMATS, REPORTS
from zhihang.messages import text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

register = template.Library()


@register.filter
def export_state(now: Standing) -> str:
    """How far an export is, in the language of the page."""
    return text("information", now.message, language())


@register.inclusion_tag("exports/start.html", takes_context=True)
def long_export(context: Context, total: int, parameters: Any, collection: int = 0) -> dict[str, Any]:
    """The button that exports a long result by a job, in the order of the page; nothing where one does not wait long.

    Reports take longer than tables, so for them the button comes sooner.

    `parameters`: the question of the page (`Asked`), with its edition.
    """
    request = context["request"]
    return {
        "offered": bool(parameters) and (total >= LONG or total > LONG_REPORT) and may_export(actor_of(request)),
        "total": total,
        "asked": parameters,
        "collection": collection,
        "formats": FORMATS if total >= LONG else REPORTS,
        "next": request.get_full_path(),
        "csrf_token": context.get("csrf_token"),
    }
