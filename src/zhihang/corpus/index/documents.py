"""A record as index fields: a pure function, run in worker processes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import Any

import msgspec

from zhihang.corpus.index.classes import above, class_number
from zhihang.corpus.index.ordering import date_key, day_number, id_prefix, month_number
from zhihang.corpus.index.schema import FACET_YEARS, SORT_FIELDS
from zhihang.corpus.index.stream import value_stream
from zhihang.corpus.values import (
    CLASSES,
    DATES,
    INTEGERS,
    KEYS,
    NUMBERS,
    TEXTS,
    TextValue,
    key_values,
    spellings,
    without_kind,
)
from zhihang.records.record import Record
from zhihang.text.chinese import initials, readings
from zhihang.text.sounds import sound_key
from zhihang.text.tokens import is_single, joined, tokens

LONGEST_KEY = 200
"""Longer keys and whole values are indexed by their digest."""
LONG_FIELDS = frozenset({"ab", "clm", "iclm", "desc"})
"""Whole values of these are not indexed; equality is checked on the stored text."""


@dataclass(slots=True)
class IndexDocument:
    """What the writer hands to the engine for one record."""

    id: str
    ord: int
    row: bytes
    texts: list[tuple[str, list[str]]] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    signed: list[tuple[str, int]] = field(default_factory=list)
    unsigned: list[tuple[str, int]] = field(default_factory=list)
    facets: list[tuple[str, str]] = field(default_factory=list)
    pinyin: list[list[str]] = field(default_factory=list)


def index_document(ord_: int, record: Record) -> IndexDocument:
    """All index fields of a record."""
    document = IndexDocument(id=record.id, ord=ord_, row=row(record))
    _add_texts(document, record)
    _add_keys(document, record)
    _add_numbers(document, record)
    _add_dates(document, record)
    _add_classes(document, record)
    _add_sounds(document, record)
    _add_sort_keys(document, record)
    return document


def key_term(code: str, value: str) -> str:
    """The term of a folded key: `cc:cn`; long ones by their digest."""
    return f"{code}:{value}" if len(value) <= LONGEST_KEY else f"{code}#{_digest(value)}"


def whole_value_term(code: str, value: str) -> str:
    """The term of a whole text value (its joined tokens), always by its digest."""
    return f"eq:{code}:{_digest(value)}"


def _digest(value: str) -> str:
    return blake2b(value.encode(), digest_size=12).hexdigest()


def _add_texts(document: IndexDocument, record: Record) -> None:
    for code, values_of in TEXTS.items():
        values = [value for value in values_of(record) if value.text]
        if not values:
            continue
        document.texts.append((code, [value_stream(value.text) for value in values]))
        document.codes.append(f"has:{code}")
        if code not in LONG_FIELDS:
            document.codes.extend({whole_value_term(code, joined(tokens(value.text))) for value in values})
        document.codes.extend(_language_terms(code, values))


def _language_terms(code: str, values: list[TextValue]) -> Iterator[str]:
    languages = {value.language for value in values}
    for language in languages:
        yield f"in:{code}.{language}"
    if len(languages) == 1:
        yield f"only:{code}.{languages.pop()}"


def _add_keys(document: IndexDocument, record: Record) -> None:
    for code in KEYS:
        values = set(key_values(record, code))
        if values:
            document.codes.append(f"has:{code}")
            document.codes.extend(key_term(code, value) for value in values)
    for code, raw in (
        ("right", [record.right]),
        ("cc", [record.office]),
        ("kind", [record.kind]),
        ("lang", [record.language]),
        ("status", [record.status.value if record.status else None]),
        ("nice", record.nice),
        ("loc", record.locarno),
    ):
        document.facets.extend((code, value) for value in dict.fromkeys(raw) if value)


def _add_numbers(document: IndexDocument, record: Record) -> None:
    for code, values_of in NUMBERS.items():
        values = set(values_of(record))
        if not values:
            continue
        document.codes.append(f"has:{code}")
        written = {spelling for value in values for spelling in spellings(value, record.office)}
        document.codes.extend(f"{code}:{spelling}" for spelling in written)
        if code == "cites":
            document.codes.extend(f"cites:{value}~" for value in values if value == without_kind(value))


def _add_dates(document: IndexDocument, record: Record) -> None:
    for code, values_of in DATES.items():
        values = set(values_of(record))
        if values:
            document.codes.append(f"has:{code}")
        for value in values:
            if len(value) == 10:
                document.signed.append((f"day_{code}", day_number(value)))
            elif len(value) == 7:
                document.signed.append((f"month_{code}", month_number(value)))
            else:
                document.signed.append((f"year_{code}", int(value)))
    for code, numbers_of in INTEGERS.items():
        numbers = list(numbers_of(record))
        if numbers:
            document.codes.append(f"has:{code}")
            document.signed.extend((f"int_{code}", number) for number in numbers)


def _add_classes(document: IndexDocument, record: Record) -> None:
    for code, values_of in CLASSES.items():
        symbols = dict.fromkeys(values_of(record))
        if not symbols:
            continue
        document.codes.append(f"has:{code}")
        document.codes.extend(f"{code}:{symbol}" for symbol in symbols)
        document.codes.extend({f"{code}<{level}" for symbol in symbols for level in above(symbol)})
        numbers = (class_number(symbol) for symbol in symbols)
        document.unsigned.extend((f"class_{code}", number) for number in numbers if number is not None)
        if code != "ipcm":
            subclasses = dict.fromkeys(symbol[:4] for symbol in symbols)
            document.facets.extend((code, subclass) for subclass in subclasses)
    if record.cset:
        document.codes.append("has:cset")
        document.codes.extend({f"cset:{symbol}" for combination in record.cset for symbol in combination})


def _add_sounds(document: IndexDocument, record: Record) -> None:
    text = record.mark.text if record.mark else None
    if not text:
        return
    words = tokens(text)
    han = [word for word in words if is_single(word)]
    if han:
        document.pinyin = [sorted(readings(word)[0]) or [word] if is_single(word) else [word] for word in words]
        document.codes.extend(["has:mkpy", "has:mkpi"])
        document.codes.extend(key_term("mkpi", value) for value in initials("".join(han)))
    sounds = {sound_key(word) for word in words if word.isascii() and word.isalpha()} - {""}
    if sounds:
        document.codes.append("has:mksnd")
        document.codes.extend(key_term("mksnd", sound.lower()) for sound in sounds)


def _add_sort_keys(document: IndexDocument, record: Record) -> None:
    document.unsigned.append(("sort_id", id_prefix(record.id)))
    for code in SORT_FIELDS:
        first = next(iter(DATES[code](record)), None)
        for name, descending in (("asc", False), ("desc", True)):
            document.unsigned.append((f"sort_{code}_{name}", date_key(first, record.id, descending=descending)))
    for code in FACET_YEARS:
        first = next(iter(DATES[code](record)), None)
        if first:
            document.signed.append((f"facet_{code}", int(first[:4])))


def _first_text(texts: dict[str, str]) -> str | None:
    return next(iter(texts.values()), None)


def row(record: Record) -> bytes:
    """What a result list shows of a record without asking the tables, as JSON."""
    title = _first_text(record.title) or (record.mark.text if record.mark else None)
    content: dict[str, Any] = {
        "id": record.id,
        "right_id": record.right_id,
        "right": record.right,
        "office": record.office,
        "number": record.number,
        "kind": record.kind,
        "title": title,
        "title_language": next(iter(record.title), None),
        "applicants": [party.name for party in (record.applicants or record.owners)[:4]],
        "publication_date": record.publication_date,
        "filing_date": record.filing_date,
        "ipc": list(record.ipc[:3]),
        "status": record.status.value if record.status else None,
        "status_date": record.status.date if record.status else None,
    }
    return msgspec.json.encode({key: value for key, value in content.items() if value})


def row_of(data: bytes) -> dict[str, Any]:
    """The row as a dictionary."""
    return dict(msgspec.json.decode(data))
