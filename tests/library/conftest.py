"""The made-up corpora of the tests of the Python face."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.made_corpus import corpus_folder, other_folder

from zhihang.library import Corpus, open_corpus

__all__ = ["corpus_folder", "other_folder"]


@pytest.fixture(scope="session")
def corpus(corpus_folder: Path) -> Corpus:
    return open_corpus(corpus_folder)


@pytest.fixture(scope="session")
def both(corpus_folder: Path, other_folder: Path) -> Corpus:
    return open_corpus(corpus_folder, other_folder)
