"""A real record of DOCDB, then the instruction that takes it back, through real readers to the diff."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.corpus import building
from zhihang.corpus.difference import diff
from zhihang.corpus.edition import Corpus, Edition

REAL = "data/docdb/go-epo-bdds/AP-1206-A_302101161.xml"


def delivered(folder: Path, content: bytes, day: str) -> Edition:
    file = folder / f"{day}.xml"
    file.write_bytes(content)
    building.add(folder / "corpus", [file], delivered=day, jobs=1)
    return Corpus.open(folder / "corpus").current()


@pytest.mark.real_data
def test_a_deleted_document_goes_and_the_diff_says_by_whom(shared: Path, tmp_path: Path) -> None:
    """No delivered file at hand holds a deletion: it is the same file with the status that the documentation names."""
    content = (shared / REAL).read_bytes()
    first = delivered(tmp_path, content, "2023-01-01")
    assert first.tables.documents("AP1206A").to_pylist()
    second = delivered(tmp_path, content.replace(b'status="A"', b'status="D"'), "2024-01-01")
    found = diff(first, second)
    assert second.manifest.counts.records == 0
    assert found.gone == ["AP1206A"]
    (told,) = found.withdrawn
    assert (told.id, told.action, told.effect, told.product) == ("AP1206A", "delete", "gone", "epo-docdb")
    assert told.file == "2024-01-01.xml"
    third = delivered(tmp_path, content, "2025-01-01")
    assert diff(second, third).added == ["AP1206A"]
