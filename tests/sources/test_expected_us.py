"""One full real record of each further American product, field by field, against an expectation written by hand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.records.record import Record, to_json
from zhihang.sources.reading import outcomes
from zhihang.sources.registry import source

EXPECTED = Path(__file__).parent / "expected"
PRODUCTS = [
    "us-application-pap",
    "us-grant-patdoc",
    "us-grant-greenbook",
    "us-grant-brs",
    "us-filed-papers",
    "us-patent-texts",
    "us-ppubs",
    "us-trademark-tdxf",
    "us-trademark-tsdr-xml",
    "us-trademark-tsdr-json",
    "us-trademark-documents",
    "us-trademark-search-export",
    "us-peds",
    "us-peds-events",
    "us-global-dossier",
    "us-odp-parts",
    "us-office-actions",
    "us-odp",
    "us-assignments-json",
    "us-proceedings",
    "us-assignments-xml",
]


def differences(found: Any, expected: Any, path: str) -> list[str]:
    """Where a value is not what was written by hand; texts and long lists by number, beginning and end."""
    if isinstance(expected, dict) and {"first", "last"} & set(expected):
        pieces = [found] if isinstance(found, str) else list(found or [""])
        told = [
            (len(pieces), expected.get("count", len(pieces))),
            (str(pieces[0])[: len(expected.get("first", ""))], expected.get("first", "")),
            (str(pieces[-1])[-len(expected["last"]) :] if "last" in expected else "", expected.get("last", "")),
        ]
        return [f"{path}: {one!r}, expected {two!r}" for one, two in told if one != two]
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = [*expected, *(key for key in found if key not in expected)]
        return [each for key in keys for each in differences(found.get(key), expected.get(key), f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(found, expected, strict=True))
        return [each for place, (one, two) in pairs for each in differences(one, two, f"{path}[{place}]")]
    return [] if found == expected else [f"{path}: {found!r}, expected {expected!r}"]


@pytest.mark.real_data
@pytest.mark.parametrize("product", PRODUCTS)
def test_a_whole_record_is_as_written_by_hand(shared, product):
    expected = yaml.safe_load((EXPECTED / f"{product}.yaml").read_text("utf-8"))
    records = [
        each
        for each in outcomes([shared / "data" / expected["file"]], product=source(product))
        if isinstance(each, Record)
    ]
    (record,) = [each for each in records if each.id == expected["record"]["id"]][: expected.get("take", 1)]
    found = json.loads(to_json(record))
    assert found.pop("provenance")[0]["product"] == product
    assert differences(found, expected["record"], product) == []
