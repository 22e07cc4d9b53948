"""Calendars of offices: rest days, make-up working days, closures, cut-off hour and time zone.

A calendar is a file in `calendars/`. A year is *published* up to the year the file names; a deadline in a later year is
provisional and must be computed again once that year is published. Days that no source at hand states are taken from
a package (`holidays`, `chinesecalendar`) and make the answer unverified.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from zoneinfo import ZoneInfo

import chinese_calendar.constants
import holidays
import msgspec

from zhihang.rules.yaml import read_struct

_DAY = timedelta(days=1)


class Package(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Which package supplies days, and for which region."""

    name: str
    country: str = ""
    region: str | None = None
    names: tuple[str, ...] = ()


class StatedYear(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One year as an authority published it."""

    source: str
    verified: bool
    rest: dict[str, tuple[date, ...]] = {}
    work: tuple[date, ...] = ()


class CalendarFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A calendar file: see `docs/reference/rules/format.md`."""

    offices: tuple[str, ...]
    source: str
    time_zone: str
    cut_off: str
    known_from: int
    published_until: int
    verified: bool
    weekend: tuple[int, ...]
    package: Package | None = None
    make_up: Package | None = None
    fixed: dict[str, str] = {}
    easter: dict[int, str] = {}
    closures: dict[date, str] = {}
    years: dict[int, StatedYear] = {}


@dataclass(frozen=True, slots=True)
class Year:
    """The days of one year 年历: rest days beyond the weekend with their names, and weekend days that are worked."""

    rest: dict[date, str]
    work: frozenset[date]
    verified: bool
    published: bool


@dataclass(frozen=True, slots=True)
class Rolled:
    """Where a last day moves to: the working day, why, and how sure that is."""

    day: date
    moved: bool
    reason: str
    provisional: bool
    verified: bool


@dataclass(slots=True)
class Calendar:
    """The calendar of one or more offices 工作日历."""

    file: CalendarFile
    _years: dict[int, Year] = field(default_factory=dict)
    _rolled: dict[date, Rolled] = field(default_factory=dict)

    def year(self, number: int) -> Year:
        """The days of one year."""
        known = self._years.get(number)
        if known is None:
            known = self._years[number] = _year_days(self.file, number)
        return known

    def source(self, number: int) -> str:
        """Who stated the rest days of that year."""
        stated = self.file.years.get(number)
        return stated.source if stated else self.file.source

    def rest_name(self, day: date) -> str | None:
        """Why the office is closed that day; None on a working day."""
        year = self.year(day.year)
        if day in year.rest:
            return year.rest[day]
        if day.isoweekday() in self.file.weekend and day not in year.work:
            return "weekend"
        return None

    def is_working_day(self, day: date) -> bool:
        """Whether the office is open that day."""
        return self.rest_name(day) is None

    def roll(self, day: date) -> Rolled:
        """The day itself if it is worked, else the first working day after it."""
        known = self._rolled.get(day)
        if known is None:
            known = self._rolled[day] = self._roll(day)
        return known

    def _roll(self, day: date) -> Rolled:
        reason, target = self.rest_name(day), day
        while self.rest_name(target) is not None:
            target += _DAY
        years = [self.year(number) for number in {day.year, target.year}]
        return Rolled(
            target, target != day, reason or "", not all(y.published for y in years), all(y.verified for y in years)
        )

    def working_days(self, start: date, end: date) -> int:
        """Working days after `start` up to and including `end`: the clock of procedures."""
        return sum(self.is_working_day(start + _DAY * n) for n in range(1, (end - start).days + 1))

    def filing_day(self, moment: datetime) -> date:
        """The day an act counts for: the local day, or the next one after the cut-off hour. Needs a time zone."""
        local = moment.astimezone(ZoneInfo(self.file.time_zone))
        hour, minute = (int(part) for part in self.file.cut_off.split(":"))
        late = local.hour * 60 + local.minute >= hour * 60 + minute
        return local.date() + _DAY if late else local.date()


PACKAGE_LANGUAGE = "en_US"
"""The language in which calendar files name days of the package `holidays`."""


def _year_days(file: CalendarFile, number: int) -> Year:
    stated = file.years.get(number)
    if stated:
        rest = {day: name for name, days in stated.rest.items() for day in days}
        return Year(rest, frozenset(stated.work), stated.verified, True)
    rest = {date.fromisoformat(f"{number}-{day}"): name for day, name in file.fixed.items()}
    sunday = easter(number)
    rest |= {sunday + timedelta(days=offset): name for offset, name in file.easter.items()}
    rest |= {day: name for day, name in file.closures.items() if day.year == number}
    work: frozenset[date] = frozenset()
    if file.make_up and file.known_from <= number <= file.published_until:
        made_up, work = _made_up_days(number)
        rest |= made_up
    elif file.package:
        rest |= _package_days(file.package, number)
    published = number <= file.published_until
    return Year(rest, work, file.verified and file.known_from <= number and published, published)


def _package_days(package: Package, number: int) -> dict[date, str]:
    # without a language the package takes names from the environment, and the answer would depend on the locale
    found = holidays.country_holidays(package.country, subdiv=package.region, years=[number], language=PACKAGE_LANGUAGE)
    return {day: str(found[day]) for day in found if not package.names or found[day] in package.names}


def _made_up_days(number: int) -> tuple[dict[date, str], frozenset[date]]:
    """Rest days and make-up working days of the State Council's arrangements, as the package lists them."""
    constants = chinese_calendar.constants
    rest = {day: str(name) for day, name in constants.holidays.items() if day.year == number}
    return rest, frozenset(day for day in constants.workdays if day.year == number)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (the anonymous algorithm; letters as in the literature)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    weekday = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * weekday) // 451
    month, day = divmod(h + weekday - 7 * m + 114, 31)
    return date(year, month, day + 1)


@cache
def calendars() -> dict[str, Calendar]:
    """The calendars of the package by office."""
    table: dict[str, Calendar] = {}
    folder: Traversable = resources.files("zhihang.rules") / "calendars"
    for entry in sorted(folder.iterdir(), key=lambda item: item.name):
        calendar = Calendar(read_struct(entry, CalendarFile))
        table |= dict.fromkeys(calendar.file.offices, calendar)
    return table
