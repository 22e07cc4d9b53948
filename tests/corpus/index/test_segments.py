"""Segments of several writers are one index, and the engine goes on working with it."""

from __future__ import annotations

from pathlib import Path

from zhihang.corpus.index.builder import MANY_SEGMENTS, IndexBuilder
from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.index.schema import create_index, open_index
from zhihang.corpus.index.segments import unite
from zhihang.corpus.plan import Everything
from zhihang.records.record import Record, to_json


def record(number: int) -> Record:
    return Record(id=f"EP{number}A1", right_id=f"EP-PA-{number}", right="patent", office="EP", number=str(number))


def written(folder: Path, numbers: range) -> Path:
    with IndexBuilder(folder) as builder:
        builder.add_batch([(number, to_json(record(number))) for number in numbers])
    return folder


def test_several_indexes_become_one(tmp_path: Path) -> None:
    parts = [written(tmp_path / str(n), range(10 * n, 10 * n + 10)) for n in range(3)]
    whole = tmp_path / "whole"
    whole.mkdir()
    create_index(str(whole))
    segments = sum(open_index(str(part)).searcher().num_segments for part in parts)
    assert unite(parts, whole) == segments
    assert not any(part.exists() for part in parts)
    reader = IndexReader(whole, lambda ords: ())
    assert reader.ordinals(Everything()) == list(range(30))
    with IndexBuilder(tmp_path / "next", base=whole) as builder:
        builder.delete(["EP5A1", "EP25A1"])
        builder.add_batch([(30, to_json(record(5)))])
    after = IndexReader(tmp_path / "next", lambda ords: ())
    assert after.ordinals(Everything()) == [n for n in range(31) if n not in (5, 25)]
    assert reader.ordinals(Everything()) == list(range(30))


def test_many_small_segments_are_merged(tmp_path: Path) -> None:
    folder = written(tmp_path / "0", range(3))
    for number in range(1, MANY_SEGMENTS + 1):
        with IndexBuilder(tmp_path / str(number), base=folder) as builder:
            builder.add_batch([(10 * number, to_json(record(10 * number)))])
        folder = tmp_path / str(number)
    assert open_index(str(folder)).searcher().num_segments < MANY_SEGMENTS
    assert IndexReader(folder, lambda ords: ()).size == 3 + MANY_SEGMENTS
