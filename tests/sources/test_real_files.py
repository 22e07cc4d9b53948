"""All official files of these products at hand: every one is recognised, read, and nothing in it is unread."""

from __future__ import annotations

from collections import Counter

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes

pytestmark = pytest.mark.real_data

OTHER_PRODUCTS = {
    "XML <SpecificationDocument>", "XML <ClaimsDocument>",
    "XML <world-patent-data>", "XML <fault>",
}  # fmt: skip
"""Older generations, office action parts and OPS services: products of their own."""


@pytest.mark.parametrize(
    ("folder", "records"),
    [("us-patent-grants", 344), ("us-patent-applications", 18), ("docdb", 14), ("ep-fulltext", 26), ("epo-ops", 11)],
)
def test_every_file_is_read_without_loss(shared, folder, records):
    found = list(outcomes([shared / "data" / folder]))
    problems = [each for each in found if isinstance(each, Problem)]
    fatal = [each for each in problems if each.fatal and each.code != "unrecognised"]
    assert [(each.file, each.code, each.detail) for each in fatal] == []
    assert [each for each in problems if each.code == "unread-element"] == []
    unrecognised = {each.detail for each in problems if each.code == "unrecognised" and each.detail.startswith("XML")}
    assert unrecognised <= OTHER_PRODUCTS
    assert sum(isinstance(each, Record) for each in found) == records
    codes = Counter(each.code for each in problems if not each.fatal)
    assert set(codes) <= {"number", "check-digit", "no-application", "mended", "bare-ampersand"}
    assert codes["number"] <= 90


def test_what_a_record_says_is_well_formed(shared):
    for record in outcomes([shared / "data/us-patent-grants", shared / "data/docdb"]):
        if not isinstance(record, Record):
            continue
        assert record.id.startswith(record.office)
        assert record.title
        assert record.applicants
        assert all(text == text.strip() and "  " not in text for texts in record.claims.values() for text in texts)
        for language, places in record.independent_claims.items():
            assert places
            assert max(places) <= len(record.claims[language])
        assert record.provenance[0].fields
