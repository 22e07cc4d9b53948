"""The last tables of an edition: what became of its deliveries, what follows from all records, and the counts."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from zhihang.corpus.manifest import Counts
from zhihang.corpus.tables.batches import arrow_table, schema
from zhihang.corpus.tables.deriving import copy, derive
from zhihang.corpus.tables.engine import file_list
from zhihang.corpus.tables.grouping import Grouping, Shelf
from zhihang.corpus.tables.rows import Row
from zhihang.corpus.tables.statements import statements
from zhihang.corpus.tables.views import define

_SORTED = "SELECT ord, field, value FROM read_parquet('{}') ORDER BY field, ord, value"


def write_whole_table(folder: Path, table: str, rows: list[Row]) -> None:
    """Write a table that is small enough to be held; an empty one leaves no file."""
    if rows:
        pq.write_table(arrow_table(table, rows), folder / f"{table}.parquet", compression="zstd")


def write_account(grouping: Grouping, folder: Path, dead: list[int]) -> list[dict[str, Any]]:
    """Write `sources`, `withdrawals` and `dead`; the rows of sources."""
    sources = grouping.sources().cast(schema("sources"))
    if sources.num_rows:
        pq.write_table(sources, folder / "sources.parquet", compression="zstd")
    write_whole_table(folder, "withdrawals", grouping.withdrawals())
    write_whole_table(folder, "dead", [(ord_,) for ord_ in dead])
    return list(sources.to_pylist())


def sort_values(connection: duckdb.DuckDBPyConnection, raw: Path, path: Path) -> None:
    """The part of `values` by field, so that one field is read without the others."""
    if raw.is_file():
        copy(connection, _SORTED.format(str(raw).replace("'", "''")), path.stem, path.parent)
        raw.unlink()


def write_derived(connection: duckdb.DuckDBPyConnection, folder: Path) -> Counts:
    """Write families, citations and counts of an edition whose records are all written; the manifest's counts."""
    define(connection, files_of(folder))
    derive(connection, folder)
    return _counts(connection)


def write_completeness(connection: duckdb.DuckDBPyConnection, folder: Path, shelves: Sequence[Shelf]) -> None:
    """Write `completeness`: what became of every contribution. The connection sees the tables of `write_derived`."""
    contributions = [each.path for each in shelves if each.path.is_file()]
    if not contributions:
        return
    columns = {"delivery": [each.key for each in shelves], "name": [each.name for each in shelves]}
    connection.register("delivery", pa.table(columns | {"said": [each.said for each in shelves]}))
    sql = statements("certifying.sql")["standing"].replace("$files", file_list(contributions))
    copy(connection, sql, "completeness", folder)
    connection.unregister("delivery")


def files_of(folder: Path) -> dict[str, list[Path]]:
    """The files of a folder of tables, by table."""
    found: dict[str, list[Path]] = {}
    for path in sorted(folder.glob("*.parquet")):
        found.setdefault(path.stem.split("-")[0], []).append(path)
    return found


def _counts(connection: duckdb.DuckDBPyConnection) -> Counts:
    def by(expression: str) -> dict[str, int]:
        sql = f"SELECT coalesce({expression}, '') AS v, count(*) AS n FROM records GROUP BY 1 ORDER BY 1"
        return dict(connection.execute(sql).fetchall())

    def number(sql: str) -> int:
        return int(connection.execute(sql).fetchall()[0][0])

    return Counts(
        records=number("SELECT count(*) FROM records"),
        conflicts=number("SELECT count(*) FROM conflicts"),
        withdrawn=number("SELECT count(DISTINCT id) FROM withdrawals WHERE gone"),
        right=by('"right"'),
        office=by("office"),
        kind=by("kind"),
        year=by("substr(publication_date, 1, 4)"),
    )
