"""Vectors on disk: whole rows only, and the nearest of them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from zhihang.corpus.vectors import nearest
from zhihang.corpus.vectors.nearest import Vectors, script_of
from zhihang.corpus.vectors.passage import MOST_PIECES, cut, passage_of
from zhihang.corpus.vectors.store import DIGEST, Store, digest
from zhihang.records.record import Record

HALVES = np.eye(4, dtype=np.float32)


def written(folder: Path, count: int = 4) -> Store:
    store = Store(folder / "store", 4)
    store.add([digest(str(place)) for place in range(count)], HALVES[:count])
    return store


def test_what_is_written_is_read_and_added_to(tmp_path: Path) -> None:
    store = written(tmp_path, 2)
    store.add([digest("2")], HALVES[2:3])
    assert store.rows() == {digest(str(place)): place for place in range(3)}
    assert np.array_equal(store.vectors(), HALVES[:3])


def test_an_empty_store_has_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "none", 4)
    assert (store.size, store.rows(), store.vectors().shape) == (0, {}, (0, 4))


@pytest.mark.parametrize(("name", "width"), [("digests.bin", DIGEST), ("vectors.bin", 8)])
def test_a_row_that_was_interrupted_is_written_over(tmp_path: Path, name: str, width: int) -> None:
    store = written(tmp_path, 3)
    path = store.folder / name
    path.write_bytes(path.read_bytes()[: 2 * width + 3])
    assert store.size == 2
    store.add([digest("new")], HALVES[3:])
    assert store.rows() == {digest("0"): 0, digest("1"): 1, digest("new"): 2}
    assert np.array_equal(store.vectors(), HALVES[[0, 1, 3]])


def vectors(folder: Path, matrix: NDArray[np.float32], scripts: list[int]) -> Vectors:
    store = Store(folder, matrix.shape[1])
    store.add([digest(str(place)) for place in range(len(matrix))], matrix)
    path = folder / "edition.npz"
    count = len(matrix)
    np.savez(
        path, ords=np.arange(count) * 10, rows=np.arange(count), scripts=np.array(scripts, np.uint8),
        built=np.array("2024"),
    )  # fmt: skip
    return Vectors(store, path)


@given(st.data())
def test_the_nearest_are_those_of_the_largest_cosine(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    count = data.draw(st.integers(1, 12))
    seed = data.draw(st.integers(0, 10_000))
    chance = np.random.default_rng(seed)
    matrix = chance.normal(size=(count, 8)).astype(np.float16).astype(np.float32)
    made = vectors(tmp_path_factory.mktemp("vectors"), matrix, [0] * count)
    question = chance.normal(size=8).astype(np.float32)
    left_out = data.draw(st.sets(st.integers(0, 12).map(lambda place: place * 10)))
    within = data.draw(st.none() | st.sets(st.integers(0, 12).map(lambda place: place * 10)))
    found = made.nearest(question, 0, 5, within=within, leaving_out=left_out)
    cosines = matrix @ question / np.linalg.norm(matrix, axis=1) / np.linalg.norm(question)
    allowed = [o for o in range(0, count * 10, 10) if o not in left_out and (within is None or o in within)]
    expected = sorted(allowed, key=lambda ord_: -cosines[ord_ // 10])[:5]
    assert [ord_ for ord_, _ in found] == expected
    assert all(abs(score - cosines[ord_ // 10]) < 1e-3 for ord_, score in found)


def test_blocks_give_what_one_stretch_gives(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    matrix = np.random.default_rng(1).normal(size=(23, 8)).astype(np.float32)
    made = vectors(tmp_path, matrix, [place % 2 for place in range(23)])
    whole = made.nearest(matrix[3], 1, 23)
    monkeypatch.setattr(nearest, "BLOCK", 5)
    assert Vectors(made.store, tmp_path / "edition.npz").nearest(matrix[3], 1, 23) == whole


def test_the_script_of_a_text_does_not_decide_what_is_near(tmp_path: Path) -> None:
    """Every Chinese text lies off by the same stretch; with means taken off the counterpart comes first."""
    chance = np.random.default_rng(7)
    meaning = chance.normal(size=(200, 16))
    off = np.zeros(16)
    off[0] = 30.0
    matrix = np.concatenate([meaning, meaning + off]).astype(np.float32)
    made = vectors(tmp_path, matrix, [0] * 200 + [1] * 200)
    question = matrix[205]
    assert {ord_ for ord_, _ in made.nearest(question, 1, 2)} == {50, 2050}
    raw = matrix @ question / np.linalg.norm(matrix, axis=1)
    assert (raw > raw[5]).sum() > 100, "without that, texts of its own script would stand before it"


@pytest.mark.parametrize(
    ("text", "script"), [("一种电池", 1), ("a battery", 0), ("5G通信方法", 1), ("USB C plug 插头", 0), ("", 0)]
)
def test_script(text: str, script: int) -> None:
    assert script_of(text) == script


def record(**keys: object) -> Record:
    return Record(id="US1A", right_id="US-PA-1", right="patent", office="US", number="1", **keys)  # type: ignore[arg-type]


def test_the_passage_is_in_one_language_and_short() -> None:
    made = record(
        title={"zh": "电池", "en": "Battery"}, abstract={"en": ("A battery.",), "zh": ("一种电池。",)},
        claims={"zh": ("1. 电池",)},
    )  # fmt: skip
    assert passage_of(made) == "电池 一种电池。"
    assert passage_of(record(claims={"en": ("1. A wheel.", "2. Another.")})) == "1. A wheel."
    assert passage_of(record()) == ""
    assert len(passage_of(record(title={"en": "x" * 9_000}))) == MOST_PIECES * 4
    assert len(cut("电" * 500)) == int(MOST_PIECES / 0.7)
