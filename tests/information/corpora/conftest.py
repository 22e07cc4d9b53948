"""What the tests of private corpora share: people of two houses, and a folder for what they own."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.workspace.conftest import _quick_passwords, signed_in, world

__all__ = ["_quick_passwords", "signed_in", "world"]


@pytest.fixture(autouse=True)
def private_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("ZHIHANG_PRIVATE_CORPORA", str(tmp_path / "corpora"))
    return tmp_path / "corpora"
