"""Conjunction, disjunction and difference of engine queries."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from tantivy import Occur, Query


def any_of(queries: Iterable[Any]) -> Any:
    """Records of any; none of nothing."""
    some = list(queries)
    if len(some) == 1:
        return some[0]
    return Query.boolean_query([(Occur.Should, query) for query in some]) if some else Query.empty_query()


def all_of(queries: Iterable[Any]) -> Any:
    """Records of all; none of nothing."""
    some = list(queries)
    if len(some) == 1:
        return some[0]
    return Query.boolean_query([(Occur.Must, query) for query in some]) if some else Query.empty_query()


def without(left: Any, *rights: Any) -> Any:
    """Records of the left without those of any on the right."""
    return Query.boolean_query([(Occur.Must, left), *((Occur.MustNot, right) for right in rights)])
