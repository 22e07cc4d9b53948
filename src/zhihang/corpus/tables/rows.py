"""A record as rows of the column tables."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Final, TypeAlias

from zhihang.corpus.fields import fields
from zhihang.corpus.values import (
    CLASSES,
    DATES,
    INTEGERS,
    KEYS,
    NUMBERS,
    TEXTS,
    earliest_priority_date,
    without_kind,
)
from zhihang.records.record import Record

Row: TypeAlias = tuple[Any, ...]

PARTY_ROLES: Final = {
    "applicants": "applicant",
    "owners": "owner",
    "inventors": "inventor",
    "agents": "agent",
    "agent_persons": "agent_person",
    "examiner": "examiner",
    "users": "user",
}
"""Key of a record that lists parties → the role its entries have in `party={role=…}`."""

_IN_OTHER_TABLES: Final = frozenset({"id", "num", "cites"})
_NAMES: Final = tuple(code for code, field in fields().items() if field.type == "name" and code in TEXTS)


def stem(record: Record) -> str:
    """The record's id without its kind code."""
    return record.id.removesuffix(record.kind) if record.kind else record.id


def record_row(record: Record, contributions: int, fingerprint: str) -> Row:
    """The row of `records`, without the ordinal."""
    people = record.applicants or record.owners
    return (
        record.id,
        record.right_id,
        stem(record),
        record.right,
        record.office,
        record.number,
        record.kind,
        record.language,
        next(iter(record.title.values()), None) or (record.mark.text if record.mark else None),
        people[0].name if people else None,
        record.application_number,
        record.publication_date,
        record.filing_date,
        record.grant_date,
        record.registration_date,
        record.expiry_date,
        earliest_priority_date(record),
        record.status.value if record.status else None,
        record.claim_count,
        record.pages,
        record.family.source_id if record.family else None,
        contributions,
        fingerprint,
    )


def _parties(record: Record) -> Iterator[Row]:
    for key, role in PARTY_ROLES.items():
        for n, p in enumerate(getattr(record, key)):
            yield n, key, p.name, role, p.country, p.region, p.city, p.address, p.id, p.id_type, p.language


def _classes(record: Record) -> Iterator[Row]:
    for scheme in ("ipc", "cpc"):
        for n, symbol in enumerate(getattr(record, scheme)):
            yield n, scheme, symbol, symbol[:4]
    for scheme, key in (("locarno",) * 2, ("nice",) * 2, ("vienna",) * 2, ("national", "national_classes")):
        for n, symbol in enumerate(getattr(record, key)):
            yield n, scheme, symbol, None


def _stated_families(record: Record) -> Iterator[Row]:
    family = record.family
    for kind, group in (("simple", family and family.simple), ("extended", family and family.extended)):
        for member in dict.fromkeys(group.members if group else ()):
            yield kind, member, without_kind(member)


def _values(record: Record) -> Iterator[Row]:
    for group in (KEYS, DATES, NUMBERS, CLASSES, INTEGERS):
        for code, read in group.items():
            if code not in _IN_OTHER_TABLES:
                for value in dict.fromkeys(read(record)):
                    yield code, str(value)
    for code in _NAMES:
        for name in dict.fromkeys(value.text for value in TEXTS[code](record)):
            yield code, name


def _numbered(rows: Iterable[Row]) -> Iterator[Row]:
    return ((n, *row) for n, row in enumerate(rows))


ROWS: Final[dict[str, Callable[[Record], Iterable[Row]]]] = {
    "parties": _parties,
    "priorities": lambda r: _numbered((p.number, p.office, p.date, p.kind, p.active) for p in r.priorities),
    "related": lambda r: _numbered((x.kind, x.relation, x.number, x.document, x.date, x.of) for x in r.related),
    "classes": _classes,
    "citations": lambda r: _numbered(
        (c.number, c.number and without_kind(c.number), c.category, c.by, c.phase, c.text, c.office, c.date)
        for c in r.citations
    ),
    "received": lambda r: _numbered((c.number, without_kind(c.number)) for c in r.cited_by if c.number),
    "stated_families": lambda r: _stated_families(r),
    "events": lambda r: _numbered((e.date, e.code, e.category, e.office, e.text) for e in r.events),
    "goods": lambda r: _numbered((g.class_, g.text, g.group, g.status, g.language) for g in r.goods_services),
    "designations": lambda r: _numbered((d.office, d.status, d.date, d.kind) for d in r.designations),
    "pictures": lambda r: (
        (n, image.file, image.kind, int(image.hash, 16)) for n, image in enumerate(r.images) if image.hash
    ),
    "provenance": lambda r: _numbered(
        (p.product, p.file, p.position, p.delivered, " ".join(p.fields)) for p in r.provenance
    ),
    "values": _values,
}
"""Table → the record's rows in it, without the ordinal."""
