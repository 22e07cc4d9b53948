"""Records are made of their contributions: the task that the pool runs while an edition is composed.

What is long stays in the process that makes it: it writes the records into its share of the index and of `texts`.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple, TypeAlias

from zhihang.corpus.index.builder import write_records
from zhihang.corpus.pictures.store import PictureStore
from zhihang.corpus.tables.assembling import of_groups, of_slice
from zhihang.corpus.tables.batches import Batch, BatchMaker
from zhihang.corpus.tables.group import Group, Slice
from zhihang.corpus.tables.text_shares import write_texts

Task: TypeAlias = Slice | list[tuple[int, Group]]


class Place(NamedTuple):
    """Where the records go: the folders of the index and of the tables, and how many processes write there."""

    index_folder: str
    tables_folder: str
    writers: int


def made(task: Task, place: Place) -> Batch:
    """The records of a task: written into this process's shares of index and texts; as rows of the other tables."""
    store = PictureStore(Path(place.tables_folder).parents[2])  # the corpus: it holds editions, each with its tables
    records = list(of_slice(task, store) if isinstance(task, Slice) else of_groups(task, store))
    maker = BatchMaker()
    for each in records:
        maker.add(each.ord, each.record, each.contributions, each.fingerprint)
        for conflict in each.conflicts:
            maker.conflict(each.ord, conflict)
    write_texts(place.tables_folder, ((each.ord, each.json) for each in records))
    write_records(place.index_folder, place.writers, ((each.ord, each.record) for each in records))
    return maker.batch()
