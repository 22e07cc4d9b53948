"""One full real record per product, field by field, against what a person read in the file; all real files are read."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
import yaml

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.cnipa import patent_document, st96

EXPECTED = Path(__file__).parent.parent / "expected"
SOURCES = {"cn-patent-xml": patent_document.SOURCE, "cn-patent-st96": st96.SOURCE}


@pytest.mark.real_data
@pytest.mark.parametrize("product", SOURCES)
def test_a_full_record_is_what_the_file_says(product: str, shared: Path, read) -> None:
    expected = yaml.safe_load((EXPECTED / f"{product}.yaml").read_text("utf-8"))
    (record,) = read(SOURCES[product], (shared / "data" / expected["file"]).read_bytes())
    assert isinstance(record, Record), record
    found = dict(msgspec.to_builtins(record))
    found.pop("provenance")
    for key, said in expected["texts"].items():
        (paragraphs,) = found.pop(key).values()
        assert len(paragraphs) == said["paragraphs"], key
        assert paragraphs[0].startswith(said["first"]), key
        assert paragraphs[-1].endswith(said["last"]), key
        for number, line in expected.get("lines", {}).get(key, {}).items():
            assert paragraphs[number - 1] == line
    for key, number in expected.get("counts", {}).items():
        assert len(found.pop(key)) == number
    assert msgspec.json.decode(msgspec.json.encode(found)) == expected["record"]


@pytest.mark.real_data
def test_every_real_file_is_read_without_a_problem(shared: Path, read) -> None:
    folder = shared / "data" / "cn-patents" / "cnipa-xml"
    files = sorted(folder.rglob("*.xml"))
    assert len(files) >= 6
    for file in files:
        source = (
            st96.SOURCE if "PatentDocumentAndRelated" in file.read_text("utf-8-sig")[:4000] else patent_document.SOURCE
        )
        found = read(source, file.read_bytes(), file.name)
        assert [o for o in found if isinstance(o, Problem)] == []
        assert sum(isinstance(o, Record) for o in found) == 1
