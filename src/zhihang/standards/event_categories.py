"""Categories of legal events 法律事件类别: the letters A–H, K–N, P–W, Y, Z of INPADOC and ST.27.

Negative events carry the category of the positive one (a missed national entry is an A), so a category alone does
not decide a status.

    >>> event_category("h").en, name("S", "en")
    ('cessation of the right', 'licences, pledges and similar transactions')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows


@dataclass(frozen=True, slots=True)
class EventCategory:
    """One category 事件类别; `st27`: the wording of ST.27's key events, empty where it has none."""

    category: str
    en: str
    zh: str
    st27: str


@cache
def event_categories() -> dict[str, EventCategory]:
    """All categories by letter."""
    return {row["category"]: EventCategory(**row) for row in rows("event_categories.tsv")}


def event_category(letter: str) -> EventCategory:
    """The category of a letter. Raises `InvalidCode`."""
    try:
        return event_categories()[letter.strip().upper()]
    except KeyError:
        known = " ".join(event_categories())
        raise InvalidCode("EVENT_CATEGORY", room="standards", value=letter, suggestions=known) from None


def name(letter: str, language: Language = "en") -> str:
    """The category for people."""
    category = event_category(letter)
    return category.zh if language == "zh" else category.en
