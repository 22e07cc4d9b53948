"""Numbers of the demo: right form, in the order of dates, outside the series that offices have given so far."""

from __future__ import annotations

from collections import Counter

from zhihang.demo import settings
from zhihang.demo.inventions import Filing, Invention, Publication

_CN_KIND = {"patent": "1", "utility_model": "2", "design": "3"}
_CN_KIND_PCT = {"patent": "8", "utility_model": "9"}


def number_all(inventions: list[Invention]) -> None:
    """Numbers for all applications and publications."""
    filings = [filing for invention in inventions for filing in invention.filings]
    given: Counter[str] = Counter()
    for filing in sorted(filings, key=lambda filing: (filing.entry or filing.date, filing.invention.serial)):
        filing.number = application_number(filing, given)
    publications = [publication for filing in filings for publication in filing.publications]
    for publication in sorted(publications, key=lambda each: (each.date, each.filing.number)):
        publication.number = _publication_number(publication, given)


def application_number(filing: Filing, given: Counter[str]) -> str:
    """The next application number of an office, as its canonical digits (PCT numbers in full)."""
    office, year = filing.office, filing.date.year
    if office == "CN":
        digit = (_CN_KIND_PCT if filing.route == "pct" else _CN_KIND)[filing.right]
        return f"{year}{digit}{_next(given, f'CN{year}{digit}', settings.series('application', 'CN'))}"
    if office == "US":
        return us_application("patent", given)
    if office == "EP":
        return f"{year % 100:02d}{_next(given, f'EP{year}', settings.series('application', 'EP'))}"
    if office == "WO":
        receiving = filing.invention.filings[0].office
        return f"PCT/{receiving}{year}/{_next(given, f'WO{year}', settings.series('application', 'WO'))}"
    prefix = "10" if office == "KR" else ""
    return f"{prefix}{year}{_next(given, f'{office}{year}', settings.series('application', office))}"


def us_application(kind: str, given: Counter[str]) -> str:
    """The next US application number of a series code that is not given."""
    series = settings.series("us_application_series", kind)
    return f"{series}{_next(given, f'US{series}', settings.series('application', 'US'))}"


def _publication_number(publication: Publication, given: Counter[str]) -> str:
    filing, year = publication.filing, publication.date.year
    earlier = next((each.number for each in filing.publications if each.number), "")
    if filing.office == "CN":  # grants repeat the number of the publication, but for the old code C
        if earlier and publication.kind != "C":
            return earlier
        return _next(given, filing.right, settings.series("publication", f"CN-{filing.right}"))
    if filing.office == "EP":
        return earlier or _next(given, "EP", settings.series("publication", "EP"))
    name = filing.office if filing.office == "WO" else f"{filing.office}-{publication.stage}"
    by_year = publication.stage == "application"
    number = _next(given, f"{name}{year if by_year else ''}", settings.series("publication", name))
    return f"{'10' if filing.office == 'KR' else ''}{year if by_year else ''}{number}"


def _next(given: Counter[str], name: str, first: int) -> str:
    given[name] += 1
    return str(first + given[name] - 1)
