"""Pictures like a given one: the same as a comparison with each; real marks of one owner are near."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.made_records import built

from zhihang.corpus.building import add
from zhihang.library import open_corpus
from zhihang.library.pictures import similar_pictures
from zhihang.sources.pictures import distance


@pytest.mark.real_data
def test_pictures_of_real_marks(shared: Path, tmp_path: Path) -> None:
    report = add(tmp_path / "corpus", [shared / "data/nz-trademarks"], jobs=1)
    assert report.is_complete, report
    corpus = open_corpus(tmp_path / "corpus")
    hashes = {
        (record.id, image.file): image.hash
        for record in corpus.search("right=trademark").records()
        for image in record.images
        if image.hash
    }
    assert len(hashes) == 89
    asked = hashes["NZ-TM-1210717", "#/trademark/image"]
    for most in (0, 16, 64):
        found = similar_pictures(corpus, asked, most=most)
        assert {(each.id, each.file): each.distance for each in found} == {
            key: distance(asked, other) for key, other in hashes.items() if distance(asked, other) <= most
        }
        assert [each.distance for each in found] == sorted(each.distance for each in found)
    # a series of one owner with the same device
    same = {each.id for each in similar_pictures(corpus, asked, most=0)}
    assert {"NZ-TM-1210717", "NZ-TM-1210718", "NZ-TM-1210726"} <= same
    narrowed = similar_pictures(corpus, asked, most=0, scope="id=NZ-TM-1210718")
    assert [(each.id, each.share) for each in narrowed] == [("NZ-TM-1210718", 1.0)]


def test_a_scope_narrows_each_corpus_by_its_own_records(tmp_path: Path) -> None:
    """The same mark stands in two corpora, in another class in each: only the one in the scope is found."""
    mark = {
        "id": "CN-TM-9100001", "right_id": "CN-TM-9100001", "right": "trademark", "office": "CN", "number": "9100001",
        "mark": {"text": "LARK"}, "images": [{"file": "lark.png", "hash": "00000000000000ff"}],
    }  # fmt: skip
    folders = [built(tmp_path / each, [mark | {"nice": [each]}]) for each in ("9", "30")]
    corpus = open_corpus(*folders)
    assert [each.corpus for each in similar_pictures(corpus, "00000000000000fe")] == [0, 1]
    assert [each.corpus for each in similar_pictures(corpus, "00000000000000fe", scope="nice=9")] == [0]
    assert [each.corpus for each in similar_pictures(corpus, "00000000000000fe", scope="nice=30")] == [1]
