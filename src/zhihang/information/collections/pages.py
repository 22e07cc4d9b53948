"""What the pages of collections show: one page of records, figures, rows of the list of collections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final
from urllib.parse import urlencode

from zhihang.errors import QueryError
from zhihang.information.collections.answering import result_of
from zhihang.information.collections.models import Collection
from zhihang.information.collections.selectors import list_sizes
from zhihang.information.editions.reading import Reading
from zhihang.information.facets.refining import clause
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.selectors import Line
from zhihang.library import Corpus, Result
from zhihang.messages import Language
from zhihang.reporting.bibliography.naming import value_name
from zhihang.workspace.actors.actor import Actor

FIGURES: Final = ("pd", "cc", "pa", "ipc")
"""Counts by year of publication, office, applicant and class."""
FIRST: Final = 25
_MONTHS_INCOMPLETE: Final = 24
"""Filings are published after eighteen months, and offices deliver late: the last two years are never whole."""


@dataclass(frozen=True, slots=True)
class RecordsPage:
    """One page of the records of a collection. `asked.query` narrows it; `whole`: how many records without that."""

    asked: Asked
    result: Result
    lines: list[Line]
    pages: int
    whole: int

    @property
    def total(self) -> int:
        """Exactly how many records."""
        return self.result.total

    @property
    def first(self) -> int:
        """The place of the first line shown."""
        return self.asked.offset + 1

    @property
    def last(self) -> int:
        """The place of the last line shown."""
        return self.asked.offset + len(self.lines)

    @property
    def identifiers(self) -> list[str]:
        """Those of the lines shown."""
        return [str(line.row["id"]) for line in self.lines]


def records_page(actor: Actor, row: Collection, corpus: Reading, asked: Asked, language: Language) -> RecordsPage:
    """A page of a collection's records. A page beyond the last one shows the last. Raises QueryError."""
    result = result_of(actor, row, corpus, language, within=asked.query)
    whole = result_of(actor, row, corpus, language).total if asked.query else result.total
    pages = max(1, -(-result.total // asked.rows))
    asked = asked.changed(page=min(asked.page, pages))
    hits = result.page(asked.offset, asked.rows, asked.sort, asked.descending) if result.total else []
    placed = corpus.placed
    lines = [
        Line(place, hit.row, corpus=placed.get(hit.corpus)) for place, hit in enumerate(hits, start=asked.offset + 1)
    ]
    return RecordsPage(asked, result, lines, pages, whole)


@dataclass(frozen=True, slots=True)
class FigureValue:
    """One value: how many records of the collection have it, the query that narrows to them."""

    label: str
    count: int
    percent: int
    query: str
    is_incomplete: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """The counts by one field. `rest`: values that are not shown; the export of the figure has them."""

    field: str
    values: tuple[FigureValue, ...]
    rest: int


def figures(result: Result, today: date, language: Language, most: int = FIRST) -> list[Figure]:
    """The counts of a collection's records by year, office, applicant and class."""
    counts = result.facets(FIGURES)
    return [_figure(field, counts[field], today, language, most) for field in FIGURES if counts[field]]


def _figure(field: str, counts: Iterable[tuple[str | int, int]], today: date, language: Language, most: int) -> Figure:
    items = [(str(value), count) for value, count in counts]
    if field == "pd":
        items.sort(reverse=True)
    peak = max(count for _, count in items)
    values = tuple(
        FigureValue(
            label=value_name(field, value, language),
            count=count,
            percent=round(100 * count / peak),
            query=clause(field, [value]) if value else f"NOT {field}=*",
            is_incomplete=field == "pd" and _is_incomplete(value, today),
        )
        for value, count in items[:most]
    )
    return Figure(field, values, max(0, len(items) - most))


def _is_incomplete(year: str, today: date) -> bool:
    if not year.isdecimal():
        return False
    return (today.year - int(year)) * 12 + today.month - 12 < _MONTHS_INCOMPLETE


@dataclass(frozen=True, slots=True)
class ListedCollection:
    """One line of the list of collections. `fault`: why its query no longer runs."""

    row: Collection
    total: int
    fault: str = ""


def listed(actor: Actor, rows: Iterable[Collection], corpus: Corpus, language: Language) -> list[ListedCollection]:
    """Collections with the number of their records; a list counts what it keeps, the others what they have now."""
    rows = list(rows)
    sizes = list_sizes(actor, rows)
    return [_listed(actor, row, corpus, language, sizes.get(row.pk)) for row in rows]


def _listed(actor: Actor, row: Collection, corpus: Corpus, language: Language, size: int | None) -> ListedCollection:
    if size is not None:
        return ListedCollection(row, size)
    try:
        return ListedCollection(row, result_of(actor, row, corpus, language).total)
    except QueryError as error:
        return ListedCollection(row, 0, error.code)


def search_address(row: Collection, query: str) -> str:
    """The part of an address after `?` that asks a live collection's records as a search; empty for the others."""
    if not row.query:
        return ""
    asked = f"({row.query}\n)\nAND {query}" if query else row.query
    return urlencode({"q": asked})
