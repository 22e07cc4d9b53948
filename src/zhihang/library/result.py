"""The answer to a query: exact total, pages, facets, ids, Arrow, exports, explanation."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from zhihang.corpus.index.reader import Hit
from zhihang.errors import UsageError
from zhihang.library.ordering import Place, merged, ordinals
from zhihang.messages import Language
from zhihang.records.record import Record, from_json
from zhihang.search.execution import DEFAULT_SORT, LEVELS, SORTS, Collapse, Execution
from zhihang.search.explanation import Explanation, explain
from zhihang.search.lists import Line
from zhihang.search.notices import Notice
from zhihang.search.parser import Query

if TYPE_CHECKING:
    from zhihang.library.corpora import Corpus
    from zhihang.library.exporting import ReportWish, Told

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
        self,
        query: Query,
        executions: Sequence[Execution],
        edition_ids: Sequence[str],
        language: Language,
        *,
        corpus: Corpus | None = None,
        dialect: str = "",
    ) -> None:
        """`corpus`: where pictures of the records are asked for; `dialect`: the language the query was typed in."""
        self.query = query
        self.corpus = corpus
        self.dialect = dialect
        self.executions = list(executions)
        self.edition_ids = list(edition_ids)
        self.language = language
        self.seconds = 0.0

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What the asker should know about how the query was read."""
        return self.executions[0].notices

    @cached_property
    def total(self) -> int:
        """How many documents match, exactly."""
        with self._answering():
            return sum(execution.total for execution in self.executions)

    @property
    def overlay(self) -> str:
        """The version of the judgements on names, of several corpora joined with `+`; empty where there are none."""
        versions = [execution.tables().overlay_version for execution in self.executions]
        return "+".join(versions) if any(versions) else ""

    @contextmanager
    def _answering(self) -> Iterator[None]:
        """The time of one question: the limit begins anew for each, `seconds` adds up what they took."""
        for execution in self.executions:
            execution.restart()
        started = time.perf_counter()
        yield
        self.seconds += time.perf_counter() - started

    def page(
        self,
        offset: int = 0,
        limit: int = 50,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        collapse: Collapse = "document",
    ) -> list[Row]:
        """Hits `offset` to `offset + limit` in the order of `sort`, ties by id. There is no cap."""
        _check(sort, collapse)
        with self._answering():
            if len(self.executions) > 1:
                return self._merged_page(offset, limit, sort, descending, collapse)
            page = self.executions[0].page(offset, limit, sort=sort, descending=descending, collapse=collapse)
            if collapse == "document":
                self.__dict__["total"] = page.total
            return [Row(hit, 0) for hit in page.hits]

    def _merged_page(self, offset: int, limit: int, sort: str, descending: bool, collapse: Collapse) -> list[Row]:
        places = merged(self.executions, sort, descending, collapse, offset + limit)
        wanted = list(islice(places, offset, offset + limit))
        hits = {
            (corpus, hit.ord): hit
            for corpus, execution in enumerate(self.executions)
            for hit in execution.hits([ord_ for each, ord_ in wanted if each == corpus])
        }
        return [Row(hits[place], place[0]) for place in wanted]

    def groups(self, collapse: Collapse) -> int:
        """How many rights or families the documents belong to."""
        _check(DEFAULT_SORT, collapse)
        with self._answering():
            if len(self.executions) == 1:
                return self.executions[0].groups(collapse)
            return sum(1 for _ in self._places(None, True, collapse))

    def facets(self, codes: Sequence[str]) -> dict[str, list[tuple[str | int, int]]]:
        """For each field its values with their counts, the most frequent first, ties by value."""
        with self._answering():
            answers = [execution.facets(codes) for execution in self.executions]
        return {code: _together([answer[code] for answer in answers]) for code in codes}

    def ids(self, sort: str | None = None, descending: bool = True) -> Any:
        """The ids of all matching records as an Arrow array of strings, in the order of `sort` or of the corpus."""
        import pyarrow as pa

        if sort is not None:
            _check(sort, "document")
        with self._answering():
            if sort is None or len(self.executions) == 1:
                chunks = [
                    execution.tables().ids_of(execution.ordinals(sort, descending=descending))
                    for execution in self.executions
                ]
                return pa.concat_arrays([pa.array(chunk, pa.string()) for chunk in chunks])
            places = list(self._places(sort, descending, "document"))
            named = [
                iter(execution.group_keys([ord_ for each, ord_ in places if each == corpus], "document"))
                for corpus, execution in enumerate(self.executions)
            ]
            return pa.array((next(named[corpus]) for corpus, _ in places), pa.string())

    def _places(
        self, sort: str | None, descending: bool, collapse: Collapse, limit: int | None = None
    ) -> Iterable[Place]:
        """The hits in order, as corpus and ordinal; the first `limit`, or all."""
        wanted = limit if limit is not None and limit <= BATCH else None  # a few hits need no order of all
        if len(self.executions) > 1:
            return islice(merged(self.executions, sort or DEFAULT_SORT, descending, collapse, wanted), limit)
        ords = ordinals(self.executions[0], sort or DEFAULT_SORT, descending, collapse, wanted)
        return ((0, ord_) for ord_ in islice(ords, limit))

    def records(
        self,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        limit: int | None = None,
        collapse: Collapse = "document",
    ) -> Iterator[Record]:
        """The matching records in the order of `page`, as a stream; all of them where `limit` is None."""
        _check(sort, collapse)
        with self._answering():
            places = iter(self._places(sort, descending, collapse, limit))
        while batch := list(islice(places, BATCH)):
            yield from self._records_of(batch)

    def _records_of(self, places: Sequence[Place]) -> Iterator[Record]:
        from zhihang.corpus.tables.completing import completed

        found: list[Iterator[Record]] = []
        for corpus, execution in enumerate(self.executions):
            ords = [ord_ for each, ord_ in places if each == corpus]
            tables = execution.tables()
            texts = tables.records_by_ord(ords)
            found.append(iter(completed(tables, [(ord_, from_json(texts[ord_])) for ord_ in ords])))
        yield from (next(found[corpus]) for corpus, _ in places)

    def arrow(
        self,
        limit: int | None = None,
        *,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        columns: Sequence[str] | None = None,
    ) -> Any:
        """The matching records as an Arrow table with the keys of their JSON form; nested keys are JSON text.

        `columns`: only the keys that hold these fields.
        """
        from zhihang.search.exports.columns import read_columns
        from zhihang.search.exports.parquet import arrow_table

        codes = None if columns is None else read_columns(columns)
        return arrow_table(self.records(sort, descending, limit), codes)

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
        wish: ReportWish | None = None,
        told: Told | None = None,
    ) -> int:
        """Write all matching records to a file or stream (csv, xlsx, ris, bibtex, jsonl, parquet, pdf, docx); returns
        how many. `wish`: what a report (pdf, docx) says beside them; `told` hears how many are written so far."""
        from zhihang.library.exporting import Order, check_format, write
        from zhihang.search.exports.columns import read_columns

        check_format(format)
        _check(sort, collapse)
        codes = None if columns is None else read_columns(columns)
        order = Order(sort, descending, limit, collapse)
        if not isinstance(target, Path | str):
            return write(target, format, self, order, codes, wish, told)
        with Path(target).open("wb") as file:
            return write(file, format, self, order, codes, wish, told)

    def explain(self) -> Explanation:
        """How the query was read, with the count of each clause in all corpora together."""
        with self._answering():
            return explain(self.executions, "+".join(self.edition_ids), self.overlay)

    def lines_without_hit(self) -> dict[str, list[Line]]:
        """For each list of the query, the lines that found nothing in any corpus, or could not be read (`fault`)."""
        with self._answering():
            answers = [execution.lines_without_hit() for execution in self.executions]
        missing: dict[str, list[Line]] = {}
        for name, lines in answers[0].items():
            others = [{line.number for line in answer[name]} for answer in answers[1:]]
            missing[name] = [line for line in lines if all(line.number in other for other in others)]
        return missing


def _together(counts: Sequence[list[tuple[str | int, int]]]) -> list[tuple[str | int, int]]:
    """The counts of several corpora added up."""
    if len(counts) == 1:
        return counts[0]
    added: Counter[str | int] = Counter()
    for each in counts:
        added.update(dict(each))
    return sorted(added.items(), key=lambda pair: (-pair[1], str(pair[0])))


def _check(sort: str, collapse: str) -> None:
    if sort not in SORTS:
        raise UsageError("SORT", room="search", sort=sort, sorts=", ".join(SORTS))
    if collapse not in LEVELS:
        raise UsageError("COLLAPSE", room="search", collapse=collapse, levels=", ".join(LEVELS))
