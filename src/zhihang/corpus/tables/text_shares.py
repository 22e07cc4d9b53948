"""The part of `texts` that a build adds: each process writes a file of its own, named when all are complete.

The JSON of records is nearly all of a corpus; where each process writes what it has made, none of it is sent around.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path

from zhihang.corpus.pool import Pool
from zhihang.corpus.tables.parts import TextWriter, part_name
from zhihang.corpus.tables.texts import TextPart

_OPEN: dict[str, TextWriter] = {}
"""The files that this process is writing, by the folder of the tables."""


def write_texts(folder: str, texts: Iterable[tuple[int, bytes]]) -> None:
    """Append records, ordinals without a gap, to this process's file."""
    if folder not in _OPEN:
        _OPEN[folder] = TextWriter(Path(folder) / f"texts.{os.getpid()}")
    _OPEN[folder].add_texts(texts)


def close_texts(folder: str) -> None:
    """Complete this process's file."""
    writer = _OPEN.pop(folder, None)
    if writer is not None:
        writer.close()


def name_texts(pool: Pool, folder: Path, number: int) -> None:
    """Complete the files of all processes and name them as a part of `texts`, the earliest ordinals first."""
    for closed in pool.everywhere(close_texts, str(folder)):
        closed.result()
    for place, path in enumerate(sorted(folder.glob("texts.*"), key=lambda path: TextPart(path).first)):
        name = part_name("texts", number)
        path.rename(folder / (name if not place else name.replace(".", f"-{place}.")))
