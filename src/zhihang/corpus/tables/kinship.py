"""Which family a record is of, how its members are linked, and which families cite which.

Each question is written out with the ordinals or families it is about, and asks tables that are sorted by these: so a
record's page reads a few groups of rows, however large the edition is.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Literal, NamedTuple, TypeAlias

import pyarrow as pa

from zhihang.corpus.tables.asking import Asked
from zhihang.corpus.tables.statements import statements
from zhihang.records.links import FamilyCitations, FamilyLink

FamilyKind: TypeAlias = Literal["simple", "extended"]


class Home(NamedTuple):
    """Where a record belongs: its families, how large the simple one is, by how many documents it is cited."""

    family_size: int | None
    family_offices: int | None
    citations_received: int | None
    simple: str | None
    extended: str | None

    def family(self, kind: FamilyKind) -> str | None:
        """The family of a kind."""
        return self.simple if kind == "simple" else self.extended


class Member(NamedTuple):
    """A member of a family 同族成员: its family, its record where it has one here, its id or number."""

    family: str
    ord: int | None
    member: str
    source_family: str | None


Members: TypeAlias = Mapping[str, Sequence[Member]]
"""The members of families, records first, by number."""


class Kinship(Asked):
    """Questions about how families hang together, within and with each other."""

    def homes(self, ords: Iterable[int]) -> dict[int, Home]:
        """Where each record belongs; the fields `nfam` and `nfc` are of it."""
        answer = self.ask_of(statements("kinship.sql")["homes"], {"$of_these": "ord"}, list(ords))
        return {row[0]: Home(*row[1:]) for row in answer.fetchall()}

    def members(self, families: Iterable[str | None]) -> dict[str, list[Member]]:
        """The members of families, their records first, then numbers outside the corpus."""
        found: dict[str, list[Member]] = {}
        named = sorted({family for family in families if family is not None})
        if named:
            answer = self.ask_of(statements("kinship.sql")["members"], {"$of_these": "family"}, named)
            for row in answer.fetchall():
                found.setdefault(row[0], []).append(Member(*row))
        return found

    def family(self, ords: Sequence[int] | pa.Array, kind: FamilyKind = "simple") -> dict[int, list[Member]]:
        """The members of each record's family; records of rights that have no families are absent."""
        homes = self.homes(_plain(ords))
        members = self.members(home.family(kind) for home in homes.values())
        return {ord_: members[family] for ord_, home in homes.items() if (family := home.family(kind)) in members}

    def family_links(self, members: Members) -> dict[str, tuple[FamilyLink, ...]]:
        """How the members of each family are linked, as sources state it; families without any are absent."""
        ours = [(each.family, each.ord) for several in members.values() for each in several if each.ord is not None]
        if not ours:
            return {}
        families, ords = zip(*ours, strict=True)
        handed = pa.table({"family": pa.array(families, pa.string()), "ord": pa.array(ords, pa.uint64())})
        columns = {f"${table}_of_these": f"{table}.ord" for table in ("r", "p", "v", "l")}
        answer = self.ask_of(statements("kinship.sql")["links"], columns, sorted(set(ords)), own=handed)
        found: dict[str, list[FamilyLink]] = {}
        for family, application, relation, target, documents, target_documents in answer.fetchall():
            link = FamilyLink(
                application=application,
                relation=relation,
                to=target,
                documents=tuple(documents),
                to_documents=tuple(target_documents),
            )
            found.setdefault(family, []).append(link)
        return {family: tuple(links) for family, links in found.items()}

    def cited_families(self, ords: Iterable[int]) -> dict[int, set[str]]:
        """For each record the simple families of the documents that it cites."""
        answer = self.ask_of(statements("kinship.sql")["cited_families"], {"$of_these": "citing_ord"}, list(ords))
        found: dict[int, set[str]] = {}
        for ord_, family in answer.fetchall():
            found.setdefault(ord_, set()).add(family)
        return found

    def citing_documents(self, ords: Iterable[int]) -> dict[int, dict[str, str]]:
        """For each record the ids or numbers of the documents known to cite it, each with its simple family."""
        answer = self.ask_of(statements("kinship.sql")["citing_documents"], {"$of_these": "cited_ord"}, list(ords))
        found: dict[int, dict[str, str]] = {}
        for ord_, citing, family in answer.fetchall():
            found.setdefault(ord_, {})[citing] = family
        return found


def family_citations(
    members: Sequence[Member], cited: Mapping[int, set[str]], citing: Mapping[int, Mapping[str, str]]
) -> FamilyCitations | None:
    """The simple families that a family cites, and that cite it, its own left out; None where there are none."""
    own = {member.family for member in members}
    ords = [member.ord for member in members if member.ord is not None]
    cites = {family for ord_ in ords for family in cited.get(ord_, ())} - own
    cited_by = {family for ord_ in ords for family in citing.get(ord_, {}).values()} - own
    if not cites and not cited_by:
        return None
    return FamilyCitations(cites=tuple(sorted(cites)), cited_by=tuple(sorted(cited_by)))


def _plain(ords: Sequence[int] | pa.Array) -> list[int]:
    return ords.to_pylist() if isinstance(ords, pa.Array) else list(ords)
