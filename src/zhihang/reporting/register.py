"""What a report keeps while it is written, to fill contents and indexes at the end: on disk, so that it may be long."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from types import TracebackType

from zhihang.reporting.blocks import Entry, Run

_TABLES = """
create table entry (number integer primary key, name text, summary text, section integer, page integer);
create table term (kind text, position text, words text, language text, entry integer);
"""


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry as the contents list it: its number, name, cells, and where it begins (section and page in it)."""

    number: int
    name: str
    summary: tuple[Run, ...]
    section: int
    page: int


@dataclass(frozen=True, slots=True)
class Word:
    """A word of an index with the running numbers of its entries."""

    text: str
    language: str
    entries: tuple[int, ...]


class Register:
    """Entries and the words that lead to them 索引登记. A temporary file holds what memory should not."""

    def __init__(self) -> None:
        self._store = sqlite3.connect("")
        self._store.executescript(_TABLES)

    def __enter__(self) -> Register:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._store.close()

    def add(self, entry: Entry, name: str, section: int = 0, page: int = 0) -> None:
        """Keep an entry under its shown name; where it begins may be said later."""
        summary = json.dumps([[run.text, run.language, run.style] for run in entry.summary])
        self._store.execute("insert into entry values (?, ?, ?, ?, ?)", (entry.number, name, summary, section, page))
        rows = [
            (_safe(term.index), _safe(term.order), _safe(term.text), term.language, entry.number)
            for term in entry.terms
        ]
        self._store.executemany("insert into term values (?, ?, ?, ?, ?)", rows)

    def entries(self) -> Iterator[Listed]:
        """Every entry in its order."""
        for number, name, summary, section, page in self._store.execute("select * from entry order by number"):
            yield Listed(number, name, tuple(Run(*run) for run in json.loads(summary)), section, page)

    def words(self, index: str) -> Iterator[Word]:
        """The words of an index in their order, each with its entries."""
        found = self._store.execute(
            "select words, max(language), entry, position from term where kind = ? group by words, entry"
            " order by position, words, entry",
            (index,),
        )
        for words, rows in groupby(found, key=lambda row: str(row[0])):
            listed = list(rows)
            yield Word(words, listed[0][1], tuple(row[2] for row in listed))


def _safe(text: str) -> str:
    """Half pairs cannot be stored; they would be shown as their code anyway."""
    return text.encode("utf-8", "replace").decode("utf-8")
