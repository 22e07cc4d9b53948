"""Kinds of right 权利类型, and the identifiers of rights and records.

A right's identifier is office, right code and number, `US-TM-78787878`; a document's is its number, `EP1000000A1`.

    >>> right_id("US", "patent", "15123456"), record_id("EP", "1000000", "A1")
    ('US-PA-15123456', 'EP1000000A1')
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.standards.tables import rows

UNKNOWN_RIGHT: Final = "unknown"


@dataclass(frozen=True, slots=True)
class Right:
    """One kind of right 权利类型: `code` stands in identifiers, `letter` in the field table."""

    right: str
    code: str
    letter: str
    en: str
    zh: str


@cache
def rights() -> dict[str, Right]:
    """All kinds of right by name."""
    return {row["right"]: Right(**row) for row in rows("rights.tsv")}


@cache
def _codes() -> dict[str, str]:
    return {right.code: name for name, right in rights().items()}


def right_code(right: str) -> str:
    """`patent` → `PA`. Raises `InvalidCode`."""
    try:
        return rights()[right].code
    except KeyError:
        raise InvalidCode("RIGHT", room="standards", value=right, suggestions=", ".join(rights())) from None


def right_of_code(code: str) -> str:
    """`PA` → `patent`. Raises `InvalidCode`."""
    try:
        return _codes()[code.upper()]
    except KeyError:
        raise InvalidCode("RIGHT", room="standards", value=code, suggestions=", ".join(_codes())) from None


def right_id(office: str, right: str, number: str) -> str:
    """The key of a right. `number` is its canonical number without the office (`15123456`, `201811564288`)."""
    return f"{office}-{right_code(right)}-{number}"


def split_right_id(identifier: str) -> tuple[str, str, str]:
    """Office, kind of right and number of a right's key. Raises `InvalidCode` where it is none."""
    pieces = identifier.split("-", 2)
    if len(pieces) != 3 or not pieces[2]:
        raise InvalidCode("RIGHT_ID", room="standards", value=identifier, suggestions="US-TM-78787878")
    return pieces[0], right_of_code(pieces[1]), pieces[2]


def record_id(office: str, number: str, kind: str = "") -> str:
    """The key of a document: office, number, kind, joined. A document without kind has a key without kind."""
    return f"{office}{number}{kind}"


def name(right: str, language: Language = "en") -> str:
    """The kind of right for people."""
    entry = rights()[right]
    return entry.zh if language == "zh" else entry.en
