"""Whole records as Parquet: one column a record key, plain keys as text or numbers, nested ones as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from zhihang.records.record import KEYS, Record, to_builtins

ROWS_OF_A_GROUP = 2_000
_NUMBERS = ("claim_count", "pages")
SCHEMA = pa.schema([(key, pa.int64() if key in _NUMBERS else pa.string()) for key in KEYS])


def arrow_table(records: Iterable[Record]) -> Any:
    """Records as an Arrow table with the keys of their JSON form; nested keys are JSON text."""
    rows = [_row(record) for record in records]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


def write_parquet(target: BinaryIO, records: Iterable[Record]) -> int:
    """Write records group by group, in constant memory; returns how many."""
    count = 0
    with pq.ParquetWriter(target, SCHEMA, compression="zstd") as writer:
        for group in _groups(records):
            writer.write_table(arrow_table(group))
            count += len(group)
    return count


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    remaining = iter(records)
    while group := list(islice(remaining, ROWS_OF_A_GROUP)):
        yield group


def _row(record: Record) -> dict[str, Any]:
    return {
        key: msgspec.json.encode(value).decode() if isinstance(value, dict | list | tuple) else value
        for key, value in to_builtins(record).items()
    }
