"""Every reading of a number somebody wrote: what `zhihang number` prints and `zhihang show` tries in turn.

>>> [(reading.series, reading.joined) for reading in any_number("ZL201811564288.X")]
[('application', 'CN201811564288')]
>>> [reading.joined for reading in any_number("US-TM-78787878")]
['US-TM-78787878']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from zhihang.errors import InvalidCode, InvalidNumber
from zhihang.standards import kinds
from zhihang.standards.numbers import cn, ep
from zhihang.standards.numbers.document import (
    ApplicationNumber,
    DocumentNumber,
    application_number,
    publication_number,
)
from zhihang.standards.numbers.fallback import register_number
from zhihang.standards.numbers.writing import refusal, split_office, tidy
from zhihang.standards.offices import is_office
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id, split_right_id

Series = Literal["publication", "application", "right", "register"]
_REGISTERED = ("trademark", "design", "plant_variety", "geographical_indication", "copyright", "layout_design")
_APPLIED = ("patent", "utility_model", "design", "spc")
_BARE = re.compile(r"(?:\d{1,2},\d{3},\d{3}|\d{2}/\d{3},?\d{3}|\d{7,8}|\d{11})(?: ?[ABS]\d?)?")
_RIGHT_ID = re.compile(r"[A-Z]{2}-[A-Z]{2}-.+")


@dataclass(frozen=True, slots=True)
class NumberReading:
    """One way to understand a number 号码解读.

    `joined` is the key to look up. `right` is `unknown` where office, kind and number do not tell it.
    """

    series: Series
    office: str
    number: str
    kind: str
    right: str
    joined: str
    docdb: str | None = None
    epodoc: str | None = None
    original: str = ""
    check_digit: str = ""


def any_number(text: str) -> tuple[NumberReading, ...]:
    """All readings, publications first. Raises `InvalidNumber`: `CHECKDIGIT` where that is all that is wrong."""
    tidied = tidy(text)
    if _RIGHT_ID.fullmatch(tidied) and (named := _right(tidied)):
        return (named,)
    readings: list[NumberReading] = []
    refused: list[InvalidNumber] = []
    for read in (_publication, _application):
        try:
            readings.append(read(text))
        except InvalidNumber as error:
            refused.append(error)
    if readings:
        return tuple(readings)
    wrong_digit = [error for error in refused if error.code == "CHECKDIGIT"]
    raise (wrong_digit or refused)[0]


def register_readings(text: str) -> tuple[NumberReading, ...]:
    """What a number with its office may be in the registers, one reading for each kind of right.

    They are apart from `any_number` because nearly every number could be one of a register: the caller asks for them
    where a record is looked up, not where a number is explained.

    >>> register_readings("US 78787878")[0].joined, register_readings("US 78787878")[1].right
    ('US-TM-78787878', 'design')
    """
    office, body = split_office(tidy(text))
    number = register_number(body)
    if not any(character.isdigit() for character in number):
        raise refusal(text)
    return tuple(
        NumberReading("register", office, number, "", right, right_id(office, right, number), original=body)
        for right in _REGISTERED
    )


def lookup_keys(text: str) -> tuple[str, ...]:
    """Every key under which a record of this number may be kept, the likeliest first; for `zhihang show`.

    Documents by their identifier, applications and register numbers by the keys of the rights they may belong to. A
    bare number is an American one, which alone are printed without their office. Raises `InvalidNumber` as
    `any_number` does.

    >>> lookup_keys("EP1000000A1"), lookup_keys("ZL201811564288.X")
    (('EP1000000A1',), ('CN-PA-201811564288',))
    >>> lookup_keys("8,000,000")[0]
    'US8000000'
    """
    try:
        found = any_number(text)
    except InvalidNumber as error:
        if error.code == "CHECKDIGIT":
            raise
        if _BARE.fullmatch(tidy(text)):
            return lookup_keys(f"US {tidy(text)}")
        return tuple(reading.joined for reading in register_readings(text))
    keys = [key for reading in found for key in _keys(reading)]
    if found[0].kind in ("", "A") and found[0].series != "right" and not tidy(text).startswith("ZL"):
        keys += [reading.joined for reading in _registers_or_none(text)]
    return tuple(dict.fromkeys(keys))


def _keys(reading: NumberReading) -> tuple[str, ...]:
    if reading.series != "application":
        return (reading.joined,)
    rights = _APPLIED if reading.right == UNKNOWN_RIGHT else (reading.right,)
    return tuple(right_id(reading.office, right, reading.number) for right in rights)


def _registers_or_none(text: str) -> tuple[NumberReading, ...]:
    try:
        return register_readings(text)
    except InvalidNumber:
        return ()


def _publication(text: str) -> NumberReading:
    number: DocumentNumber = publication_number(text)
    right = kinds.right_of(number.office, number.kind, number.number)
    return NumberReading(
        "publication", number.office, number.number, number.kind, right,
        number.joined, number.docdb, number.epodoc, number.original,
    )  # fmt: skip


def _application(text: str) -> NumberReading:
    number: ApplicationNumber = application_number(text)
    right = cn.right_of(number.number) if number.office == "CN" else UNKNOWN_RIGHT
    digit = {"CN": cn.check_digit, "EP": ep.check_digit}.get(number.office)
    return NumberReading(
        "application", number.office, number.number, number.kind, right,
        number.joined, number.docdb, number.epodoc, number.original, digit(number.number) if digit else "",
    )  # fmt: skip


def _right(tidied: str) -> NumberReading | None:
    """The reading of a right's key, `US-TM-78787878`; None where it only looks like one (`US-AB-1`)."""
    try:
        office, right, number = split_right_id(tidied)
    except InvalidCode:
        return None
    if not is_office(office):
        raise refusal(tidied)
    compacted = register_number(number) if not number.startswith("PCT/") else number
    joined = right_id(office, right, compacted)
    return NumberReading("right", office, compacted, "", right, joined, original=number)
