"""What the tests of reviews share: the people and organizations of the workspace's tests, over the small corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.workspace.conftest import _quick_passwords, signed_in, world

from zhihang.library import Corpus, open_corpus

__all__ = ["_quick_passwords", "signed_in", "world"]


@pytest.fixture
def corpus(corpus_folder: Path) -> Corpus:
    return open_corpus(corpus_folder)
