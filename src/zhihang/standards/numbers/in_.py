"""Numbers of the Indian office 印度专利号.

Applications until 2015: serial, branch office, year, `10300/DELNP/2012`; canonical as DOCDB has them, `10300DN2012`.
From 2016: twelve digits (year, branch, type, serial). Publications in DOCDB: year, branch, five digits
(`2004DE02269`); patents: a running number of six digits. The module is named `in_` because `in` is Python's.

    >>> APPLICATION.validate("10300/DELNP/2012"), APPLICATION.validate("IN2002DE00425")
    ('10300DN2012', '425DE2002')
"""

from __future__ import annotations

import re
from functools import cache

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading
from zhihang.standards.numbers.writing import refusal, without_separators
from zhihang.standards.tables import rows

_PRINTED = re.compile(r"0*(\d{1,5})([A-Z]{2,5})(\d{4})")
_EPODOC = re.compile(r"(\d{4})([A-Z]{2})(\d{5})")
_NEW = re.compile(r"(20\d{2})\d{8}")


class Publication(PublicationScheme):
    """Publication and patent numbers 公开号/专利号."""

    office = "IN"

    def read(self, body: str, kind: str) -> Reading:
        """Year + branch + serial, twelve digits, or a running number."""
        text = without_separators(body)
        if _EPODOC.fullmatch(text) or _NEW.fullmatch(text):
            return Reading(text, kind, int(text[:4]))
        if printed := _PRINTED.fullmatch(text):
            return Reading(text, kind, int(printed[3]))
        digits = text.lstrip("0")
        if not re.fullmatch(r"\d{4,6}", digits):
            raise refusal(body, self.office)
        return Reading(digits, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "IN"

    def read(self, body: str, kind: str) -> Reading:
        """As printed, as in DOCDB or EPODOC, or the twelve digits."""
        text = without_separators(body)
        if match := _NEW.fullmatch(text):
            return Reading(text, kind or "A", int(match[1]))
        if match := _EPODOC.fullmatch(text):
            return Reading(f"{int(match[3])}{match[2]}{match[1]}", kind or "A", int(match[1]))
        match = _PRINTED.fullmatch(text)
        branch = match and (match[2] if match[2] in _branches().values() else _branches().get(match[2]))
        if not match or not branch:
            raise refusal(body, self.office)
        return Reading(f"{match[1]}{branch}{match[3]}", kind or "A", int(match[3]))

    def epodoc(self, reading: Reading) -> str | None:
        """Year, branch, serial of five digits."""
        match = _PRINTED.fullmatch(reading.number)
        return match and f"IN{match[3]}{match[2]}{match[1]:0>5}"

    def display(self, reading: Reading) -> str:
        """`IN 10300/DELNP/2012`."""
        match = _PRINTED.fullmatch(reading.number)
        if not match:
            return f"IN {reading.number}"
        printed = {docdb: printed for printed, docdb in _branches().items()}[match[2]]
        return f"IN {match[1]}/{printed}/{match[3]}"


@cache
def _branches() -> dict[str, str]:
    return {row["printed"]: row["docdb"] for row in rows("numbers/in_offices.tsv")}


APPLICATION = Application()
PUBLICATION = Publication()
