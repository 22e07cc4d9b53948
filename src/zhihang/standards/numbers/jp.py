"""Numbers of the Japan Patent Office 日本专利号.

Applications: year and serial (6): `2006-256783`, until 1999 with the year of the era: `H08-179521`
(the words for application, publication, patent and era in front are understood: `jp_words.tsv`). Canonical:
western year and serial, `1996179521`; DOCDB writes pre-2000 ones serial first (`17952196`). Designs have a series of
their own, told by a `D` in front where the same year and serial could be a patent's: `D2010021426`.
Publications of applications: the same shape; canonical as in DOCDB: `2006022115`, with era letter and era year before
2000: `H08179521`, `H087001`, `S602468` (the serial without leading zeros). Patents: a running number of seven digits.
Bare digits of an `A`, `U` or `Y` document are read as era year and serial (`01153210A` is `H01153210`).
Sources: EPO, Japan numbering; number forms of DOCDB.

    >>> PUBLICATION.validate("JP H8-179521"), PUBLICATION.validate("JP 04219000 B2"), era_year("S60")
    ('H08179521', '4219000', 1985)
"""

from __future__ import annotations

import re
from functools import cache

from zhihang.standards.numbers.scheme import (
    ApplicationScheme,
    PublicationScheme,
    Reading,
    century,
    digits_of,
    letter_of,
)
from zhihang.standards.numbers.writing import refusal, split_kind, split_office, tidy, without_separators
from zhihang.standards.tables import rows

_ERA = re.compile(r"([MTSHR])\s?(\d{1,2})\s?[-/]\s?(\d{1,6})|([MTSHR])(\d{2})(\d{1,6})")
_PADDING = re.compile(r"^0+(?=\d{10}$|[MTSHR]\d)")
_DASHED = re.compile(r"(\d{1,2})\s?[-/]\s?(\d{1,6})")
_WESTERN = re.compile(r"((?:19|20)\d{2})\s?[-/]\s?(\d{1,6})|((?:19|20)\d{2})(\d{6})")
_LETTERED = re.compile(r"[DL]\d{3,7}|WO\d{10}")  # designs and marks; international applications re-published
_SERIES = re.compile(r"([PD])[\s.]*((?:19|20)\d{2}[-/]\d{1,6})")  # P patents, D designs, in front of applications
_GAZETTE = re.compile(r"([ABUY])-(\d{1,4}-\d{1,6})")  # the gazette in front of the number: `A-6-143669`
_FIRST_NEW_GRANT = 2_500_001  # patents granted under the law of 1994 begin here (1996-05-29)
_FIRST_NEW_UTILITY_MODEL = 3_000_001  # registered without examination (1994-07-26)
_LAST_ERA_NUMBER = 1999


class Publication(PublicationScheme):
    """Publication and patent numbers 公开号/专利号."""

    office = "JP"

    def split(self, text: str) -> tuple[str, str]:
        """The Japanese words become era letters or are set aside."""
        return _split(self, text, "publication")

    def read(self, body: str, kind: str) -> Reading:
        """Era, western year, era year without its letter, running number, in this order."""
        if gazette := _GAZETTE.fullmatch(body):
            return self.read(gazette[2], kind or gazette[1])
        if match := _ERA.fullmatch(body):
            return _of_era(match[1] or match[4], int(match[2] or match[5]), match[3] or match[6], kind)
        if match := _WESTERN.fullmatch(body):
            year, serial = int(match[1] or match[3]), match[2] or match[4]
            if year > _LAST_ERA_NUMBER:
                return Reading(f"{year}{int(serial):06d}", kind, year)
            return _of_era(*era_of(year), serial, kind)
        if match := _DASHED.fullmatch(body):
            return _of_era(*_nearest_era(int(match[1])), match[2], kind)
        if _LETTERED.fullmatch(body):
            return Reading(body, kind)
        return _bare(digits_of(body, self.office, longest=12), kind)

    def display(self, reading: Reading) -> str:
        """`JP H08-179521 A`, `JP 2006-022115 A`, `JP 4219000 B2`."""
        number = reading.number
        if number[0] in "MTSHR":
            number = f"{number[:3]}-{number[3:]}"
        elif len(number) == 10:
            number = f"{number[:4]}-{number[4:]}"
        return " ".join(filter(None, ("JP", number, reading.kind)))


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "JP"

    def split(self, text: str) -> tuple[str, str]:
        """The Japanese words become era letters or are set aside."""
        return _split(self, text, "application")

    def read(self, body: str, kind: str) -> Reading:
        """Era or western year and serial; EPODOC's year + seven digits; designs keep their D."""
        letter = kind or "A"
        if series := _SERIES.fullmatch(body):
            found = self.read(series[2], letter)
            return Reading(f"D{found.number}", "F", found.year) if series[1] == "D" else found
        if design := re.fullmatch(r"D((?:19|20)\d{2})(\d{6})", body):
            return Reading(f"D{design[1]}{design[2]}", "F", int(design[1]))
        if match := _ERA.fullmatch(body):
            year = era_year(f"{match[1] or match[4]}{match[2] or match[5]}")
            return Reading(f"{year}{int(match[3] or match[6]):06d}", letter, year)
        if match := _WESTERN.fullmatch(body):
            year = int(match[1] or match[3])
            return Reading(f"{year}{int(match[2] or match[4]):06d}", letter, year)
        if match := _DASHED.fullmatch(body):
            era, era_number = _nearest_era(int(match[1]))
            year = era_year(f"{era}{era_number}")
            return Reading(f"{year}{int(match[2]):06d}", letter, year)
        digits = digits_of(body, self.office, 11, 11)
        if digits[:2] not in ("19", "20") or digits[4] != "0":
            raise refusal(body, self.office)
        return Reading(digits[:4] + digits[5:], letter, int(digits[:4]))

    def docdb(self, reading: Reading) -> str | None:
        """As canonical; before 2000 serial and two-digit year."""
        if reading.number.startswith("D"):
            return reading.number
        year, serial = reading.number[:4], reading.number[4:]
        return reading.number if int(year) > _LAST_ERA_NUMBER else f"{int(serial)}{year[2:]}"

    def epodoc(self, reading: Reading) -> str | None:
        """Year and seven digits."""
        if reading.number.startswith("D"):
            return None
        return f"JP{reading.number[:4]}0{reading.number[4:]}{letter_of(reading.kind)}"

    def display(self, reading: Reading) -> str:
        """`JP 2006-256783`, `JP D2010-021426`."""
        if reading.number.startswith("D"):
            return f"JP {reading.number[:5]}-{reading.number[5:]}"
        return f"JP {reading.number[:4]}-{reading.number[4:]}"


