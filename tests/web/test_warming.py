"""A worker has done what its first reader would wait for, and does it again for another edition."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

sys.path.insert(0, str(Path(__file__).parent))

import sample_corpus

from zhihang.corpus.edition import Corpus
from zhihang.errors import NotFound
from zhihang.information.corpora.places import PUBLIC, Place
from zhihang.information.editions import opening
from zhihang.web import warming


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The pages that were asked, of an application that answers nothing; no edition is open yet."""
    monkeypatch.setattr(opening, "_OPEN", opening.OpenEditions())
    found: list[str] = []
    monkeypatch.setattr(warming, "_set_aside", lambda: found.append("set aside"))  # it would hold for all tests here
    return found


def application(asked: list[str]) -> Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]:
    def answer(environment: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
        asked.append(environment["PATH_INFO"])
        start("200 OK", [])
        return [b"page"]

    return answer


def test_the_current_edition_is_open_before_anybody_asks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]
) -> None:
    sample_corpus.build_sample(tmp_path)
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "corpus"))
    current = Corpus.open(tmp_path / "corpus").current().id
    assert warming.warm(application(asked)) == current
    assert len(opening._OPEN) == 1
    assert "/search" in asked
    assert any(page.startswith("/records/") for page in asked)
    assert asked[-1] == "set aside"
    # an edition is warmed once; opened again, it is the one that was opened
    before = opening.opened(Place(PUBLIC, "", tmp_path / "corpus"), current)
    assert warming.warm(application(again := []), current) == current
    assert again == []
    assert opening.opened(Place(PUBLIC, "", tmp_path / "corpus"), current) is before


def test_no_corpus_is_no_matter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, asked: list[str]) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "none"))
    with pytest.raises(NotFound):
        warming.warm(application(asked))
    stopped = warming.Event()
    stopped.set()
    warming.keep_warm(application(asked), stopped)
    assert asked == []
