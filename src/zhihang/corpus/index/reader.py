"""Asking an index: totals, pages, ordinals, facets. Totals are exact; there is no cap."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from copy import copy
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from tantivy import Order, Query

from zhihang.corpus import plan
from zhihang.corpus.index.compiling import Compiler
from zhihang.corpus.index.documents import row_of
from zhihang.corpus.index.endings import Endings
from zhihang.corpus.index.schema import FACET_FIELDS, FACET_YEARS, ORD, ROW, SORT_FIELDS, open_index
from zhihang.corpus.index.stored import leaf_matches
from zhihang.corpus.plan import Node
from zhihang.errors import TimeLimitExceeded
from zhihang.records.record import from_json
from zhihang.standards.schemes import Hierarchy

STORED_BATCH = 2_000
MOST_BUCKETS = 1_000_000
MANY_TIED = 200
"""Ties above which ids are looked up together."""
_SEARCHES = ThreadPoolExecutor(max_workers=8, thread_name_prefix="search")
"""Searches with a time limit run here, so that the asker can be told before the engine is done."""
_TOO_BROAD = "exceeded max expansions"
Answer = TypeVar("Answer")


class _TooBroadError(Exception):
    """The engine refuses a truncation inside a phrase: it stands for too many words (its limit is not settable)."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One record of a page: its ordinal and the row that a list shows."""

    ord: int
    row: dict[str, Any]

    @property
    def id(self) -> str:
        """The record's id."""
        return str(self.row["id"])


@dataclass(frozen=True, slots=True)
class Page:
    """Some hits of a result in its order, and the exact total."""

    total: int
    hits: list[Hit]


