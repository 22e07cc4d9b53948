"""The counts of an edition as tables: each number leads to its records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import value_name
from zhihang.search.conditions import condition


@dataclass(frozen=True, slots=True)
class CountedValue:
    """One value of a field: what it is called, how many records, the query that finds them, its share of the most."""

    value: str
    label: str
    count: int
    query: str
    percent: int


@dataclass(frozen=True, slots=True)
class CountedField:
    """The values of one field with their counts."""

    field: str
    values: tuple[CountedValue, ...]


def counted(field: str, counts: Mapping[str, int], language: Language) -> CountedField:
    """A field's values: years from the latest, everything else from the most frequent. No value means not stated."""
    most = max(counts.values(), default=1)
    items = sorted(counts.items(), key=lambda pair: (pair[0] == "", -pair[1], pair[0]))
    if field == "pd":
        items.sort(key=lambda pair: pair[0], reverse=True)
    values = (
        CountedValue(
            value,
            value_name(field, value, language),
            count,
            condition(field, [value]) if value else f"NOT {field}=*",
            round(100 * count / most),
        )
        for value, count in items
    )
    return CountedField(field, tuple(values))
