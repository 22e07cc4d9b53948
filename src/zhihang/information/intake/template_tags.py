"""What templates say about what arrived."""

from __future__ import annotations

from typing import Any

from django import template
from django.template.defaultfilters import filesizeformat

from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.selectors import Standing
from zhihang.information.intake.states import Fate
from zhihang.messages import room_texts, text
from zhihang.reporting.bibliography.naming import product_name
from zhihang.workspace.pages.preferences import language
from zhihang.workspace.pages.template_tags import count

register = template.Library()


@register.filter
def arrival_state(now: Standing) -> str:
    """How far an arrival is, in the language of the page."""
    return text("information", now.message, language())


@register.filter
def arrival_stage(row: Arrival) -> str:
    """What is being done and how much of it; empty before the builder said anything."""
    said: dict[str, Any] = dict(row.progress)
    if not said.get("stage"):
        return ""
    shown = filesizeformat if said["stage"] == "read" else count
    said |= {"done": shown(said["done"]), "total": shown(said["total"])}
    return text("information", f"STAGE_{said['stage'].upper()}", language(), **said)


@register.simple_tag
def file_fate(row: ArrivedFile, is_trial: bool = False) -> str:
    """What became of a file, or would."""
    would = is_trial and row.fate == Fate.TAKEN
    return text("information", "FILE_WOULD_BE_TAKEN" if would else f"FILE_IS_{row.fate.upper()}", language())


@register.filter
def refusal_reason(code: str) -> str:
    """Why nothing was taken from a file, in words; the code itself where no text is known."""
    found = room_texts("information").get(f"REASON_{code}") or room_texts("sources").get(code)
    return found[language()] if found else code


@register.filter
def refusal_mend(code: str) -> str:
    """What one can do about it."""
    texts = room_texts("information")
    return (texts.get(f"MEND_{code}") or texts["MEND_"])[language()]


@register.filter
def product_words(name: str) -> str:
    """A product by its name for people; its code where this installation reads it no more."""
    return product_name(name, language())


@register.filter
def sight_words(sight: str) -> str:
    """What a look at a file of a watched folder found."""
    return text("information", f"SIGHT_{sight.upper()}", language())