class IndexReader:
    """Reads one index folder. `texts` gives the JSON forms of records by ordinal, for leaves that look at text; `by_id`
    the steps that put ordinals in the order of their ids, without which each id is read where keys tie."""

    def __init__(
        self,
        directory: Path,
        texts: Callable[[Sequence[int]], Iterable[tuple[int, bytes]]],
        schemes: Mapping[str, Hierarchy] | None = None,
        by_id: Callable[[Sequence[int]], Sequence[int]] | None = None,
    ) -> None:
        self.index = open_index(str(directory))
        self.searcher: Any = self.index.searcher()
        self.endings = Endings(directory)
        self.texts = texts
        self.by_id = by_id
        self.deadline: float | None = None
        self.seconds = 0.0
        self.looked_at = 0
        self.compiler = Compiler(self.index.schema, self.searcher, self.endings, self, schemes)

    @property
    def size(self) -> int:
        """How many records the index holds."""
        return int(self.searcher.num_docs)

    def within(self, seconds: float) -> IndexReader:
        """The same index for one asker, who waits so many seconds from now (0: no limit; else E601)."""
        reader = copy(self)
        reader.deadline = time.monotonic() + seconds if seconds else None
        reader.seconds = seconds
        reader.looked_at = 0
        reader.compiler = Compiler(self.index.schema, self.searcher, self.endings, reader, self.compiler.schemes)
        return reader

    def count(self, node: Node) -> int:
        """The exact number of records."""
        return self._asked(node, lambda query: int(self._search(query, 1, None).count))

    def undecided(self, leaf: plan.Range) -> int:
        """How many records have a partial date that may or may not lie in the range."""
        return int(self._search(self.compiler.undecided(leaf), 1, None).count)

    def page(self, node: Node, sort: str = "pd", *, descending: bool = True, offset: int = 0, limit: int = 20) -> Page:
        """Hits `offset` to `offset + limit` in the order of `sort`: `id`, `pd`, `ad` or `relevance`."""
        total, ordered = self._asked(node, lambda query: self._ordered(query, sort, descending, offset + limit))
        return Page(total, [self._hit(address) for address in ordered[offset : offset + limit]])

    def ordinals(self, node: Node, sort: str | None = None, *, descending: bool = True) -> list[int]:
        """The ordinals of all records, in the order of `sort`, or ascending where none is asked."""
        if sort is None:
            return self._asked(node, self.ordinals_of)
        _, addresses = self._asked(node, lambda query: self._ordered(query, sort, descending, self.size))
        return list(self.searcher.fast_field_values(ORD, addresses))

    def rows(self, ordinals: Sequence[int]) -> list[Hit]:
        """The rows of some records, in the order given."""
        found = self._search(Query.term_set_query(self.index.schema, ORD, list(ordinals)), max(len(ordinals), 1), ORD)
        by_ord = dict(found.hits)
        return [self._hit(by_ord[ord_], ord_) for ord_ in ordinals if ord_ in by_ord]

    def facets(self, node: Node, fields: Sequence[str]) -> dict[str, list[tuple[str | int, int]]]:
        """Values of facet fields with their counts, the most frequent first, ties by value: all in one search."""
        aggregations = {
            field: {"terms": {"field": f"facet_{field}", "size": MOST_BUCKETS, "segment_size": MOST_BUCKETS}}
            for field in fields
        }
        if not aggregations:
            return {}
        answer = self._asked(node, lambda query: self._told(lambda: self.searcher.aggregate(query, aggregations)))
        return {field: _counted(field, answer[field]["buckets"]) for field in fields}

    @staticmethod
    def has_facet(field: str) -> bool:
        """Whether the engine counts this facet itself."""
        return field in FACET_FIELDS or field in FACET_YEARS

    @staticmethod
    def has_sort(field: str) -> bool:
        """Whether the engine sorts by this field itself."""
        return field in SORT_FIELDS or field in {"id", "relevance"}

    # stored text, asked by the compiler

    def matching(self, leaf: plan.Text | plan.Equals | plan.CombinationSet, candidates: Any) -> list[int]:
        """Which of the candidates a leaf matches, by their stored text."""
        found: list[int] = []
        for batch in _batches(self.ordinals_of(candidates), STORED_BATCH):
            if self.deadline is not None and time.monotonic() > self.deadline:
                raise self._out_of_time()
            self.looked_at += len(batch)
            found.extend(ord_ for ord_, data in self.texts(batch) if leaf_matches(leaf, from_json(data)))
        return found

    def ordinals_of(self, query: Any) -> list[int]:
        """The ordinals of an engine query's records, ascending."""
        total = int(self._search(query, 1, None).count)
        return self._ordinals(query, total) if total else []

    # the engine

    def _search(self, query: Any, limit: int, order_by: str | None, *, count: bool = True) -> Any:
        """One engine search in constant order of cost; stopped (for the asker) when the time is up."""
        if order_by is None:
            arguments = {"query": Query.const_score_query(query, 1.0), "limit": limit, "count": count}
        else:
            arguments = {
                "query": query, "limit": limit, "count": count, "order_by_field": order_by, "order": Order.Asc
            }  # fmt: skip
        return self._within_time(arguments)

    def _asked(self, node: Node, ask: Callable[[Any], Answer]) -> Answer:
        """The answer to a plan; where the engine finds a truncation too broad, by looking at stored text."""
        try:
            return ask(self.compiler.query(node))
        except _TooBroadError:
            self.compiler.patterns.is_cautious = True
            return ask(self.compiler.query(node))

    def _told(self, ask: Callable[[], Answer]) -> Answer:
        try:
            return ask()
        except ValueError as error:
            if _TOO_BROAD in str(error):
                raise _TooBroadError from error
            raise

    def _within_time(self, arguments: dict[str, Any]) -> Any:
        if self.deadline is None:
            return self._told(lambda: self.searcher.search(**arguments))
        remaining = self.deadline - time.monotonic()
        if remaining <= 0:
            raise self._out_of_time()
        try:
            return self._told(lambda: _SEARCHES.submit(self.searcher.search, **arguments).result(remaining))
        except TimeoutError:
            raise self._out_of_time() from None

    def _out_of_time(self) -> TimeLimitExceeded:
        return TimeLimitExceeded("E601", room="search", s=f"{self.seconds:g}")

    def _ordinals(self, query: Any, total: int) -> list[int]:
        return [ord_ for ord_, _ in self._search(query, total, ORD, count=False).hits]

    def _ordered(self, query: Any, sort: str, descending: bool, wanted: int) -> tuple[int, list[Any]]:
        """The total, and the first `wanted` addresses in exact order; keys that tie are told apart by id."""
        if sort == "id" and descending:
            total, ascending = self._ordered(query, "id", False, self.size)
            return total, ascending[::-1]
        limit = wanted + 1
        total, keyed = self._keyed(query, sort, descending, limit)
        while 0 < wanted < len(keyed) < total and keyed[-1][0] == keyed[wanted - 1][0]:
            limit *= 4
            _, keyed = self._keyed(query, sort, descending, limit)
        return total, self._told_apart(keyed, wanted)

    def _keyed(self, query: Any, sort: str, descending: bool, limit: int) -> tuple[int, list[tuple[Any, Any]]]:
        most = max(1, min(limit, self.size))
        if sort == "relevance":
            found = self._within_time({"query": query, "limit": most, "count": True})
            return int(found.count), [(-round(score, 4), address) for score, address in found.hits]
        field = "sort_id" if sort == "id" else f"sort_{sort}_{'desc' if descending else 'asc'}"
        found = self._search(query, most, field)
        return int(found.count), list(found.hits)

    def _told_apart(self, keyed: list[tuple[Any, Any]], wanted: int) -> list[Any]:
        """Addresses ordered by key and then id; ids are read only where keys tie."""
        ordered: list[Any] = []
        start = 0
        while start < len(keyed) and len(ordered) < wanted:
            end = start + 1
            while end < len(keyed) and keyed[end][0] == keyed[start][0]:
                end += 1
            tied = [address for _, address in keyed[start:end]]
            ordered.extend(self._in_order_of_ids(tied))
            start = end
        return ordered

    def _in_order_of_ids(self, tied: list[Any]) -> list[Any]:
        if len(tied) > MANY_TIED and self.by_id is not None:
            return [tied[step] for step in self.by_id(self.searcher.fast_field_values(ORD, tied))]
        return sorted(tied, key=lambda address: self._row(address)["id"]) if len(tied) > 1 else tied

    def _row(self, address: Any) -> dict[str, Any]:
        return row_of(bytes(self.searcher.doc(address)[ROW][0]))

    def _hit(self, address: Any, ord_: int | None = None) -> Hit:
        known = self.searcher.fast_field_values(ORD, [address])[0] if ord_ is None else ord_
        return Hit(known, self._row(address))


def _batches(items: Sequence[int], size: int) -> Iterator[Sequence[int]]:
    for start in range(0, len(items), size):
        yield items[start : start + size]


def _counted(field: str, buckets: Iterable[Mapping[str, Any]]) -> list[tuple[str | int, int]]:
    counts = [(bucket["key"], int(bucket["doc_count"])) for bucket in buckets]
    if field in FACET_YEARS:
        counts = [(int(year), count) for year, count in counts]
    return sorted(counts, key=lambda pair: (-pair[1], pair[0]))
