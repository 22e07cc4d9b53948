"""SQLite FTS5 as a peer: the same tokens, values kept apart by filler words, 20 rows by date."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from postgres import below

from zhihang.records.record import Record
from zhihang.text.tokens import tokens

FILLER = " " + "zzfillerzz " * 6
"""Nothing that is at most five words apart reaches from one value into the next."""
COLUMNS = {"ab": "{ab}", "tac": "{ti ab clm}"}
_SCHEMA = """
CREATE TABLE documents (ord INTEGER PRIMARY KEY, id TEXT, pd TEXT, title TEXT);
CREATE TABLE classes (symbol TEXT, ord INT);
CREATE VIRTUAL TABLE texts USING fts5 (ti, ab, clm, pa, content='', tokenize="unicode61 remove_diacritics 0");
"""
_INDEXES = """
INSERT INTO texts (texts) VALUES ('optimize');
CREATE INDEX by_date ON documents (pd DESC, id);
CREATE INDEX by_symbol ON classes (symbol, ord);
ANALYZE;
"""


class Sqlite:
    """One database file."""

    name = "SQLite FTS5"

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        self.path = path
        self.connection = sqlite3.connect(path)
        self.connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-2000000;")
        self.version = sqlite3.sqlite_version

    def load(self, records: Iterable[tuple[int, Record]]) -> None:
        """Everything in one transaction, then merged into one segment."""
        self.connection.executescript(_SCHEMA)
        for ord_, record in records:
            texts = [FILLER.join(map(_spaced, _values(record, name))) for name in ("title", "abstract", "claims")]
            names = FILLER.join(_spaced(party.name or "") for party in record.applicants)
            row = (ord_, record.id, str(record.publication_date), next(iter(record.title.values())))
            self.connection.execute("INSERT INTO documents VALUES (?, ?, ?, ?)", row)
            self.connection.execute(
                "INSERT INTO texts (rowid, ti, ab, clm, pa) VALUES (?, ?, ?, ?, ?)", (ord_, *texts, names)
            )
            self.connection.executemany("INSERT INTO classes VALUES (?, ?)", ((symbol, ord_) for symbol in record.ipc))
        self.connection.commit()
        self.connection.executescript(_INDEXES)

    def size(self) -> float:
        """Megabytes of the file."""
        return self.path.stat().st_size / 1e6

    def query(self, kind: str, field: str, words: tuple[str, ...]) -> tuple[str, list[Any]] | None:
        """The condition of a question; None where FTS5 cannot express it."""
        if kind == "class with everything below":
            low, high, prefix = below(words[0])
            if prefix:
                return "ord IN (SELECT ord FROM classes WHERE symbol >= ? AND symbol < ?)", [prefix, f"{prefix}\x7f"]
            return "ord IN (SELECT ord FROM classes WHERE symbol IN (?, ?))", [low, high]
        if kind == "date and applicant":
            first, last, number = words
            condition = "pd BETWEEN ? AND ? AND ord IN (SELECT rowid FROM texts WHERE texts MATCH ?)"
            return condition, [f"{first}-01-01", f"{last}-12-31", f'{{pa}} : "applicant {number}"']
        text = _match(kind, words)
        if text is None:
            return None
        return "ord IN (SELECT rowid FROM texts WHERE texts MATCH ?)", [f"{COLUMNS[field]} : ({text})"]

    def page(self, condition: str, values: list[Any]) -> int:
        """The total and 20 rows by date, in two statements, as an application asks."""
        total = self.connection.execute(f"SELECT count(*) FROM documents WHERE {condition}", values).fetchone()[0]
        self.connection.execute(
            f"SELECT id, pd, title FROM documents WHERE {condition} ORDER BY pd DESC, id LIMIT 20", values
        ).fetchall()
        return int(total)

    def close(self) -> None:
        """Remove the file."""
        self.connection.close()
        self.path.unlink()


def _values(record: Record, name: str) -> Iterator[str]:
    for value in getattr(record, name).values():
        yield from (value,) if isinstance(value, str) else value


def _spaced(text: str) -> str:
    return " ".join(tokens(text))


def _match(kind: str, words: tuple[str, ...]) -> str | None:
    phrases = [f'"{_spaced(word)}"' for word in words]
    first, second = (*phrases, "")[:2]
    match kind:
        case "term" | "Chinese phrase":
            return first
        case "AND" | "OR":
            return f"{first} {kind} {second}"
        case "phrase":
            return f'"{_spaced(" ".join(words))}"'
        case "NEAR/5" | "Chinese NEAR/5":
            return f"NEAR({first} {second}, 4)"
        case "truncation":
            return f"{first} *"
        case "truncation within NEAR/5":
            return f"NEAR({first} {second} *, 4)"
        case "phrase NEAR/5 phrase":
            one, other = (f'"{_spaced(" ".join(words[place : place + 2]))}"' for place in (0, 2))
            return f"NEAR({one} {other}, 4)"
    return None
