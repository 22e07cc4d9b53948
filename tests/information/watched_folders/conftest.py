"""What the tests of watched folders share with those of arrivals."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.information.intake.conftest import _quick_passwords, folders, own, signed_in, world

__all__ = ["_quick_passwords", "folders", "own", "signed_in", "world"]


@pytest.fixture
def watched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that may be watched, whose files are quiet at once."""
    folder = tmp_path / "deliveries"
    folder.mkdir()
    monkeypatch.setenv("ZHIHANG_WATCHED_ROOTS", str(folder))
    monkeypatch.setenv("ZHIHANG_WATCH_QUIET", "0")
    return folder
