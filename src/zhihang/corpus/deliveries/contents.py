"""What a delivery that was read holds, for people who look: the ids of its records."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq

from zhihang.corpus.deliveries.contribution import FILE

_BATCH = 10_000


def record_ids(folder: Path) -> Iterator[str]:
    """The ids of the records a delivery contributes to, in the order of its file, each once; none where it gave none.

    Memory is that of the ids.
    """
    path = folder / FILE
    if not path.is_file():
        return
    seen: set[str] = set()
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(_BATCH, columns=["id", "action"]):
            for identifier, action in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                if action == "record" and identifier not in seen:
                    seen.add(identifier)
                    yield identifier
