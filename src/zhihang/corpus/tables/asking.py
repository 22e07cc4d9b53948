"""One connection to the tables of an edition, and how statements reach it.

Lists of ordinals go in as Arrow arrays and are joined; each question has a cursor of its own, so that threads may
share the connection.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import duckdb
import pyarrow as pa

from zhihang.corpus.tables.engine import connect
from zhihang.corpus.tables.finishing import files_of
from zhihang.corpus.tables.views import define

if TYPE_CHECKING:
    from zhihang.corpus.applicants.standardized import Standardized


WRITTEN_OUT: Final = 1_000
"""How many values a statement names before they are handed in as a table."""


class Asked:
    """The tables of one edition as something that answers statements."""

    def __init__(self, directory: Path, standardized: Callable[[], Standardized] | None = None) -> None:
        self._folder = directory / "tables"
        self._standardized = standardized

    @cached_property
    def _files(self) -> dict[str, list[Path]]:
        return files_of(self._folder)

    @cached_property
    def _connection(self) -> duckdb.DuckDBPyConnection:
        connection = connect()
        define(connection, self._files)
        return connection

    def ask(self, sql: str, parameters: Sequence[Any] = (), **handed: Any) -> duckdb.DuckDBPyRelation:
        """The answer to a statement over the declared tables; Arrow tables are handed in by name."""
        cursor = self._connection.cursor()
        for name, table in handed.items():
            cursor.register(name, table)
        relation: duckdb.DuckDBPyRelation = cursor.sql(sql, params=list(parameters) or None)
        return relation

    def ask_of(
        self, sql: str, columns: Mapping[str, str], values: Sequence[int] | Sequence[str], **handed: Any
    ) -> duckdb.DuckDBPyRelation:
        """The answer to a statement about some values: `columns` names what stands for the condition on each column.

        A few values are written out, so that groups of rows without any are not read; many are handed in.
        """
        is_few = len(values) <= WRITTEN_OUT
        for mark, column in columns.items():
            sql = sql.replace(mark, among(column, values) if is_few else f"{column} IN (SELECT value FROM these)")
        return self.ask(sql, **handed, **({} if is_few else {"these": pa.table({"value": pa.array(values)})}))

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> Any:
        """The first value of the answer; None where there is none."""
        rows = self.ask(sql, parameters).fetchall()
        return rows[0][0] if rows else None


def among(column: str, values: Sequence[int] | Sequence[str]) -> str:
    """The condition that a column has one of some values, written out.

    >>> among("p.ord", [3, 5]), among("family", ["S1", "it's"]), among("ord", [])
    ('p.ord IN (3, 5)', "family IN ('S1', 'it''s')", 'false')
    """
    written = [str(value) if isinstance(value, int) else "'" + value.replace("'", "''") + "'" for value in values]
    return f"{column} IN ({', '.join(written)})" if written else "false"


def wanted(ords: Sequence[int] | pa.Array) -> pa.Table:
    """Ordinals with their places, to be joined."""
    array = ords if isinstance(ords, pa.Array) else pa.array(ords, pa.uint64())
    return pa.table({"ord": array.cast(pa.uint64()), "n": pa.array(range(len(array)), pa.int64())})


def first_column(answer: duckdb.DuckDBPyRelation) -> pa.Array:
    """The first column of an answer."""
    table: Any = answer.to_arrow_table()
    return table.column(0).combine_chunks()
