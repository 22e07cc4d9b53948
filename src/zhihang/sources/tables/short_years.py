"""Dates whose year has two digits, spelled out by a year that another column states in full.

Tools that print them made a second mistake: they printed the year of the *week*. The last days of December that share
their week (from Sunday) with the first of January bear the coming year: `28/12/11` for 28 December 2010, while
`26/12/89` is what it says. Where both readings are possible the date stays as printed, and is then told as no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

_SHORT = re.compile(r"(\d{1,2})([/.-])(\d{1,2})[/.-](\d{2})")
_DECEMBER = 12
_FIRST_DOUBTFUL = 26


def spelled_out(cell: str, stated: str, *, is_its_own: bool, told: int | None = None) -> str:
    """The date with its whole year, day first. `stated`: a year in full, the date's own or one that it does not lie
    after (by less than a century). `told`: the year that a number of the row states, which decides between two.

    >>> spelled_out("25/04/13", "2013", is_its_own=True), spelled_out("07/06/39", "1940", is_its_own=False)
    ('25/04/2013', '07/06/1939')
    >>> spelled_out("28/12/11", "2010", is_its_own=True), spelled_out("31/12/13", "2014", is_its_own=False)
    ('28/12/2010', '31/12/2012')
    >>> spelled_out("27/12/00", "2001", is_its_own=False)
    '27/12/00'
    >>> spelled_out("27/12/00", "2001", is_its_own=False, told=1999)
    '27/12/1999'
    """
    match = _SHORT.fullmatch(cell)
    if match is None or not re.fullmatch(r"\d{4}", stated):
        return cell
    day, month, latest = int(match[1]), int(match[3]), int(stated)
    printed = latest + 1 - (latest + 1 - int(match[4])) % 100
    if printed > latest and not (month == _DECEMBER and day >= _FIRST_DOUBTFUL):
        printed -= 100
    years = [year for year in _possible(printed, month, day) if (year == latest if is_its_own else year <= latest)]
    if len(years) > 1:
        years = [year for year in years if year == told]
    return f"{day:02}{match[2]}{month:02}{match[2]}{years[0]}" if len(years) == 1 else cell


def _possible(printed: int, month: int, day: int) -> Iterator[int]:
    """The years in which a date was, that is printed with this one."""
    is_doubtful = month == _DECEMBER and _FIRST_DOUBTFUL <= day <= 31
    if not is_doubtful or not _in_week_of_new_year(printed, day):
        yield printed
    if is_doubtful and _in_week_of_new_year(printed - 1, day):
        yield printed - 1


def _in_week_of_new_year(year: int, day: int) -> bool:
    """Whether a day of December shares its week, Sunday to Saturday, with the first of January."""
    new_year = date(year + 1, 1, 1)
    return date(year, _DECEMBER, day) >= new_year - timedelta(days=new_year.isoweekday() % 7)
