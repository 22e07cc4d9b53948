"""Numbers of the European Patent Office 欧洲专利号.

Applications: year (2), serial (6), check digit (Luhn) behind a dot. Canonical: the eight digits `99203729`.
Publications: seven digits, padded with zeros: `0007054`.
Sources: EPO Guidelines A-II 1.8; the check digit verified on real numbers (98660050.0, 00957359.3, 01902442.1).

    >>> APPLICATION.format("99203729.1", "epodoc"), PUBLICATION.validate("EP 7054 A1")
    ('EP19990203729', '0007054')
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
from zhihang.standards.numbers.writing import refusal, wrong_check_digit

_BODY = re.compile(r"(\d{8})(?:\.?(\d))?")
_EPODOC = re.compile(r"((?:19|20)(\d{2}))0(\d{6})")


def check_digit(number: str) -> str:
    """The Luhn digit of eight digits, doubling every second one from the left.

    >>> check_digit("98660050"), check_digit("00957359")
    ('0', '3')
    """
    total = 0
    for position, digit in enumerate(number):
        value = int(digit) * (1 + position % 2)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "EP"

    def read(self, body: str, kind: str) -> Reading:
        """Eight digits, the check digit verified where it is written; or EPODOC's year + seven digits."""
        compacted = body.replace(" ", "").replace("-", "").replace("/", "").replace(",", "")
        if epodoc := _EPODOC.fullmatch(compacted):
            return Reading(f"{epodoc[2]}{epodoc[3]}", kind or "A", int(epodoc[1]))
        match = _BODY.fullmatch(compacted)
        if not match:
            raise refusal(body, self.office)
        number, written = match[1], match[2]
        if written and written != (expected := check_digit(number)):
            raise wrong_check_digit(body, expected, f"{number}.{expected}")
        return Reading(number, kind or "A", century(number[:2]))

    def epodoc(self, reading: Reading) -> str | None:
        """Year in four digits, serial in seven."""
        return f"EP{century(reading.number[:2])}0{reading.number[2:]}{letter_of(reading.kind)}"

    def display(self, reading: Reading) -> str:
        """With the check digit: `EP 99203729.1`."""
        return f"EP {reading.number}.{check_digit(reading.number)}"


class Publication(PublicationScheme):
    """Publication numbers 公布号."""

    office = "EP"

    def read(self, body: str, kind: str) -> Reading:
        """At most seven digits beside leading zeros."""
        digits = digits_of(body, self.office).lstrip("0")
        if not 1 <= len(digits) <= 7:
            raise refusal(body, self.office)
        return Reading(digits.zfill(7), kind)


APPLICATION = Application()
PUBLICATION = Publication()
