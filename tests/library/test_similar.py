"""Records like one: its own right left out, every hit with its routes, ranks and evidence."""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.made_corpus import APPLICATIONS, GRANTS

from zhihang.corpus.building import rebuild
from zhihang.corpus.edition import Corpus as Folder
from zhihang.corpus.vectors import encoder, encoding
from zhihang.errors import NotFound, UsageError
from zhihang.library import Corpus, likeness, open_corpus
from zhihang.text.tokens import tokens

MEANINGS = {"battery": 0, "电": 0, "separator": 1, "隔": 1, "膜": 1, "blade": 2, "turbine": 2, "anode": 3, "茶": 4}
"""What the made-up encoder understands, in both languages."""


class Made:
    """An encoder that counts what it understands."""

    name = "made-1"
    dimensions = 6

    def __init__(self) -> None:
        self.encoded: list[str] = []

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.encoded.extend(texts)
        return self.questions(texts)

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        vectors = np.full((len(texts), self.dimensions), 0.01, np.float32)
        for row, text in enumerate(texts):
            for word in tokens(text):
                vectors[row, MEANINGS.get(word, 5)] += 1.0 if word in MEANINGS else 0.05
        unit: NDArray[np.float32] = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
        return unit


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Made:
    model = Made()
    for module in (encoder, encoding):
        monkeypatch.setattr(module, "encoder", lambda: model)
    monkeypatch.setattr(likeness, "is_encoder_installed", lambda: True)
    return model


@pytest.fixture
def encoded(corpus_folder: Path, tmp_path: Path, made: Made) -> Corpus:
    """The made-up corpus with vectors."""
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    encoding.encode(folder)
    return open_corpus(folder)


def test_the_own_right_is_left_out(corpus: Corpus) -> None:
    """The application of the same right says the same words, and is not news."""
    found = corpus.similar(f"US{GRANTS[0].number}B2", by="terms")
    assert found.record is not None
    assert found.routes == ("terms",)
    own = {f"US{GRANTS[0].number}B2", f"US{APPLICATIONS[0].number}A1"}
    assert own & {hit.id for hit in found.hits} == set()
    assert {"US91000002B2", "US91000004B2"} <= {hit.id for hit in found.hits}, "share classes, words"
    assert [hit.rank for hit in found.hits] == list(range(1, len(found.hits) + 1))
    assert all(hit.places[0].route == "terms" and hit.places[0].rank == hit.rank for hit in found.hits)


def test_a_family_is_left_out_where_families_are_folded(corpus: Corpus) -> None:
    """91000002 claims the same priority."""
    by_right = {hit.id for hit in corpus.similar("US91000001B2", by="terms").hits}
    by_family = {hit.id for hit in corpus.similar("US91000001B2", by="terms", fold="simple").hits}
    assert by_right - by_family == {"US91000002B2"}


def test_hits_of_one_right_are_folded_and_named(corpus: Corpus) -> None:
    apart = corpus.similar(text="battery separator", by="terms", fold="document")
    together = corpus.similar(text="battery separator", by="terms", fold="right")
    assert {"US91000001B2", "US20199000001A1"} <= {hit.id for hit in apart.hits}
    first = together.hits[0]
    assert {first.id, *first.folded} == {"US91000001B2", "US20199000001A1"}
    assert len({hit.row["right_id"] for hit in together.hits}) == len(together.hits)


def test_chinese_needs_no_word_list(corpus: Corpus) -> None:
    found = corpus.similar(text="一种电池隔膜", by="terms")
    (hit,) = [each for each in found.hits if each.row["title"] == "华为松"]
    evidence = found.evidence(hit)
    assert [(passage.field, passage.text) for passage in evidence.passages] == [("gds", "电池隔膜")]
    assert {term.text for term in evidence.terms} == {"电池", "池隔", "隔膜"}
    assert evidence.by == "terms"


def test_evidence_shows_what_is_shared(corpus: Corpus) -> None:
    found = corpus.similar("US91000001B2", by="terms")
    (hit,) = [each for each in found.hits if each.id == "US91000004B2"]
    evidence = found.evidence(hit)
    marked = {p.text[m.start : m.end].lower() for p in evidence.passages for m in p.marks}
    assert {"separator", "coating"} & marked
    assert all(term in found.terms for term in evidence.terms)


def test_a_scope_narrows_where_is_looked(corpus: Corpus) -> None:
    found = corpus.similar(text="battery 电池", by="terms", scope="right=trademark")
    assert found.hits
    assert {hit.row["right"] for hit in found.hits} == {"trademark"}


def test_several_corpora_give_their_best_in_turn(both: Corpus) -> None:
    found = both.similar(text="电池", by="terms", limit=4)
    assert {hit.corpus for hit in found.hits[:2]} == {0, 1}
    assert all(found.evidence(hit).terms for hit in found.hits)


def test_nothing_characteristic_finds_nothing(corpus: Corpus) -> None:
    assert corpus.similar(text="zzzz 42", by="terms").hits == []
    assert corpus.similar(text="", by="terms").hits == []


