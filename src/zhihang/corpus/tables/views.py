"""The tables of an edition as views of the column engine: parts together, dead ordinals left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

import duckdb

from zhihang.corpus.tables.declarations import RECORD_TABLES, tables
from zhihang.corpus.tables.engine import file_list

_SQL_TYPES = {
    "uint64": "UBIGINT",
    "int64": "BIGINT",
    "int32": "INTEGER",
    "bool": "BOOLEAN",
    "string": "VARCHAR",
    "binary": "BLOB",
}


def define(connection: duckdb.DuckDBPyConnection, files: Mapping[str, Sequence[Path]]) -> None:
    """Create a view for each declared table; one without files is empty.

    `dead` is read into memory first, since each table of records is read without it.
    """
    for table in ("dead", *(name for name in tables() if name != "dead")):
        paths = list(files.get(table, ()))
        columns = tables()[table]
        if not paths:
            empty = ", ".join(f'CAST(NULL AS {_SQL_TYPES[column.type]}) AS "{column.name}"' for column in columns)
            connection.execute(f'CREATE VIEW "{table}" AS SELECT {empty} WHERE false')
        elif table == "dead":
            connection.execute(f"CREATE TABLE dead AS SELECT ord FROM read_parquet({file_list(paths)})")
        else:
            names = ", ".join(f'"{column.name}"' for column in columns)
            some_dead = table in RECORD_TABLES and files.get("dead")
            without = " AS t WHERE NOT EXISTS (SELECT 1 FROM dead d WHERE d.ord = t.ord)" if some_dead else ""
            connection.execute(
                f'CREATE VIEW "{table}" AS SELECT {names} FROM read_parquet({file_list(paths)}){without}'
            )
