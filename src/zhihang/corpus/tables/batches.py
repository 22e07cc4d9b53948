"""Rows of records as Arrow tables, and their way between processes.

A `Batch` is made in a worker and appended to the files of an edition in the building process. The conversion is a
pure function of records, so a cluster can run it as well.
"""

from __future__ import annotations

from functools import cache
from typing import Any

import msgspec
import pyarrow as pa

from zhihang.corpus.tables.declarations import RECORD_TABLES, tables
from zhihang.corpus.tables.rows import ROWS, Row, record_row
from zhihang.records.record import Record

_ARROW = {
    "uint64": pa.uint64(),
    "int64": pa.int64(),
    "int32": pa.int32(),
    "bool": pa.bool_(),
    "string": pa.string(),
    "binary": pa.binary(),
}


@cache
def schema(table: str) -> pa.Schema:
    """The Arrow schema of a declared table."""
    return pa.schema([(column.name, _ARROW[column.type]) for column in tables()[table]])


def arrow_table(table: str, rows: list[Row]) -> pa.Table:
    """Rows of a declared table, ordinal included."""
    wanted = schema(table)
    columns: list[Any] = list(zip(*rows, strict=True)) if rows else [[] for _ in wanted]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, wanted, strict=True)]
    return pa.Table.from_arrays(arrays, schema=wanted)


class Batch(msgspec.Struct):
    """Some records, in the order of their ordinals, as serialized Arrow tables; their JSON is not among these."""

    tables: dict[str, bytes]
    records: int


class BatchMaker:
    """Collects records and makes a batch of them."""

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {table: [] for table in RECORD_TABLES}

    def add(self, ord_: int, record: Record, contributions: int, fingerprint: str) -> None:
        """One record."""
        self._rows["records"].append((ord_, *record_row(record, contributions, fingerprint)))
        for table, read in ROWS.items():
            rows = self._rows[table]
            for row in read(record):
                rows.append((ord_, *row))

    def conflict(self, ord_: int, row: Row) -> None:
        """One disagreement between contributions of a record."""
        self._rows["conflicts"].append((ord_, *row))

    def batch(self) -> Batch:
        """What was collected."""
        made = {table: serialized(arrow_table(table, rows)) for table, rows in self._rows.items() if rows}
        return Batch(tables=made, records=len(self._rows["records"]))


def serialized(table: pa.Table) -> bytes:
    """An Arrow table as an IPC stream."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, table.schema) as writer:
        writer.write_table(table)
    return bytes(sink.getvalue())


def deserialized(data: bytes) -> pa.Table:
    """The table of an IPC stream."""
    return pa.ipc.open_stream(data).read_all()
