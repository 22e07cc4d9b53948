"""Columns that other concepts add to results: what an organization writes on records, beside what records say.

A concept registers what it offers; a result shows it, and its tables as csv and xlsx hold it. Codes of added columns
are `tags`, `rating`, `notes`, `own-7`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from zhihang.corpus.fields import fields
from zhihang.information.search_pages.columns import Column
from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.search.exports.columns import DEFAULT_COLUMNS, Added
from zhihang.search.exports.sheets import write_csv, write_xlsx
from zhihang.workspace.actors.actor import Actor

TABLES: Final = ("csv", "xlsx")
"""Formats that can hold them."""
_BATCH: Final = 1_000
Values = Mapping[str, Mapping[str, str]]
"""Record → code of a column → text."""


class Adder(Protocol):
    """One that offers columns."""

    def offered(self, actor: Actor) -> Sequence[Column]:
        """The columns that an actor may see."""

    def values(self, actor: Actor, codes: Sequence[str], identifiers: Sequence[str]) -> Values:
        """What stands in some of them, for some records; records without any may be absent."""


_ADDERS: Final[list[Adder]] = []


def register(adder: Adder) -> None:
    """Let a concept offer columns."""
    if adder not in _ADDERS:
        _ADDERS.append(adder)


class AddedColumns:
    """The added columns that one actor may see."""

    def __init__(self, actor: Actor) -> None:
        self._actor = actor
        self._by_adder = [(adder, list(adder.offered(actor))) for adder in _ADDERS] if actor.organizations else []

    @property
    def offered(self) -> list[Column]:
        """All of them, in the order of those who offer them."""
        return [column for _, columns in self._by_adder for column in columns]

    def named(self, codes: Iterable[str]) -> dict[str, Column]:
        """Those of some codes that there are."""
        wanted = set(codes)
        return {column.code: column for column in self.offered if column.code in wanted}

    def values(self, codes: Iterable[str], identifiers: Sequence[str]) -> dict[str, dict[str, str]]:
        """What stands in some of them."""
        wanted = set(codes)
        found: dict[str, dict[str, str]] = {}
        for adder, columns in self._by_adder:
            mine = [column.code for column in columns if column.code in wanted]
            for identifier, texts in adder.values(self._actor, mine, identifiers).items() if mine else ():
                found.setdefault(identifier, {}).update(texts)
        return found


class Exported:
    """A table of records with added columns: `columns` for its writer, `records` read ahead with what stands in them.

    `codes`: the columns wanted, in their order; none means the usual fields and every added column.
    """

    def __init__(self, added: AddedColumns, codes: Sequence[str]) -> None:
        self._added = added
        self._values: dict[str, dict[str, str]] = {}
        wanted = codes or (*DEFAULT_COLUMNS, *(column.code for column in added.offered))
        self._known = added.named(wanted)
        self.columns: list[str | Added] = [
            self._column(self._known[code]) if code in self._known else code
            for code in wanted
            if code in self._known or code in fields()  # a picture is no text
        ]

    def _column(self, column: Column) -> Added:
        return Added(column.label, lambda record: self._values.get(record.id, {}).get(column.code, ""))

    def records(self, records: Iterable[Record]) -> Iterator[Record]:
        """The records, batch by batch with their values at hand."""
        stream = iter(records)
        while batch := list(islice(stream, _BATCH)):
            self._values = self._added.values(self._known, [record.id for record in batch])
            yield from batch

    def write(self, path: Path, records: Iterable[Record], format_: str, language: Language) -> int:
        """Write the table as `csv` or `xlsx`; how many records."""
        writer = write_csv if format_ == "csv" else write_xlsx
        with path.open("wb") as stream:
            return writer(stream, self.records(records), self.columns, language)
