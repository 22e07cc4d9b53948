"""What a search page reads: one page of a result with everything beside it, and the neighbours of a record."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from zhihang.corpus.plan import And
from zhihang.errors import ZhihangError
from zhihang.information.corpora.places import Place
from zhihang.information.facets.facet import Facet, Faceting
from zhihang.information.facets.refining import split, without_value
from zhihang.information.record_pages.gallery import Figure, leading_figures
from zhihang.information.search_pages.added_columns import AddedColumns
from zhihang.information.search_pages.clause_colors import ClauseColors
from zhihang.information.search_pages.columns import (
    PICTURE,
    USUAL,
    Cell,
    Column,
    cell,
    columns,
    counts_of,
    needs_records,
    records_of,
)  # fmt: skip
from zhihang.information.search_pages.desk import Desk
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.keywords import Keywords, keywords
from zhihang.library import Result, Row
from zhihang.search.printing import print_operand, print_query

_MOST_PARTS = 8


@dataclass(frozen=True)
class Line:
    """One hit as a line of the table: its place in the result, what the row shows, its cells, its words in context."""

    place: int
    row: dict[str, Any]
    cells: list[Cell] = field(default_factory=list)
    keywords: Keywords | None = None
    corpus: Place | None = None
    """Where it stands, where several corpora are asked."""
    figure: Figure | None = None

    @property
    def applicants(self) -> str:
        """All of them, as the source writes them."""
        return "; ".join(self.row.get("applicants") or ())

    @property
    def classes(self) -> list[str]:
        """The IPC symbols, the main one first."""
        return list(self.row.get("ipc") or ())

    @property
    def further_classes(self) -> int:
        """How many classes the line leaves to the record's page."""
        return len(self.classes) - 1


@dataclass(frozen=True, slots=True)
class Chip:
    """A value that a query was narrowed by, or rid of, and the query without that."""

    field: str
    value: str
    is_excluded: bool
    without: str


@dataclass(frozen=True)
class ResultPage:
    """One page of a result: `asked.page` is the one shown, `missing` the one that was asked and is not there.

    `groups`: how many lines there are, which is fewer than `total` where lines stand for rights or families.
    """

    asked: Asked
    result: Result
    lines: list[Line]
    facets: list[Facet]
    columns: list[Column]
    groups: int
    missing: int = 0

    @property
    def total(self) -> int:
        """Exactly how many records."""
        return self.result.total

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return _pages(self.groups, self.asked.rows)

    @property
    def chips(self) -> list[Chip]:
        """The conditions at the end of the query, value by value, each with the query that lacks it."""
        query = self.asked.query
        return [
            Chip(each.field, value, each.is_excluded, without_value(query, each.field, value))
            for each in split(query)[1]
            for value in each.values
        ]

    @property
    def first(self) -> int:
        """The place of the first line shown."""
        return self.asked.offset + 1

    @property
    def last(self) -> int:
        """The place of the last line shown."""
        return self.asked.offset + len(self.lines)


def result_page(
    desk: Desk, asked: Asked, usual: tuple[str, ...] = USUAL, added: AddedColumns | None = None
) -> ResultPage:
    """A page of the answer to a question. Raises QueryError. A page beyond the last one shows the last.

    `usual`: the columns where the question names none; `added`: those that the reader's organization has beside them.
    """
    result = desk.search(asked.query)
    groups = result.total if asked.collapse == "document" or not result.total else result.groups(asked.collapse)
    last = _pages(groups, asked.rows)
    missing = asked.page if asked.page > last else 0
    asked = asked.changed(page=min(asked.page, last))
    rows: list[Row] = []
    if result.total:
        rows = result.page(asked.offset, asked.rows, asked.sort, asked.descending, asked.collapse)
    codes = asked.columns or usual
    own = added.named(codes) if added else {}
    shown = columns(codes, desk.language, own)
    found = Faceting(desk.search, asked.query, desk.language).beside(result) if result.total else []
    lines = _lines(desk, asked, result, rows, shown)
    if added and own:
        lines = _with_own(lines, own, added.values(own, [row.id for row in rows]))
    return ResultPage(asked, result, lines, found, shown, groups, missing)


