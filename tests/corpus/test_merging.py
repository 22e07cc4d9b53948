"""Cases of merging, through the whole way from files to an edition."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import made_source
import msgspec
import pytest
import yaml
from edition_content import content

from zhihang.corpus import building, composing
from zhihang.corpus.edition import Corpus, Edition

CASES = yaml.safe_load((Path(__file__).parent / "cases_merging.yaml").read_text("utf-8"))


def build(case: dict[str, Any], folder: Path) -> Edition:
    for number, delivery in enumerate(case["deliveries"]):
        file = made_source.write(folder / f"{number}.txt", delivery["product"], *delivery["lines"])
        building.add(folder / "corpus", [file], delivered=delivery.get("delivered"), jobs=1)
    return Corpus.open(folder / "corpus").current()


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(composing, "MOST_DEAD", 2.0)
    edition = build(case, tmp_path)
    tables = edition.tables
    assert tables.ids_of(tables.sort(tables.every(), "id", descending=False)).to_pylist() == case["ids"]
    for identifier, expected in case.get("records", {}).items():
        record = msgspec.json.decode(tables.record(identifier))
        assert {key: record.get(key) for key in expected} == expected
    if "conflicts" in case:
        sql = "SELECT r.id, c.key, c.kept, c.other FROM conflicts c JOIN records r ON r.ord = c.ord ORDER BY ALL"
        assert [list(row) for row in tables.ask(sql).fetchall()] == case["conflicts"]
    assert edition.manifest.counts.records == len(case["ids"])
    # grown delivery by delivery, it is the same as built anew
    assert (edition.manifest.base is None) == (len(case["deliveries"]) == 1)
    before = content(edition)
    assert content(building.rebuild(tmp_path / "corpus", jobs=1)) == before


def test_provenance_says_what_was_taken_from_where(tmp_path: Path) -> None:
    case = next(case for case in CASES if case["name"].startswith("The office's own publication"))
    record = msgspec.json.decode(build(case, tmp_path).tables.record("EP1A1"))
    taken = {source["product"]: set(source["fields"]) for source in record["provenance"]}
    assert "pages" in taken["some-table"]
    assert "title" in taken["ep-xml"]
    assert "title" in taken["some-table"]
    assert [source["product"] for source in record["provenance"]] == ["ep-xml", "some-table"]
