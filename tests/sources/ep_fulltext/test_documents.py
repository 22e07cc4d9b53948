"""European publications, made up: what each part of one gives, and what bad input does."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.ep_fulltext.document import SOURCE

HEAD = '<ep-patent-document lang="en" country="EP" doc-number="1000001" kind="B1" date-publ="20100120">'


def document(parts: str, texts: str = "", head: str = HEAD) -> bytes:
    return f"<?xml version='1.0'?>{head}<SDOBI lang='en'>{parts}</SDOBI>{texts}</ep-patent-document>".encode()


@pytest.fixture
def read(outcomes_of):
    def one(data: bytes) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(SOURCE, data)
        assert isinstance(record, Record), record
        return record, [(each.code, each.detail) for each in rest]

    return one


APPLICATION = "<B200><B210>98660050.0</B210><B220><date>19980101</date></B220></B200>"


def test_the_right_is_named_after_the_application(read):
    record, problems = read(document(APPLICATION))
    assert (record.id, record.right_id, record.right) == ("EP1000001B1", "EP-PA-98660050", "patent")
    assert problems == []


@pytest.mark.parametrize(
    ("number", "date", "office", "expected"),
    [
        ("777859", "19911016", "US", "US07777859"),
        ("326958 P", "20011004", "US", "US60326958"),
        ("201762454417 P", "20170203", "US", "US62454417"),
        ("8000290", "19960105", "JP", "JP1996000290"),
        ("2000273711", "20000908", "JP", "JP2000273711"),
        ("PCT/EP96/05057", "19961118", "WO", "PCT/EP1996/005057"),
        ("EP1996005057", "19961118", "WO", "PCT/EP1996/005057"),
    ],
)
def test_priorities_in_the_short_form_of_the_office(read, number, date, office, expected):
    part = f"<B300><B310>{number}</B310><B320><date>{date}</date></B320><B330><ctry>{office}</ctry></B330></B300>"
    record, problems = read(document(APPLICATION + part))
    assert [(each.number, each.office) for each in record.priorities] == [(expected, office)]
    assert problems == []


def test_dates_of_the_procedure_are_events_and_lapses_name_their_state(read):
    parts = (
        "<B200><B210>98660050.0</B210><B240><B241><date>19990101</date></B241></B240></B200>"
        "<B400><B450><date>20100120</date><bnum>201003</bnum></B450>"
        "<B472><B475><date>20100120</date><ctry>FI</ctry><ctry>SE</ctry></B475></B472></B400>"
    )
    record, _ = read(document(parts))
    assert record.grant_date == "2010-01-20"
    found = [(each.code, each.date, each.office, each.detail) for each in record.events]
    assert found == [
        ("B241", "1999-01-01", "EP", {}),
        ("B450", "2010-01-20", "EP", {"bnum": "201003"}),
        ("B475", "2010-01-20", "FI", {}),
        ("B475", None, "SE", {}),
    ]


def test_opponents_are_events_with_number_and_name(read):
    part = (
        "<B700><B780><B781><dnum><text>02</text></dnum><date>20101020</date><kind>1</kind><snm>Beta AG</snm>"
        "<adr><city>Bern</city><ctry>CH</ctry></adr><B784><snm>Doe</snm></B784></B781></B780></B700>"
    )
    (event,) = read(document(APPLICATION + part))[0].events
    assert event.detail == {
        "number": "02", "kind": "1", "opponent": "Beta AG", "country": "CH", "address": "Bern",
        "representative": "Doe",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("EP-A- 0 460 575", "EP0460575"),
        ("EP-A1- 3 109 871", "EP3109871A1"),
        ("WO-A1-00/20705", "WO2000020705A1"),
        ("US-A- 2 740 167", "US2740167A"),
        ("see the file", None),
    ],
)
def test_patents_that_the_search_report_cites(read, text, number):
    part = f"<B500><B560><B561><text>{text}</text></B561></B560></B500>"
    (cited,) = read(document(APPLICATION + part))[0].citations
    assert (cited.number, cited.raw, cited.phase) == (number, text, "search")


def test_what_the_description_cites_is_the_applicants(read):
    text = (
        "<description lang='en'><p>As in <patcit><text>US 7000000</text><document-id><country>US</country>"
        "<doc-number>7000000</doc-number><kind>B2</kind></document-id></patcit> and "
        "<patcit><text>DE 10 2009 041 527 A1</text></patcit> and "
        "<patcit><text>US 807,529</text></patcit>.</p></description>"
    )
    record, problems = read(document(APPLICATION, text))
    assert [(each.number, each.raw) for each in record.citations] == [
        ("US7000000B2", "US 7000000"),
        ("DE102009041527A1", "DE 10 2009 041 527 A1"),
        (None, "US 807,529"),
    ]
    assert {each.phase for each in record.citations} == {"application"}
    assert problems == []


def test_claims_in_three_languages_and_a_second_set(read):
    claims = "".join(
        f"<claims lang='{code}'><claim><claim-text>{one}</claim-text></claim>"
        f"<claim><claim-text>{two}</claim-text></claim></claims>"
        for code, one, two in (
            ("en", "A valve.", "A valve as in claim 1."),
            ("de", "Ventil.", "Ventil nach Anspruch 1."),
            ("fr", "Soupape.", "Soupape selon la revendication 1."),
            ("en", "A valve for GB.", "A valve as in claim 1."),
        )
    )
    record, _ = read(document(APPLICATION, claims))
    assert record.independent_claims == {"en": (1,), "de": (1,), "fr": (1,)}
    assert record.claims["en"][0] == "A valve."
    assert record.other["claims-en-2"] == ("A valve for GB.", "A valve as in claim 1.")
    assert record.claim_count == 2


def test_divisional_applications_point_both_ways(read):
    part = (
        "<B600><B620><parent><pdoc><dnum><anum>98660050.0</anum><pnum>0885971</pnum></dnum></pdoc></parent></B620>"
        "<B620EP><parent><cdoc><dnum><anum>99203729.1</anum></dnum></cdoc></parent></B620EP></B600>"
    )
    related = read(document(APPLICATION + part))[0].related
    assert [(each.kind, each.relation, each.number, each.document) for each in related] == [
        ("parent", "divisional", "EP98660050", "EP0885971"),
        ("child", "divisional", "EP99203729", None),
    ]


def test_impossible_values_are_problems_and_the_record_stays(read):
    parts = (
        "<B200><B210>98660050.7</B210><B220><date>20010231</date></B220></B200>"
        "<B500><B510><B511>nonsense</B511></B510></B500><B800><B840><ctry>QQ</ctry></B840></B800><B900><B910/></B900>"
    )
    record, problems = read(document(parts))
    assert record.id == "EP1000001B1"
    assert record.right_id == "EP-PA-EP1000001B1"
    codes = ["check-digit", "date", "class", "office", "no-application", "unread-element"]
    assert sorted(code for code, _ in problems) == sorted(codes)
    assert ("unread-element", "ep-patent-document/SDOBI/B900") in problems


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"<ep-patent-document kind='A1'><SDOBI/></ep-patent-document>", "no-number"),
        (document(APPLICATION)[:-40], "truncated"),
        (b"<other/>", "foreign-document"),
    ],
)
def test_documents_that_give_no_record(outcomes_of, data, code):
    found = outcomes_of(SOURCE, data)
    assert code in {each.code for each in found if isinstance(each, Problem) and each.fatal}
    assert not any(isinstance(each, Record) for each in found)


def test_the_number_of_the_title_page_stands_in_for_a_missing_one(read):
    head = "<ep-patent-document lang='en'>"
    part = "<B100><B110>1000001</B110><B130>A1</B130><B140><date>20100101</date></B140><B190>EP</B190></B100>"
    record, _ = read(document(part + APPLICATION, head=head))
    assert (record.id, record.publication_date) == ("EP1000001A1", "2010-01-01")
