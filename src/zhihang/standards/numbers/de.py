"""Numbers of the German office 德国专利号.

Applications: type (10 patent, 20 utility model, 11 and 21 PCT, 50 and 60 EP) + year + serial (6), `102004012345`,
until 2003 type (1 digit) + year (2) + serial (5), `10131036`, `19718319`; a check digit may stand behind a dot and is
set aside (its rule is not published). Publications carry the same number; patents until the 1950s a running one.
Old kinds in files are mended as DOCDB has them, by `kind_repairs.tsv`. EPODOC puts the year first: `202010123456`
(type 10 of 2020) is then read as DOCDB's type 20 of 2010, the form that records have.

    >>> PUBLICATION.validate("DE 31 00 442 C1"), APPLICATION.validate("DE200510012681")
    ('3100442', '102005012681')
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

_CHECK = re.compile(r"([PG]?\s?\d[\d ]{6,18})\.\d")
_NEW = re.compile(r"([1-6][0-3])(20\d{2})(\d{6})")
_EPODOC_NEW = re.compile(r"(20\d{2})([1-6][0-3])(\d{6})")
_EPODOC_OLD = re.compile(r"((?:19|20)\d{2})([1-9])0(\d{5})")
_SERIES = re.compile(r"([PG])(\d{7})")  # patents and utility models of 1968 to 1994, year and serial behind the letter
_UTILITY_MODEL = re.compile(r"G(\d{7})\d?")  # the same as they are cited, the check digit set aside
_LETTERED = re.compile(r"[A-Z]{1,2}\d{4,8}")


class Publication(PublicationScheme):
    """Publication numbers 公开号/公告号."""

    office = "DE"

    def read(self, body: str, kind: str) -> Reading:
        """Digits without leading zeros; designs keep their M."""
        text = without_separators(body)
        if re.fullmatch(r"M\d{5,12}", text):
            return Reading(text, kind)
        if model := _UTILITY_MODEL.fullmatch(text):
            return Reading(model[1], kind or "U")
        if _CHECK.fullmatch(body):
            raise refusal(body, self.office)
        digits = digits_of(text, self.office, longest=15).lstrip("0")
        if not 1 <= len(digits) <= 8 and not _NEW.fullmatch(digits):
            raise refusal(body, self.office)
        return Reading(digits, kind)


class Application(ApplicationScheme):
    """Application numbers 申请号."""

    office = "DE"

    def read(self, body: str, kind: str) -> Reading:
        """Twelve or eight digits, EPODOC's forms with the year in front, the lettered ones of 1950–1968."""
        checked = _CHECK.fullmatch(body)
        text = without_separators(checked[1] if checked else body)
        letter = kind or "A"
        if series := _SERIES.fullmatch(text):
            return Reading(series[2], "U" if series[1] == "G" else letter)
        if new := _NEW.fullmatch(text):
            return Reading(text, letter, int(new[2]))
        if epodoc := _EPODOC_NEW.fullmatch(text):
            return Reading(f"{epodoc[2]}{epodoc[1]}{epodoc[3]}", letter, int(epodoc[1]))
        if epodoc := _EPODOC_OLD.fullmatch(text):
            return Reading(f"{epodoc[2]}{epodoc[1][2:]}{epodoc[3]}", letter, int(epodoc[1]))
        if _LETTERED.fullmatch(text) or re.fullmatch(r"\d{7,8}", text):
            return Reading(text, letter)
        raise refusal(body, self.office)

    def epodoc(self, reading: Reading) -> str | None:
        """Year, type, serial of six digits."""
        number, letter = reading.number, letter_of(reading.kind)
        if new := _NEW.fullmatch(number):
            return f"DE{new[2]}{new[1]}{new[3]}{letter}"
        if len(number) == 8 and number.isdigit():
            return f"DE{century(number[1:3])}{number[0]}0{number[3:]}{letter}"
        return None


APPLICATION = Application()
PUBLICATION = Publication()
