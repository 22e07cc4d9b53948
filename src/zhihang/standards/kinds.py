"""Kinds of document 文献种类代码 (ST.16): what a kind code of an office says, and which right the document is about.

The office's own line wins, then the general meaning of the letter in ST.16. Some numbers tell the right even without
a kind (`USD558961`, `TWM504788`, Chinese numbers by their first digit, those of `kinds_of_numbers.tsv`).

    >>> kind("CN", "U").right, right_of("US", "", "D558961"), kind("EP", "A3").stage
    ('utility_model', 'design', 'search')
    >>> right_of("DE", "", "202010001585")
    'utility_model'
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from zhihang.messages import Language
from zhihang.standards.rights import UNKNOWN_RIGHT
from zhihang.standards.tables import rows

_CN_FIRST_DIGIT = {"1": "patent", "2": "utility_model", "3": "design"}
_US_LETTERS = {"D": "design"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind code 文献种类 of an office. `first` and `last`: when the office used it (ISO dates, empty = open).

    `stage`: application, grant, amended, correction, search, certificate, translation or registration.
    `is_general`: the office has no line of its own, the meaning is that of the letter in ST.16.
    """

    office: str
    code: str
    right: str
    stage: str
    first: str
    last: str
    en: str
    zh: str
    is_general: bool = False

    def name(self, language: Language = "en") -> str:
        """The meaning for people."""
        return self.zh if language == "zh" else self.en

    def was_used_on(self, date: str) -> bool:
        """Whether the office used the code on that day (ISO date)."""
        return (not self.first or self.first <= date) and (not self.last or date <= self.last)


@cache
def kinds(office: str) -> dict[str, tuple[Kind, ...]]:
    """The kind codes of an office: code → its meanings, oldest first; without those of the general table."""
    found: dict[str, tuple[Kind, ...]] = {}
    for row in rows("kinds.tsv"):
        if row["office"] == office:
            for entry in _expanded(row):
                found[entry.code] = (*found.get(entry.code, ()), entry)
    return found


def kind(office: str, code: str, date: str = "") -> Kind | None:
    """What a kind code of an office says, on a publication date (ISO) or, without one, in its latest meaning.

    None where not even its letter is one of ST.16.

    >>> kind("CN", "B", "1990-05-02").stage, kind("CN", "B").stage
    ('application', 'grant')
    """
    own = kinds(office).get(code)
    if own is not None:
        return next((entry for entry in own if date and entry.was_used_on(date)), own[-1])
    lines = kinds("*").get(code[:1])
    if lines is None:
        return None
    general = lines[-1]
    return Kind(office, code, general.right, general.stage, "", "", general.en, general.zh, is_general=True)


@cache
def _right_of_kind(office: str, code: str) -> str:
    entry = kind(office, code)
    return entry.right if entry else UNKNOWN_RIGHT


@cache
def _letters(office: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (row["number"], row["right"]) for row in rows("kinds.tsv") if row["office"] == office and row["number"]
    )


@cache
def _numbers(office: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    table = rows("kinds_of_numbers.tsv")
    return tuple((re.compile(row["pattern"]), row["right"]) for row in table if row["office"] == office)


def right_of(office: str, code: str, number: str = "") -> str:
    """`patent`, `utility_model` or `design`, from kind and number; `unknown` where they do not tell."""
    if number[:1].isalpha():
        for letters, right in _letters(office):
            if number.startswith(letters):
                return right
        if office == "US":
            return _US_LETTERS.get(number.rstrip("0123456789"), "patent")
    if code:
        return _right_of_kind(office, code)
    if office == "CN" and len(number) in (7, 9):
        return _CN_FIRST_DIGIT.get(number[:1], UNKNOWN_RIGHT)
    for pattern, right in _numbers(office):
        if pattern.fullmatch(number):
            return right
    return "patent" if office == "EP" or (office == "WO" and number.isdigit()) else UNKNOWN_RIGHT


def is_grant(office: str, code: str, date: str = "") -> bool:
    """Whether the document says that the right exists (grant, or a later version of it)."""
    entry = kind(office, code, date)
    return entry is not None and entry.stage in ("grant", "amended", "certificate", "registration")


def _expanded(row: dict[str, str]) -> list[Kind]:
    """`C1-C7` is one line of the table and seven codes."""
    code = row["kind"]
    if not code:
        return []
    codes = [code]
    if "-" in code:
        letter, first, last = code[0], int(code[1]), int(code[-1])
        codes = [f"{letter}{digit}" for digit in range(first, last + 1)]
    return [
        Kind(row["office"], each, row["right"], row["stage"], row["first"], row["last"], row["en"], row["zh"])
        for each in codes
    ]
