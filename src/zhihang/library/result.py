"""The answer to a query: exact total, pages, facets, ids, Arrow, exports, explanation."""

from __future__ import annotations

import heapq
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, BinaryIO

from zhihang.corpus.index.reader import Hit
from zhihang.errors import UsageError
from zhihang.messages import Language
from zhihang.records.record import Record, from_json
from zhihang.search.execution import DEFAULT_SORT, SORTS, Collapse, Execution
from zhihang.search.explanation import Explanation, explain
from zhihang.search.notices import Notice
from zhihang.search.parser import Query

BATCH = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """One hit of a page, and the corpus it comes from."""

    hit: Hit
    corpus: int

    @property
    def id(self) -> str:
        """The record's id."""
        return self.hit.id

    @property
    def row(self) -> dict[str, Any]:
        """What a list shows: id, right, office, number, kind, title, applicants, dates, ipc, status."""
        return self.hit.row


class Result:
    """The answer to one query against one edition, or several together. Nothing is computed before it is asked."""

    def __init__(
        self, query: Query, executions: Sequence[Execution], edition_ids: Sequence[str], language: Language
    ) -> None:
        self.query = query
        self.executions = list(executions)
        self.edition_ids = list(edition_ids)
        self.language = language
        self.seconds = 0.0

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the asker should know about how the query was read."""
        return self.query.notices

    @cached_property
    def total(self) -> int:
        """How many documents match, exactly."""
        started = time.perf_counter()
        total = sum(execution.total for execution in self.executions)
        self.seconds += time.perf_counter() - started
        return total

    def page(
        self,
        offset: int = 0,
        limit: int = 50,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        collapse: Collapse = "document",
    ) -> list[Row]:
        """Hits `offset` to `offset + limit` in the order of `sort`, ties by id. There is no cap."""
        _check_sort(sort)
        started = time.perf_counter()
        if len(self.executions) == 1:
            page = self.executions[0].page(offset, limit, sort=sort, descending=descending, collapse=collapse)
            rows = [Row(hit, 0) for hit in page.hits]
            if collapse == "document":
                self.__dict__["total"] = page.total
        else:
            rows = self._merged(sort, descending, collapse, offset + limit)[offset:]
        self.seconds += time.perf_counter() - started
        return rows

    def _merged(self, sort: str, descending: bool, collapse: Collapse, wanted: int) -> list[Row]:
        """The first rows of several corpora, merged by what their rows show of the sort key."""
        pages = [
            [
                Row(hit, place)
                for hit in execution.page(0, wanted, sort=sort, descending=descending, collapse=collapse).hits
            ]
            for place, execution in enumerate(self.executions)
        ]
        if sort not in _ROW_KEYS:
            return [row for page in pages for row in page][:wanted]
        merged = heapq.merge(*pages, key=lambda row: _Order(row.row.get(_ROW_KEYS[sort]), row.id, descending))
        return list(merged)[:wanted]

    def groups(self, collapse: Collapse) -> int:
        """How many rights or families the documents belong to."""
        return sum(len(execution.ordinals(collapse=collapse)) for execution in self.executions)

    def facets(self, codes: Sequence[str]) -> dict[str, list[tuple[str | int, int]]]:
        """For each field its values with their counts, the most frequent first, ties by value."""
        return {code: self._facet(code) for code in codes}

    def _facet(self, code: str) -> list[tuple[str | int, int]]:
        if len(self.executions) == 1:
            return self.executions[0].facet(code)
        counts: Counter[str | int] = Counter()
        for execution in self.executions:
            counts.update(dict(execution.facet(code)))
        return sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0])))

    def ids(self, sort: str | None = None, descending: bool = True) -> Any:
        """The ids of all matching records as an Arrow array of strings, in the order of `sort` or of the corpus."""
        import pyarrow as pa

        chunks = [
            execution.tables().ids_of(execution.ordinals(sort, descending=descending)) for execution in self.executions
        ]
        return pa.concat_arrays([pa.array(chunk, pa.string()) for chunk in chunks])

    def records(
        self,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        limit: int | None = None,
        collapse: Collapse = "document",
    ) -> Iterator[Record]:
        """The matching records in order, as a stream; all of them where `limit` is None."""
        _check_sort(sort)
        for execution in self.executions:
            ords = execution.ordinals(sort, descending=descending, collapse=collapse)
            for start in range(0, len(ords) if limit is None else min(limit, len(ords)), BATCH):
                end = start + BATCH if limit is None else min(start + BATCH, limit)
                yield from self._records_of(execution, ords[start:end])

    @staticmethod
    def _records_of(execution: Execution, ords: Sequence[int]) -> Iterator[Record]:
        from zhihang.corpus.tables.completing import completed

        tables = execution.tables()
        texts = tables.records_by_ord(ords)
        yield from completed(tables, [(ord_, from_json(texts[ord_])) for ord_ in ords])

    def arrow(self, limit: int | None = None) -> Any:
        """The matching records as an Arrow table with the keys of their JSON form; nested keys are JSON text."""
        from zhihang.search.exports.parquet import arrow_table

        return arrow_table(self.records(limit=limit))

    def export(
        self,
        format: str,  # noqa: A002 - the word users know
        target: Path | str | BinaryIO,
        *,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        columns: Sequence[str] | None = None,
        limit: int | None = None,
        collapse: Collapse = "document",
    ) -> int:
        """Write all matching records to a file or stream (csv, xlsx, ris, bibtex, jsonl, parquet); returns how many."""
        from zhihang.search.exports.columns import DEFAULT_COLUMNS, read_columns
        from zhihang.search.exports.writing import write_records

        codes = DEFAULT_COLUMNS if columns is None else read_columns(columns)
        records = self.records(sort, descending, limit, collapse)
        if not isinstance(target, Path | str):
            return write_records(target, records, format, codes, self.language)
        with Path(target).open("wb") as file:
            return write_records(file, records, format, codes, self.language)

    def explain(self) -> Explanation:
        """How the query was read, with the count of each clause. Of several corpora, the first."""
        return explain(self.executions[0], self.edition_ids[0])

    def lines_without_hit(self) -> dict[str, list[str]]:
        """For each list of the query, the lines that found nothing in any corpus."""
        answers = [execution.lines_without_hit() for execution in self.executions]
        missing: dict[str, list[str]] = {}
        for name, lines in answers[0].items():
            others = [{line.number for line in answer[name]} for answer in answers[1:]]
            missing[name] = [line.text for line in lines if all(line.number in other for other in others)]
        return missing


_ROW_KEYS = {"pd": "publication_date", "ad": "filing_date", "id": "id"}


@dataclass(frozen=True, slots=True)
class _Order:
    """How rows of several corpora compare: by value in either direction, absent last, ties by id."""

    value: str | None
    id: str
    descending: bool

    def __lt__(self, other: _Order) -> bool:
        if self.value == other.value:
            return self.id < other.id
        if self.value is None or other.value is None:
            return other.value is None
        return self.value > other.value if self.descending else self.value < other.value


def _check_sort(sort: str) -> None:
    if sort not in SORTS:
        raise UsageError("SORT", room="search", sort=sort, sorts=", ".join(SORTS))
