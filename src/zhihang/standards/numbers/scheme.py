"""The verbs every office's numbers have: compact, validate, is_valid, format, parts.

An office has two schemes, one for publication and one for application numbers. A scheme reads what people and files
write (`read`) and writes its canonical number in the usual forms (`docdb`, `epodoc`, `display`). The canonical number
is the one used in identifiers; each scheme says which it is. DOCDB and EPODOC are the EPO's two data formats.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from functools import cache
from typing import ClassVar, Literal, NamedTuple

from zhihang.errors import InvalidNumber
from zhihang.standards.numbers.writing import refusal, split_kind, split_office, tidy, without_separators
from zhihang.standards.tables import rows

Style = Literal["joined", "docdb", "epodoc", "display"]


class Reading(NamedTuple):
    """What a scheme understood: canonical number, kind, and the year where the number tells it."""

    number: str
    kind: str = ""
    year: int | None = None


class NumberScheme(ABC):
    """Numbers of one office and one series (publications or applications) 号码."""

    office: ClassVar[str]

    @abstractmethod
    def read(self, body: str, kind: str) -> Reading:
        """The number in `body` (tidied, without office and kind). Raises `InvalidNumber`."""

    def split(self, text: str) -> tuple[str, str]:
        """Body and kind of a text, the office taken off."""
        return split_kind(split_office(tidy(text), self.office)[1])

    def compact(self, text: str) -> str:
        """Letters and digits only, upper case, without the office. Never raises for malformed numbers."""
        return without_separators("".join(split_office(tidy(text), self.office)[1:]))

    def validate(self, text: str) -> str:
        """The canonical number. Raises `InvalidNumber` (`NUMBER` or `CHECKDIGIT`)."""
        return self.read(*self.split(text)).number

    def is_valid(self, text: str) -> bool:
        """Whether the text is a number of this scheme."""
        try:
            self.validate(text)
        except InvalidNumber:
            return False
        return True

    def format(self, text: str, style: Style = "joined") -> str | None:
        """The number in another form; None where that form needs a year the number does not tell."""
        reading = self.read(*self.split(text))
        if style == "joined":
            return self.joined(reading)
        if style == "docdb":
            number = self.docdb(reading)
            return number and ".".join(filter(None, (self.office, number, reading.kind)))
        return self.epodoc(reading) if style == "epodoc" else self.display(reading)

    def parts(self, text: str) -> dict[str, str]:
        """Office, number, kind and year (where told)."""
        number, kind, year = self.read(*self.split(text))
        found = {"office": self.office, "number": number, "kind": kind, "year": str(year or "")}
        return {name: value for name, value in found.items() if value}

    def joined(self, reading: Reading) -> str:
        """Office, number and kind in one word: the identifier."""
        return f"{self.office}{reading.number}{reading.kind}"

    def docdb(self, reading: Reading) -> str | None:
        """The number (alone) as DOCDB spells it."""
        return reading.number

    @abstractmethod
    def epodoc(self, reading: Reading) -> str | None:
        """The whole number as EPODOC spells it."""

    def display(self, reading: Reading) -> str:
        """The number as the office prints it."""
        return " ".join(filter(None, (self.office, reading.number, reading.kind)))


class PublicationScheme(NumberScheme):
    """Publication numbers 公开号/公告号 of one office."""

    def epodoc(self, reading: Reading) -> str | None:
        """Office and DOCDB number; the letter of the kind follows for the kinds in `epodoc_letters.tsv`."""
        letter = reading.kind[:1]
        shown = letter if letter and letter in _epodoc_letters(self.office) else ""
        return f"{self.office}{self.docdb(reading)}{shown}"


class ApplicationScheme(NumberScheme):
    """Application numbers 申请号 of one office. The kind is DOCDB's (`A` unless told otherwise) and not in `joined`."""

    def joined(self, reading: Reading) -> str:
        """Office and number: an application number has no kind in identifiers."""
        return f"{self.office}{reading.number}"

    def epodoc(self, reading: Reading) -> str | None:
        """Office, year, serial of seven digits, where the canonical number is year + serial of six."""
        number = reading.number
        if len(number) == 10 and number.isdigit():
            return f"{self.office}{number[:4]}{number[4:]:0>7}{letter_of(reading.kind)}"
        return None

    def display(self, reading: Reading) -> str:
        """Office and number."""
        return f"{self.office} {reading.number}"


def letter_of(kind: str) -> str:
    """What EPODOC adds behind an application number: nothing for patents (`A`) and PCT (`W`), else the letter."""
    return "" if kind[:1] in ("A", "W") else kind[:1]


def digits_of(body: str, office: str, shortest: int = 1, longest: int = 12) -> str:
    """The digits of a body that holds nothing else but separators."""
    digits = without_separators(body)
    if not (digits.isascii() and digits.isdigit() and shortest <= len(digits) <= longest):
        raise refusal(body, office)
    return digits


def century(two_digits: str, pivot: int = 50) -> int:
    """The year meant by two digits: from `pivot` on 19xx, below 20xx."""
    value = int(two_digits)
    return value + (1900 if value >= pivot else 2000)


@cache
def _epodoc_letters(office: str) -> str:
    table = {row["office"]: row["letters"] for row in rows("numbers/epodoc_letters.tsv")}
    return table.get(office, table["*"])
