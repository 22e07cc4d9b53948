"""Numbers of the USPTO 美国专利号.

Applications: series code (2) and serial (6): `10/778,449`. Canonical: the eight digits `10778449`. DOCDB and EPODOC
know serial and filing year (`77844904`) until about 2010, then year, series and serial (`202163230089`).
Publications of applications: year (4) and serial (7), canonical with all eleven digits `20050123456`; DOCDB drops
the first zero of the serial (`2005123456`); both are read. Patents: a running number, with the letters `D` design,
`PP` plant, `RE` reissue, `H` invention registration, `T` defensive publication, `X`, `RX`, `AI`, `REX` in front.
Sources: USPTO kind codes; MPEP 503; DOCDB pairs in exchange files.

    >>> PUBLICATION.format("US 2005/0123456 A1", "docdb"), PUBLICATION.validate("US2005123456A1")
    ('US.2005123456.A1', '20050123456')
    >>> APPLICATION.validate("US20010760867"), APPLICATION.validate("10/778,449")
    ('09760867', '10778449')
"""

from __future__ import annotations

import re
from functools import cache

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading, century, letter_of
from zhihang.standards.numbers.writing import refusal, without_separators
from zhihang.standards.tables import rows

_LETTERED = re.compile(r"0*(DES|DD?|PP|P|REX|RE|RX|H|TH|T|AI|X)0*([1-9]\d*)")
_PGPUB = re.compile(r"0?(20\d{2})(\d{5,7})")
_PATENT = re.compile(r"0*([1-9]\d{0,7})")
_OLDER_HALF = 500_000
_PREFIX_OF_KIND = {"S": "D", "E": "RE", "H": "H"}


class Publication(PublicationScheme):
    """Numbers of application publications and of patents 公开号/专利号."""

    office = "US"

    def read(self, body: str, kind: str) -> Reading:
        """Lettered patents, application publications, running numbers, in this order."""
        text = without_separators(body)
        if lettered := _LETTERED.fullmatch(text):
            letters = {"DES": "D", "DD": "D", "P": "PP"}.get(lettered[1], lettered[1])
            return Reading(letters + lettered[2], kind)
        pgpub = _PGPUB.fullmatch(text)
        if pgpub and len(text) > 8:
            return Reading(f"{pgpub[1]}{pgpub[2]:0>7}", kind, int(pgpub[1]))
        patent = _PATENT.fullmatch(text)
        if not patent or re.fullmatch(r"\d{2}/.*", body):
            raise refusal(body, self.office)
        return Reading(_PREFIX_OF_KIND.get(kind[:1], "PP" if kind in ("P2", "P3") else "") + patent[1], kind)

    def docdb(self, reading: Reading) -> str | None:
        """As canonical, an application publication without the first zero of its serial."""
        number = reading.number
        return number[:4] + number[5:] if len(number) == 11 and number.isdigit() and number[4] == "0" else number

    def display(self, reading: Reading) -> str:
        """`US 8,000,000 B2`, `US 2005/0123456 A1`, `US D558,961 S`."""
        letters = reading.number.rstrip("0123456789")
        digits = reading.number[len(letters) :]
        shown = f"{digits[:4]}/{digits[4:]}" if len(digits) == 11 else f"{letters}{int(digits):,}"
        return " ".join(filter(None, ("US", shown, reading.kind)))


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "US"

    def read(self, body: str, kind: str) -> Reading:
        """`10/778,449`, `10778449`; DOCDB and EPODOC forms with a year, whose series is looked up."""
        text = without_separators(body)
        letter = kind or "A"
        if re.fullmatch(r"(?:19|20)\d{2}[0-9]\d{7}", text):  # year, series, serial
            return Reading(text[4:], letter, int(text[:4]))
        if re.fullmatch(r"(?:19|20)\d{2}0\d{6}", text):  # EPODOC: year, seven digits
            return Reading(series_of(text[4:], int(text[:4]), letter) + text[5:], letter, int(text[:4]))
        if re.fullmatch(r"\d{2}/\d{1,6}", body.replace(",", "").replace(" ", "")):
            return Reading(text[:2] + text[2:].zfill(6), letter)
        if not re.fullmatch(r"\d{8}", text):
            raise refusal(body, self.office)
        return Reading(text, letter)

    def docdb(self, reading: Reading) -> str | None:
        """Serial and two-digit year; later (about 2011) year and number. None without the year."""
        number, _, year = reading
        if year is None:
            return None
        if year > _short_until(number[:2]):
            return f"{year}{number}"
        return f"{number[2:].lstrip('0')}{year % 100:02d}"

    def epodoc(self, reading: Reading) -> str | None:
        """Year and seven digits; later (about 2011) year and number. None without the year."""
        number, kind, year = reading
        if year is None:
            return None
        if year > _short_until(number[:2]):
            return f"US{year}{number}{letter_of(kind)}"
        return f"US{year}0{number[2:]}{letter_of(kind)}"

    def display(self, reading: Reading) -> str:
        """`US 10/778,449`."""
        number = reading.number
        return f"US {number[:2]}/{number[2:5]},{number[5:]}"


def from_docdb(number: str, kind: str = "A") -> Reading:
    """An application number as DOCDB spells it: serial and two-digit year (`77844904`), or year and number.

    >>> from_docdb("40809899").number, from_docdb("9500698", "P").number, from_docdb("202163230089", "P").number
    ('09408098', '60095006', '63230089')
    """
    if len(number) == 12:
        return Reading(number[4:], kind, int(number[:4]))
    if not (number.isdigit() and 3 <= len(number) <= 8):
        raise refusal(number, "US")
    year = century(number[-2:], pivot=_short_until("12") % 100 + 1)
    serial = number[:-2].zfill(6)
    return Reading(series_of(serial, year, kind) + serial, kind, year)


def series_of(serial: str, year: int, kind: str = "A") -> str:
    """The series code in which an application of that year got that serial. Raises where the table ends."""
    letter = kind[:1] if kind[:1] in ("P", "F") else "A"
    found = _series_of_year(year, letter) or _series_of_year(year, "A")  # designs had no series of their own once
    if not found:
        raise refusal(f"{serial} ({year})", "US")
    return found[0] if int(serial) >= _OLDER_HALF or len(found) == 1 else found[-1]


def _series_of_year(year: int, letter: str) -> list[str]:
    return [series for series, kind, first, last in _series() if kind == letter and first <= year <= last]


@cache
def _series() -> tuple[tuple[str, str, int, int], ...]:
    table = rows("numbers/us_series.tsv")
    return tuple((row["series"], row["letter"], int(row["first"]), int(row["last"])) for row in table)


@cache
def _short_until(series: str) -> int:
    """The last year in which DOCDB wrote numbers of this series as serial + year."""
    return {row["series"]: int(row["short_until"]) for row in rows("numbers/us_series.tsv")}.get(series, 0)


APPLICATION = Application()
PUBLICATION = Publication()
