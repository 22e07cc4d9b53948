"""Finding records by a number that somebody typed or read aloud."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.plan import Code, FieldRef, Node, Number, Or
from zhihang.errors import InvalidNumber
from zhihang.records.record import Record
from zhihang.standards.numbers.readings import any_number, lookup_keys
from zhihang.text.folding import fold

_NUMBER_FIELDS = (FieldRef("num"),)


def find_records(reader: IndexReader, texts: Callable[[Sequence[int]], Iterable[Record]], number: str) -> list[Record]:
    """The records whose id is the number; else those that any reading of it names, by id."""
    exact = reader.ordinals(Code((FieldRef("id"),), fold(number.strip())))
    if exact:
        return list(texts(exact))
    readings: list[Node] = [Number(_NUMBER_FIELDS, form) for form in _forms(number)]
    found = texts(reader.ordinals(Or(tuple(readings)))) if readings else ()
    return sorted(found, key=lambda record: record.id)


def check_digit(number: str) -> None:
    """Refuse a number in which nothing but the check digit is wrong. Raises InvalidNumber `CHECKDIGIT`."""
    try:
        any_number(number)
    except InvalidNumber as error:
        if error.code == "CHECKDIGIT":
            raise


def _forms(number: str) -> list[str]:
    """What a number may be called in a record: every reading, and the number as it was typed."""
    typed = "".join(number.split()).upper()
    try:
        return list(dict.fromkeys([*(reading.joined for reading in any_number(number)), typed]))
    except InvalidNumber:
        return [*_bare(number), typed]


def _bare(number: str) -> Sequence[str]:
    """What a number without its office may be: American ones alone are printed so."""
    try:
        return lookup_keys(number)
    except InvalidNumber:
        return ()
