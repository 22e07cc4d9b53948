"""Date arithmetic of IP law: periods of months and days, and where a period ends.

A period counted in months ends on the day of the month that bears the number of its first event; where the last
month has no such day, on its last day. The day of the event itself is never counted (CN Impl. Regs R.5, EPC R.131,
PCT R.80.2, 37 CFR 1.7). Variants of law are *endings*, named in the rule data.

    >>> from datetime import date
    >>> end_of_period(date(2024, 1, 31), period("1 month"))
    datetime.date(2024, 2, 29)
    >>> end_of_period(date(2016, 9, 7), period("10 years"), "day_before")
    datetime.date(2026, 9, 6)
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from functools import cache
from typing import Literal, NamedTuple, TypeAlias, cast, get_args

from zhihang.errors import RuleError

Ending: TypeAlias = Literal["corresponding_day", "day_before", "end_of_month", "end_of_year", "ultimo"]
ENDINGS: frozenset[str] = frozenset(get_args(Ending))

_DAY = timedelta(days=1)
_ALWAYS = 28
"""Every month has this day; only later ones can be missing."""
_PART = re.compile(r"(\d+)\s+(day|week|month|year)s?")
_WRITTEN = re.compile(r"(-?)\s*(\d+\s+(?:day|week|month|year)s?(?:\s+\d+\s+(?:day|week|month|year)s?)*)")


class Period(NamedTuple):
    """A length of time 期限 as law writes it: whole months and whole days; months are counted first."""

    months: int
    days: int

    def __str__(self) -> str:
        years, months = divmod(self.months, 12)
        if years and months:
            years, months = 0, self.months
        parts = [(years, "year"), (months, "month"), (self.days, "day")]
        return " ".join(f"{n} {unit}{'' if n == 1 else 's'}" for n, unit in parts if n) or "0 days"


@cache
def period(text: str) -> Period:
    """The period that `3 years`, `16 months`, `15 days` or `-6 months` means. Raises RuleError `PERIOD`."""
    match = _WRITTEN.fullmatch(text.strip())
    if not match:
        raise RuleError("PERIOD", room="rules", value=text)
    sign = -1 if match[1] else 1
    months = days = 0
    for number, unit in _PART.findall(match[2]):
        if unit in ("year", "month"):
            months += int(number) * (12 if unit == "year" else 1)
        else:
            days += int(number) * (7 if unit == "week" else 1)
    return Period(sign * months, sign * days)


@cache
def times(length: Period, count: int) -> Period:
    """A period repeated: the fourth of 12 months is 48 months."""
    return Period(length.months * count, length.days * count)


@cache
def plus(first: Period, second: Period) -> Period:
    """Two periods counted as one: forty-two months and six more are forty-eight."""
    return Period(first.months + second.months, first.days + second.days)


def add_months(day: date, months: int) -> date:
    """The same day of the month `months` later, or the last day of that month where it has no such day."""
    return _shifted(day, months)[0]


def end_of_period(start: date, length: Period, ending: Ending = "corresponding_day") -> date:
    """The nominal last day of a period that begins the day after `start`, before any roll-over.

    `ultimo`: a period from the last day of a month ends on the last day of a month (J 4/91). `day_before`: the day
    before the corresponding day, but the last day of the month where that month has no corresponding day
    (CN TM Impl. Regs Art. 12). `end_of_month` and `end_of_year` move to the last day of that month or year.
    """
    day, missing = _shifted(start, length.months)
    if ending == "ultimo" and (start + _DAY).month != start.month:
        day = month_end(day)
    day += timedelta(days=length.days)
    if ending == "day_before":
        return day if missing else day - _DAY
    if ending == "end_of_month":
        return month_end(day)
    if ending == "end_of_year":
        return date(day.year, 12, 31)
    return day


def month_end(day: date) -> date:
    """The last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def _shifted(day: date, months: int) -> tuple[date, bool]:
    """The day shifted by months, and whether the target month lacks the day's number."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        raise RuleError("YEAR_RANGE", room="rules", value=str(year))
    number = day.day
    if number > _ALWAYS and number > (last := monthrange(year, month + 1)[1]):
        return date(year, month + 1, last), True
    return date(year, month + 1, number), False


def difference(start: date, end: date) -> tuple[int, int]:
    """Whole months and remaining days from `start` to `end`; both negative where `end` lies before `start`.

    >>> difference(date(2007, 3, 21), date(2012, 7, 5))
    (63, 14)
    """
    if end < start:
        months, days = difference(end, start)
        return -months, -days
    months = (end.year - start.year) * 12 + end.month - start.month
    if add_months(start, months) > end:
        months -= 1
    return months, (end - add_months(start, months)).days


def whole_years(start: date, end: date) -> int:
    """Full years between two days, counted by anniversaries."""
    return max(0, difference(start, end)[0] // 12)


def ending(text: str) -> Ending:
    """The ending of that name. Raises RuleError `ENDING`."""
    if text not in ENDINGS:
        raise RuleError("ENDING", room="rules", value=text, expected=", ".join(sorted(ENDINGS)))
    return cast(Ending, text)
