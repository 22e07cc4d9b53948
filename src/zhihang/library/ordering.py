"""In which order do the hits of several corpora stand? As if they were one corpus."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from zhihang.records.dates import interval
from zhihang.search.execution import Collapse, Execution

Place: TypeAlias = tuple[int, int]
"""Which corpus, and the record's ordinal there."""

_BY_FIRST_DAY = frozenset({"pd", "ad", "prd", "gd", "rd", "exd"})
"""Dates: a month or a year counts as its first day."""


def merged(
    executions: Sequence[Execution], sort: str, descending: bool, collapse: Collapse, wanted: int | None = None
) -> Iterator[Place]:
    """The hits of all corpora in the order of `sort`, ties by id; at least the first `wanted` where that is given.

    Scores of different corpora rest on different term statistics, so `relevance` takes the best of each in turn. Of a
    right or family that several corpora hold, the first hit stays.
    """
    streams = [
        _keyed(execution, place, sort, descending, collapse, wanted) for place, execution in enumerate(executions)
    ]
    hits = heapq.merge(*streams, key=lambda hit: hit.order)
    for hit in hits if collapse == "document" else _first_of_each(hits):
        yield hit.place


@dataclass(frozen=True, slots=True)
class _Order:
    """How hits compare: by value in either direction, absent last, ties by id, then by corpus."""

    value: Any
    id: str
    corpus: int
    descending: bool

    def __lt__(self, other: _Order) -> bool:
        if self.value == other.value:
            return (self.id, self.corpus) < (other.id, other.corpus)
        if self.value is None or other.value is None:
            return other.value is None
        return bool(self.value > other.value if self.descending else self.value < other.value)


@dataclass(frozen=True, slots=True)
class _Hit:
    order: _Order
    place: Place
    group: str


def _keyed(
    execution: Execution, corpus: int, sort: str, descending: bool, collapse: Collapse, wanted: int | None
) -> list[_Hit]:
    ords = ordinals(execution, sort, descending, collapse, wanted)
    ids = execution.group_keys(ords, "document")
    groups = ids if collapse == "document" else execution.group_keys(ords, collapse)
    values = list(range(len(ords))) if sort == "relevance" else _values(execution, ords, sort)
    falling = descending and sort != "relevance"
    return [
        _Hit(_Order(value, identifier, corpus, falling), (corpus, ord_), group)
        for ord_, identifier, group, value in zip(ords, ids, groups, values, strict=True)
    ]


def ordinals(
    execution: Execution, sort: str, descending: bool, collapse: Collapse, wanted: int | None
) -> Sequence[int]:
    """The first `wanted` hits of one corpus, or all of them."""
    if wanted is None:
        return execution.ordinals(sort, descending=descending, collapse=collapse)
    page = execution.page(0, wanted, sort=sort, descending=descending, collapse=collapse)
    return [hit.ord for hit in page.hits]


def _values(execution: Execution, ords: Sequence[int], sort: str) -> list[Any]:
    values = execution.sort_values(ords, sort)
    return [value and interval(value)[0] for value in values] if sort in _BY_FIRST_DAY else values


def _first_of_each(hits: Iterable[_Hit]) -> Iterator[_Hit]:
    seen: set[str] = set()
    for hit in hits:
        if hit.group not in seen:
            seen.add(hit.group)
            yield hit
