"""What the tests of similar records share: the people and organizations of the workspace's tests."""

from __future__ import annotations

from tests.workspace.conftest import _quick_passwords, signed_in, world

__all__ = ["_quick_passwords", "signed_in", "world"]
