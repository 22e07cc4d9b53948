"""INID codes INID代码: the numbers in brackets on the first page of a document or registration.

ST.9 for patents and utility models, ST.60 for marks, ST.80 for designs: the same number may mean different things.

    >>> inid("ST.9", "54").en, name("ST.80", "28", "en"), standard_of("trademark")
    ('title', 'number of designs', 'ST.60')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

_STANDARD_OF_RIGHT = {"trademark": "ST.60", "design": "ST.80"}


@dataclass(frozen=True, slots=True)
class InidCode:
    """One INID code 著录项目代码 of one standard."""

    standard: str
    code: str
    en: str
    zh: str


@cache
def inid_codes(standard: str) -> dict[str, InidCode]:
    """The codes of a standard (`ST.9`, `ST.60`, `ST.80`)."""
    return {row["code"]: InidCode(**row) for row in rows("inid.tsv") if row["standard"] == standard}


def standard_of(right: str) -> str:
    """The standard that numbers the data of a kind of right; patents' where no other is made for it."""
    return _STANDARD_OF_RIGHT.get(right, "ST.9")


def inid(standard: str, code: str) -> InidCode:
    """A code; brackets around it are set aside. Raises `InvalidCode` (`INID`)."""
    found = inid_codes(standard).get(code.strip().strip("()[]"))
    if found is None:
        raise InvalidCode("INID", room="standards", value=code, suggestions=standard)
    return found


def name(standard: str, code: str, language: Language = "en") -> str:
    """The code for people."""
    found = inid(standard, code)
    return found.zh if language == "zh" else found.en
