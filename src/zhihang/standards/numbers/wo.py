"""Numbers of WIPO 国际申请号/国际公布号.

Applications under the PCT: `PCT/US2004/011130` (before 2004 two-digit year and five digits); this full form is the
canonical one. International publications: canonical year (4) and serial (6), `1999061002`. They were printed 2+5
until WO 02/51230, 2+6 until WO 03/107732, 4+6 from 2004; DOCDB keeps the printed lengths, all are read.
Designs of the Hague system: `DM055039`.

    >>> PUBLICATION.validate("WO 99/61002"), PUBLICATION.format("WO1999061002A1", "docdb")
    ('1999061002', 'WO.9961002.A1')
    >>> APPLICATION.format("PCT/US2004/011130", "docdb"), APPLICATION.format("PCT/US2004/011130", "epodoc")
    ('US.2004011130.W', 'WO2004US11130')
"""

from __future__ import annotations

import re

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading, Style, century
from zhihang.standards.numbers.writing import refusal, tidy, without_separators
from zhihang.standards.offices import is_office

_PREFIXES = re.compile(r"^(?:PCT|WO|[\s/.-])+")
_ZERO_FOR_O = re.compile(r"^W0(?=(?:19|20)\d{2}/)")  # a misprint of printed citations; no number begins so
_HAGUE = re.compile(r"DM[\s/.-]?0*(\d{4,6})")
_SLASHED = re.compile(r"(\d{4}|\d{2})[/-](\d{1,6})")
_PCT = re.compile(r"(?:WO)?[\s/.-]*(?:PCT)?[\s/.-]*([A-Z]{2})[\s/.-]?(\d{4}|\d{2})[/-](\d{1,6})")
_EPODOC = re.compile(r"(\d{4})([A-Z]{2})(\d{4,6})W?")
_CLOSE = re.compile(
    r"(?:WO ?)?PCT([A-Z]{2})(?:(\d{2})(\d{5})|((?:19|20)\d{2})(\d{6}))"
)  # both parts in full length, nothing between
UNDER_WO = re.compile(
    r"(?P<office>[A-Z]{2})(?:(?P<short>7[89]|[89]\d|0[0-3])(?P<five>\d{5})|(?P<year>\d{2}|19\d{2}|20\d{2})(?P<six>0\d{5}))"
)
"""As databases write them where `WO` stands apart: `US0326827`, `US03026827`, `US2005009546`. No receiving office has
given 100,000 numbers in a year, so six digits begin with a zero; five ended with 2003."""
_LAST_FIVE_DIGITS = (2002, 51230)
_LAST_TWO_DIGIT_YEAR = 2003
_PIVOT = 78  # the PCT began in 1978


class Publication(PublicationScheme):
    """International publication numbers 国际公布号."""

    office = "WO"

    def read(self, body: str, kind: str) -> Reading:
        """Year and serial in any of the printed lengths."""
        body = _ZERO_FOR_O.sub("WO", body.strip())
        if hague := _HAGUE.fullmatch(body.removeprefix("WO").replace(" ", "")):
            return Reading(f"DM{hague[1]:0>6}", kind)
        rest = _PREFIXES.sub("", body).replace(" ", "").replace(",", "")
        if slashed := _SLASHED.fullmatch(rest):
            return _publication(slashed[1], slashed[2], kind)
        digits = without_separators(rest)
        if len(digits) > 10:
            digits = digits.lstrip("0")
        if not digits.isdigit() or not 7 <= len(digits) <= 10:
            raise refusal(body, self.office)
        width = 2 if len(digits) < 9 else 4
        return _publication(digits[:width], digits[width:], kind)

    def docdb(self, reading: Reading) -> str | None:
        """In the length it was printed with."""
        number = reading.number
        if number.startswith("DM"):
            return number
        year, serial = int(number[:4]), int(number[4:])
        if year > _LAST_TWO_DIGIT_YEAR:
            return number
        width = 5 if (year, serial) <= _LAST_FIVE_DIGITS else 6
        return f"{number[2:4]}{serial:0{width}d}"

    def display(self, reading: Reading) -> str:
        """`WO 2004/000001 A1`, `DM/055039`."""
        number = reading.number
        if number.startswith("DM"):
            return f"DM/{number[2:]}"
        return " ".join(filter(None, ("WO", f"{number[:4]}/{number[4:]}", reading.kind)))


