from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.demo.citing import cite_all
from zhihang.demo.filing import inventions
from zhihang.demo.inventions import Invention
from zhihang.demo.numbering import number_all
from zhihang.demo.writing import write_demo
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.source import Outcome

SMALL = 0.02
"""The scale whose bytes are pinned."""


@pytest.fixture(scope="session")
def made() -> list[Invention]:
    """Inventions with numbers and citations."""
    found = inventions(1, 0.25)
    number_all(found)
    cite_all(found, 1)
    return found


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small demo as files."""
    folder = tmp_path_factory.mktemp("small")
    write_demo(folder, scale=SMALL)
    return folder


@pytest.fixture(scope="session")
def read(tmp_path_factory: pytest.TempPathFactory) -> list[Outcome]:
    """Everything that the sources give for a quarter of the demo."""
    folder = tmp_path_factory.mktemp("quarter")
    write_demo(folder, scale=0.25)
    return list(outcomes([folder]))


@pytest.fixture(scope="session")
def records(read: list[Outcome]) -> list[Record]:
    """The records among them."""
    return [outcome for outcome in read if isinstance(outcome, Record)]
