"""Tables of days: for each office and year the days on which it rests, and the walk to the next day it works."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from importlib.resources import files

import chinese_calendar.constants
import holidays

from zhihang.rules.second_opinion.reading import Text, day_of, text_of

_ONE_DAY = timedelta(days=1)
_PAPER_CALENDARS = ("cn", "ep", "eu", "jp", "kr", "us", "wo")


@cache
def _calendar_of(office: str) -> dict[str, Text] | None:
    for name in _PAPER_CALENDARS:
        contents: dict[str, Text] = text_of(files("zhihang.rules") / "calendars" / f"{name}.yaml")
        if office in contents["offices"]:
            return contents
    return None


def easter_sunday(year: int) -> date:
    """Easter Sunday: the Sunday after the paschal full moon, found from golden number and epact and then by walking."""
    golden = year % 19 + 1
    century = year // 100 + 1
    solar, lunar = 3 * century // 4 - 12, (8 * century + 5) // 25 - 5
    epact = (11 * golden + 20 + lunar - solar) % 30
    if epact == 24 or (epact == 25 and golden > 11):
        epact += 1
    moon = date(year, 3, 1) + timedelta(days=43 - epact if epact < 24 else 73 - epact)
    day = moon
    while day.isoweekday() != 7 or day == moon:
        day += _ONE_DAY
    return day


def _listed(package: dict[str, Text], year: int) -> set[date]:
    options: dict[str, Text] = {"years": year}
    if "region" in package:
        options["subdiv"] = package["region"]
    if "names" in package:
        options["language"] = "en_US"
    listed = holidays.country_holidays(package["country"], **options)
    wanted = set(package.get("names", ()))
    return {day for day, name in listed.items() if not wanted or wanted & set(name.split("; "))}


def _weekend(calendar: dict[str, Text], year: int) -> set[date]:
    numbers = {int(number) for number in calendar["weekend"]}
    found, day = set(), date(year, 1, 1)
    while day.year == year:
        if day.isoweekday() in numbers:
            found.add(day)
        day += _ONE_DAY
    return found


def _made_up(calendar: dict[str, Text], year: int) -> tuple[set[date], set[date]] | None:
    """Rest days and worked weekend days of a year that was arranged by the authority; None if it is not at hand."""
    stated = calendar.get("years", {}).get(str(year))
    if stated:
        rest = {day_of(text) for days in stated["rest"].values() for text in days}
        return rest, {day_of(text) for text in stated["work"]}
    if "make_up" not in calendar:
        return None
    rest = {day for day in chinese_calendar.constants.holidays if day.year == year}
    work = {day for day in chinese_calendar.constants.workdays if day.year == year}
    return (rest, work) if rest else None


@cache
def rest_days(office: str, year: int) -> frozenset[date]:
    """Every day of a year on which an office rests; none where its calendar is not at hand."""
    calendar = _calendar_of(office)
    if calendar is None:
        return frozenset()
    rest = _weekend(calendar, year)
    arranged = _made_up(calendar, year)
    if arranged is not None:
        return frozenset((rest | arranged[0]) - arranged[1])
    if "package" in calendar:
        rest |= _listed(calendar["package"], year)
    rest |= {date(year, int(day[:2]), int(day[3:])) for day in calendar.get("fixed", ())}
    rest |= {easter_sunday(year) + timedelta(days=int(offset)) for offset in calendar.get("easter", ())}
    rest |= {day_of(day) for day in calendar.get("closures", ()) if day_of(day).year == year}
    return frozenset(rest)


@dataclass(frozen=True)
class Landing:
    """Where the last day of a period comes to lie 期限届满日: the working day, and whether the calendar is foreseen."""

    day: date
    provisional: bool


def landing(office: str, day: date) -> Landing:
    """The first day from `day` on that is worked at the office; `day` itself where no calendar is at hand."""
    calendar = _calendar_of(office)
    if calendar is None:
        return Landing(day, provisional=True)
    while day in rest_days(office, day.year):
        day += _ONE_DAY
    return Landing(day, provisional=day.year > int(calendar["published_until"]))