def from_docdb(number: str, kind: str = "A") -> Reading:
    """An application number as DOCDB spells it: `2000347427`, before 2000 serial and two-digit year `17570096`."""
    if len(number) == 10 and number[:2] in ("19", "20"):
        return Reading(number, kind, int(number[:4]))
    digits = digits_of(number, "JP", 3, 8)
    year = century(digits[-2:], pivot=20)
    return Reading(f"{year}{int(digits[:-2]):06d}", kind, year)


def is_japanese(tidied: str) -> bool:
    """Whether a text without office begins with a word only Japanese numbers have."""
    return not tidied.isascii() and tidied.startswith(tuple(word for word in _words() if not word.isascii()))


def era_year(text: str) -> int:
    """The western year of an era year: `S60` → 1985. Raises `InvalidNumber` beyond the era's end."""
    letter, year = text[0], int(text[1:])
    offset, last = _eras()[letter]
    if not 1 <= year <= last:
        raise refusal(text, "JP")
    return offset + year


def era_of(year: int) -> tuple[str, int]:
    """Era letter and era year of a western year (a year of change counts to the new era)."""
    found = max((offset, letter) for letter, (offset, _) in _eras().items() if offset < year)
    return found[1], year - found[0]


def _nearest_era(year: int) -> tuple[str, int]:
    """Two-digit years without era: Heisei until the era years were given up (11), Showa above."""
    return ("H" if year <= _LAST_ERA_NUMBER - _eras()["H"][0] else "S"), year


def _of_era(letter: str, year: int, serial: str, kind: str) -> Reading:
    return Reading(f"{letter}{year:02d}{int(serial)}", kind, era_year(f"{letter}{year}"))


def _bare(digits: str, kind: str) -> Reading:
    """Digits without era, dash or western year; the kind tells which series they are of."""
    stripped = digits.lstrip("0")
    running = int(stripped or "0")
    is_application = kind[:1] in ("A", "T", "Y") or (kind[:1] == "U" and running < _FIRST_NEW_UTILITY_MODEL)
    is_examined = kind[:1] == "B" and len(stripped) <= 7 and running < _FIRST_NEW_GRANT and len(digits) == 8
    if (is_application or is_examined or len(stripped) == 8) and 7 <= len(digits) <= 8:
        padded = digits.zfill(8)
        return _of_era(*_nearest_era(int(padded[:2])), padded[2:], kind)
    if not 1 <= len(stripped) <= 7:
        raise refusal(digits, "JP")
    return Reading(stripped, kind)


def _split(scheme: Publication | Application, text: str, series: str) -> tuple[str, str]:
    body = split_office(tidy(text), scheme.office)[1]
    for word, (letter, of_series) in _words().items():
        if word in body:
            if of_series not in ("", series):
                raise refusal(text, scheme.office)
            body = body.replace(word, letter)
    body, kind = split_kind(body.strip())
    body = _PADDING.sub("", body.strip())
    return (body if re.search(r"\d\s?[-/]\s?\d", body) else without_separators(body)), kind


@cache
def _words() -> dict[str, tuple[str, str]]:
    return {row["written"]: (row["letter"], row["series"]) for row in rows("numbers/jp_words.tsv")}


@cache
def _eras() -> dict[str, tuple[int, int]]:
    return {row["letter"]: (int(row["offset"]), int(row["last"])) for row in rows("numbers/jp_eras.tsv")}


APPLICATION = Application()
PUBLICATION = Publication()
