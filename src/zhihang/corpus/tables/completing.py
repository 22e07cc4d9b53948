"""A record with what follows from the others: its computed families, and the documents known to cite it.

Derived values never enter the stored record or the index; they are laid over it when it is shown or exported.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from zhihang.corpus.tables.relations import FamilyKind, Member, Relations
from zhihang.records.links import Citation, Family, FamilyGroup
from zhihang.records.record import Record

DEFINITIONS: dict[FamilyKind, str] = {
    "simple": "same complete set of priorities",
    "extended": "any shared priority, transitive",
}


def completed(tables: Relations, records: Sequence[tuple[int, Record]]) -> list[Record]:
    """The records, given with their ordinals, with computed families and citing documents."""
    ords = [ord_ for ord_, _ in records]
    families: dict[FamilyKind, dict[int, list[Member]]] = {kind: tables.family(ords, kind) for kind in DEFINITIONS}
    citing = tables.citing_of(ords)
    return [_completed(ord_, record, families, citing.get(ord_, [])) for ord_, record in records]


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
