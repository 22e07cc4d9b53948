"""Numbers of the UK office 英国专利号.

Applications: year and serial (5), printed `GB0408721.6`; canonical: year in full and serial, `200408721`. DOCDB writes
two digits of the year until 2009, all four from 2010, and before 1979 serial and year (`274167` is 2741 of 1967). A
check digit behind a dot is set aside. Publications: a running number of up to seven digits, before 1916 year and
serial (`190108440`); `D` notices carry the application number.

    >>> APPLICATION.validate("GB20040008721"), APPLICATION.format("0408721.6", "docdb"), from_docdb("274167").number
    ('200408721', 'GB.0408721.A', '196702741')
"""

from __future__ import annotations

import re

from zhihang.standards.numbers.scheme import (
    ApplicationScheme,
    PublicationScheme,
    Reading,
    century,
    digits_of,
    letter_of,
)
from zhihang.standards.numbers.writing import refusal, without_separators

_CHECKED = re.compile(r"([\d ]+)\.\d")
_FULL = re.compile(r"((?:19|20)\d{2})(\d{5})")
_EPODOC = re.compile(r"((?:19|20)\d{2})00(\d{5})")
_SHORT = re.compile(r"([0127-9]\d)(\d{5})")
_FIRST_YEAR_IN_FRONT = 1979
_FIRST_FULL_YEAR = 2010
_FIRST_PUBLICATIONS = re.compile(r"1[89]\d{7}")


class Publication(PublicationScheme):
    """Publication numbers 公开号."""

    office = "GB"

    def read(self, body: str, kind: str) -> Reading:
        """Digits without leading zeros; kept where the document is a notice (`D`)."""
        digits = digits_of(body, self.office, longest=12)
        if kind.startswith("D") and len(digits) in (7, 9):
            return Reading(digits, kind)
        if _FIRST_PUBLICATIONS.fullmatch(digits):
            return Reading(digits, kind, int(digits[:4]))
        stripped = digits.lstrip("0")
        if not 1 <= len(stripped) <= 7:
            raise refusal(body, self.office)
        return Reading(stripped, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "GB"

    def read(self, body: str, kind: str) -> Reading:
        """Year and serial, the year in two digits or in full."""
        checked = _CHECKED.fullmatch(body)
        text = without_separators(checked[1] if checked else body)
        letter = kind or "A"
        if found := _EPODOC.fullmatch(text) or _FULL.fullmatch(text):
            return Reading(found[1] + found[2], letter, int(found[1]))
        if found := _SHORT.fullmatch(text):
            year = century(found[1])
            return Reading(f"{year}{found[2]}", letter, year)
        return from_docdb(digits_of(text, self.office, 3, 7), letter)

    def docdb(self, reading: Reading) -> str | None:
        """Serial and year, year and serial, or the full year, by the year."""
        year, serial = reading.number[:4], reading.number[4:]
        if int(year) < _FIRST_YEAR_IN_FRONT:
            return f"{int(serial)}{year[2:]}"
        return f"{year[2:]}{serial}" if int(year) < _FIRST_FULL_YEAR else reading.number

    def epodoc(self, reading: Reading) -> str | None:
        """Year and seven digits."""
        return f"GB{reading.number[:4]}00{reading.number[4:]}{letter_of(reading.kind)}"


def from_docdb(number: str, kind: str = "A") -> Reading:
    """An application number as DOCDB spells it. Raises `InvalidNumber`."""
    if _FULL.fullmatch(number):
        return Reading(number, kind, int(number[:4]))
    digits = digits_of(number, "GB", 3, 7)
    in_front = century(digits[:2])
    if len(digits) == 7 and _FIRST_YEAR_IN_FRONT <= in_front < _FIRST_FULL_YEAR:
        return Reading(f"{in_front}{digits[2:]}", kind, in_front)
    year = century(digits[-2:], pivot=10)
    return Reading(f"{year}{digits[:-2]:0>5}", kind, year)


APPLICATION = Application()
PUBLICATION = Publication()
