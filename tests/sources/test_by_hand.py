"""One full real record of each product, field by field, against an expectation written by hand from the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from tests.sources.by_hand import cases, differences, examples, seal, sealed

from zhihang.records.record import Record, to_json
from zhihang.sources.containers import Delivered, walk
from zhihang.sources.reading import outcomes, recognised
from zhihang.sources.registry import source, sources
from zhihang.sources.source import Source

CASES = cases()
ANOTHER_FORM = {"cn-patent-xml", "cn-patent-st96"}
"""Their expectations hold single lines of long texts too; `cnipa/test_expected.py` reads them."""
WITHOUT_RECORDS = {"workbook": "its sheets are records of the tables' products", "judgements": "judgements, no records"}
EXAMPLES = Path(__file__).parents[2] / "docs" / "reference" / "sources" / "examples"


def test_every_product_has_a_record_checked_by_hand() -> None:
    real = {case["product"] for case in CASES.values()}
    assert real | set(examples()) | set(WITHOUT_RECORDS) == set(sources()), "write one by hand, from the file"
    assert not real & set(examples()), "a delivered file is at hand: the made-up one no longer counts"


def meant(records: list[Record], case: dict[str, Any]) -> Record:
    """The record that an expectation speaks of."""
    wanted = case["record"]["id"]
    places = [each for each in records if not case.get("position") or each.provenance[0].position == case["position"]]
    places = [each for each in places if each.provenance[0].file.endswith(case.get("member", ""))]
    same = [each for each in places if wanted in (each.id, seal(case["product"], each.id))]
    assert same or len(places) == 1, f"no record {wanted} in {case['file']}"
    return (same or places)[0]


@pytest.mark.real_data
@pytest.mark.parametrize("name", sorted(set(CASES) - ANOTHER_FORM))
def test_a_whole_record_is_as_written_by_hand(shared: Path, name: str) -> None:
    case = CASES[name]
    product = case["product"]
    found = [each for each in outcomes([shared / "data" / case["file"]]) if isinstance(each, Record)]
    record = json.loads(to_json(meant([each for each in found if each.provenance[0].product == product], case)))
    record.pop("provenance")
    assert differences(record, case["record"], name, product) == []


@pytest.mark.parametrize("product", examples())
def test_the_record_of_an_example_is_as_written_by_hand(product: str) -> None:
    (file,) = EXAMPLES.glob(f"{product}.*")
    found = [each for each in outcomes([file], product=source(product)) if isinstance(each, Record)]
    record = json.loads(to_json(found[0]))
    record.pop("provenance")
    assert differences(record, examples()[product], product, product) == []


@pytest.mark.real_data
def test_products_that_rest_on_a_made_up_example_have_no_delivered_file(shared: Path) -> None:
    delivered = [each for each in walk([shared / "data"]) if isinstance(each, Delivered)]
    known = {found.name for found in map(recognised, delivered) if isinstance(found, Source)}
    assert known & set(examples()) == set()


def test_a_seal_tells_a_difference_and_not_the_value() -> None:
    plain = {"id": "US1B2", "right": "patent", "inventors": [{"name": "Doe"}], "claims": {"en": ["A valve.", "Rust."]}}
    kept = sealed("made-up", {**plain, "claims": {"en": {"count": 2, "first": "A valve", "last": "ust."}}})
    assert kept["right"] == "patent"
    assert not any(word in json.dumps(kept) for word in ("Doe", "valve", "ust"))
    assert differences(plain, kept, "made-up", "made-up") == []
    changed = {"inventors": [{"name": "Dou"}], "claims": {"en": ["A valve.", "Dust!"]}, "title": {"en": "More"}}
    first, second, third = differences({**plain, **changed}, kept, "made-up", "made-up")
    assert first.startswith("made-up.inventors[0].name: 'Dou', expected what is sealed:")
    assert second.startswith("made-up.claims.en, last: 'ust!', expected 'sealed:")
    assert third == "made-up.title: {'en': 'More'}, expected None"
