"""Under which words an index leads to a record: its parties, people, classes and numbers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from zhihang.messages import Language, text
from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.reporting.blocks import Term
from zhihang.text.folding import fold

INDEXES = ("PARTIES", "PEOPLE", "CLASSES", "NUMBERS")
"""The indexes in their order; the texts `INDEX_…` are their titles."""


def terms_of(record: Record, language: Language) -> Iterator[Term]:
    """Every term of a record, each once."""
    yield from _of_parties("PARTIES", (*record.applicants, *record.owners))
    yield from _of_parties("PEOPLE", record.inventors)
    for symbol in dict.fromkeys((*record.ipc, *record.cpc)):
        yield Term("CLASSES", symbol, class_order(symbol))
    for scheme, symbols in (("loc", record.locarno), ("nice", record.nice)):
        named = text("reporting", f"word-scheme_{scheme}", language)
        for symbol in dict.fromkeys(symbols):
            yield Term("CLASSES", f"{named} {symbol}", class_order(f"{scheme} {symbol}"))
    for number in dict.fromkeys(each for each in _numbers(record) if each):
        yield Term("NUMBERS", number, class_order(number))


def _of_parties(index: str, parties: Iterable[Party]) -> Iterator[Term]:
    named = {party.name: party.language or "" for party in parties}
    for name, language in named.items():
        yield Term(index, name, name_order(name), language)


def _numbers(record: Record) -> Iterable[str | None]:
    yield from (record.id, record.application_number, record.registration_number, record.international_registration)
    yield from (each.number for each in record.priorities)


def name_order(name: str) -> str:
    """By what a name is sorted: its letters, Chinese ones by their pinyin, capitals and accents set aside."""
    from pypinyin import lazy_pinyin

    return " ".join(lazy_pinyin(fold(name)))


def class_order(symbol: str) -> str:
    """By what symbols and numbers are sorted: their digits by value, so that 9 stands before 10.

    >>> class_order("H01M 4/02") < class_order("H01M 10/02")
    True
    """
    return re.sub(r"\d+", lambda match: match[0].zfill(15), symbol.casefold())
