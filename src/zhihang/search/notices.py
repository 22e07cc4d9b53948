"""Notices 提示: what a query that runs should tell its asker (W01 to W09)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from zhihang.messages import Language, text
from zhihang.search.dates import OutOfRange, read_days
from zhihang.text.folding import fold


@dataclass(frozen=True, slots=True)
class Notice:
    """One notice with its place in the query as typed, and a query that says it without doubt where one exists."""

    code: str
    position: int
    length: int = 1
    fields: dict[str, Any] = field(default_factory=dict)
    proposal: str | None = None

    def message(self, language: Language = "en") -> str:
        """The notice in words."""
        return text("search", self.code, language, **self.fields)


_LOOKS_LIKE = {
    "ipc": re.compile(r"[a-hy]\d{2}[a-z](?:\d{1,4}(?:/\d{2,6})?)?"),
    "num": re.compile(
        r"[a-z]{2}\d{5,}[a-z]?\d?(?:\.[\dx])?|pct/[a-z]{2}\d{2,4}/\d{5,6}|wo\d{2,4}/\d{5,6}"
        r"|(?:zl|cn)?\d{7,13}(?:\.[\dx])?|\d{1,3}(?:,\d{3}){2,}"
    ),
}


def look_alike(word: str) -> str | None:
    """The field a bare word looks made for: `num`, `ipc` or `pd`.

    >>> look_alike("EP1000000"), look_alike("H01L"), look_alike("2019-06"), look_alike("battery")
    ('num', 'ipc', 'pd', None)
    """
    folded = fold(word)
    try:
        if read_days(folded) is not None:
            return "pd"
    except OutOfRange:
        pass
    return next((name for name, form in _LOOKS_LIKE.items() if form.fullmatch(folded)), None)
