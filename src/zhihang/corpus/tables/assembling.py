"""Groups of contributions become records, and records a batch of rows: a pure function that a pool runs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from zhihang.corpus.merging.merge import Conflict, Contribution, merged
from zhihang.corpus.tables.batches import Batch, BatchMaker
from zhihang.corpus.tables.grouping import Entry, Group
from zhihang.records.record import Record, from_json, to_json


def assembled(groups: Sequence[tuple[int, Group]]) -> Batch:
    """The records of some groups, each with its ordinal, as rows."""
    maker = BatchMaker()
    for ord_, group in groups:
        record, json, conflicts = _made(group)
        maker.add(ord_, record, json, len(group.entries), group.fingerprint)
        for conflict in conflicts:
            maker.conflict(ord_, conflict)
    return maker.batch()


def _made(group: Group) -> tuple[Record, bytes, Sequence[Conflict]]:
    if not group.whole:
        record, conflicts = merged(group.id, group.right_id, [_contribution(entry) for entry in group.entries])
        return record, to_json(record), conflicts
    json = group.entries[0].json
    record = from_json(json)
    if group.file is not None:
        said, name = group.file
        sources = tuple(
            msgspec.structs.replace(source, file=name + source.file[len(said) :]) for source in record.provenance
        )
        record = msgspec.structs.replace(record, provenance=sources)
        json = to_json(record)
    return record, json, ()


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
