"""What the tests of exports share: the people and organizations of the workspace's tests, over the small corpus."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from tests.workspace.conftest import _quick_passwords, signed_in, world

from zhihang.library import Corpus, open_corpus

__all__ = ["_quick_passwords", "signed_in", "world"]


@pytest.fixture
def corpus(corpus_folder: Path) -> Corpus:
    return open_corpus(corpus_folder)


@pytest.fixture(autouse=True)
def _state(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path
