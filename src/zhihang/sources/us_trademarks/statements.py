"""Statements of a case file: goods, disclaimers, descriptions, by the letters of their code."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhihang.records.marks import Goods


@dataclass(frozen=True, slots=True)
class Class:
    """One class of a case: the code it stands under, its international and US codes."""

    primary: str
    international: tuple[str, ...]
    national: tuple[str, ...]


def number(code: str) -> str:
    """A class without leading zeros; letters (A, B of certification marks) stay."""
    return code.lstrip("0") or code


def nice_of(prime: str, classes: Iterable[Class]) -> str | None:
    """The international class of a statement; none where its code is a US class that stands for several or none."""
    known = list(classes)
    for each in known:
        if each.primary == prime and prime not in each.international:
            return number(each.international[0]) if len(each.international) == 1 else None
    return number(prime) if any(prime in each.international for each in known) else None


def goods(code: str, text: str, classes: Iterable[Class]) -> Goods:
    """Goods and services of a `GS` statement: positions 3 to 5 are the class it stands under."""
    return Goods(class_=nice_of(code[2:5], classes), text=text or None, language="en")
