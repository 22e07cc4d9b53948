"""The declared tables: names, columns, types, meaning, and where each comes from.

`declarations.tsv` is the only list; the Arrow schemas, the views, the reference page and the tests read it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

RECORD_TABLES: Final = (
    "records", "texts", "parties", "priorities", "related", "classes", "citations", "received", "stated_families",
    "events", "goods", "designations", "pictures", "provenance", "values", "conflicts",
)  # fmt: skip
"""Filled record by record; parts are shared between editions."""
WHOLE_TABLES: Final = (
    "dead",
    "withdrawals",
    "sources",
    "families",
    "citation_pairs",
    "families_cited",
    "counts",
    "ranks",
    "completeness",
)
"""Functions of the whole edition, written anew for each."""

ELEMENTS: Final = {
    "party": "parties",
    "ev": "events",
    "gs": "goods",
    "des": "designations",
    "cit": "citations",
    "pri": "priorities",
}
"""Elements of the query language and the table that holds their entries."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its type (`uint64 int64 int32 bool string binary`), the field or sub-field it holds, its meaning."""

    table: str
    name: str
    type: str
    field: str
    meaning: str


@cache
def tables() -> dict[str, tuple[Column, ...]]:
    """All tables in the order of the list."""
    found: dict[str, list[Column]] = {}
    for line in (resources.files(__package__) / "declarations.tsv").read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            column = Column(*line.split("\t"))
            found.setdefault(column.table, []).append(column)
    return {table: tuple(columns) for table, columns in found.items()}


@cache
def subfields(element: str) -> dict[str, str]:
    """Sub-field → column of an element's table.

    >>> subfields("ev")["cat"]
    'category'
    """
    prefix = f"{element}."
    return {
        column.field.removeprefix(prefix): column.name
        for column in tables()[ELEMENTS[element]]
        if column.field.startswith(prefix)
    }
