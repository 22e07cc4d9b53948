"""Numbers of the UK office 英国专利号.

Applications: year and serial (5), printed `GB0408721.6`, from 2010 in DOCDB with four digits of year; canonical:
year in full and serial, `200408721`. Older ones (serial and year) stay as DOCDB has them. A check digit behind a dot
is set aside. Publications: a running number of up to seven digits; `D` notices carry the application number.

    >>> APPLICATION.validate("GB20040008721"), APPLICATION.format("0408721.6", "docdb")
    ('200408721', 'GB.0408721.A')
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
_FIRST_FULL_YEAR = 2010


class Publication(PublicationScheme):
    """Publication numbers 公开号."""

    office = "GB"

    def read(self, body: str, kind: str) -> Reading:
        """Digits without leading zeros; kept where the document is a notice (`D`)."""
        digits = digits_of(body, self.office, longest=12)
        if kind.startswith("D") and len(digits) in (7, 9):
            return Reading(digits, kind)
        stripped = digits.lstrip("0")
        if not 1 <= len(stripped) <= 7:
            raise refusal(body, self.office)
        return Reading(stripped, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "GB"

    def read(self, body: str, kind: str) -> Reading:
        """Year and serial; whatever else is all digits is an old number and kept."""
        checked = _CHECKED.fullmatch(body)
        text = without_separators(checked[1] if checked else body)
        letter = kind or "A"
        if found := _EPODOC.fullmatch(text) or _FULL.fullmatch(text):
            return Reading(found[1] + found[2], letter, int(found[1]))
        if found := _SHORT.fullmatch(text):
            year = century(found[1])
            return Reading(f"{year}{found[2]}", letter, year)
        return Reading(digits_of(text, self.office, 3, 8), letter)

    def docdb(self, reading: Reading) -> str | None:
        """Two digits of the year before 2010."""
        number = reading.number
        if len(number) == 9 and int(number[:4]) < _FIRST_FULL_YEAR:
            return number[2:]
        return number

    def epodoc(self, reading: Reading) -> str | None:
        """Year and seven digits."""
        number = reading.number
        return f"GB{number[:4]}00{number[4:]}{letter_of(reading.kind)}" if len(number) == 9 else None


APPLICATION = Application()
PUBLICATION = Publication()
