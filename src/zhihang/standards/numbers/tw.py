"""Numbers of the Taiwan office 台湾专利号.

Applications: year of the Republic (2 or 3 digits, 1 = 1912), kind of right (1 invention, 2 utility model, 3 design),
serial (5): `104205784`. Canonical as printed, the year without leading zero. Publications: `200928818`;
patents: letter `I` (invention), `M` (utility model), `D` (design) and six digits, before 2003 digits only.

    >>> APPLICATION.validate("TW20030116692"), PUBLICATION.validate("TW I452476 B")
    ('92116692', 'I452476')
"""

from __future__ import annotations

import re

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading, digits_of, letter_of
from zhihang.standards.numbers.writing import refusal, without_separators

_PUBLICATION = re.compile(r"[IMD]\d{6}|[1-9]\d{4,5}|(?:19|20)\d{7}")
_APPLICATION = re.compile(r"0?([1-9]\d|1\d{2})([1-4]\d{5})")
_OLD = re.compile(r"0[1-9]\d{6}")
_EPODOC = re.compile(r"((?:19|20)\d{2})0([1-4]\d{5})")
_YEAR_ZERO = 1911


class Publication(PublicationScheme):
    """Publication and certificate numbers 公开号/公告号."""

    office = "TW"

    def read(self, body: str, kind: str) -> Reading:
        """With its letter, or year and serial, or the running number of old."""
        text = without_separators(body)
        if text.isdigit():
            text = text.lstrip("0")
        if not _PUBLICATION.fullmatch(text):
            raise refusal(body, self.office)
        return Reading(text, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "TW"

    def read(self, body: str, kind: str) -> Reading:
        """Eight or nine digits; EPODOC's form with the western year."""
        digits = digits_of(body, self.office, 8, 11)
        if epodoc := _EPODOC.fullmatch(digits):
            return Reading(f"{int(epodoc[1]) - _YEAR_ZERO}{epodoc[2]}", kind or "A", int(epodoc[1]))
        if _OLD.fullmatch(digits):
            return Reading(digits, kind or "A")
        match = _APPLICATION.fullmatch(digits)
        if not match:
            raise refusal(body, self.office)
        return Reading(match[1] + match[2], kind or "A", int(match[1]) + _YEAR_ZERO)

    def epodoc(self, reading: Reading) -> str | None:
        """Western year and seven digits."""
        match = _APPLICATION.fullmatch(reading.number)
        return match and f"TW{int(match[1]) + _YEAR_ZERO}0{match[2]}{letter_of(reading.kind)}"


APPLICATION = Application()
PUBLICATION = Publication()
