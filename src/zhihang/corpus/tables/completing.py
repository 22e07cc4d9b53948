"""A record with what follows from the others: its computed families and how they are linked, the documents and
families known to cite it, its standardized applicants and owner groups.

Derived values never enter the stored record or the index; they are laid over it when it is shown or exported.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from zhihang.corpus.tables.kinship import FamilyKind, Home, Member, family_citations
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

COUNTED_KEYS: tuple[str, ...] = ("family_size", "family_offices", "citations_received")
"""Those of them that are numbers counted across records."""

_NOWHERE = Home(None, None, None, None, None)
_WIDEST_FIRST: tuple[FamilyKind, ...] = ("extended", "simple")
"""Links are told of the widest family of a record; designs have no extended one."""


class _Answers:
    """What the tables say of some records, asked once for all of them."""

    def __init__(self, tables: Tables, ords: Sequence[int]) -> None:
        self._homes = tables.homes(ords)
        self._members = tables.members(family for home in self._homes.values() for family in home[-2:])
        self._links = tables.family_links(self._members)
        documents = {
            *ords,
            *(each.ord for several in self._members.values() for each in several if each.ord is not None),
        }
        self._cited = tables.cited_families(documents)
        self._citing = tables.citing_documents(documents)
        self.standards = tables.standardized_values("pan", ords)
        self.groups = tables.standardized_values("grp", ords)

    def home(self, ord_: int) -> Home:
        """Where a record belongs."""
        return self._homes.get(ord_, _NOWHERE)

    def family(self, ord_: int, record: Record) -> Family | None:
        """The computed families beside the source's own number."""
        home = self.home(ord_)
        groups = {kind: _group(kind, found) for kind in DEFINITIONS if (found := self._members_of(home, kind))}
        links = (self._links.get(home.family(kind) or "", ()) for kind in _WIDEST_FIRST)
        family = Family(
            simple=groups.get("simple"),
            extended=groups.get("extended"),
            links=next(filter(None, links), ()),
            source_id=record.family.source_id if record.family else None,
        )
        return family if family != Family() else None

    def family_citations(self, ord_: int) -> FamilyCitations | None:
        """The families that the record's simple family cites, and that cite it."""
        return family_citations(self._members_of(self.home(ord_), "simple"), self._cited, self._citing)

    def _members_of(self, home: Home, kind: FamilyKind) -> Sequence[Member]:
        return self._members.get(home.family(kind) or "", ())

    def cited_by(self, ord_: int, record: Record) -> tuple[Citation, ...]:
        """The documents that the record's source lists, then those that are known here."""
        known = {citation.number for citation in record.cited_by}
        added = (Citation(number=number) for number in self._citing.get(ord_, ()) if number not in known)
        return (*record.cited_by, *added)


def completed(tables: Tables, records: Sequence[tuple[int, Record]]) -> list[Record]:
    """The records, given with their ordinals, with computed families, citing documents, standardized applicants."""
    answers = _Answers(tables, [ord_ for ord_, _ in records])
    return [_completed(answers, ord_, record) for ord_, record in records]


def _completed(answers: _Answers, ord_: int, record: Record) -> Completed:
    own = {key: getattr(record, key) for key in KEYS}
    if any(citation.text for citation in record.citations):
        own["citations"] = tuple(map(_taken_apart, record.citations))
    home = answers.home(ord_)
    own |= {"family": answers.family(ord_, record), "cited_by": answers.cited_by(ord_, record)}
    return Completed(
        **own,
        family_size=home.family_size,
        family_offices=home.family_offices,
        citations_received=home.citations_received,
        family_citations=answers.family_citations(ord_),
        applicant_standard=tuple(answers.standards.get(ord_, ())),
        owner_group=tuple(answers.groups.get(ord_, ())),
    )


def _taken_apart(citation: Citation) -> Citation:
    """A citation of literature with its parts beside its text; one without any part as it is."""
    if not citation.text:
        return citation
    literature = read_literature(citation.text)
    return msgspec.structs.replace(citation, literature=literature) if literature != Literature() else citation


def _group(kind: FamilyKind, members: Sequence[Member]) -> FamilyGroup:
    return FamilyGroup(
        id=members[0].family,
        definition=DEFINITIONS[kind],
        members=tuple(member.member for member in members),
        in_corpus=tuple(member.ord is not None for member in members),
    )
