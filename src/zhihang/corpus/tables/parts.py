"""Files of tables: each build appends one part per table, in small row groups where single records are fetched.

A part is named after its table and the build's number among the parts (`records-0003.parquet`); once written it is
shared between editions and never changed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhihang.corpus.manifest import Part
from zhihang.corpus.tables.batches import Batch, deserialized, schema

TEXT_GROUP = 1 << 18
"""Bytes of JSON in one row group of `texts`: what is read to fetch one record."""
ROW_GROUP = 100_000
LEVEL = 1
"""Of zstd: twice as fast as level 3 for less than a tenth more of disk."""
_PLAIN = {"texts": ["ord", "json"], "records": ["id", "fingerprint", "title"]}


class PartWriter:
    """Appends batches to one part of one table. An empty part leaves no file."""

    def __init__(self, path: Path, table: str) -> None:
        self.path = path
        self.table = table
        self.rows = 0
        self._writer: pq.ParquetWriter | None = None
        self._waiting: list[pa.Table] = []
        self._count = 0

    def add(self, rows: pa.Table) -> None:
        """Append rows; memory is that of one row group."""
        self._waiting.append(rows)
        self._count += rows.num_rows
        if self._count >= ROW_GROUP:
            self._flush()

    def close(self) -> None:
        """Write the rest."""
        self._flush()
        if self._writer is not None:
            self._writer.close()

    def _flush(self) -> None:
        if self._count:
            self.write(pa.concat_tables(self._waiting))
        self._waiting, self._count = [], 0

    def write(self, rows: pa.Table) -> None:
        """One row group, now."""
        if self._writer is None:
            plain = _PLAIN.get(self.table, [])
            wanted = schema(self.table)
            self._writer = pq.ParquetWriter(
                self.path,
                wanted,
                compression="zstd",
                compression_level=LEVEL,
                use_dictionary=[name for name in wanted.names if name not in plain],
                write_statistics=["ord", "field"] if self.table != "texts" else ["ord"],
            )
        self._writer.write_table(rows, row_group_size=max(rows.num_rows, 1))
        self.rows += rows.num_rows


class TextWriter(PartWriter):
    """Appends the JSON of records in row groups of about `TEXT_GROUP` bytes."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, "texts")
        self._texts: list[tuple[int, bytes]] = []
        self._bytes = 0

    def add_texts(self, texts: Iterable[tuple[int, bytes]]) -> None:
        """Append records, ordinals without a gap; the next ones may be any."""
        for entry in texts:
            self._texts.append(entry)
            self._bytes += len(entry[1])
            if self._bytes >= TEXT_GROUP:
                self._flush()
        self._flush()

    def _flush(self) -> None:
        if self._texts:
            ords, texts = zip(*self._texts, strict=True)
            self.write(pa.table([pa.array(ords, pa.uint64()), pa.array(texts, pa.binary())], schema=schema("texts")))
        self._texts, self._bytes = [], 0


class RecordParts:
    """The parts that one build adds to the tables of records, but for `texts` (see `text_shares`)."""

    def __init__(self, folder: Path, number: int, raw_values: Path) -> None:
        self._folder = folder
        self._number = number
        # values are sorted by field when all are there
        self._writers = {"values": PartWriter(raw_values, "values")}

    def add(self, batch: Batch) -> None:
        """Append a batch; batches come in the order of their ordinals."""
        for table, data in batch.tables.items():
            if table not in self._writers:
                self._writers[table] = PartWriter(self._folder / part_name(table, self._number), table)
            self._writers[table].add(deserialized(data))

    def close(self) -> None:
        """Write the rest."""
        for writer in self._writers.values():
            writer.close()


def part_name(table: str, number: int) -> str:
    """The file name of a part."""
    return f"{table}-{number:04d}.parquet"


def part_of(path: Path, rows: int) -> Part:
    """What the manifest says of a file."""
    with path.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
    return Part(file=path.name, rows=rows, size=path.stat().st_size, sha256=sha256)


def dead_ords(files: dict[str, list[Path]]) -> list[int]:
    """The ordinals that count no more, of the files of an edition's tables."""
    return [ord_ for path in files.get("dead", ()) for ord_ in pq.read_table(path).column(0).to_pylist()]


def parquet_rows(path: Path) -> int:
    """The number of rows of a part. Raises OSError or ArrowInvalid for damage."""
    return int(pq.ParquetFile(path).metadata.num_rows)
