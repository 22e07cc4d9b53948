"""Dates of records: ISO 8601, whole days or the year or month that the source gives (`2019`, `2019-06`, `2019-06-30`).

A record keeps a partial date as it is; it means an interval (query language §4.4). Impossible dates are problems of
their file, never guessed.
"""

from __future__ import annotations

import calendar
import re
from typing import NewType

from zhihang.errors import UsageError

PartialDate = NewType("PartialDate", str)
"""An ISO day, month or year that exists in the calendar."""

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")
_FORMS = (
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})(?P<d>\d{2})"),
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})[-/.](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})[.](?P<m>\d{1,2})[.](?P<y>\d{4})"),
    re.compile(r"(?P<y>\d{4})\u5e74(?P<m>\d{1,2})\u6708(?P<d>\d{1,2})\u65e5"),
    re.compile(r"(?P<y>\d{4})[-/.](?P<m>\d{1,2})"),
    re.compile(r"(?P<y>\d{4})(?P<m>\d{2})"),
    re.compile(r"(?P<y>\d{4})\u5e74(?P<m>\d{1,2})\u6708"),
    re.compile(r"(?P<y>\d{4})\u5e74?"),
)
FIRST_YEAR, LAST_YEAR = 1600, 2199


def iso_date(text: str) -> PartialDate:
    """The ISO form of a date as files write it; day and month `00` mean that they are not known.

    >>> iso_date("20190630"), iso_date("30.06.2019"), iso_date("19990600")
    ('2019-06-30', '2019-06-30', '1999-06')

    Orders that differ between countries (`06/07/2019`) are not read here: a source says which it uses (`day_first`,
    `month_first`). Raises UsageError `DATE` for anything else, and for days that do not exist.
    """
    text = text.strip()
    for form in _FORMS:
        match = form.fullmatch(text)
        if match:
            parts = match.groupdict()
            return _checked(text, int(parts["y"]), int(parts.get("m") or 0), int(parts.get("d") or 0))
    raise UsageError("DATE", room="records", value=text)


def day_first(text: str) -> PartialDate:
    """A date written day, month, year with any sign between: `30/06/2019`."""
    return _ordered(text, "dmy")


def month_first(text: str) -> PartialDate:
    """A date written month, day, year with any sign between: `06/30/2019`."""
    return _ordered(text, "mdy")


def _ordered(text: str, order: str) -> PartialDate:
    match = re.fullmatch(r"\s*(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})(?:[ T].*)?", text)
    if not match:
        raise UsageError("DATE", room="records", value=text)
    day, month = (1, 2) if order == "dmy" else (2, 1)
    return _checked(text, int(match[3]), int(match[month]), int(match[day]))


def _checked(text: str, year: int, month: int, day: int) -> PartialDate:
    if not FIRST_YEAR <= year <= LAST_YEAR or month > 12 or (day and not month):
        raise UsageError("DATE", room="records", value=text)
    if not month:
        return PartialDate(f"{year:04d}")
    if not day:
        return PartialDate(f"{year:04d}-{month:02d}")
    if day > calendar.monthrange(year, month)[1]:
        raise UsageError("DATE", room="records", value=text)
    return PartialDate(f"{year:04d}-{month:02d}-{day:02d}")


def interval(date: str) -> tuple[str, str]:
    """First and last day of a date that may be a month or a year.

    >>> interval("2020-02")
    ('2020-02-01', '2020-02-29')
    """
    match = _ISO.fullmatch(date)
    if not match:
        raise UsageError("DATE", room="records", value=date)
    year, month, day = match.groups()
    if day:
        return date, date
    if month:
        last = calendar.monthrange(int(year), int(month))[1]
        return f"{year}-{month}-01", f"{year}-{month}-{last:02d}"
    return f"{year}-01-01", f"{year}-12-31"
