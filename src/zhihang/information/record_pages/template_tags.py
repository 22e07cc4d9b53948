"""What the templates of a record's computed parts say."""

from __future__ import annotations

from datetime import date as day

from django import template

from zhihang.information.record_pages.office_pages import OfficePage
from zhihang.reporting.bibliography.values import word
from zhihang.search.conditions import condition
from zhihang.standards.literature import Literature
from zhihang.workspace.pages.preferences import language
from zhihang.workspace.pages.template_tags import listed

register = template.Library()


@register.filter
def iso(value: day | None) -> str:
    """A computed day as it is written in a record: `2039-10-08`; nothing for none."""
    return value.isoformat() if value else ""


@register.filter
def office_page_name(page: OfficePage) -> str:
    """The name of an office's page in the reader's language."""
    return page.name(language())


@register.filter
def picture_kind(kind: str) -> str:
    """What a picture shows, in words; `picture` where its source does not say."""
    return word(kind or "picture", language())


@register.filter
def condition_of(value: str, field: str) -> str:
    """The query that finds a value in a field."""
    return condition(field, [value])


@register.filter
def literature_parts(literature: Literature) -> list[tuple[str, str]]:
    """What could be read of a line of literature: the name of each part and its text."""
    parts = ((name, getattr(literature, name)) for name in literature.__struct_fields__)
    return [(name, listed(found) if isinstance(found, tuple) else found) for name, found in parts if found]
