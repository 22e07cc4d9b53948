"""Records are made of their contributions: the task that the pool runs while an edition is composed."""

from __future__ import annotations

from collections.abc import Sequence

from zhihang.corpus.index.builder import write_records
from zhihang.corpus.tables.assembling import assembled
from zhihang.corpus.tables.batches import Batch
from zhihang.corpus.tables.group import Group


def made(groups: Sequence[tuple[int, Group]], index: str, writers: int) -> Batch:
    """The records of some groups, each with its ordinal: written into this process's share of an index, and as rows."""
    batch, records = assembled(groups)
    write_records(index, writers, records)
    return batch
