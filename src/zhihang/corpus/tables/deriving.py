"""Tables that follow from all records together: families, citation pairs, counts. Written anew for each edition."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from zhihang.corpus.tables import ranks
from zhihang.corpus.tables.lineage import Lineage
from zhihang.corpus.tables.statements import statements

_SMALL_GROUP = 16_384
"""Rows of a group of tables that are sorted by what they are mostly asked for: other groups are skipped."""
_GROUP = 122_880
_BEFORE_LINEAGE = ("family_right", "international", "claimed")
_BEFORE_COMPONENTS = ("priority_set", "simple", "link", "numbered")
_AFTER_COMPONENTS = ("extended", "family_of", "outside", "family_size")


def derive(connection: duckdb.DuckDBPyConnection, folder: Path) -> dict[str, int]:
    """Write the tables that follow from all records below `folder`; rows by table, for tables that have any."""
    families, citations = statements("families.sql"), statements("citations.sql")
    for name in _BEFORE_LINEAGE:
        connection.execute(families[name])
    _store_lineage(connection, families["lineage"], families["claimed_by"])
    for name in _BEFORE_COMPONENTS:
        connection.execute(families[name])
    _store_components(connection, families["edges"])
    for name in _AFTER_COMPONENTS:
        connection.execute(families[name])
    for name in ("document", "pair", "home", "pair_of_families", "record_count"):
        connection.execute(citations[name])
    written = {
        "families": families["families"],
        **{table: citations[table] for table in ("citation_pairs", "families_cited", "counts")},
        "ranks": ranks.statement(),
    }
    return {
        table: rows for table, sql in written.items() if (rows := copy(connection, sql, table, folder, _SMALL_GROUP))
    }


def copy(connection: duckdb.DuckDBPyConnection, sql: str, table: str, folder: Path, group: int = _GROUP) -> int:
    """Write a statement's result as a whole table, so many rows a group; an empty one leaves no file."""
    path = folder / f"{table}.parquet"
    quoted = str(path).replace("'", "''")
    options = f"FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {group}"
    rows = int(connection.execute(f"COPY ({sql}) TO '{quoted}' ({options})").fetchall()[0][0])
    if not rows:
        path.unlink(missing_ok=True)
    return rows


def _store_lineage(connection: duckdb.DuckDBPyConnection, edges: str, claims: str) -> None:
    """The tables `lineage_edge`, the stated lineage, and `basis`, what the applications with forebears rest on."""
    lineage = Lineage()
    for child, parent, adds in rows_of(connection, edges):
        lineage.goes_on(child, parent, adds=adds)
    kept = [(child, parent) for child, parents in lineage.parents.items() for parent in parents]
    _hand_over(connection, "lineage_edge", ("child", "parent"), kept)
    for application, number in rows_of(connection, claims):
        lineage.claims(application, number)
    _hand_over(connection, "basis", ("application", "number"), list(lineage.bases()))


def rows_of(connection: duckdb.DuckDBPyConnection, sql: str) -> Iterator[tuple[Any, ...]]:
    """The rows of a statement, some at a time."""
    reader: Any = connection.cursor().sql(sql).to_arrow_reader(100_000)
    for batch in reader:
        yield from zip(*(column.to_pylist() for column in batch.columns), strict=True)


def _hand_over(
    connection: duckdb.DuckDBPyConnection, name: str, columns: tuple[str, ...], rows: Sequence[tuple[str, ...]]
) -> None:
    """Rows of strings as a table of the engine."""
    arrays = [pa.array(column, pa.string()) for column in (zip(*rows, strict=True) if rows else [()] * len(columns))]
    connection.register("handed_over", pa.table(dict(zip(columns, arrays, strict=True))))
    connection.execute(f"CREATE TABLE {name} AS SELECT * FROM handed_over")
    connection.unregister("handed_over")


def _store_components(connection: duckdb.DuckDBPyConnection, edges: str) -> None:
    """The table `component`: each number with the smallest one it is linked to through rights."""
    parent = array("q")
    number_of = array("q")
    for right, number in rows_of(connection, edges):
        _grow(parent, number)
        while len(number_of) <= right:
            number_of.append(-1)
        if number_of[right] < 0:
            number_of[right] = number
        else:
            _join(parent, number_of[right], number)
    roots = array("q", (_root(parent, number) for number in range(len(parent))))
    table = pa.table({"number_n": pa.array(range(len(parent)), pa.int64()), "root": pa.array(roots, pa.int64())})
    connection.register("handed_over", table)
    connection.execute("CREATE TABLE component AS SELECT * FROM handed_over")
    connection.unregister("handed_over")


def _grow(parent: array[int], number: int) -> None:
    while len(parent) <= number:
        parent.append(len(parent))


def _root(parent: array[int], number: int) -> int:
    root = number
    while parent[root] != root:
        root = parent[root]
    while parent[number] != root:
        parent[number], number = root, parent[number]
    return root


def _join(parent: array[int], left: int, right: int) -> None:
    low, high = sorted((_root(parent, left), _root(parent, right)))
    parent[high] = low
