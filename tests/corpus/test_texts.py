"""The JSON of records is found by ordinal, whichever process wrote it into which file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.pool import Pool
from zhihang.corpus.tables import parts
from zhihang.corpus.tables.parts import TextWriter
from zhihang.corpus.tables.text_shares import name_texts
from zhihang.corpus.tables.texts import Texts

RUNS = [range(5), range(5, 12), range(12, 13), range(20, 30), range(30, 34)]
"""Ordinals as tasks gave them; 13 to 19 were never made."""
KNOWN = [ord_ for run in RUNS for ord_ in run]


def text(ord_: int) -> bytes:
    return b'{"id":"EP%d"}' % ord_


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Texts:
    folder = tmp_path_factory.mktemp("texts")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(parts, "TEXT_GROUP", 40)
        writers = [TextWriter(folder / f"texts.{n}") for n in (7, 3)]
        for number, run in enumerate(RUNS):
            writers[number % 2].add_texts((ord_, text(ord_)) for ord_ in run)
        for writer in writers:
            writer.close()
    name_texts(Pool(1), folder, 4)
    names = sorted(path.name for path in folder.iterdir())
    assert names == ["texts-0004-1.parquet", "texts-0004.parquet"]
    return Texts(folder / name for name in names)


@given(wanted=st.lists(st.integers(0, 40)))
def test_ordinals_that_exist_are_found_in_order(texts: Texts, wanted: list[int]) -> None:
    assert list(texts.fetch(wanted)) == [(ord_, text(ord_)) for ord_ in sorted(set(wanted) & set(KNOWN))]


def test_all_are_read_in_order(texts: Texts) -> None:
    assert list(texts.every()) == [(ord_, text(ord_)) for ord_ in KNOWN]
