"""Numbers of the French office 法国专利号.

Applications: year (2) and serial (5): `0502744`. Older ones are running numbers of six digits. Publications: a running
number of up to seven digits.

    >>> APPLICATION.validate("FR19980000728"), PUBLICATION.validate("FR000002853021A1")
    ('9800728', '2853021')
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
from zhihang.standards.numbers.writing import refusal

_EPODOC = re.compile(r"((?:19|20)\d{2})00(\d{5})")


class Publication(PublicationScheme):
    """Publication numbers 公开号."""

    office = "FR"

    def read(self, body: str, kind: str) -> Reading:
        """Digits without leading zeros."""
        digits = digits_of(body, self.office).lstrip("0")
        if not 1 <= len(digits) <= 7:
            raise refusal(body, self.office)
        return Reading(digits, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "FR"

    def read(self, body: str, kind: str) -> Reading:
        """Year and serial, EPODOC's form with the full year, or an older running number."""
        digits = digits_of(body, self.office, 3, 11)
        if epodoc := _EPODOC.fullmatch(digits):
            return Reading(epodoc[1][2:] + epodoc[2], kind or "A", int(epodoc[1]))
        if len(digits) > 7:
            raise refusal(body, self.office)
        return Reading(digits, kind or "A", century(digits[:2]) if len(digits) == 7 else None)

    def epodoc(self, reading: Reading) -> str | None:
        """Year in full and seven digits."""
        number = reading.number
        if len(number) != 7:
            return None
        return f"FR{century(number[:2])}00{number[2:]}{letter_of(reading.kind)}"


APPLICATION = Application()
PUBLICATION = Publication()