def test_what_cannot_be_asked(corpus: Corpus) -> None:
    for wrong in ({}, {"number": "US91000001B2", "text": "x"}):
        with pytest.raises(UsageError, match="NUMBER_OR_TEXT"):
            corpus.similar(**wrong)  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="SIMILAR_ROUTE"):
        corpus.similar(text="x", by="magic")  # type: ignore[arg-type]
    with pytest.raises(UsageError, match="COLLAPSE"):
        corpus.similar(text="x", fold="city")  # type: ignore[arg-type]
    with pytest.raises(NotFound):
        corpus.similar("US99999999B2")


def test_without_vectors_it_says_so(corpus: Corpus, made: Made, monkeypatch: pytest.MonkeyPatch) -> None:
    found = corpus.similar(text="battery")
    assert (found.routes, found.missing) == (("terms",), "NO_VECTORS")
    for by in ("vectors", "hybrid"):
        with pytest.raises(UsageError, match="NO_VECTORS"):
            corpus.similar(text="battery", by=by)  # type: ignore[arg-type]
    monkeypatch.setattr(likeness, "is_encoder_installed", lambda: False)
    assert open_corpus(corpus.editions[0].edition.corpus.layout.root).similar(text="battery").missing == "NO_ENCODER"


def test_vectors_find_across_languages(encoded: Corpus) -> None:
    found = encoded.similar(text="电隔膜", by="vectors", scope="cc=US")
    assert found.hits[0].row["title"].startswith("Battery separator")
    evidence = found.evidence(found.hits[0])
    assert evidence.by == "vectors"
    assert evidence.terms == ()
    assert "eparator" in evidence.passages[0].text


def test_hybrid_says_by_which_route_each_hit_came(encoded: Corpus) -> None:
    found = encoded.similar("US91000001B2")
    assert (found.routes, found.missing) == (("terms", "vectors"), "")
    terms = {h.id: h.rank for h in encoded.similar("US91000001B2", by="terms", fold="document").hits}
    vectors = {h.id: h.rank for h in encoded.similar("US91000001B2", by="vectors", fold="document").hits}
    hybrid = encoded.similar("US91000001B2", fold="document")
    for hit in hybrid.hits:
        expected = {"terms": terms.get(hit.id), "vectors": vectors.get(hit.id)}
        assert {place.route: place.rank for place in hit.places} == {k: v for k, v in expected.items() if v}
        assert hit.score == pytest.approx(sum(1 / (60 + place.rank) for place in hit.places))
    assert [hit.score for hit in hybrid.hits] == sorted((hit.score for hit in hybrid.hits), reverse=True)
    own = {"US91000001B2", "US20199000001A1"}
    assert own.isdisjoint({*vectors, *(hit.id for hit in found.hits)})


def test_no_text_is_encoded_twice(encoded: Corpus, made: Made) -> None:
    folder = encoded.editions[0].edition.corpus.layout.root
    assert len(made.encoded) == len(set(made.encoded))
    before = len(made.encoded)
    again = encoding.encode(folder)
    assert (again.texts, again.records, len(made.encoded)) == (0, 9, before)


def test_an_edition_composed_anew_is_encoded_again_from_the_store(encoded: Corpus, made: Made) -> None:
    folder = encoded.editions[0].edition.corpus.layout.root
    before = len(made.encoded)
    vectors = encoding.vectors_of(Folder.open(folder).current())
    assert vectors is not None
    rebuild(folder, jobs=1)
    edition = Folder.open(folder).current()
    if edition.manifest.built != vectors.built:
        assert encoding.vectors_of(edition) is None
    encoding.encode(folder)
    assert encoding.vectors_of(edition) is not None
    assert len(made.encoded) == before


def test_an_interrupted_run_goes_on_where_it_was(
    corpus_folder: Path, tmp_path: Path, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "corpus"
    shutil.copytree(corpus_folder, folder)
    monkeypatch.setattr(encoding, "BATCH", 3)
    passages, calls = made.passages, []

    def interrupted(texts: Sequence[str]) -> NDArray[np.float32]:
        calls.append(len(texts))
        if len(calls) == 2:
            raise KeyboardInterrupt
        return passages(texts)

    monkeypatch.setattr(made, "passages", interrupted)
    with pytest.raises(KeyboardInterrupt):
        encoding.encode(folder)
    assert encoding.vectors_of(Folder.open(folder).current()) is None
    done = encoding.encode(folder)
    assert done.texts == 9 - 3
    assert sum(calls) - calls[1] == 9


def test_a_corpus_without_vectors_beside_one_with_them(encoded: Corpus, other_folder: Path) -> None:
    """The one is asked by meaning too, the other by terms only, and the answer says so."""
    root = encoded.editions[0].edition.corpus.layout.root
    several = open_corpus(root, other_folder)
    for by in ("auto", "hybrid", "vectors"):
        found = several.similar(text="battery 电池", by=by)  # type: ignore[arg-type]
        assert "vectors" in found.routes
        assert found.missing == "SOME_NO_VECTORS"
        assert all(hit.corpus == 0 for hit in found.hits if "vectors" in {place.route for place in hit.places})
    assert {hit.corpus for hit in several.similar(text="battery 电池", by="hybrid").hits} == {0, 1}
    assert several.similar(text="battery 电池", by="terms").missing == ""
