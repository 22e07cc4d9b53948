"""A record with what follows from the others: its computed families and how they are linked, the documents and
families known to cite it, its standardized applicants and owner groups.

Derived values never enter the stored record or the index; they are laid over it when it is shown or exported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from zhihang.corpus.tables.kinship import Sizes
from zhihang.corpus.tables.relations import FamilyKind, Member
from zhihang.records.links import Citation, Family, FamilyCitations, FamilyGroup
from zhihang.records.record import KEYS, Record
from zhihang.standards.literature import Literature, read_literature

if TYPE_CHECKING:
    from zhihang.corpus.tables.reading import Tables

DEFINITIONS: dict[FamilyKind, str] = {
    "simple": "same complete set of priorities",
    "extended": "any shared priority, transitive",
}


class Completed(Record, frozen=True, omit_defaults=True, kw_only=True):
    """A record with the values that only other records and judgements give it, beside its own keys.

    `family_size`, `family_offices`: rights and offices in its simple family, members outside the corpus included;
    `citations_received`: documents known to cite it; `family_citations`: the same between families.
    """

    family_size: int | None = None
    family_offices: int | None = None
    citations_received: int | None = None
    family_citations: FamilyCitations | None = None
    applicant_standard: tuple[str, ...] = ()
    owner_group: tuple[str, ...] = ()


SHOWN_KEYS: tuple[str, ...] = Completed.__struct_fields__
"""All keys of the JSON form of a record that is shown or exported."""

COUNTED_KEYS: tuple[str, ...] = Sizes._fields
"""Those of them that are numbers counted across records."""

_NO_SIZES = Sizes(None, None, None)


class _Answers:
    """What the tables say of some records, asked once for all of them."""

    def __init__(self, tables: Tables, ords: Sequence[int]) -> None:
        self.families = {kind: tables.family(ords, kind) for kind in DEFINITIONS}
        self.links = tables.family_links(ords)
        self.citing = tables.citing_of(ords)
        self.family_citations = tables.family_citations(ords)
        self.sizes = tables.sizes(ords)
        self.standards = tables.standardized_values("pan", ords)
        self.groups = tables.standardized_values("grp", ords)

    def family(self, ord_: int, record: Record) -> Family | None:
        """The computed families beside the source's own number."""
        groups = {kind: _group(kind, found[ord_]) for kind, found in self.families.items() if ord_ in found}
        family = Family(
            simple=groups.get("simple"),
            extended=groups.get("extended"),
            links=self.links.get(ord_, ()),
            source_id=record.family.source_id if record.family else None,
        )
        return family if family != Family() else None

    def cited_by(self, ord_: int, record: Record) -> tuple[Citation, ...]:
        """The documents that the record's source lists, then those that are known here."""
        known = {citation.number for citation in record.cited_by}
        added = (Citation(number=number) for number in self.citing.get(ord_, ()) if number not in known)
        return (*record.cited_by, *added)


def completed(tables: Tables, records: Sequence[tuple[int, Record]]) -> list[Record]:
    """The records, given with their ordinals, with computed families, citing documents, standardized applicants."""
    answers = _Answers(tables, [ord_ for ord_, _ in records])
    return [_completed(answers, ord_, record) for ord_, record in records]


def _completed(answers: _Answers, ord_: int, record: Record) -> Completed:
    own = {key: getattr(record, key) for key in KEYS}
    if any(citation.text for citation in record.citations):
        own["citations"] = tuple(map(_taken_apart, record.citations))
    own |= {"family": answers.family(ord_, record), "cited_by": answers.cited_by(ord_, record)}
    return Completed(
        **own,
        **answers.sizes.get(ord_, _NO_SIZES)._asdict(),
        family_citations=answers.family_citations.get(ord_),
        applicant_standard=tuple(answers.standards.get(ord_, ())),
        owner_group=tuple(answers.groups.get(ord_, ())),
    )


def _taken_apart(citation: Citation) -> Citation:
    """A citation of literature with its parts beside its text; one without any part as it is."""
    if not citation.text:
        return citation
    literature = read_literature(citation.text)
    return msgspec.structs.replace(citation, literature=literature) if literature != Literature() else citation


def _group(kind: FamilyKind, members: list[Member]) -> FamilyGroup:
    return FamilyGroup(
        id=members[0].family,
        definition=DEFINITIONS[kind],
        members=tuple(member.member for member in members),
        in_corpus=tuple(member.ord is not None for member in members),
    )
