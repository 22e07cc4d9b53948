"""What templates say about collections."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from zhihang.information.collections.models import Collection
from zhihang.information.collections.pages import search_address
from zhihang.information.collections.policy import may_make
from zhihang.information.collections.selectors import lists, may_edit
from zhihang.messages import room_texts, text
from zhihang.workspace.organizations.acting import actor_of
from zhihang.workspace.pages.preferences import language

register = template.Library()


@register.filter
def collection_kind(row: Collection) -> str:
    """Whether it is a list, a query or a combination, in words."""
    if row.is_static:
        return text("information", "KIND_STATIC", language())
    kind = f"OPERATION_{row.operation.upper()}" if row.operation else "KIND_QUERY"
    return text("information", kind, language())


@register.filter
def said(code: str, prefix: str) -> str:
    """A value of a list of ours in words: `row.sharing|said:"SHARING"`."""
    return text("information", f"{prefix}_{code.upper()}", language()) if code else ""


@register.filter
def import_reason(code: str) -> str:
    """Why a line of a list of numbers found nothing."""
    known = room_texts("information").get(f"IMPORT_{code}") or room_texts("information")["IMPORT_NO_NUMBER"]
    return known[language()]


@register.simple_tag
def searching(row: Collection, query: str = "") -> str:
    """The address part that asks a live collection's records as a search."""
    return search_address(row, query)


@register.inclusion_tag("collections/add.html", takes_context=True)
def collect(context: Context, query: str = "", record: str = "", total: int = 0) -> dict[str, Any]:
    """The button that takes a record, or all that a query finds, into a list; nothing for those who may not."""
    request = context["request"]
    actor = actor_of(request)
    return {
        "may_collect": may_make(actor),
        "lists": [each for each in lists(actor) if may_edit(actor, each)] if may_make(actor) else [],
        "query": query,
        "record": record,
        "total": total,
        "edition_id": context.get("edition_id", ""),
        "next": request.get_full_path() if record else "",
        "csrf_token": context.get("csrf_token"),
    }