class Application(ApplicationScheme):
    """International application numbers 国际申请号; the canonical number is the joined form too."""

    office = "WO"

    def split(self, text: str) -> tuple[str, str]:
        """No kind stands behind a PCT number."""
        return tidy(text), ""

    def read(self, body: str, kind: str) -> Reading:
        """`PCT/US2004/011130`, `US2004/011130`, `WOPCT/EP02/07746`, `PCTEP9906456`, EPODOC's `WO2004US11130`."""
        if hague := _HAGUE.fullmatch(body.removeprefix("WO").replace(" ", "")):
            return Reading(f"DM{hague[1]:0>6}", "F")
        if match := _PCT.fullmatch(body):
            office, year, serial = match[1], match[2], match[3]
        elif match := _CLOSE.fullmatch(body):
            office, year, serial = match[1], match[2] or match[4], match[3] or match[5]
        elif match := UNDER_WO.fullmatch(body):
            office, year, serial = match["office"], match["short"] or match["year"], match["five"] or match["six"]
        elif match := _EPODOC.fullmatch(without_separators(body).removeprefix("WO")):
            year, office, serial = match[1], match[2], match[3]
        else:
            raise refusal(body, self.office)
        return pct_application(office, year, serial)

    def joined(self, reading: Reading) -> str:
        """The full form, which names its offices itself; designs of the Hague system behind WO."""
        return f"WO{reading.number}" if reading.number.startswith("DM") else reading.number

    def docdb(self, reading: Reading) -> str | None:
        """Under the receiving office: year (2 digits before 2004) and serial; designs as they are."""
        if reading.number.startswith("DM"):
            return reading.number
        _, office_year, serial = reading.number.split("/")
        year = office_year[2:]
        return f"{year}{serial}" if int(year) > _LAST_TWO_DIGIT_YEAR else f"{year[2:]}{serial[1:]}"

    def format(self, text: str, style: Style = "joined") -> str | None:
        """As everywhere; DOCDB puts the receiving office in front and `W` behind."""
        if style != "docdb":
            return super().format(text, style)
        reading = self.read(*self.split(text))
        if reading.number.startswith("DM"):
            return super().format(text, style)
        return f"{reading.number[4:6]}.{self.docdb(reading)}.W"

    def epodoc(self, reading: Reading) -> str | None:
        """`WO`, year, receiving office, serial of at least five digits; not known for designs."""
        if reading.number.startswith("DM"):
            return None
        _, office_year, serial = reading.number.split("/")
        return f"WO{office_year[2:]}{office_year[:2]}{int(serial):05d}"

    def display(self, reading: Reading) -> str:
        """As it is; `DM/069638`."""
        number = reading.number
        return f"DM/{number[2:]}" if number.startswith("DM") else number


def pct_application(office: str, year: str, serial: str) -> Reading:
    """The reading of a PCT application number from its parts."""
    full = int(year) if len(year) == 4 else century(year, _PIVOT)
    if not is_office(office) or not serial.isdigit() or len(serial.lstrip("0")) > 6:
        raise refusal(f"PCT/{office}{year}/{serial}", "WO")
    return Reading(f"PCT/{office}{full}/{int(serial):06d}", "W", full)


def from_docdb(office: str, number: str) -> Reading:
    """A PCT application number as DOCDB spells it under its receiving office (`2004011130`, `9816128`).

    >>> from_docdb("US", "9816128").number
    'PCT/US1998/016128'
    """
    width = 4 if len(number) > 8 else 2
    return pct_application(office, number[:width], number[width:])


def _publication(year: str, serial: str, kind: str) -> Reading:
    full = int(year) if len(year) == 4 else century(year, _PIVOT)
    if not 1978 <= full < 2100 or len(serial) > 6:
        raise refusal(f"{year}{serial}", "WO")
    return Reading(f"{full}{int(serial):06d}", kind, full)


APPLICATION = Application()
PUBLICATION = Publication()
