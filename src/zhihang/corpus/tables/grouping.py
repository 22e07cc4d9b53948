"""Which contributions make which record: supersession, withdrawals, documents without kind, rights.

The statements are in `grouping.sql`. They read key columns only; the JSON of contributions is fetched afterwards, in
the order of the files where one contribution is the record, sorted by record where several are.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from typing import Any

import duckdb
import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from zhihang.corpus.deliveries.contribution import FILE
from zhihang.corpus.merging.precedence import is_cumulative, rank
from zhihang.corpus.tables.components import Components
from zhihang.corpus.tables.engine import file_list
from zhihang.corpus.tables.group import Entry, Group, Slice
from zhihang.corpus.tables.statements import statements
from zhihang.sources.source import Withdrawal

_ROWS = 500
_KEYS = {
    "delivery": "VARCHAR", "row": "BIGINT", "id": "VARCHAR", "stem": "VARCHAR", "has_kind": "BOOLEAN",
    "is_right": "BOOLEAN", "right_id": "VARCHAR", "product": "VARCHAR", "file": "VARCHAR", "position": "BIGINT",
    "delivered": "VARCHAR", "richness": "INTEGER", "has_events": "BOOLEAN", "action": "VARCHAR",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shelf:
    """A delivery that takes part: its folder, the name its rows carry, and the name that records shall show."""

    key: str
    folder: Path
    said: str
    name: str

    @property
    def path(self) -> Path:
        """Its contributions."""
        return self.folder / FILE


class Grouping:
    """The grouping of a set of deliveries, against the records of a base edition."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, shelves: list[Shelf]) -> None:
        self._db = connection
        self._shelves = {shelf.key: shelf for shelf in shelves}
        self._sql = statements("grouping.sql")
        self._read(shelves)

    def _read(self, shelves: list[Shelf]) -> None:
        if shelves:
            files = file_list([shelf.path for shelf in shelves])
            self._db.execute(f"CREATE TABLE read AS SELECT {', '.join(_KEYS)} FROM read_parquet({files})")
        else:
            columns = ", ".join(f"{name} {kind}" for name, kind in _KEYS.items())
            self._db.execute(f"CREATE TABLE read ({columns})")
        names = pa.table(
            {
                "delivery": pa.array([shelf.key for shelf in shelves], pa.string()),
                "said": pa.array([shelf.said for shelf in shelves], pa.string()),
                "name": pa.array([shelf.name for shelf in shelves], pa.string()),
            }
        )
        self._store("delivery", names)
        found = [row[0] for row in self._db.execute("SELECT DISTINCT product FROM read ORDER BY 1").fetchall()]
        products = pa.table(
            {
                "product": pa.array(found, pa.string()),
                "place": pa.array([rank(product) for product in found], pa.int32()),
                "cumulative": pa.array([is_cumulative(product) for product in found], pa.bool_()),
            }
        )
        self._store("product", products)

    def _store(self, name: str, table: pa.Table) -> None:
        self._db.register("handed_over", table)
        self._db.execute(f"CREATE TABLE {name} AS SELECT * FROM handed_over")
        self._db.unregister("handed_over")

    def group(self, base: dict[str, list[Path]]) -> None:
        """Everything up to the lists of records to make; `base`: the files of the base's tables, by table."""
        for name in ("instructions", "latest", "struck", "alive", "joined"):
            self._db.execute(self._sql[name])
        self._store("same_right", self._same_rights())
        for name in ("settled", "record", "part", "wanted"):
            self._db.execute(self._sql[name])
        self._remember(base)
        for name in ("fresh", "alone", "together"):
            self._db.execute(self._sql[name])

    def _remember(self, base: dict[str, list[Path]]) -> None:
        """The records of the base, by ordinal."""
        self._db.execute("CREATE TABLE base (ord UBIGINT, id VARCHAR, fingerprint VARCHAR)")
        for table, sql in (
            ("records", "INSERT INTO base SELECT ord, id, fingerprint FROM read_parquet($files)"),
            ("dead", "DELETE FROM base WHERE ord IN (SELECT ord FROM read_parquet($files))"),
        ):
            if base.get(table):
                self._db.execute(sql.replace("$files", file_list(base[table])))

    def forget_base(self) -> None:
        """Make every record anew."""
        for table in ("base", "fresh", "alone", "together"):
            self._db.execute(f"DROP TABLE {table}")
        self._remember({})
        for name in ("fresh", "alone", "together"):
            self._db.execute(self._sql[name])

    def _same_rights(self) -> pa.Table:
        """Rights that are one, because a document is given to both, with the name that is founded best."""
        rows = self._db.execute(self._sql["contradictions"]).fetchall()
        components = Components()
        first: dict[str, str] = {}
        for document, right in rows:
            components.join(first.setdefault(document, right), right)
        canonical: dict[str, tuple[int, int, str]] = {}
        if rows:
            for right, place, number in self._db.execute(self._sql["named"]).fetchall():
                if right in components:
                    root = components.root(right)
                    canonical[root] = min(canonical.get(root, (1 << 30, 0, "")), (place, -number, right))
        members = sorted(components)
        return pa.table(
            {
                "right_id": pa.array(members, pa.string()),
                "canonical": pa.array([canonical[components.root(right)][2] for right in members], pa.string()),
            }
        )

    def gone(self) -> list[tuple[int, str]]:
        """Ordinal and id of the base's record versions that are no longer."""
        return self._db.execute(self._sql["gone"]).fetchall()

    def fresh(self) -> int:
        """How many records are to be made."""
        return int(self._one("SELECT count(*) FROM fresh"))

    def total(self) -> int:
        """How many records the edition has."""
        return int(self._one("SELECT count(*) FROM wanted"))

    def _one(self, sql: str) -> Any:
        return self._db.execute(sql).fetchall()[0][0]

    def sources(self) -> pa.Table:
        """What became of each delivery's contributions, for the table `sources`."""
        return self._db.sql(self._sql["sources"]).to_arrow_table()

    def withdrawals(self) -> list[tuple[Any, ...]]:
        """The rows of the table `withdrawals`: each instruction, and whether nothing keeps the document."""
        keys = self._db.execute("SELECT DISTINCT delivery FROM instruction ORDER BY 1").fetchall()
        if not keys:
            return []
        files = file_list([self._shelves[key].path for (key,) in keys])
        found = []
        for delivered, product, file, json, gone in self._db.execute(
            self._sql["withdrawn"].replace("$files", files)
        ).fetchall():
            told = msgspec.json.decode(json, type=Withdrawal)
            found.append((told.id, told.action, told.date, delivered or None, told.reason, product, file, gone))
        return found

    def slices(self, ords: Iterator[int]) -> Iterator[Slice]:
        """The records to make of one contribution each, with the next ordinals, in the order of the files."""
        rows = _rows(
            self._db.cursor(),
            "SELECT a.delivery, a.row, a.fingerprint FROM alone a JOIN delivery d ON d.delivery = a.delivery "
            "ORDER BY d.name, a.delivery, a.row",
        )
        for key, mine in groupby(rows, key=itemgetter(0)):
            shelf = self._shelves[key]
            renamed = (shelf.said, shelf.name) if shelf.said != shelf.name else None
            starts, sizes = _row_groups(shelf.path)
            numbered = ((bisect_right(starts, row) - 1, row, fingerprint) for _, row, fingerprint in mine)
            for number, some in groupby(numbered, key=itemgetter(0)):
                records = tuple((next(ords), row - starts[number], fingerprint) for _, row, fingerprint in some)
                yield Slice(str(shelf.path), number, renamed, records, sizes[number])

    def groups(self) -> Iterator[Group]:
        """The other records to make, by id, with their contributions."""
        keys = [row[0] for row in self._db.execute("SELECT DISTINCT delivery FROM together ORDER BY 1").fetchall()]
        if not keys:
            return
        files = file_list([self._shelves[key].path for key in keys])
        sql = self._sql["fetched"].replace("$files", files)
        rows = _rows(self._db.cursor(), sql)
        for (identifier, right_id, fingerprint), entries in groupby(rows, key=lambda row: tuple(row[:3])):
            shown = tuple(map(self._entry, entries))
            yield Group(identifier, right_id, fingerprint, shown)

    def _entry(self, row: Sequence[Any]) -> Entry:
        entry = Entry(*row[3:])
        shelf = self._shelves[entry.delivery]
        return entry._replace(file=shelf.name + entry.file[len(shelf.said) :])


def _rows(cursor: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    reader: Any = cursor.sql(sql).to_arrow_reader(_ROWS)
    for batch in reader:
        columns: list[list[Any]] = [column.to_pylist() for column in batch.columns]
        yield from zip(*columns, strict=True)


def _row_groups(path: Path) -> tuple[list[int], list[int]]:
    """The first row and the bytes of each row group."""
    metadata = pq.read_metadata(path)
    groups = [metadata.row_group(number) for number in range(metadata.num_row_groups)]
    starts = list(accumulate((group.num_rows for group in groups[:-1]), initial=0))
    return starts, [group.total_byte_size for group in groups]
