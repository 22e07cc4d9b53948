"""Dates in a query 日期: every usual way to write a day, a month or a year, as the days it covers.

>>> read_days("2019-06"), read_days("30.06.2019")
(Days(first='2019-06-01', last='2019-06-30'), Days(first='2019-06-30', last='2019-06-30'))
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from zhihang.search.lexicon import lexicon
from zhihang.text.folding import fold

FIRST_YEAR, LAST_YEAR = 1600, 2199


@cache
def _forms() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in lexicon()["date_forms"])


@dataclass(frozen=True, slots=True)
class Days:
    """The days a date covers, both ends included, as ISO dates."""

    first: str
    last: str


class OutOfRange(ValueError):  # read and answered inside this room
    """Written like a date, but there is no such day, or its year lies outside 1600–2199; carries the nearest date."""

    def __init__(self, nearest: str) -> None:
        super().__init__(nearest)
        self.nearest = nearest


def read_days(text: str) -> Days | None:
    """The days a text means; None if it is not written like a date. Raises `OutOfRange`."""
    folded = fold(text).strip()
    match = next((match for form in _forms() if (match := form.fullmatch(folded))), None)
    if match is None or not folded.isprintable():
        return None
    year, month, day = (int(match[name]) if match[name] else None for name in "ymd")
    assert year is not None  # every form holds a year
    _check(year, month, day)
    if month is None:
        return Days(f"{year}-01-01", f"{year}-12-31")
    if day is None:
        return Days(f"{year}-{month:02}-01", f"{year}-{month:02}-{monthrange(year, month)[1]:02}")
    return Days(f"{year}-{month:02}-{day:02}", f"{year}-{month:02}-{day:02}")


def _check(year: int, month: int | None, day: int | None) -> None:
    near_year = min(max(year, FIRST_YEAR), LAST_YEAR)
    near = str(near_year)
    near_day = day
    if month is not None:
        near_month = min(max(month, 1), 12)
        near += f"-{near_month:02}"
        if day is not None:
            near_day = min(max(day, 1), monthrange(near_year, near_month)[1])
            near += f"-{near_day:02}"
        if near_month != month:
            raise OutOfRange(near)
    if near_year != year or near_day != day:
        raise OutOfRange(near)


def day_after(iso: str) -> str:
    """The next day."""
    return (date.fromisoformat(iso) + timedelta(days=1)).isoformat()


def day_before(iso: str) -> str:
    """The day before."""
    return (date.fromisoformat(iso) - timedelta(days=1)).isoformat()
