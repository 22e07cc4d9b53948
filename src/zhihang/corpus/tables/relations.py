"""Who cites whom, who belongs to which family: relations between records and numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Literal, TypeAlias

import pyarrow as pa

from zhihang.corpus.tables.asking import first_column, wanted
from zhihang.corpus.tables.kinship import FamilyKind, Kinship, Member

Join: TypeAlias = Literal["cites", "citedby", "fam", "xfam"]

_JOINS: Final[dict[str, str]] = {
    "cites": "SELECT DISTINCT p.citing_ord AS ord FROM citation_pairs p JOIN wanted w ON w.ord = p.cited_ord "
    "WHERE p.citing_ord IS NOT NULL ORDER BY 1",
    "citedby": "SELECT DISTINCT p.cited_ord AS ord FROM citation_pairs p JOIN wanted w ON w.ord = p.citing_ord "
    "WHERE p.cited_ord IS NOT NULL ORDER BY 1",
    "fam": "SELECT DISTINCT m.ord FROM families f JOIN wanted w ON w.ord = f.ord JOIN families m "
    "ON m.family = f.family WHERE f.kind = 'simple' AND m.in_corpus ORDER BY 1",
    "xfam": "SELECT DISTINCT m.ord FROM families f JOIN wanted w ON w.ord = f.ord JOIN families m "
    "ON m.family = f.family WHERE f.kind = 'extended' AND m.in_corpus ORDER BY 1",
}


class Relations(Kinship):
    """Questions about citations and families.

    A number without kind code means any kind; with a trailing `*` it is a beginning.
    """

    def join(self, kind: Join, ords: Sequence[int] | pa.Array) -> pa.Array:
        """Records that stand in a relation to any of the given ones, by ordinal.

        `cites`: that cite one; `citedby`: that one cites; `fam`, `xfam`: of the same simple or extended family.
        """
        return first_column(self.ask(_JOINS[kind], wanted=wanted(ords)))

    def citing(self, numbers: Sequence[str] | None = None, *, ords: Sequence[int] | pa.Array | None = None) -> pa.Array:
        """Records that cite any of the documents, in the corpus or not."""
        if numbers is None:
            return self.join("cites", ords if ords is not None else [])
        where = _matches("p.cited", "p.cited_stem")
        sql = (
            f"SELECT DISTINCT p.citing_ord FROM citation_pairs p WHERE p.citing_ord IS NOT NULL AND {where} ORDER BY 1"
        )
        return first_column(self.ask(sql, asked=_asked(numbers)))

    def cited_by(
        self, numbers: Sequence[str] | None = None, *, ords: Sequence[int] | pa.Array | None = None
    ) -> pa.Array:
        """Records that any of the documents cites."""
        if numbers is None:
            return self.join("citedby", ords if ords is not None else [])
        where = _matches("p.citing", "p.citing_stem")
        sql = f"SELECT DISTINCT p.cited_ord FROM citation_pairs p WHERE p.cited_ord IS NOT NULL AND {where} ORDER BY 1"
        return first_column(self.ask(sql, asked=_asked(numbers)))

    def citations_of(self, ord_: int) -> tuple[list[str], list[str]]:
        """Ids or numbers that a record cites, and those known to cite it."""
        made = self.ask("SELECT DISTINCT cited FROM citation_pairs WHERE citing_ord = ? ORDER BY 1", [ord_]).fetchall()
        got = self.ask("SELECT DISTINCT citing FROM citation_pairs WHERE cited_ord = ? ORDER BY 1", [ord_]).fetchall()
        return [row[0] for row in made], [row[0] for row in got]

    def family_members(self, number: str, kind: FamilyKind = "simple") -> list[Member]:
        """Members of the families of a document, itself included: records first, then numbers outside the corpus."""
        where = _matches("f.member", "f.stem")
        sql = (
            "SELECT DISTINCT m.family, m.ord, m.member, m.source_family FROM families f "
            f"JOIN families m ON m.family = f.family WHERE f.kind = ? AND {where} "
            "ORDER BY m.ord IS NULL, m.member, m.family"
        )
        return [Member(*row) for row in self.ask(sql, [kind], asked=_asked([number])).fetchall()]

    def family_differences(self) -> list[tuple[str, list[str], list[str]]]:
        """Where the source's family and ours differ: our family id, the source's numbers in it, our families of one
        source number. One entry a disagreement, by family."""
        sql = (
            "WITH pair AS (SELECT DISTINCT family, source_family FROM families "
            "WHERE kind = 'simple' AND source_family IS NOT NULL), "
            "split AS (SELECT source_family FROM pair GROUP BY source_family HAVING count(*) > 1), "
            "mixed AS (SELECT family FROM pair GROUP BY family HAVING count(*) > 1) "
            "SELECT p.family, p.source_family FROM pair p WHERE p.source_family IN (SELECT source_family FROM split) "
            "OR p.family IN (SELECT family FROM mixed) ORDER BY 1, 2"
        )
        ours: dict[str, list[str]] = {}
        theirs: dict[str, list[str]] = {}
        for family, source in self.ask(sql).fetchall():
            ours.setdefault(family, []).append(source)
            theirs.setdefault(source, []).append(family)
        return [(family, named, sorted({f for s in named for f in theirs[s]})) for family, named in ours.items()]


def _asked(numbers: Sequence[str]) -> pa.Table:
    """Numbers as exact ones and beginnings."""
    exact = [None if number.endswith("*") else number for number in numbers]
    beginnings = [number[:-1] if number.endswith("*") else None for number in numbers]
    return pa.table({"number": pa.array(exact, pa.string()), "beginning": pa.array(beginnings, pa.string())})


def _matches(column: str, stem: str) -> str:
    return (
        f"({column} IN (SELECT number FROM asked) OR {stem} IN (SELECT number FROM asked) "
        f"OR EXISTS (SELECT 1 FROM asked a WHERE starts_with({column}, a.beginning)))"
    )
