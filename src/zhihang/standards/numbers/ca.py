"""Numbers of the Canadian office 加拿大专利号.

One running number of up to seven digits serves application and patent: `2,332,922`.

    >>> PUBLICATION.validate("CA 2,332,922 C"), APPLICATION.validate("CA20143237996")
    ('2332922', '3237996')
"""

from __future__ import annotations

import re

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading, digits_of, letter_of
from zhihang.standards.numbers.writing import refusal

_EPODOC = re.compile(r"((?:19|20)\d{2})(\d{7})")


class Publication(PublicationScheme):
    """Publication numbers 公开号."""

    office = "CA"

    def read(self, body: str, kind: str) -> Reading:
        """Digits without leading zeros."""
        digits = digits_of(body, self.office).lstrip("0")
        if not 1 <= len(digits) <= 7:
            raise refusal(body, self.office)
        return Reading(digits, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "CA"

    def read(self, body: str, kind: str) -> Reading:
        """The running number; EPODOC puts the year in front."""
        digits = digits_of(body, self.office, longest=11)
        if epodoc := _EPODOC.fullmatch(digits):
            return Reading(epodoc[2].lstrip("0"), kind or "A", int(epodoc[1]))
        digits = digits.lstrip("0")
        if not 1 <= len(digits) <= 7:
            raise refusal(body, self.office)
        return Reading(digits, kind or "A")

    def epodoc(self, reading: Reading) -> str | None:
        """Year and number; None without the year."""
        if reading.year is None:
            return None
        return f"CA{reading.year}{reading.number:0>7}{letter_of(reading.kind)}"


APPLICATION = Application()
PUBLICATION = Publication()
