"""One full real record of each product, field by field, against an expectation written by hand from the file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.records.record import Record, to_json
from zhihang.sources.reading import outcomes

pytestmark = pytest.mark.real_data

OPS = "3.2_rest-services_published-data_publication_docdb_EP1000000A1_biblio__19830621.xml"
FILES = {
    "us-grant": "us-patent-grants/uspto-odp/grant_us10000000b2_14643719.xml",
    "us-application": "us-patent-applications/go-uspto/application/v4-5-A2.xml",
    "epo-ops-fulltext": "epo-ops/epo-ops-go/ex-get_claims/response.xml",
    "epo-ops-register": "epo-ops/epo-ops-go/ex-get_register_biblio/response.xml",
    "jpo-api": "jp-patents/jpo-api/api_patent_v1_registration_info_2020123456__e901be57.json",
    "jp-gazette-xml": "jp-patents/gazette-xml/jp_example2.xml",
    "wipo-st96": "st96-instances/annex-vii/TrademarkApplication_Example.xml",
    "wipo-st96-patents": "st96-instances/annex-vii/PatentPublication_Example.xml",
    "st36": "st36-marec/fusepool/EP/00/00/EP-1000000-A1.xml",
    "ep-fulltext": "ep-fulltext/go-epo-eps/grant/v1-1-B2.xml",
    "epo-docdb": "docdb/go-epo-bdds/AP-1206-A_302101161.xml",
    "epo-ops-exchange": f"epo-ops/patent_client/{OPS}",
}


def differences(found: Any, expected: Any, path: str) -> list[str]:
    """Where a value is not what was written by hand; texts and long lists by count, first and last words."""
    if isinstance(expected, dict) and {"first", "last"} <= set(expected):
        pieces = [found] if isinstance(found, str) else list(found)
        told = []
        if "count" in expected and len(pieces) != expected["count"]:
            told.append(f"{path}: {len(pieces)} pieces, expected {expected['count']}")
        if not pieces[0].startswith(expected["first"]):
            told.append(f"{path} begins {pieces[0][:60]!r}")
        if not pieces[-1].endswith(expected["last"]):
            told.append(f"{path} ends {pieces[-1][-60:]!r}")
        return told
    if isinstance(expected, dict) and isinstance(found, dict):
        keys = [*expected, *(key for key in found if key not in expected)]
        return [each for key in keys for each in differences(found.get(key), expected.get(key), f"{path}.{key}")]
    if isinstance(expected, list) and isinstance(found, list) and len(expected) == len(found):
        pairs = enumerate(zip(found, expected, strict=True))
        return [each for place, (one, two) in pairs for each in differences(one, two, f"{path}[{place}]")]
    return [] if found == expected else [f"{path}: {found!r}, expected {expected!r}"]


@pytest.mark.parametrize("product", FILES)
def test_a_whole_record_is_as_written_by_hand(shared, product):
    expected = yaml.safe_load((Path(__file__).parent / f"expected/{product}.yaml").read_text("utf-8"))
    (record, *rest) = outcomes([shared / "data" / FILES[product]])
    assert isinstance(record, Record)
    assert rest == []
    found = json.loads(to_json(record))
    assert found.pop("provenance")[0]["file"] == Path(FILES[product]).name
    assert differences(found, expected, product) == []
