"""Real files of every kind, added at once, in parts, in another order: the same edition."""

from __future__ import annotations

import csv
import random
from pathlib import Path

import pytest
from tests.corpus.edition_content import content

from zhihang.corpus.building import add
from zhihang.corpus.edition import Corpus

A_KIND = 3
"""Files of each kind of the manifest: the smallest, so that the test is quick."""


def some_of_every_kind(shared: Path) -> list[Path]:
    """A few small files of each kind that holds records, rights or events."""
    with (shared / "data/MANIFEST.tsv").open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file, delimiter="\t") if row["expect"] in ("records", "rights", "events")]
    kinds: dict[str, list[tuple[int, str]]] = {}
    for row in rows:
        kinds.setdefault(row["kind"], []).append((int(row["bytes"]), row["path"]))
    return [shared / "data" / path for found in kinds.values() for _, path in sorted(found)[:A_KIND]]


@pytest.mark.real_data
def test_the_order_and_the_parts_of_adding_do_not_matter(shared: Path, tmp_path: Path) -> None:
    files = some_of_every_kind(shared)
    assert len(files) > 50
    add(tmp_path / "once", files, delivered="2026-01-01")
    shuffled = random.Random(7).sample(files, len(files))
    for part in (shuffled[:20], shuffled[20:30], shuffled[25:]):
        add(tmp_path / "parts", part, delivered="2026-01-01")
    once, parts = (Corpus.open(tmp_path / name).current() for name in ("once", "parts"))
    assert once.id == parts.id
    assert once.manifest.counts == parts.manifest.counts
    assert content(once) == content(parts)
