"""Records like one, and why: hits with the route and rank by which each came, shared terms, evidence passages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, NamedTuple, Protocol, TypeAlias

from zhihang.corpus.index.reader import Hit
from zhihang.records.record import Record
from zhihang.search.similar.passages import Passage, nearest_passage, passages
from zhihang.search.similar.terms import Term, shared

Route: TypeAlias = Literal["terms", "vectors"]
"""How a hit was found: by characteristic words and classes (BM25), or by nearness of meaning."""
By: TypeAlias = Literal["auto", "terms", "vectors", "hybrid"]
"""What is asked for; `auto`: hybrid where the editions have vectors, else terms."""


class Place(NamedTuple):
    """Where a hit stands on one route 检索途径: its rank there from 1, and the score of that route."""

    route: Route
    rank: int
    score: float


@dataclass(frozen=True, slots=True)
class SimilarHit:
    """One similar record 相似文献.

    `score`: of the fusion where there are several routes, else of the route; it orders hits and means nothing else.
    `places`: by which routes it came. `folded`: ids of its right's or family's other hits that stand behind it.
    """

    hit: Hit
    corpus: int
    rank: int
    score: float
    places: tuple[Place, ...]
    folded: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        """The record's id."""
        return self.hit.id

    @property
    def row(self) -> dict[str, Any]:
        """What a list shows: id, right, office, number, kind, title, applicants, dates, ipc, status."""
        return self.hit.row


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a hit is similar: the terms and classes it shares, the weightiest first, and where its text shows it.

    `by`: `terms` where the passages share terms; `vectors` where none is shared and the passage is the one whose
    meaning lies nearest; `none` where the record has no text to show.
    """

    terms: tuple[Term, ...]
    passages: tuple[Passage, ...]
    by: Literal["terms", "vectors", "none"]


class Asked(Protocol):
    """What a result asks its editions for."""

    def record(self, hit: SimilarHit) -> Record:
        """The record of a hit."""

    def terms(self, corpus: int) -> Sequence[Term]:
        """The characteristic terms by the statistics of one edition."""

    def closeness(self, texts: Sequence[str]) -> list[float]:
        """How near the meaning of texts lies to what is asked."""


class Similar:
    """The records that are like a record or a text, in order. Not the answer to a query: there is no total.

    `record`: what was asked for, None for a text; its right is left out. `routes`: the routes that were taken.
    `missing`: why a route of `auto` was not taken (`NO_ENCODER`, `NO_VECTORS`), or that nearness of meaning was asked
    of some corpora only (`SOME_NO_VECTORS`), else empty.
    """

    def __init__(
        self,
        asked: Asked,
        hits: Sequence[SimilarHit],
        routes: Sequence[Route],
        *,
        record: Record | None,
        text: str,
        edition_ids: Sequence[str],
        missing: str = "",
    ) -> None:
        self._asked = asked
        self.hits = list(hits)
        self.routes = tuple(routes)
        self.record = record
        self.text = text
        self.edition_ids = list(edition_ids)
        self.missing = missing

    @property
    def terms(self) -> list[Term]:
        """The characteristic terms and classes, by the statistics of the first edition."""
        return list(self._asked.terms(0))

    def evidence(self, hit: SimilarHit, most: int = 2) -> Evidence:
        """Why a hit is similar; computed when it is asked for, a few milliseconds each (nearness: some tenths)."""
        record = self._asked.record(hit)
        terms = self._asked.terms(hit.corpus)
        common = tuple(shared(record, terms))
        found = passages(record, terms, most)
        if found or "vectors" not in self.routes:
            return Evidence(common, tuple(found), "terms" if found else "none")
        nearest = nearest_passage(record, self._asked.closeness)
        return Evidence(common, (nearest,) if nearest else (), "vectors" if nearest else "none")
