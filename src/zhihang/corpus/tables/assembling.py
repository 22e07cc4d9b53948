"""Contributions become records: pure functions that a pool runs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import msgspec
import pyarrow.parquet as pq

from zhihang.corpus.merging.merge import Conflict, Contribution, merged
from zhihang.corpus.pictures.hashing import hashed
from zhihang.corpus.pictures.store import PictureStore
from zhihang.corpus.tables.group import Entry, Group, Slice
from zhihang.records.record import Record, from_json, to_json


class Made(NamedTuple):
    """A record with its ordinal, its JSON, and what it was made of."""

    ord: int
    record: Record
    json: bytes
    contributions: int
    fingerprint: str
    conflicts: Sequence[Conflict] = ()

    def with_pictures(self, told_by: Sequence[tuple[str, str]], store: PictureStore) -> Made:
        """The same, its pictures hashed; `told_by`: the files it was read from, each with its delivery."""
        record = hashed(self.record, told_by, store)
        return self if record is self.record else self._replace(record=record, json=to_json(record))


def of_slice(some: Slice, store: PictureStore) -> Iterator[Made]:
    """The records that one contribution makes, each as it stands."""
    with pq.ParquetFile(some.path) as file:
        column = file.read_row_group(some.row_group, columns=["json"], use_threads=False).column(0).to_pylist()
    for ord_, place, fingerprint in some.records:
        json = column[place]
        record = from_json(json)
        if some.file is not None:
            record = _renamed(record, *some.file)
            json = to_json(record)
        told_by = [(source.file, Path(some.path).parent.name) for source in record.provenance]
        yield Made(ord_, record, json, 1, fingerprint).with_pictures(told_by, store)


def of_groups(groups: Sequence[tuple[int, Group]], store: PictureStore) -> Iterator[Made]:
    """The records of groups of contributions."""
    for ord_, group in groups:
        record, conflicts = merged(group.id, group.right_id, [_contribution(entry) for entry in group.entries])
        told_by = [(entry.file, entry.delivery) for entry in group.entries]
        made = Made(ord_, record, to_json(record), len(group.entries), group.fingerprint, conflicts)
        yield made.with_pictures(told_by, store)


def _renamed(record: Record, said: str, name: str) -> Record:
    """A record that shows another name of the delivery than its contribution carries."""
    sources = tuple(
        msgspec.structs.replace(source, file=name + source.file[len(said) :]) for source in record.provenance
    )
    return msgspec.structs.replace(record, provenance=sources)


def _contribution(entry: Entry) -> Contribution:
    return Contribution(
        role=entry.role,  # type: ignore[arg-type]  # the statement gives no other word
        product=entry.product,
        file=entry.file,
        delivered=entry.delivered,
        delivery=entry.delivery,
        row=entry.row,
        richness=entry.richness,
        record=from_json(entry.json),
    )
