"""Numbers in a query 号码: what a typed number is, by the field it stands in.

Normalised by `standards.numbers`, the same way as the records. Fields of publications read publication numbers,
fields of applications application numbers, registers their own; `num` takes every reading of a number.
"""

from __future__ import annotations

import re

from zhihang.errors import InvalidCode, InvalidNumber
from zhihang.search.faults import Advice, Faults, replace
from zhihang.search.lexer import Token
from zhihang.standards.numbers import any_number, application_number, publication_number, register_number
from zhihang.text.folding import fold

_APPLICATIONS = frozenset({"ap", "pr", "par", "pctan"})
_CHINESE_WITHOUT_CHECK_DIGIT = re.compile(r"\s*(?:19|20)\d{2}[12389]\d{7}\s*")
_REGISTERS = frozenset({"ap", "rn", "ir", "num", "par", "pr"})
_PREFIX = re.compile(r"(?:[A-Z]{2})?[A-Z]{0,3}\d[\dA-Z]*")


def read_numbers(code: str, token: Token, faults: Faults, clause: int | None = None) -> tuple[str, ...]:
    """The joined forms that a value may mean in a field, most often one; nothing after a fault (E406, E407).

    `clause` is where the field stands, if it has this value only: a bare office is repaired to `cc=EP`.
    """
    text = token.text.strip()
    last = len(token.text.rstrip()) - 1
    if token.wild:
        return _prefix(token, last, faults, clause)
    try:
        return _read(code, text)
    except InvalidNumber as error:
        _report(error, token, faults, clause)
    except InvalidCode:
        _refuse(token, faults, clause)
    return ()


def _read(code: str, text: str) -> tuple[str, ...]:
    try:
        if code == "num":
            return _every_reading(text)
        if code in _APPLICATIONS:
            return (application_number(text).joined,)
        if code in _REGISTERS:
            return (register_number(text),)
        return (publication_number(text).joined,)
    except InvalidNumber as error:
        # numbers of registers stand without their office; a wrong check digit is not one of those
        if error.code == "CHECKDIGIT" or code not in _REGISTERS or not re.match(r"\s*\d", text):
            raise
        if code != "rn" and _CHINESE_WITHOUT_CHECK_DIGIT.fullmatch(text):
            return (application_number(text, "CN").joined,)
        return (register_number(text),)


def _every_reading(text: str) -> tuple[str, ...]:
    """All readings of any number; only one where it is written as that reading is stored."""
    readings = tuple(dict.fromkeys(reading.joined for reading in any_number(text)))
    typed = fold(text).strip().upper()
    return (typed,) if typed in readings else readings


def _prefix(token: Token, last: int, faults: Faults, clause: int | None) -> tuple[str, ...]:
    stray = sorted(set(token.wild) - {last})
    if stray:
        place, sign = token.at(stray[0]), token.text[stray[0]]
        faults.add("E107", place, 1, lambda: Advice(repairs=replace(place, place + 1, "")), c=sign)
        return ()
    stem = re.sub(r"[\s.,/_-]+", "", fold(token.text[:last])).upper()
    if not _PREFIX.fullmatch(stem):
        _refuse(token, faults, clause)
        return ()
    return (f"{stem}*",)


def _report(error: InvalidNumber, token: Token, faults: Faults, clause: int | None) -> None:
    if error.code != "CHECKDIGIT":
        _refuse(token, faults, clause)
        return
    repaired = str(error.fields["repaired"])
    office = re.match(r"[a-z]{2}", fold(token.text).strip())
    if office is not None and repaired[:1].isdigit():
        repaired = office.group().upper() + repaired
    advice = Advice((repaired,), replace(token.start, token.end, f'"{repaired}"'))
    faults.add("E407", token.start, token.length, lambda: advice, d=error.fields["expected"])


def _refuse(token: Token, faults: Faults, clause: int | None) -> None:
    def advise() -> Advice:
        office = re.fullmatch(r"([a-z]{2})\*?", fold(token.text).strip())
        if office is None:
            return Advice(("EP1000000", '"US 8,000,000 B2"'))
        instead = f"cc={office[1].upper()}"
        return Advice((instead,), replace(clause, token.end, instead) if clause is not None else ())

    faults.add("E406", token.start, token.length, advise)