def _with_own(lines: list[Line], own: Mapping[str, Column], values: Mapping[str, Mapping[str, str]]) -> list[Line]:
    """The lines with what stands in added columns."""

    def filled(line: Line, given: Cell) -> Cell:
        text = values.get(str(line.row["id"]), {}).get(given.column.code, "")
        return Cell(given.column, (text,)) if given.column.code in own and text else given

    return [replace(line, cells=[filled(line, each) for each in line.cells]) for line in lines]


def _lines(desk: Desk, asked: Asked, result: Result, rows: list[Row], shown: list[Column]) -> list[Line]:
    codes = [column.code for column in shown]
    in_context = asked.view == "context"
    records = records_of(result, rows) if rows and (in_context or needs_records(codes)) else {}
    counts = counts_of(result, rows, codes)
    colors = ClauseColors(result.query.tree, desk.environment) if in_context else None
    figures = leading_figures(desk.corpus, [(row.corpus, row.id) for row in rows]) if PICTURE in codes else {}
    lines: list[Line] = []
    for place, row in enumerate(rows, start=asked.offset + 1):
        key = (row.corpus, row.hit.ord)
        record = records.get(key)
        cells = [cell(column, record, counts.get(key, {}), desk.language) for column in shown]
        where = desk.corpus.places[row.corpus] if desk.corpus.is_several else None
        found = keywords(colors, record) if colors and record else None
        lines.append(Line(place, row.row, cells, found, where, figures.get((row.corpus, row.id))))
    return lines


def _pages(total: int, rows: int) -> int:
    return max(1, -(-total // rows))


@dataclass(frozen=True)
class PartCount:
    """One clause of a query that found nothing: what it has alone, and what the others have without it."""

    number: int
    query: str
    total: int
    others: str
    others_total: int


def part_counts(desk: Desk, query: str) -> list[PartCount]:
    """Why a query found nothing: its clauses one by one. Empty where it is not a conjunction of a few clauses."""
    tree = desk.parse(query).tree
    if not isinstance(tree, And) or len(tree.parts) > _MOST_PARTS:
        return []
    texts = [print_query(part) for part in tree.parts]
    operands = [print_operand(part) for part in tree.parts]
    counts: list[PartCount] = []
    for place, text in enumerate(texts):
        others = "\nAND ".join(operands[:place] + operands[place + 1 :])
        counts.append(PartCount(place + 1, text, desk.total(text), others, desk.total(others)))
    return counts


@dataclass(frozen=True)
class Example:
    """A query for newcomers, what it asks, and how many records answer it here."""

    query: str
    meaning: str
    total: int


def examples(desk: Desk, given: list[dict[str, str]]) -> list[Example]:
    """The examples that find something in this corpus."""
    counted = [Example(each["query"], each[desk.language], desk.total(each["query"])) for each in given]
    return [example for example in counted if example.total]


class Neighbours:
    """Where a record stands in the result it was opened from."""

    def __init__(self, desk: Desk, asked: Asked) -> None:
        self.asked = asked
        self._desk = desk

    @cached_property
    def _found(self) -> tuple[int, dict[int, tuple[str, str]]]:
        """How many there are, and those around by place: id, and its corpus where several are asked."""
        start = max(self.asked.at - 1, 1)
        try:
            result = self._desk.search(self.asked.query)
            asked = self.asked
            hits = result.page(start - 1, 3, asked.sort, asked.descending, asked.collapse)
            total = result.total if asked.collapse == "document" else result.groups(asked.collapse)
            asks = self._desk.corpus
            keys = [asks.places[hit.corpus].key if asks.is_several else "" for hit in hits]
            return total, {start + step: (hit.id, key) for step, (hit, key) in enumerate(zip(hits, keys, strict=True))}
        except ZhihangError:
            return 0, {}

    def is_at(self, identifier: str) -> bool:
        """Whether that record stands at the place named."""
        return bool(self.asked.at) and self._found[1].get(self.asked.at, ("", ""))[0] == identifier

    @property
    def total(self) -> int:
        """How many records the result has."""
        return self._found[0]

    @property
    def previous(self) -> tuple[str, str] | None:
        """The record before: its id and the question that leads there."""
        return self._at(self.asked.at - 1)

    @property
    def following(self) -> tuple[str, str] | None:
        """The record after."""
        return self._at(self.asked.at + 1)

    def _at(self, place: int) -> tuple[str, str] | None:
        if place not in self._found[1]:
            return None
        identifier, corpus = self._found[1][place]
        return identifier, self.asked.parameters(at=place) + (f"&corpus={corpus}" if corpus else "")
