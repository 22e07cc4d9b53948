"""Papers as filed, made up."""

from __future__ import annotations

import pytest

from zhihang.records.record import Record
from zhihang.sources.recognition import head_of
from zhihang.sources.us_rights.filed_papers import SOURCE, is_paper


def paper(root: str, inside: str, number: str = "13694401", day: str = "2014-07-29") -> bytes:
    return (
        f"<pat:{root} xmlns:pat='urn:us:gov:doc:uspto:patent' pat:id='ABC'><pat:DocumentCode>CODE</pat:DocumentCode>"
        f"<pat:DocumentHeaderDetails><pat:ApplicationHeaderDetails><pat:ApplicationNumber>{number}"
        "</pat:ApplicationNumber></pat:ApplicationHeaderDetails><pat:PageTotalQuantity>3</pat:PageTotalQuantity>"
        f"</pat:DocumentHeaderDetails><pat:MailRoomDate>{day}</pat:MailRoomDate>{inside}</pat:{root}>"
    ).encode()


SPECIFICATION = "<pat:Specification>{}</pat:Specification>"
CLAIMS = "<pat:ClaimSet><pat:ClaimList>{}</pat:ClaimList></pat:ClaimSet>"


@pytest.fixture
def read(outcomes_of):
    def one(data: bytes) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(SOURCE, data)
        return record, [(each.code, each.detail) for each in rest]

    return one


def test_it_is_recognised_by_root_and_namespace():
    assert is_paper(head_of(paper("ClaimsDocument", "")))
    assert not is_paper(head_of(b"<ClaimsDocument/>"))


@pytest.mark.parametrize(("number", "right"), [("13694401", "US-PA-13694401"), ("29694401", "US-DS-29694401")])
def test_a_paper_is_an_event_of_its_right(read, number, right):
    record, problems = read(paper("SpecificationDocument", SPECIFICATION.format("<pat:P>Words.</pat:P>"), number))
    assert (record.id, record.is_right) == (right, True)
    assert [(each.code, each.date, each.detail) for each in record.events] == [
        ("CODE", "2014-07-29", {"document": "ABC", "pages": "3"})
    ]
    assert (record.other, record.description) == ({"CODE 2014-07-29": ("Words.",)}, {})
    assert problems == []


def test_margins_are_taken_out_and_doubtful_signs_stay(read):
    inside = (
        "<pat:BoundaryData><pat:HeaderText>PAGE 1</pat:HeaderText></pat:BoundaryData><pat:P>a user in"
        "<pat:BoundaryData><pat:LineNumber>5</pat:LineNumber></pat:BoundaryData>response <pat:OCRConfidenceData "
        "pat:levelNumber='5'>t</pat:OCRConfidenceData>o</pat:P>"
    )
    record, problems = read(paper("SpecificationDocument", SPECIFICATION.format(inside)))
    assert record.other["CODE 2014-07-29"] == ("a user in response to",)
    assert problems == []


def test_each_claim_is_one_text(read):
    inside = (
        "<pat:Claim><pat:ClaimNumber>1</pat:ClaimNumber><pat:ClaimText><pat:ClaimLabelText>1. </pat:ClaimLabelText>"
        "A cup:</pat:ClaimText><pat:ClaimText>a wall.</pat:ClaimText></pat:Claim>"
    )
    record, problems = read(paper("ClaimsDocument", CLAIMS.format(inside)))
    assert record.other["CODE 2014-07-29"] == ("1. A cup:\na wall.",)
    assert problems == []


def test_what_is_new_is_told(read):
    record, problems = read(paper("SpecificationDocument", SPECIFICATION.format("<pat:Q>x</pat:Q>"), day="2014-13-01"))
    assert record.events[0].date is None
    assert [code for code, _ in problems] == ["date", "unread-element", "unread-element"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (paper("ClaimsDocument", "", number=""), "no-number"),
        (b"<other/>", "foreign-document"),
        (paper("ClaimsDocument", "")[:-20], "truncated"),
    ],
)
def test_no_record_without_a_number_or_a_whole_paper(outcomes_of, data, code):
    (problem,) = outcomes_of(SOURCE, data)
    assert (problem.code, problem.fatal) == (code, True)
