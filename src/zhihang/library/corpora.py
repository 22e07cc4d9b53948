"""A corpus to ask, or several that are searched together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

import msgspec

import zhihang.corpus.edition as editions
from zhihang import config
from zhihang.corpus.index.reader import IndexReader
from zhihang.errors import NotFound, QueryError, UsageError
from zhihang.library.result import Result
from zhihang.library.similar import By, Similar
from zhihang.messages import Language
from zhihang.records.record import Record, from_json, to_json
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.execution import Collapse, Execution
from zhihang.search.parser import Query, parse
from zhihang.search.records import check_digit, find_records

if TYPE_CHECKING:
    from zhihang.corpus.vectors.nearest import Vectors
    from zhihang.library.exporting import ReportWish
    from zhihang.library.pictures import Picture


def open_corpus(*paths: Path | str, edition: str | None = None) -> Corpus:
    """The corpus in a folder; several folders are searched together, each in its own edition.

    Without a path: the setting `ZHIHANG_CORPUS`. `edition`: an id or its beginning; the current one where it is None.
    Raises NotFound where there is no corpus, CorpusOutdated where it must be rebuilt first.
    """
    folders = [Path(path) for path in paths] or [Path(config.text_value("corpus"))]
    return Corpus([OpenEdition(folder, edition) for folder in folders])


class OpenEdition:
    """One edition with its index and tables opened at their first use."""

    def __init__(self, folder: Path, edition: str | None = None) -> None:
        corpus = editions.Corpus.open(folder)
        self.name = folder.name
        self.edition = corpus.current() if edition is None else corpus.edition(edition)
        self._vectors: Vectors | None = None

    @property
    def id(self) -> str:
        """The edition's id."""
        return self.edition.id

    @property
    def reader(self) -> IndexReader:
        """The full-text index."""
        return self.edition.index

    @property
    def vectors(self) -> Vectors | None:
        """The vectors of its records, if it was encoded; looked for again until there are some."""
        if self._vectors is None:
            from zhihang.corpus.vectors.encoding import vectors_of

            self._vectors = vectors_of(self.edition)
        return self._vectors

    def records(self, ords: Sequence[int]) -> list[Record]:
        """Records by ordinal, with their computed families and the documents known to cite them."""
        from zhihang.corpus.tables.completing import completed

        texts = self.edition.tables.texts(ords)
        return completed(self.edition.tables, [(ord_, from_json(data)) for ord_, data in texts])

    def execution(
        self,
        query: Query,
        environment: Environment,
        lists: Mapping[str, str],
        scope: Query | None,
        seconds: float,
    ) -> Execution:
        """A query about to be answered by this edition."""
        return Execution(
            query,
            self.reader.within(seconds),
            lambda: self.edition.tables,
            environment,
            lists,
            None if scope is None else scope.tree,
        )


