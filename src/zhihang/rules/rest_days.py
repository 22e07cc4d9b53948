"""Names of rest days for people: what a calendar or a package calls a day, in either language.

>>> rest_day_text("weekend", "en")
'weekend'

A name that the table `messages/rest_days.yaml` does not know is shown as the calendar writes it.
"""

from __future__ import annotations

import re
from functools import cache

from zhihang import messages
from zhihang.messages import Language

_OBSERVED = " (observed)"
_ALTERNATIVE = "Alternative holiday for "


def rest_day_text(name: str, language: Language) -> str:
    """The name of a rest day 休息日 in a language; several that fall on one day stay joined by semicolons."""
    return "; ".join(_one(part, language) for part in name.split("; "))


def _one(name: str, language: Language) -> str:
    if name.endswith(_OBSERVED):
        return messages.text("rules", "REST_OBSERVED", language, name=_one(name.removesuffix(_OBSERVED), language))
    if name.startswith(_ALTERNATIVE):
        base = _one(name.removeprefix(_ALTERNATIVE), language)
        return messages.text("rules", "REST_ALTERNATIVE", language, name=base)
    code = _codes().get(name) or "REST_" + re.sub(r"[^A-Z0-9]+", "_", name.upper()).strip("_")
    return messages.text("rules", code, language) if code in messages.room_texts("rules") else name


@cache
def _codes() -> dict[str, str]:
    """The code of each name, whichever language it is written in; of several with one name the first."""
    found: dict[str, str] = {}
    for code, by_language in messages.room_texts("rules").items():
        if code.startswith("REST_"):
            for text in by_language.values():
                found.setdefault(text, code)
    return found
