"""Numbers of the Australian office 澳大利亚专利号.

Applications: year and serial (6), `2024265697`; until 1999 serial and year (2), `8685498`. Publications of applications
carry the same number, granted patents before 2002 a running number of six digits.

    >>> PUBLICATION.validate("AU 1998/086854 A"), APPLICATION.format("8685498", "epodoc")
    ('8685498', 'AU19980086854')
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

_FULL = re.compile(r"((?:19|20)\d{2})(\d{5,6})")
_EPODOC = re.compile(r"((?:19|20)\d{2})0(\d{6})")
_PROVISIONAL = re.compile(r"P[A-Z]\d{4,6}")
_FIRST_FULL_YEAR = 2000
_LAST_RUNNING = 7  # digits; eight and more begin with a year or end with one


class Publication(PublicationScheme):
    """Publication numbers 公开号."""

    office = "AU"

    def read(self, body: str, kind: str) -> Reading:
        """Year and serial, serial and year, a running number, or a provisional one."""
        text = without_separators(body)
        if _PROVISIONAL.fullmatch(text):
            return Reading(text, kind)
        digits = digits_of(text, self.office, longest=11)
        if match := _FULL.fullmatch(digits):
            return _canonical(match[1], match[2], kind)
        digits = digits.lstrip("0")
        if not 1 <= len(digits) <= _LAST_RUNNING + 1:
            raise refusal(body, self.office)
        return Reading(digits, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "AU"

    def read(self, body: str, kind: str) -> Reading:
        """Year and serial in either order; provisional numbers (`PK8881`) are kept."""
        text = without_separators(body)
        if _PROVISIONAL.fullmatch(text):
            return Reading(text, kind or "A")
        digits = digits_of(text, self.office, 3, 11)
        if match := _EPODOC.fullmatch(digits) or _FULL.fullmatch(digits):
            return _canonical(match[1], match[2], kind or "A")
        if len(digits) > _LAST_RUNNING + 1:
            raise refusal(body, self.office)
        return Reading(digits, kind or "A", century(digits[-2:], pivot=10))

    def epodoc(self, reading: Reading) -> str | None:
        """Year and seven digits."""
        number, kind, _ = reading
        if len(number) == 10:
            return f"AU{number[:4]}0{number[4:]}{letter_of(kind)}"
        if not number.isdigit():
            return None
        return f"AU{century(number[-2:], pivot=10)}{number[:-2]:0>7}{letter_of(kind)}"


def _canonical(year: str, serial: str, kind: str) -> Reading:
    if int(year) >= _FIRST_FULL_YEAR:
        return Reading(f"{year}{int(serial):06d}", kind, int(year))
    return Reading(f"{int(serial)}{year[2:]}", kind, int(year))


APPLICATION = Application()
PUBLICATION = Publication()
