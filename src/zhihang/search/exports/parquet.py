"""Whole records as Parquet: one column a record key, plain keys as text or numbers, nested ones as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, BinaryIO

import msgspec
import pyarrow as pa
import pyarrow.parquet as pq

from zhihang.corpus.fields import fields
from zhihang.corpus.tables.completing import COUNTED_KEYS, SHOWN_KEYS
from zhihang.records.record import Record, to_builtins
from zhihang.search.exports.columns import keys_of, selected

ROWS_OF_A_GROUP = 2_000
_NUMBERS = frozenset(
    {*COUNTED_KEYS, *(field.key for field in fields().values() if field.type == "int" and field.code != "tf")}
)


def schema_of(keys: Sequence[str]) -> Any:
    """The columns of some keys."""
    return pa.schema([(key, pa.int64() if key in _NUMBERS else pa.string()) for key in keys])


def arrow_table(records: Iterable[Record], columns: Sequence[str] | None = None) -> Any:
    """Records as an Arrow table with the keys of their JSON form; nested keys are JSON text.

    `columns`, field codes: only the keys that hold them.
    """
    keys = SHOWN_KEYS if columns is None else keys_of(columns)
    rows = [_row(to_builtins(record) if columns is None else selected(record, columns)) for record in records]
    return pa.Table.from_pylist(rows, schema=schema_of(keys))


def write_parquet(target: BinaryIO, records: Iterable[Record], columns: Sequence[str] | None = None) -> int:
    """Write records group by group, in constant memory; returns how many."""
    count = 0
    schema = schema_of(SHOWN_KEYS if columns is None else keys_of(columns))
    with pq.ParquetWriter(target, schema, compression="zstd") as writer:
        for group in _groups(records):
            writer.write_table(arrow_table(group, columns))
            count += len(group)
    return count


def _groups(records: Iterable[Record]) -> Iterator[list[Record]]:
    remaining = iter(records)
    while group := list(islice(remaining, ROWS_OF_A_GROUP)):
        yield group


def _row(content: dict[str, Any]) -> dict[str, Any]:
    return {
        key: msgspec.json.encode(value).decode() if isinstance(value, dict | list | tuple) else value
        for key, value in content.items()
    }
