"""How much do records have in common? Frequencies of words and classes, and records ranked by weighted ones (BM25).

The face for more-like-this: what is characteristic is decided in `search.similar`, the engine is known here only.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from tantivy import Query

from zhihang.corpus.index.boolean import all_of, any_of, without
from zhihang.corpus.index.documents import row_of
from zhihang.corpus.index.reader import Hit, IndexReader
from zhihang.corpus.index.schema import CODE, ORD, ROW
from zhihang.corpus.plan import Everything, Node

FIELDS: Final[Mapping[str, float]] = {"ti": 2.0, "ab": 1.0, "clm": 1.0, "gds": 1.0}
"""Text fields that are compared, with the weight of a word in them."""
CONSTANT: Final = 2.2
"""BM25 gives a word of average frequency in a text of average length this times its inverse frequency (k1 + 1)."""


@dataclass(frozen=True, slots=True)
class Feature:
    """What records can have in common: a word, neighbouring characters, or a class symbol (`scheme` says of which)."""

    tokens: tuple[str, ...]
    scheme: str = ""


class Likeness:
    """One index, asked for what records have in common."""

    def __init__(self, reader: IndexReader) -> None:
        self.reader = reader
        self.schema = reader.index.schema

    @property
    def size(self) -> int:
        """How many records there are."""
        return self.reader.size

    def frequency(self, feature: Feature) -> int:
        """How many records have it; of a word, how many in the field that has it most."""
        if feature.scheme:
            return int(self.reader.searcher.doc_freq(CODE, _symbol(feature)))
        if len(feature.tokens) == 1:
            return max(int(self.reader.searcher.doc_freq(field, feature.tokens[0])) for field in FIELDS)
        found = self.reader.searcher.search(Query.const_score_query(self._text(feature), 1.0), 1, count=True)
        return int(found.count)

    def ranked(
        self,
        weights: Mapping[Feature, float],
        limit: int,
        *,
        within: Node | None = None,
        leaving_out: Iterable[int] = (),
    ) -> list[tuple[Hit, float]]:
        """The records that share most weight, the best first, ties by id; none that shares nothing."""
        if not weights or limit < 1:
            return []
        shares = any_of(self._weighted(feature, weight) for feature, weight in weights.items())
        query = all_of([shares, self._silent(within)]) if within not in (None, Everything()) else shares
        left_out = list(leaving_out)
        if left_out:
            query = without(query, Query.term_set_query(self.schema, ORD, left_out))
        found = self.reader.searcher.search(query, limit, count=False).hits
        ords = self.reader.searcher.fast_field_values(ORD, [address for _, address in found])
        scored = [
            (Hit(ord_, self._row(address)), round(float(score), 4))
            for ord_, (score, address) in zip(ords, found, strict=True)
        ]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0].id))

    def _row(self, address: Any) -> dict[str, Any]:
        return row_of(bytes(self.reader.searcher.doc(address)[ROW][0]))

    def _silent(self, node: Node | None) -> Any:
        """A condition that adds nothing to the score."""
        query = Query.all_query() if node is None else self.reader.compiler.query(node)
        return Query.boost_query(Query.const_score_query(query, 1.0), 0.0)

    def _weighted(self, feature: Feature, weight: float) -> Any:
        if feature.scheme:
            term = Query.term_query(self.schema, CODE, _symbol(feature), "basic")
            return Query.const_score_query(term, weight * CONSTANT)
        return Query.boost_query(self._text(feature), weight)

    def _text(self, feature: Feature) -> Any:
        return any_of(Query.boost_query(self._in(field, feature.tokens), factor) for field, factor in FIELDS.items())

    def _in(self, field: str, tokens: Sequence[str]) -> Any:
        if len(tokens) == 1:
            return Query.term_query(self.schema, field, tokens[0], "freq")
        return Query.phrase_query(self.schema, field, list(tokens))


def _symbol(feature: Feature) -> str:
    return f"{feature.scheme}{feature.tokens[0]}"
