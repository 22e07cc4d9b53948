"""All official files of these products at hand: every one is recognised, read, and nothing in it is unread."""

from __future__ import annotations

from collections import Counter

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes

pytestmark = pytest.mark.real_data


@pytest.mark.parametrize(
    ("folder", "records"),
    [
        ("us-patent-grants", 364),
        ("us-patent-applications", 18),
        ("docdb", 14),
        ("ep-fulltext", 26),
        ("epo-ops", 80),
        ("trademarks-st66", 20),
        ("tw-patents", 4),
        ("jp-patents/jpo-api", 15),
        ("st36-marec/fusepool", 5),
    ],
)
def test_every_file_is_read_without_loss(shared, folder, records):
    found = list(outcomes([shared / "data" / folder]))
    problems = [each for each in found if isinstance(each, Problem)]
    fatal = [each for each in problems if each.fatal and each.code != "unrecognised"]
    assert [(each.file, each.code, each.detail) for each in fatal] == []
    assert [each for each in problems if each.code == "unread-element"] == []
    unrecognised = {each.detail for each in problems if each.code == "unrecognised" and each.detail.startswith("XML")}
    assert unrecognised == set()
    assert sum(isinstance(each, Record) for each in found) == records
    codes = Counter(each.code for each in problems if not each.fatal)
    assert set(codes) <= {"number", "check-digit", "no-application", "mended", "bare-ampersand", "kind"}
    assert codes["number"] <= 90


def test_what_a_record_says_is_well_formed(shared):
    for record in outcomes([shared / "data/us-patent-grants", shared / "data/docdb"]):
        if not isinstance(record, Record) or record.is_right:
            continue
        assert record.id.startswith(record.office)
        assert record.title
        assert record.applicants
        assert all(text == text.strip() and "  " not in text for texts in record.claims.values() for text in texts)
        for language, places in record.independent_claims.items():
            assert places
            assert max(places) <= len(record.claims[language])
        assert record.provenance[0].fields


def test_every_legal_event_of_an_answer_is_an_event_of_a_right(shared):
    folder = shared / "data/epo-ops/epo-ops-go"
    for name in ("legal.xml", "ex-get_legal/response.xml", "ex-get_family_with_legal/response.xml"):
        found = [each for each in outcomes([folder / name]) if isinstance(each, Record)]
        assert sum(len(each.events) for each in found) == (folder / name).read_text("utf-8").count("<ops:legal ")
        assert all(each.is_right for each in found if each.events)
