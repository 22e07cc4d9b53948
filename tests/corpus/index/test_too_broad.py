"""Truncations that stand for more words than the engine takes inside a phrase: same set, by looking at stored text."""

from pathlib import Path

import pytest

from zhihang.corpus.index.builder import IndexBuilder
from zhihang.corpus.index.reader import IndexReader
from zhihang.corpus.plan import Adjacent, FieldRef, Near, Phrase, Text
from zhihang.records.record import Record, to_json

WORDS = 20_000


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> IndexReader:
    folder: Path = tmp_path_factory.mktemp("broad")
    texts = [" ".join(f"ab{n} cd{n}" for n in range(start, start + 400)) for start in range(0, WORDS, 400)]
    records = [
        Record(id=f"EP{n}", right_id=f"r{n}", right="patent", office="EP", number=str(n), abstract={"en": (text,)})
        for n, text in enumerate([*texts, "cd1 ab1", "ab1"])
    ]
    stored = {ord_: to_json(record) for ord_, record in enumerate(records)}
    with IndexBuilder(folder) as builder:
        builder.add_batch(list(stored.items()))
    return IndexReader(folder, lambda ords: [(ord_, stored[ord_]) for ord_ in ords])


def test_a_very_broad_truncation_in_a_phrase_is_answered_exactly(reader: IndexReader) -> None:
    broad = Text((FieldRef("ab"),), Phrase(("ab*", "cd*")))
    asked = reader.within(0)
    assert asked.count(broad) == WORDS // 400
    assert asked.looked_at > 0


def test_in_a_proximity_too(reader: IndexReader) -> None:
    near = Text((FieldRef("ab"),), Near(1, Phrase(("ab*",)), Phrase(("cd*",))))
    after = Text((FieldRef("ab"),), Adjacent(1, Phrase(("cd*",)), Phrase(("*b1",))))
    assert reader.within(5).page(near).total == WORDS // 400 + 1
    assert [hit.id for hit in reader.within(5).page(after).hits] == ["EP0", f"EP{WORDS // 400}"]
