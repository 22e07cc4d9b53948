"""What templates say alike everywhere: counts, dates, marks of status, tags of language."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from django import template
from django.template.defaultfilters import date as moment_in_form
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zhihang.messages import text
from zhihang.standards import status as status_list
from zhihang.workspace.pages.preferences import language

register = template.Library()

_SHAPES: Final = {
    "pending": "pend",
    "active": "force",
    "in_grace": "grace",
    "refused": "refused",
    "revoked": "refused",
    "unknown": "unk",
}


@register.filter
def count(number: int | None) -> str:
    """A count as people read it: `4,317`."""
    return "" if number is None else f"{number:,}"


@register.filter
def date(iso: Any, form: str = "") -> SafeString:
    """A date of a record, whole or partial, as it stands; with a form, as the sign-in library's pages write moments."""
    if form:
        return SafeString(moment_in_form(iso, form))
    return SafeString("") if not iso else format_html('<time datetime="{0}" class="nw">{0}</time>', iso)


@register.simple_tag
def status_mark(value: str | None, words: str = "") -> SafeString:
    """A legal status as a shape and a word. A source that is silent is drawn as unknown, with those words."""
    if not value:
        return format_html('<span class="st unk">{}</span>', gettext("not stated"))
    if not status_list.is_status(value):
        return format_html('<span class="st unk">{}</span>', words or gettext("stated in other words"))
    return format_html('<span class="st {}">{}</span>', status_shape(value), status_list.name(value, language()))


@register.simple_tag
def status_shape(value: str | None) -> str:
    """The class of a status: which shape and color it is drawn with."""
    if not value or not status_list.is_status(value):
        return "unk"
    return _SHAPES.get(value, "dead")


@register.filter
def listed(texts: Iterable[str]) -> str:
    """Texts in one line, with the comma of the page's language."""
    return text("workspace", "LIST_COMMA", language()).join(texts)


@register.filter
def html_language(code: str | None) -> SafeString:
    """The `lang` attribute of a text: it chooses font, line height and voice."""
    if not code or code == "und":
        return SafeString("")
    return format_html(' lang="{}"', "zh-Hans" if code == "zh" else code)
