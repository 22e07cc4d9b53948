"""Numbers of CNIPA 中国专利号.

Applications: year (4 digits, until 2003-09-30 two), kind of right (1 invention, 2 utility model, 3 design, 8 and 9
inventions and utility models from the PCT), serial (7, old 5 digits), check digit. The patent number is the
application number behind `ZL`. The canonical number has no check digit: `201811564288`.
Publications: 7 digits, from July 2007 nine; until 1988 they repeat the application number (`85100001`).
Sources: ZC 0006-2003; EPO notice of 2007-11-29 on Chinese publication numbers.

    >>> APPLICATION.validate("ZL201811564288.X"), check_digit("201811564288")
    ('201811564288', 'X')
    >>> PUBLICATION.format("CN 100998275 A", "docdb")
    'CN.100998275.A'
"""

from __future__ import annotations

import re

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading, century, letter_of
from zhihang.standards.numbers.writing import refusal, without_separators, wrong_check_digit

_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_BODY = re.compile(r"((?:19|20)\d{2}[12389]\d{7}|[089]\d[12389]\d{5})(\.?[0-9X])?")
_EPODOC = re.compile(r"((?:19|20)\d{2})([12389])(\d{6})")
_PUBLICATION = re.compile(r"[1-3]\d{6}|[1-3]\d{8}|8[5-9][1-3]\d{5}|9[0-2][1-3]\d{5}")


def check_digit(number: str) -> str:
    """The check digit of 8 or 12 digits: weights 2…9, 2…5 from the left, modulo 11, ten written X."""
    total = sum(int(digit) * weight for digit, weight in zip(number, _WEIGHTS, strict=False))
    return "0123456789X"[total % 11]


class Application(ApplicationScheme):
    """Application and patent numbers 申请号/专利号."""

    office = "CN"

    def split(self, text: str) -> tuple[str, str]:
        """As everywhere, but an X behind the dot is a check digit and no kind."""
        body, kind = super().split(text)
        return (f"{body}X", "") if kind == "X" else (body, kind)

    def read(self, body: str, kind: str) -> Reading:
        """8 or 12 digits, the check digit verified where it is written; or EPODOC's year + kind + 6 digits."""
        compacted = body.replace(" ", "").replace("-", "").replace("/", "")
        if kind == "X":
            compacted, kind = f"{compacted}X", ""
        if epodoc := _EPODOC.fullmatch(compacted):
            return _from_epodoc(epodoc[1], epodoc[2], epodoc[3], kind)
        match = _BODY.fullmatch(compacted)
        if not match:
            raise refusal(body, self.office)
        number, written = match[1], (match[2] or "").removeprefix(".")
        if written and written != (expected := check_digit(number)):
            raise wrong_check_digit(body, expected, f"{number}.{expected}")
        return Reading(number, kind or "A", _year(number))

    def epodoc(self, reading: Reading) -> str | None:
        """Year, kind of right, serial of at least six digits."""
        number = reading.number
        year, right, serial = (number[:4], number[4], number[5:]) if len(number) == 12 else _old(number)
        return f"CN{year}{right}{serial.lstrip('0'):0>6}{letter_of(reading.kind)}"

    def display(self, reading: Reading) -> str:
        """With the check digit: `CN201811564288.X`."""
        return f"CN{reading.number}.{check_digit(reading.number)}"


class Publication(PublicationScheme):
    """Publication numbers 公开号/公告号."""

    office = "CN"

    def read(self, body: str, kind: str) -> Reading:
        """7 or 9 digits beginning with 1 (invention), 2 (utility model) or 3 (design); older ones 8."""
        digits = without_separators(body)
        if len(digits) > 7 and digits.startswith("0"):
            digits = digits.lstrip("0")
        if not _PUBLICATION.fullmatch(digits):
            raise refusal(body, self.office)
        return Reading(digits, kind)


def right_of(number: str) -> str:
    """The kind of right an application number tells: its fifth (old: third) digit."""
    digit = number[4] if len(number) == 12 else number[2]
    return {"2": "utility_model", "9": "utility_model", "3": "design"}.get(digit, "patent")


def _from_epodoc(year: str, right: str, serial: str, kind: str) -> Reading:
    if int(year) < 2003 or (year == "2003" and serial.startswith("0")):
        return Reading(f"{year[2:]}{right}{serial[1:]}", kind or "A", int(year))
    return Reading(f"{year}{right}{serial:0>7}", kind or "A", int(year))


def _old(number: str) -> tuple[str, str, str]:
    return str(century(number[:2])), number[2], number[3:]


def _year(number: str) -> int:
    return int(number[:4]) if len(number) == 12 else century(number[:2])


APPLICATION = Application()
PUBLICATION = Publication()
