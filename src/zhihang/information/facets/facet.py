"""A facet 分面: the values of a field in a result, each of which can narrow or be left out."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final, Literal

from zhihang.information.facets.refining import split, with_value, without_field, without_value
from zhihang.library import Result
from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import value_name

FIELDS: Final = ("right", "cc", "status", "pd", "kind", "ipc")
FIRST = 8
MOST = 200
State = Literal["", "in", "out"]
_FORMS: Final = {"ipc": re.compile(r"[A-HY]\d{2}[A-Z]"), "pd": re.compile(r"\d{4}")}


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value: how many records of the result have it, and the queries that narrow to it or leave it out."""

    value: str
    label: str
    count: int
    percent: int
    state: State
    included: str
    excluded: str


@dataclass(frozen=True, slots=True)
class Facet:
    """The values of one field. `rest`: how many values are not shown (the query can name them)."""

    field: str
    first: tuple[FacetValue, ...]
    more: tuple[FacetValue, ...]
    rest: int


def facets(search: Callable[[str], Result], result: Result, query: str, language: Language) -> list[Facet]:
    """The facets of a result; `search` answers other queries of the same asker.

    A field of which values were chosen or left out counts as if none were: one sees what was left out, and can choose
    more.
    """
    chosen = {field for field in FIELDS if _states(field, query)}
    counts = result.facets([field for field in FIELDS if field not in chosen])
    for field in chosen:
        counts |= search(without_field(query, field)).facets([field])
    return [_facet(field, counts[field], query, language) for field in FIELDS if counts[field]]


def _facet(field: str, counts: Iterable[tuple[str | int, int]], query: str, language: Language) -> Facet:
    states = _states(field, query)
    found = {str(value): count for value, count in counts}
    found |= {value: 0 for value in states if value not in found}
    items = sorted(found.items(), key=lambda pair: (not states.get(pair[0]), -pair[1], pair[0]))
    if field == "pd":
        items = sorted(found.items(), reverse=True)
    most = max(found.values()) or 1
    values = tuple(
        FacetValue(
            value=value,
            label=value_name(field, value, language),
            count=count,
            percent=round(100 * count / most),
            state=(state := states.get(value, "")),
            included=without_value(query, field, value) if state else with_value(query, field, value),
            excluded=with_value(query, field, value, is_excluded=True),
        )
        for value, count in items[: FIRST + MOST]
    )
    return Facet(field, values[:FIRST], values[FIRST:], max(0, len(items) - FIRST - MOST))


def _states(field: str, query: str) -> dict[str, State]:
    _, conditions = split(query)
    return {
        value: "out" if each.is_excluded else "in"
        for each in conditions
        if each.field == field
        for value in each.values
        if _is_counted(field, value)
    }


def _is_counted(field: str, value: str) -> bool:
    """Whether a value is one that the facet counts: it has subclasses and years, a query may ask for less or more."""
    return field not in _FORMS or _FORMS[field].fullmatch(value) is not None
