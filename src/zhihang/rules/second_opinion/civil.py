"""The civil calendar as one long row of days: months and years are counted by walking along it.

Each byte of `_ROW` is one day and holds its number in its month, so a month begins wherever a 1 stands. To count
months is to look for the next 1; to find the corresponding day is to walk on until its number comes or the month
ends. No arithmetic on months is done anywhere.
"""

from __future__ import annotations

from datetime import date
from functools import cache

from zhihang.errors import RuleError

FIRST_YEAR = 1600
LAST_YEAR = 2400
_LONG_MONTHS = (1, 3, 5, 7, 8, 10, 12)


def is_leap_year(year: int) -> bool:
    """Whether February has 29 days that year, by the Gregorian reform."""
    return year % 400 == 0 or (year % 4 == 0 and year % 100 != 0)


def _days_in(year: int, month: int) -> int:
    if month == 2:
        return 29 if is_leap_year(year) else 28
    return 31 if month in _LONG_MONTHS else 30


def _row() -> bytes:
    months = (bytes(range(1, _days_in(y, m) + 1)) for y in range(FIRST_YEAR, LAST_YEAR + 1) for m in range(1, 13))
    return b"".join(months)


_ROW = _row()
_FIRST_ORDINAL = date(FIRST_YEAR, 1, 1).toordinal()


def _place(day: date) -> int:
    if not FIRST_YEAR + 100 <= day.year <= LAST_YEAR - 100:
        raise RuleError("YEAR_RANGE", room="rules", value=day.year)
    return day.toordinal() - _FIRST_ORDINAL


def _day(place: int) -> date:
    return date.fromordinal(place + _FIRST_ORDINAL)


def _on_to(place: int, number: int) -> int:
    """From the first of a month on to the day of that number, or to the last day of the month."""
    while _ROW[place] < number and _ROW[place + 1] != 1:
        place += 1
    return place


@cache
def months_from(day: date, months: int) -> date:
    """The corresponding day that many months later (or, if negative, earlier), or that month's last day."""
    place = _place(day)
    number = _ROW[place]
    if months >= 0:
        for _ in range(months):
            place = _ROW.index(1, place + 1)
        return _day(_on_to(place, number)) if months else day
    for _ in range(1 - months):
        place = _ROW.rindex(1, 0, place + 1) - 1
    return _day(_on_to(place + 1, number))


def days_from(day: date, days: int) -> date:
    """The day that many days later or earlier."""
    return _day(_place(day) + days)


def month_end(day: date) -> date:
    """The last day of the month in which a day lies."""
    return _day(_ROW.index(1, _place(day) + 1) - 1)


def year_end(day: date) -> date:
    """31 December of the year in which a day lies, walking from month end to month end."""
    end = month_end(day)
    while end.month != 12:
        end = month_end(days_from(end, 1))
    return end


def has_number(day: date, number: int) -> bool:
    """Whether the month in which a day lies has a day of that number."""
    return number in _ROW[_place(day.replace(day=1)) : _place(month_end(day)) + 1]


def anniversaries_until(start: date, day: date) -> int:
    """How many anniversaries of `start` have come by `day`, that day included."""
    years = 0
    while months_from(start, 12 * (years + 1)) <= day:
        years += 1
    return years


def whole_years_before(start: date, end: date) -> int:
    """How many whole years fit between two days, walking from the first."""
    return anniversaries_until(start, end) if end > start else 0
