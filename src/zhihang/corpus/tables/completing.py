"""A record with what follows from the others: its computed families, the documents known to cite it, its standardized
applicants and owner groups.

Derived values never enter the stored record or the index; they are laid over it when it is shown or exported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from zhihang.corpus.tables.relations import FamilyKind, Member
from zhihang.records.links import Citation, Family, FamilyGroup
from zhihang.records.record import KEYS, Record

if TYPE_CHECKING:
    from zhihang.corpus.tables.reading import Tables

DEFINITIONS: dict[FamilyKind, str] = {
    "simple": "same complete set of priorities",
    "extended": "any shared priority, transitive",
}


class Completed(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A record with the values that only other records and judgements give it, beside its own keys."""

    applicant_standard: tuple[str, ...] = ()
    owner_group: tuple[str, ...] = ()


SHOWN_KEYS: tuple[str, ...] = Completed.__struct_fields__
"""All keys of the JSON form of a record that is shown or exported."""


def completed(tables: Tables, records: Sequence[tuple[int, Record]]) -> list[Record]:
    """The records, given with their ordinals, with computed families, citing documents, standardized applicants."""
    ords = [ord_ for ord_, _ in records]
    families: dict[FamilyKind, dict[int, list[Member]]] = {kind: tables.family(ords, kind) for kind in DEFINITIONS}
    citing = tables.citing_of(ords)
    whole = [_completed(ord_, record, families, citing.get(ord_, [])) for ord_, record in records]
    standards, groups = tables.standardized_values("pan", ords), tables.standardized_values("grp", ords)
    return [
        _standardized(record, standards.get(ord_, ()), groups.get(ord_, ()))
        for ord_, record in zip(ords, whole, strict=True)
    ]


def _standardized(record: Record, standards: Sequence[str], groups: Sequence[str]) -> Record:
    if not standards and not groups:
        return record
    own = {key: getattr(record, key) for key in KEYS}
    return Completed(**own, applicant_standard=tuple(standards), owner_group=tuple(groups))


def _completed(
    ord_: int, record: Record, families: dict[FamilyKind, dict[int, list[Member]]], citing: list[str]
) -> Record:
    groups = {kind: _group(kind, found[ord_]) for kind, found in families.items() if ord_ in found}
    source = record.family.source_id if record.family else None
    family = Family(simple=groups.get("simple"), extended=groups.get("extended"), source_id=source)
    known = {citation.number for citation in record.cited_by}
    added = tuple(Citation(number=number) for number in citing if number not in known)
    return msgspec.structs.replace(
        record, family=family if family != Family() else None, cited_by=(*record.cited_by, *added)
    )


def _group(kind: FamilyKind, members: list[Member]) -> FamilyGroup:
    return FamilyGroup(
        id=members[0].family,
        definition=DEFINITIONS[kind],
        members=tuple(member.member for member in members),
        in_corpus=tuple(member.ord is not None for member in members),
    )
