"""What tests of the corpus share: a made-up source in place of recognition, and the content of an edition as a value."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving
from zhihang.corpus.edition import Corpus, Edition
from zhihang.corpus.tables.declarations import tables

sys.path.insert(0, str(Path(__file__).parent))

import made_source


@pytest.fixture(autouse=True)
def made_sources(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are recognised by their first line; see `made_source`."""
    monkeypatch.setattr(receiving, "recognised", made_source.recognised)
    monkeypatch.setattr(building, "source_named", made_source.source)


@pytest.fixture
def built(tmp_path: Path) -> Callable[..., Edition]:
    """Build an edition of a new corpus from `(product, lines)` pairs, one file each."""

    def build(*files: tuple[str, list[dict[str, Any]]], delivered: str | None = None) -> Edition:
        for number, (product, lines) in enumerate(files):
            made_source.write(tmp_path / "in" / f"{number}.txt", product, *lines)
        building.add(tmp_path / "corpus", [tmp_path / "in"], delivered=delivered, jobs=1)
        return Corpus.open(tmp_path / "corpus").current()

    return build


def content(edition: Edition) -> dict[str, Any]:
    """Everything an edition says, without what depends on how it was built: ordinals become ids, rows are sorted."""
    ids = dict(edition.tables.ask("SELECT ord, id FROM records").fetchall())
    said: dict[str, Any] = {"id": edition.id, "counts": edition.manifest.counts, "sources": edition.manifest.sources}
    for table, columns in tables().items():
        if table in ("dead", "texts"):
            continue
        names = ", ".join(f'"{column.name}"' for column in columns)
        rows = edition.tables.ask(f'SELECT {names} FROM "{table}"').fetchall()
        places = [place for place, column in enumerate(columns) if column.name.endswith("ord")]
        said[table] = sorted(repr([ids.get(v, v) if i in places else v for i, v in enumerate(row)]) for row in rows)
    said["texts"] = {ids[ord_]: json for ord_, json in edition.tables.texts(ids)}
    return said