class Corpus:
    """Editions that are asked together: the public record, and private corpora of an organization beside it."""

    def __init__(self, editions: Sequence[OpenEdition]) -> None:
        self.editions = list(editions)

    @property
    def edition_id(self) -> str:
        """The id of the edition, of several joined with `+`."""
        return "+".join(edition.id for edition in self.editions)

    def search(
        self,
        query: str,
        *,
        language: Language = "en",
        environment: Environment = EMPTY,
        lists: Mapping[str, str] | None = None,
        scope: str | None = None,
        time_limit: float | None = None,
        dialect: str | None = None,
    ) -> Result:
        """The answer to an expert query. Raises QueryError with position and repair.

        `lists`: the text of each list that `in @name` may name; `scope`: a query that narrows what `all` means, such as
        `right=trademark`; `time_limit`: seconds, by default the setting of that name, 0 for none; `dialect`: the other
        system whose language the query is written in, such as `espacenet` (see `zhihang.search.dialects`).
        """
        parsed = _read(query, language, environment, dialect)
        narrowed = None if not scope else _read(scope, language, environment)
        seconds = config.number_value("time_limit") if time_limit is None else time_limit
        executions = [
            edition.execution(parsed, environment, lists or {}, narrowed, seconds) for edition in self.editions
        ]
        ids = [edition.id for edition in self.editions]
        return Result(parsed, executions, ids, language, corpus=self, dialect=dialect or "")

    def similar(
        self,
        number: str | None = None,
        *,
        text: str | None = None,
        by: By = "auto",
        limit: int = 20,
        fold: Collapse = "right",
        scope: str | None = None,
    ) -> Similar:
        """Records like the one of a number, or like a text, the most similar first; the record's own right left out.

        `by`: `terms` (characteristic words and classes), `vectors` (nearness of meaning, across languages; needs the
        extra `semantic` and `zhihang corpus encode`), `hybrid` (both), `auto` (hybrid where it can be). `fold`: one
        hit of each document, right, simple or extended family; `scope`: a query within which they are looked for.
        Raises UsageError, NotFound `RECORD`, QueryError.
        """
        from zhihang.library.likeness import Likening, Side, Wish

        if (number is None) == (text is None):
            raise UsageError("NUMBER_OR_TEXT", room="search")
        wish = Wish(None if number is None else self.record(number), text or "", by, limit, fold)
        wish.check()
        parsed, seconds = _read(scope or "id=*", "en", EMPTY), config.number_value("time_limit")
        sides = [
            Side(edition, edition.execution(parsed, EMPTY, {}, None, seconds), wish, is_scoped=bool(scope))
            for edition in self.editions
        ]
        return Likening(wish, sides).answer()

    def records(self, number: str) -> list[Record]:
        """Every record that a number may mean, in any usual way of writing it; ids are numbers too."""
        return [record for edition in self.editions for record in find_records(edition.reader, edition.records, number)]

    def record(self, number: str) -> Record:
        """The record of a number; of several (kinds of one document) the latest published.

        Raises NotFound `RECORD`, or InvalidNumber where a wrong check digit may be the reason.
        """
        found = self.records(number)
        if not found:
            check_digit(number)
            raise NotFound("RECORD", room="corpus", id=number)
        return max(found, key=lambda record: (record.id == number, record.publication_date or "", record.id))

    def report(
        self,
        number: str,
        format: str,  # noqa: A002 - the word users know
        target: Path | str | BinaryIO,
        *,
        language: Language = "en",
        wish: ReportWish | None = None,
    ) -> int:
        """Write the record of a number as a report (pdf, docx). Raises what `record` raises; UsageError `FORMAT`."""
        from zhihang.library.exporting import ReportWish, check_report, write_records_report

        check_report(format)
        records = [self.record(number)]
        if not isinstance(target, Path | str):
            return write_records_report(target, format, records, self, language, wish or ReportWish())
        with Path(target).open("wb") as file:
            return write_records_report(file, format, records, self, language, wish or ReportWish())

    def record_json(self, number: str) -> bytes:
        """The JSON form of that record."""
        return to_json(self.record(number))

    def picture(self, record_id: str, n: int = 1) -> Picture:
        """The `n`-th picture (from 1) of the record of an id, as it was delivered; see `zhihang.library.pictures`."""
        from zhihang.library.pictures import picture

        return picture(self, record_id, n)

    def info(self) -> dict[str, Any]:
        """What the corpus holds: see `zhihang corpus info`."""
        from zhihang.corpus.applicants.overlay import current_version

        overlays = [current_version(each.edition.corpus) for each in self.editions]
        return {
            "edition": self.edition_id,
            "overlay": "+".join(overlays) if any(overlays) else None,
            "corpora": [
                {"name": edition.name, "edition": edition.id, **msgspec.to_builtins(edition.edition.manifest.counts)}
                for edition in self.editions
            ],
        }


def _read(text: str, language: Language, environment: Environment, dialect: str | None = None) -> Query:
    """A query read; its error knows which text it is about (the query or its scope)."""
    try:
        if dialect is not None:
            from zhihang.search.dialects import read

            return read(text, dialect, language=language, environment=environment)
        return parse(text, language=language, environment=environment)
    except QueryError as error:
        error.query = text
        raise
