"""Numbers of earlier applications as databases print them: bare, in DOCDB's form, in the office's own or in others.

A reading counts only where it is the only one and its year is that of the date beside it; what may mean two
applications is no number and stays as printed. Other spellings are listed in `earlier_applications.tsv`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from importlib import resources

from zhihang.errors import UsageError
from zhihang.records.dates import PartialDate
from zhihang.standards.numbers import ApplicationNumber, application_from_docdb, application_number
from zhihang.standards.numbers.writing import refusal

_INTERNATIONAL_BUREAU = "IB"
_PRINTED = re.compile(r"(\d{1,2})/(\d{3}),?(\d{3})")
_SERIAL = re.compile(r"\d{5,6}")
_WHOLE = re.compile(r"\d+(?:\.\d)?")
_PROVISIONAL = "P"
_PROVISIONAL_SERIES = ("60", "61", "62", "63")
_SERIAL_AND_YEAR = re.compile(r"\d{8}")


def earlier_application(
    office: str, printed: str, date: PartialDate | None, own: ApplicationNumber | None
) -> ApplicationNumber | None:
    """The application that a printed priority means; None where it may mean several. `own`: the document's own."""
    year = int(date[:4]) if date else None
    found = {each.joined: each for each in (*_readings(office, printed, year), *_respelled(office, printed, year))}
    dated = [each for each in found.values() if each.year is not None]
    if dated:
        found = {each.joined: each for each in dated if each.year == year}
    elif not _WHOLE.fullmatch(printed) and office != "US":
        return None
    if len(found) != 1:
        return None
    (number,) = found.values()
    is_bare = number.office == "US" and printed.isdigit() and not number.number.startswith(_PROVISIONAL_SERIES)
    if is_bare and number != own and _may_be_provisional(number.number, year):
        return None
    return number


def stated_application(office: str | None, printed: str, date: PartialDate | None) -> ApplicationNumber:
    """The application that is meant, by its date where that tells, else as its office writes it. Raises InvalidNumber.

    Eight American digits that end with the year of the date are DOCDB's serial and year, never a series and a serial:
    where they may mean two applications, they are refused.
    """
    found = earlier_application(office, printed, date, None) if office else None
    if found is not None:
        return found
    if office == "US" and date and _SERIAL_AND_YEAR.fullmatch(printed) and printed.endswith(date[2:4]):
        raise refusal(printed, office)
    return application_number(printed, office)


def _readings(office: str, printed: str, year: int | None) -> Iterator[ApplicationNumber]:
    """All that the number may be read as."""
    if office == "US" and (match := _PRINTED.fullmatch(printed)):
        yield from _american(match, year)
        return
    if printed.isdigit():
        kind = "W" if office == _INTERNATIONAL_BUREAU else "A"
        yield from _docdb(office, printed, kind)
        if office == "US" and year and _SERIAL.fullmatch(printed) and not printed.endswith(f"{year % 100:02d}"):
            yield from _docdb(office, f"{printed}{year % 100:02d}", kind)  # a serial alone: its date tells the series
    try:
        yield application_number(printed, office)
    except UsageError:
        return


def _respelled(office: str, printed: str, year: int | None) -> Iterator[ApplicationNumber]:
    """The readings of the list of spellings; where the number states no year, as if it were that of the date."""
    for pattern, kind, spelled in (*_spellings().get(office, ()), *_spellings()["*"]):
        match = pattern.fullmatch(printed)
        if match is None or year is None or match.groupdict().get("yy", f"{year % 100:02d}") != f"{year % 100:02d}":
            continue
        number = spelled.format(match[0], *match.groups(), year=year, yy=f"{year % 100:02d}")
        try:
            found = application_from_docdb(office, number, kind) if kind else _as_written(number, office)
        except UsageError:
            continue
        yield replace(found, year=found.year or year)


def _as_written(number: str, office: str) -> ApplicationNumber:
    return application_number(number, "WO" if number.startswith("PCT") else "EM" if number.startswith("EM") else office)


def _american(match: re.Match[str], year: int | None) -> Iterator[ApplicationNumber]:
    """Series and serial as the office prints them, where the series is one of that year."""
    series, serial = match[1].zfill(2), match[2] + match[3]
    for kind in ("A", _PROVISIONAL, "F") if year else ():
        for number in _docdb("US", f"{serial}{year % 100:02d}" if year else "", kind):
            if number.number == series + serial:
                yield number


def _docdb(office: str, number: str, kind: str) -> Iterator[ApplicationNumber]:
    try:
        yield application_from_docdb(office, number, kind)
    except UsageError:
        return


def _may_be_provisional(number: str, year: int | None) -> bool:
    """Whether provisional applications of that year had this serial too: DOCDB's kind is missing, which would tell."""
    serial = int(number[2:])
    return any(first <= serial <= last for each, first, last in _provisionals() if each == year)


@cache
def _provisionals() -> tuple[tuple[int, int, int], ...]:
    return tuple((int(year), int(first), int(last)) for year, first, last in _rows("us_provisionals.tsv"))


@cache
def _spellings() -> dict[str, tuple[tuple[re.Pattern[str], str, str], ...]]:
    found: dict[str, tuple[tuple[re.Pattern[str], str, str], ...]] = {}
    for office, pattern, kind, spelled in _rows("earlier_applications.tsv"):
        found[office] = (*found.get(office, ()), (re.compile(pattern), kind, spelled))
    return found


def _rows(name: str) -> list[list[str]]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    return [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")][1:]
