"""What tests of the corpus share: a made-up source in place of recognition."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving

sys.path.insert(0, str(Path(__file__).parent))

import made_source


@pytest.fixture(autouse=True, scope="module")
def made_sources() -> Iterator[None]:
    """Files are recognised by their first line; see `made_source`."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "recognised", made_source.recognised)
        patch.setattr(building, "source_named", made_source.source)
        yield
