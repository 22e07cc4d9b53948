"""What templates say about annotations."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.context import Context

from zhihang.information.annotations.models import Column
from zhihang.information.annotations.naming import NamedAnnotations
from zhihang.information.annotations.policy import may_annotate, may_change_note
from zhihang.information.annotations.selectors import Annotated, annotated, columns, tags
from zhihang.information.collections.selectors import lists_with
from zhihang.information.saved_searches.namespace import written
from zhihang.workspace.organizations.acting import actor_of

register = template.Library()


@register.inclusion_tag("annotations/on_record.html", takes_context=True)
def annotations_on(context: Context, identifier: str, edition_id: str) -> dict[str, Any]:
    """What the reader's organization added to a record, with the forms that add more; nothing for nobody."""
    request = context["request"]
    actor = actor_of(request)
    if not actor.organizations:
        return {}
    found = annotated(actor, [identifier])[identifier]
    return {
        "on": found,
        "columns": [(column, found.values.get(column.pk, "")) for column in columns(actor)],
        "notes": [(note, may_change_note(actor, note)) for note in found.notes],
        "lists": lists_with(actor, identifier),
        "known_tags": tags(actor),
        "may_annotate": may_annotate(actor),
        "removed_note": request.session.pop("removed_note", None),
        "identifier": identifier,
        "edition_id": edition_id,
        "next": f"{request.get_full_path()}#annotations",
        "csrf_token": context.get("csrf_token"),
        "grades": range(1, 6),
    }


@register.simple_tag(takes_context=True)
def annotations_of(context: Context, identifiers: list[str]) -> dict[str, Annotated]:
    """What stands on each of the records of a list; `annotated|get:identifier` is one of them."""
    return annotated(actor_of(context["request"]), identifiers)


@register.simple_tag(takes_context=True)
def annotations_of_lines(context: Context, lines: list[Any]) -> dict[str, Annotated]:
    """The same for the lines of a result."""
    return annotated(actor_of(context["request"]), [str(line.row["id"]) for line in lines])


@register.simple_tag(takes_context=True)
def names_on_records(context: Context, query: str = "") -> list[tuple[str, str]]:
    """What narrows a collection by what is written on its records: a name, and the query that narrows by it too."""
    offered = NamedAnnotations().names(actor_of(context["request"]))
    own = f"({query}) AND " if query else ""
    return [(name, f"{own}{written(name)}") for name in offered]


@register.simple_tag(takes_context=True)
def own_columns_of(context: Context) -> list[Column]:
    """The columns of the reader's organization."""
    return list(columns(actor_of(context["request"])))


@register.simple_tag(takes_context=True)
def may_write_on_records(context: Context) -> bool:
    """Whether the reader may annotate."""
    return may_annotate(actor_of(context["request"]))
