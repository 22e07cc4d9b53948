"""Numbers of offices without a module of their own, and numbers of registers.

Letters and digits, upper case, separators and leading zeros taken away (some offices keep zeros: `padding.tsv`).
Register numbers (marks, designs, plant varieties, indications, layouts, copyrights) keep their zeros only inside.

    >>> publication("BR").validate("BR000PI0507004A"), publication("EA").validate("EA12345")
    ('PI0507004', '012345')
"""

from __future__ import annotations

import re
from functools import cache

from zhihang.standards.numbers.scheme import ApplicationScheme, PublicationScheme, Reading
from zhihang.standards.numbers.writing import refusal, split_kind, split_office, tidy, without_separators
from zhihang.standards.tables import rows

_SHAPE = re.compile(r"0*([A-Z]{1,5}|)(\d+)")
_GEORGIA = re.compile(r"0*([PUY])(\d{4})0*(\d+)")
_APPLICATION = re.compile(r"[A-Z]{0,6}\d+(?:[A-Z]{2,6}\d+)*[A-Z]?")
_ITALIAN = re.compile(r"([A-Z]{2})((?:19|20)\d{2})([AU])0*(\d{1,6})")
_SINGAPOREAN = re.compile(r"(1[01]\d{9}[A-Z])([A-Z]\d?)?")
_DUTCH = re.compile(r"((?:19|20)\d{2})(1\d{6})")
_COMMUNITY_DESIGN = re.compile(r"0*(\d{6,9}\d{4})")
_LONGEST_OF_REGISTER = 40
_LONGEST = 15
_ZEROS_BEHIND_LETTERS = {"IT"}  # files pad Italian numbers behind the letters of the province; DOCDB does not


class Publication(PublicationScheme):
    """Publication numbers of an office without a module."""

    def __init__(self, office: str) -> None:
        self.office = office  # type: ignore[misc]  # one class serves many offices, so it is set per instance

    def split(self, text: str) -> tuple[str, str]:
        """The letter behind a number of Singapore is its check letter, and the kind stands behind that."""
        return _singaporean(text) if self.office == "SG" else super().split(text)

    def read(self, body: str, kind: str) -> Reading:
        """Letters in front, then digits without leading zeros."""
        text = without_separators(body)
        if self.office == "SG" and _SINGAPOREAN.fullmatch(text):
            return Reading(text, kind)
        if self.office in ("IT", "EM") and (found := _national(self.office, text, kind)):
            return Reading(found.number, kind, found.year)
        if self.office == "GE" and (georgian := _GEORGIA.fullmatch(text)):
            return Reading("".join(georgian.groups()), kind, int(georgian[2]))
        match = _SHAPE.fullmatch(text)
        digits = match[2].lstrip("0") if match else ""
        if not match or not digits or len(text) > _LONGEST:
            raise refusal(body, self.office)
        if match[1] and self.office not in _ZEROS_BEHIND_LETTERS:
            return Reading(match[1] + match[2], kind)
        return Reading(match[1] + digits.zfill(_width(self.office, kind)), kind)


class Application(ApplicationScheme):
    """Application numbers of an office without a module: kept as written, separators taken away."""

    def __init__(self, office: str) -> None:
        self.office = office  # type: ignore[misc]  # one class serves many offices, so it is set per instance

    def split(self, text: str) -> tuple[str, str]:
        """The letter behind a number of Singapore is its check letter."""
        return _singaporean(text) if self.office == "SG" else super().split(text)

    def read(self, body: str, kind: str) -> Reading:
        """Letters and digits in turn, beginning or ending with digits; what some offices write, as DOCDB has it."""
        text = without_separators(body)
        if found := _national(self.office, text, kind):
            return found
        if not _APPLICATION.fullmatch(text) or len(text) > _LONGEST:
            raise refusal(body, self.office)
        return Reading(text, kind or "A")

    def epodoc(self, reading: Reading) -> str | None:
        """Not known for these offices."""
        return None


def _singaporean(text: str) -> tuple[str, str]:
    """Number with its check letter, and kind."""
    body = split_office(tidy(text), "SG")[1]
    match = _SINGAPOREAN.fullmatch(without_separators(body))
    return (match[1], match[2] or "") if match else split_kind(body)


def _national(office: str, text: str, kind: str) -> Reading | None:
    """Italy: province, year and serial of at least four digits, without the letter between them. The Netherlands in
    EPODOC's form: numbers from 1,000,001 on run through the years. Community designs: number and four digits."""
    if office == "IT" and (match := _ITALIAN.fullmatch(text)):
        letter = kind or match[3]
        return Reading(f"{match[1]}{match[2]}{match[4]:0>4}", letter, int(match[2]))
    if office == "NL" and (match := _DUTCH.fullmatch(text)):
        return Reading(match[2], kind or "A", int(match[1]))
    if office == "EM" and (match := _COMMUNITY_DESIGN.fullmatch(text)):
        return Reading(match[1].lstrip("0"), kind or "F")
    return None


def register_number(text: str) -> str:
    """A number of a register: letters (of any script) and digits, leading zeros taken away where it is all digits.

    >>> register_number(" 0895139 "), register_number("L-1372"), register_number("PGI-ES-0100")
    ('895139', 'L1372', 'PGIES0100')
    """
    compacted = without_separators(tidy(text))
    if compacted.isdigit():
        compacted = compacted.lstrip("0") or "0"
    if not compacted.isalnum() or len(compacted) > _LONGEST_OF_REGISTER:
        raise refusal(text)
    return compacted


@cache
def publication(office: str) -> Publication:
    """The scheme for publication numbers of an office."""
    return Publication(office)


@cache
def application(office: str) -> Application:
    """The scheme for application numbers of an office."""
    return Application(office)


@cache
def _widths() -> dict[tuple[str, str], int]:
    return {(row["office"], row["kind"]): int(row["width"]) for row in rows("numbers/padding.tsv")}


def _width(office: str, kind: str) -> int:
    return _widths().get((office, kind[:1])) or _widths().get((office, "*"), 0)
