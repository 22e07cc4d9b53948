"""Groups of contributions become records, and records a batch of rows: a pure function that a pool runs."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from zhihang.corpus.merging.merge import Conflict, Contribution, merged
from zhihang.corpus.tables.batches import Batch, BatchMaker
from zhihang.corpus.tables.group import Entry, Group
from zhihang.records.record import Record, from_json, to_json


def assembled(groups: Sequence[tuple[int, Group]]) -> tuple[Batch, list[tuple[int, Record]]]:
    """The records of some groups with their ordinals, as rows and as they are."""
    maker = BatchMaker()
    records = []
    for ord_, group in groups:
        record, json, conflicts = _made(group)
        records.append((ord_, record))
        maker.add(ord_, record, json, len(group.entries), group.fingerprint)
        for conflict in conflicts:
            maker.conflict(ord_, conflict)
    return maker.batch(), records


def _made(group: Group) -> tuple[Record, bytes | None, Sequence[Conflict]]:
    """A record, its JSON where that is not the one contribution's as it stands, and what contributions differ in."""
    if not group.whole:
        record, conflicts = merged(group.id, group.right_id, [_contribution(entry) for entry in group.entries])
        return record, to_json(record), conflicts
    record = from_json(group.entries[0].json)
    if group.file is None:
        return record, None, ()
    said, name = group.file
    sources = tuple(
        msgspec.structs.replace(source, file=name + source.file[len(said) :]) for source in record.provenance
    )
    record = msgspec.structs.replace(record, provenance=sources)
    return record, to_json(record), ()


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
