"""What the tests of marks share: the people and organizations of the workspace's tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from tests.workspace.conftest import _quick_passwords, signed_in, world

from zhihang.information.mark_pages.ranking import RANKED

__all__ = ["_quick_passwords", "signed_in", "world"]


@pytest.fixture(autouse=True)
def _nothing_ranked() -> Iterator[None]:
    """Each test ranks for itself."""
    RANKED.forget()
    yield
    RANKED.forget()
