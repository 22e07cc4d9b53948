"""Documents after ST.36, made up."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.st36.document import SOURCE


def document(inside: str, attributes: str = "country='EP' doc-number='1000001' kind='A1' lang='EN'") -> bytes:
    return f"<?xml version='1.0'?><patent-document {attributes}>{inside}</patent-document>".encode()


def number(tag: str, country: str, digits: str, kind: str, date: str, form: str = "epo") -> str:
    return (
        f"<{tag}><document-id format='{form}'><country>{country}</country><doc-number>{digits}</doc-number>"
        f"<kind>{kind}</kind><date>{date}</date></document-id></{tag}>"
    )


APPLICATION = number("application-reference", "EP", "98660050", "A", "19980101")


def bibliographic(inside: str) -> str:
    return f"<bibliographic-data>{APPLICATION}{inside}</bibliographic-data>"


@pytest.fixture
def read(outcomes_of):
    def one(data: bytes) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(SOURCE, data)
        return record, [(each.code, each.detail) for each in rest if isinstance(each, Problem)]

    return one


def test_numbers_and_dates(read):
    inside = bibliographic(
        number("publication-reference", "EP", "1000001", "A1", "20000101", "original")
        + f"<priority-claims>{number('priority-claim', 'NL', '1010536', 'A', '19981112')}</priority-claims>"
    )
    record, problems = read(document(inside))
    assert (record.id, record.right_id, record.publication_date) == ("EP1000001A1", "EP-PA-98660050", "2000-01-01")
    assert [(each.number, each.date) for each in record.priorities] == [("NL1010536", "1998-11-12")]
    assert problems == []


def test_a_priority_in_two_forms_is_one(read):
    inside = bibliographic(
        f"<priority-claims>{number('priority-claim', 'US', '483681', '', '20000114', 'original')}"
        f"{number('priority-claim', 'US', '48368100', 'A', '20000114')}</priority-claims>"
    )
    record, problems = read(document(inside))
    assert [(each.number, each.kind) for each in record.priorities] == [("US09483681", "A")]
    assert problems == []


@pytest.mark.parametrize(
    ("country", "digits", "kind", "joined"),
    [
        ("JP", "2001010225", "A", "PCT/JP2001/010225"),
        ("DE", "2001002329", "", "PCT/DE2001/002329"),
        ("EP", "98660050", "A", "EP98660050"),
    ],
)
def test_international_and_regional_applications(read, country, digits, kind, joined):
    filed = number("pct-or-regional-filing-data", country, digits, kind, "20011122", "original")
    record, problems = read(
        document(bibliographic(f"<international-convention-data>{filed}</international-convention-data>"))
    )
    assert (record.pct.application, problems) == (joined, [])


def test_numbers_of_wipo_without_year_take_it_from_their_date(read):
    record, _ = read(document("", "country='WO' docnumber='043551' kind='A1' date-published='20040527'"))
    assert record.id == "WO2004043551A1"


def test_parties_in_two_forms_are_one_party_with_two_spellings(read):
    book = "<inventor format='{}'><addressbook><{}>{}</{}>{}</addressbook></inventor>"
    inside = bibliographic(
        "<parties><inventors>"
        + book.format("epo", "name", "DOE ANN", "name", "<address><country>NL</country></address>")
        + book.format("original", "last-name", "Doe", "last-name", "<first-name>Ann</first-name>")
        + "</inventors><assignees><assignee><addressbook><orgname>Acme</orgname></addressbook></assignee></assignees>"
        + "</parties>"
    )
    record, _ = read(document(inside))
    (inventor,) = record.inventors
    assert (inventor.name, inventor.also, inventor.country) == ("DOE ANN", ("Doe, Ann",), "NL")
    assert [party.name for party in record.owners] == ["Acme"]


def test_claims_are_independent_by_their_marks_or_by_their_words(read):
    marked = "<claims lang='EN'><claim>A pin.</claim><claim>The <claim-ref>pin</claim-ref>.</claim></claims>"
    worded = "<claims lang='DE'><claim>Stift.</claim><claim>Stift nach Anspruch 1.</claim></claims>"
    record, _ = read(document(bibliographic("") + marked + worded))
    assert record.independent_claims == {"en": (1,), "de": (1,)}


def test_legal_events_belong_to_the_right(outcomes_of):
    event = (
        "<legal-status><legal-event code='25' country='EP' date='20070321'><legal-event-body><event-title>LAPSED"
        "</event-title><event-attributes><event-attribute><event-attribute-label>Ref Country Code"
        "</event-attribute-label><event-attribute-value>CH</event-attribute-value></event-attribute>"
        "</event-attributes></legal-event-body></legal-event></legal-status>"
    )
    document_, right = outcomes_of(SOURCE, document(bibliographic("") + event))
    assert document_.events == ()
    assert right.id == right.right_id == "EP-PA-98660050"
    assert [(each.code, each.text, each.detail) for each in right.events] == [
        ("25", "LAPSED", {"Ref Country Code": "CH"})
    ]


def test_what_the_search_report_cites_has_category_and_passages(read):
    cited = (
        "<search-report-data><srep-for-pub><srep-citations><citation><patcit>"
        + number("document-id", "GB", "2364924", "A", "20020213")
        .replace("<document-id><document-id", "<document-id", 1)
        .replace("</document-id></document-id>", "</document-id>")
        + "<rel-passage><passage>page 5</passage></rel-passage><category>X</category></patcit></citation>"
        "</srep-citations></srep-for-pub></search-report-data>"
    )
    (citation,) = read(document(bibliographic("") + cited))[0].citations
    assert (citation.number, citation.category, citation.passages) == ("GB2364924A", "X", "page 5")
    assert (citation.phase, citation.by) == ("search", "examiner")


def test_impossible_values_are_problems_and_the_record_stays(read):
    inside = bibliographic(
        "<technical-data><classifications-ipcr><classification-ipcr>nonsense</classification-ipcr>"
        "</classifications-ipcr></technical-data><novelty/>"
        + number("publication-reference", "EP", "1000001", "A1", "20000231", "original")
    )
    record, problems = read(document(inside))
    assert record.id == "EP1000001A1"
    assert problems == [
        ("class", "nonsense"),
        ("date", "20000231"),
        ("unread-element", "patent-document/bibliographic-data/novelty"),
    ]


def test_a_description_that_stands_alone_gives_no_record(outcomes_of):
    (problem,) = outcomes_of(SOURCE, b"<description><p>A pin.</p></description>")
    assert (problem.code, problem.fatal) == ("no-number", True)
