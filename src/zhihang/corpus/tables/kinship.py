"""How the members of a family are linked, which families cite which, and how large they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import pyarrow as pa

from zhihang.corpus.tables.asking import Asked, wanted
from zhihang.corpus.tables.statements import statements
from zhihang.records.links import FamilyCitations, FamilyLink

_PREFERRED = ("extended", "simple")
"""Links are told of the widest family of a record; designs have no extended one."""


class Sizes(NamedTuple):
    """Rights in a record's simple family, offices among them, documents known to cite the record."""

    family_size: int | None
    family_offices: int | None
    citations_received: int | None


class Kinship(Asked):
    """Questions about how families hang together, within and with each other."""

    def family_links(self, ords: Sequence[int] | pa.Array) -> dict[int, tuple[FamilyLink, ...]]:
        """How the members of each record's extended family (else the simple one) are linked, as sources state it."""
        found: dict[int, tuple[FamilyLink, ...]] = {}
        asked = wanted(ords)
        sql = statements("kinship.sql")
        for kind in _PREFERRED:
            links: dict[str, list[FamilyLink]] = {}
            for family, application, relation, target, documents, target_documents in self.ask(
                sql["links"].replace("$kind", f"'{kind}'"), wanted=asked
            ).fetchall():
                link = FamilyLink(
                    application=application,
                    relation=relation,
                    to=target,
                    documents=tuple(documents),
                    to_documents=tuple(target_documents),
                )
                links.setdefault(family, []).append(link)
            families = self.ask(sql["families_of"].replace("$kind", f"'{kind}'"), wanted=asked).fetchall()
            for ord_, family in families:
                if family in links:
                    found.setdefault(ord_, tuple(links[family]))
        return found

    def family_citations(self, ords: Sequence[int] | pa.Array) -> dict[int, FamilyCitations]:
        """For each record the simple families that its family cites and that cite it; its own family left out."""
        cited: dict[int, list[str]] = {}
        citing: dict[int, list[str]] = {}
        for ord_, cites, other in self.ask(
            statements("kinship.sql")["family_citations"], wanted=wanted(ords)
        ).fetchall():
            (cited if cites else citing).setdefault(ord_, []).append(other)
        return {
            ord_: FamilyCitations(cites=tuple(cited.get(ord_, ())), cited_by=tuple(citing.get(ord_, ())))
            for ord_ in {*cited, *citing}
        }

    def sizes(self, ords: Sequence[int] | pa.Array) -> dict[int, Sizes]:
        """Of each record how large its family is and how often it is cited: the fields `nfam` and `nfc`."""
        rows = self.ask(statements("kinship.sql")["sizes"], wanted=wanted(ords)).fetchall()
        return {row[0]: Sizes(*row[1:]) for row in rows}
