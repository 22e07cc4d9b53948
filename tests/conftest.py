"""What every test shares: hypothesis profiles and the place of the official files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "zhihang", deadline=None, derandomize=True, max_examples=200, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("zhihang")

SHARED = Path(os.environ.get("ZHIHANG_SHARED", Path(__file__).parent.parent.parent / "shared"))


LONG = ("tests/web/test_on_postgres.py", "tests/workspace/jobs/test_kill.py", "tests/corpus/test_damaged_places.py")
"""Files with tests that take long or wait: they begin first, so that no process ends with one while others idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests marked `real_data` need the official files beside the checkout; elsewhere they say why they do not run."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONG))
    if (SHARED / "data").is_dir():
        return
    reason = pytest.mark.skip(reason=f"official files not found at {SHARED}; set ZHIHANG_SHARED")
    for item in items:
        if item.get_closest_marker("real_data"):
            item.add_marker(reason)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with official files and reference tables."""
    return SHARED


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """Bytes are named after their argument: archives hold times, and workers must agree on the names of tests."""
    return argname if isinstance(val, bytes) else None
