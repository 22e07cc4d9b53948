"""Corpora of made-up records, built once by the ordinary way and used again.

The records are made where files are read otherwise: a source whose file only says which records are meant. So they
go through everything else as official files do: contributions, merging, tables, index, edition.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from records import BLOCK, SHORT, block
from zhihang.corpus.building import add
from zhihang.library import Corpus, open_corpus
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.registry import sources
from zhihang.sources.source import Chunk, Place, Source

SEED = 1
_WEIGHT = bytes(BLOCK * 4_500)
"""What a chunk weighs for the pool: about the JSON that it becomes."""


def split(stream: BinaryIO, _place: Place) -> Iterator[Chunk | Problem]:
    """Blocks of records to be made, of a file that says how many there are."""
    count = int(stream.read().split()[-1])
    for first in range(0, count, BLOCK):
        yield Chunk(position=first + 1, data=_WEIGHT, rows=((str(first), str(min(BLOCK, count - first))),))


def parse(chunk: Chunk, _place: Place) -> Iterator[Record]:
    """The records of a block."""
    first, count = map(int, chunk.rows[0])
    return block(first, count, SHORT, SEED)


MADE = Source(name="made", recognise=lambda head: False, split=split, parse=parse)


def corpus_of(folder: Path, count: int) -> tuple[Corpus, float | None]:
    """The corpus of so many records, and the seconds that it took, if it was made now."""
    path = folder / f"records-{count}"
    if (path / "CURRENT").is_file():
        return open_corpus(path), None
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"records-{count}.txt"
    file.write_text(f"records of seed {SEED}: {count}\n", "utf-8")
    sources()["made"] = MADE
    begun = time.perf_counter()
    report = add(path, [file], as_format="made")
    if report.problems or report.counts is None or report.counts.records != count:
        raise SystemExit(f"{path}: not every record arrived")
    return open_corpus(path), time.perf_counter() - begun
