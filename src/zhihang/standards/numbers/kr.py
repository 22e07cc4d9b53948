"""Numbers of the Korean office 韩国专利号.

Applications: type (10 patent, 20 utility model, 30 design, 40 mark), year and serial (7): `10-2005-0012345`. The
canonical number leaves types 10 and 20 away, as DOCDB does: `20050012345`; others keep theirs (`302005…`).
Publications: the same eleven digits; patents: type and seven digits, `100484299`; `0000` may stand behind them.
Source: EPO, Korea numbering.

    >>> PUBLICATION.validate("KR 10-0484299 B1"), APPLICATION.validate("10-2001-0024348")
    ('100484299', '20010024348')
"""

from __future__ import annotations

import re

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading, digits_of, letter_of
from zhihang.standards.numbers.writing import refusal

_TYPED = re.compile(r"([1-4]0)((?:19|20)\d{2})(\d{7})")
_YEAR = re.compile(r"((?:19|20)\d{2})(\d{6,7})")
_REGISTERED = re.compile(r"([123]0)(\d{7})")
_TYPE_OF_KIND = {"B": "10", "C": "10", "Y": "20", "S": "30"}
_WHOLE = re.compile(r"([123]0)-?(\d{7})[-.\s]?0000")  # a registration with its last part, which counts divisions
_ZERO_BEFORE_YEAR = re.compile(r"^0(?=(?:19|20)\d{9}$)")  # some databases fill twelve places
_OLD = re.compile(r"[789]\d{8}|[789]\d{7}")


class Publication(PublicationScheme):
    """Publication and registration numbers 公开号/登记号."""

    office = "KR"

    def read(self, body: str, kind: str) -> Reading:
        """Eleven digits of a published application, nine of a registration; shorter ones are padded."""
        if (whole := _WHOLE.fullmatch(body)) and not (body.isdigit() and _TYPED.fullmatch(body)):
            return Reading(whole[1] + whole[2], kind)
        digits = _ZERO_BEFORE_YEAR.sub("", digits_of(body, self.office, 4, 13))
        if match := _TYPED.fullmatch(digits):
            digits = match[2] + match[3]
        if (match := _YEAR.fullmatch(digits)) and len(digits) >= 10:
            return Reading(f"{match[1]}{match[2]:0>7}", kind, int(match[1]))
        if _REGISTERED.fullmatch(digits) or _OLD.fullmatch(digits):
            return Reading(digits, kind)
        type_ = _TYPE_OF_KIND.get(kind[:1])
        if len(digits) > 7 or not type_:
            raise refusal(body, self.office)
        return Reading(f"{type_}{digits:0>7}", kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "KR"

    def read(self, body: str, kind: str) -> Reading:
        """With or without its type."""
        digits = digits_of(body, self.office, 10, 13)
        if typed := _TYPED.fullmatch(digits):
            kept = typed[1] if typed[1] in ("30", "40") else ""
            letter = kind or {"20": "U", "30": "F"}.get(typed[1], "A")
            return Reading(f"{kept}{typed[2]}{typed[3]}", letter, int(typed[2]))
        match = _YEAR.fullmatch(digits)
        if not match:
            raise refusal(body, self.office)
        return Reading(f"{match[1]}{match[2]:0>7}", kind or "A", int(match[1]))

    def epodoc(self, reading: Reading) -> str | None:
        """The eleven digits and, but for patents, the letter."""
        return f"KR{reading.number}{letter_of(reading.kind)}"

    def display(self, reading: Reading) -> str:
        """`KR 10-2001-0024348`."""
        number = reading.number
        type_ = number[:2] if len(number) == 13 else {"U": "20"}.get(reading.kind[:1], "10")
        return f"KR {type_}-{number[-11:-7]}-{number[-7:]}"


APPLICATION = Application()
PUBLICATION = Publication()
