"""What the templates of comparisons say."""

from __future__ import annotations

from django import template

from zhihang.information.comparisons.lining_up import ComparedRow
from zhihang.messages import room_texts
from zhihang.workspace.pages.preferences import language
from zhihang.workspace.pages.template_tags import listed

register = template.Library()


@register.filter
def compared_name(key: str) -> str:
    """What a block of a comparison is called."""
    return room_texts("information")[f"compare-{key}"][language()]


@register.filter
def compared_label(row: ComparedRow) -> str:
    """What a row is called: its own label, or that of its key; a title with its language, goods with their class."""
    named = room_texts("information").get(f"compare-{row.key}")
    return listed(part for part in (named[language()], row.label) if part) if named else row.label
