"""What the tests of search and record pages share: a small corpus and a client in either language."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

sys.path.insert(0, str(Path(__file__).parents[1] / "web"))

import sample_corpus


@pytest.fixture(scope="session")
def corpus_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("pages")
    sample_corpus.build_sample(folder)
    return folder / "corpus"


@pytest.fixture(autouse=True)
def _corpus(corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(corpus_folder))


@pytest.fixture(autouse=True)
def _database(db: None) -> None:
    """Searches are noted in the history of their asker."""


@pytest.fixture
def edition(corpus_folder: Path) -> str:
    return (corpus_folder / "CURRENT").read_text("ascii").strip()


@pytest.fixture
def reader() -> Callable[[str], Client]:
    """A reader who asks in `en` or `zh-hans`."""
    return lambda language: Client(headers={"accept-language": language})
