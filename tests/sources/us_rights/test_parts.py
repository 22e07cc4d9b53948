"""Single answers about US prosecution: parts of wrappers, drawn events, dossiers, office actions; made up."""

from __future__ import annotations

import json

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.source import Aside
from zhihang.sources.us_rights import dossier, event_lines, odp, odp_parts, office_actions, peds

DOCUMENT = {
    "applicationNumberText": "15123456",
    "officialDate": "2016-09-02T00:00:00.000-0400",
    "documentIdentifier": "ABC",
    "documentCode": "IDS",
    "documentCodeDescriptionText": "Disclosure",
    "directionCategory": "INCOMING",
    "downloadOptionBag": [{"mimeTypeIdentifier": "PDF", "downloadUrl": "x", "pageTotalQuantity": 2}],
}
ROW = {
    "application_number": "15123456",
    "patent_title": "A cup",
    "prosecution_events": [{"code": "CTNF", "description": "Non-Final Rejection", "date": "2020-08-16"}],
}
MEMBER = {
    "appNum": "15123456",
    "countryCode": "US",
    "kindCode": "A",
    "appDateStr": "06/14/2016",
    "docNum": {"country": "US", "docNumber": "201615123456", "kindCode": "A"},
    "pubList": [
        {"pubCountry": "US", "pubNum": "20170000001", "kindCode": "A1", "pubDateStr": "01/05/2017"},
        {"pubCountry": "US", "pubNum": "10000001", "kindCode": "B2", "pubDateStr": "06/19/2018"},
    ],
    "priorityClaimList": [
        {"country": "US", "docNumber": "15123456", "kindCode": "A"},
        {"country": "US", "docNumber": "PCT/US13/32081", "kindCode": "W"},
    ],
}
DOCS = [{"docCode": "CTNF", "docDesc": "Rejection", "docId": "X1", "legalDateStr": "08/16/2020", "docCodeDesc": "OA"}]
LETTER = {
    "patentApplicationNumber": ["15123456"],
    "legacyDocumentCodeIdentifier": ["NOA"],
    "submissionDate": "2023-01-03T00:00:00",
    "grantDate": "0001-01-01T00:00:00",
    "bodyText": ["\n\n  Allowed. \n\n Claims 1-2.\n"],
    "nationalClass": ["429"],
    "nationalSubclass": ["144000"],
}
CITED = {
    "patentApplicationNumber": "15123456",
    "referenceIdentifier": "Doe US 20070217688 A1",
    "parsedReferenceIdentifier": "20070217688",
    "examinerCitedReferenceIndicator": True,
    "legalSectionCode": "102",
}


def answer(*docs: dict[str, object]) -> dict[str, object]:
    return {"response": {"numFound": len(docs), "docs": list(docs)}}


@pytest.fixture
def read(outcomes_of):
    def one(source, value: object) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(source, json.dumps(value).encode())
        return record, [(each.code, each.detail) for each in rest if isinstance(each, Problem)]

    return one


@pytest.mark.parametrize(
    ("value", "product"),
    [
        ({"documentBag": [DOCUMENT]}, "us-odp-parts"),
        ({"ApplicationNumber": "15123456", "Claims": []}, "us-odp-parts"),
        ({"attorneyBag": []}, "us-odp-parts"),
        (ROW, "us-peds-events"),
        ({"corrAppNum": "1", "list": [MEMBER]}, "us-global-dossier"),
        ({"docs": DOCS, "country": "US", "docNumber": "201615123456.A"}, "us-global-dossier"),
        (answer(LETTER), "us-office-actions"),
        (answer(CITED), "us-office-actions"),
        ({"patentFileWrapperDataBag": []}, "us-odp"),
    ],
)
def test_each_is_recognised_by_its_keys(value, product):
    assert recognise(head_of(json.dumps(value).encode())).name == product


def test_all_parts_speak_of_the_same_right(read):
    found = [
        read(odp_parts.SOURCE, {"documentBag": [DOCUMENT]}),
        read(odp_parts.SOURCE, {"ApplicationNumber": "15123456", "InventionTitle": "A cup"}),
        read(event_lines.SOURCE, ROW),
        read(dossier.SOURCE, {"corrAppNum": "15123456", "list": [MEMBER]}),
        read(office_actions.SOURCE, answer(LETTER)),
        read(odp.SOURCE, {"patentFileWrapperDataBag": [{"applicationNumberText": "15123456"}]}),
        read(peds.SOURCE, {"applId": "15123456", "appFilingDate": "2016-06-14T00:00:00Z"}),
    ]
    assert {record.id for record, _ in found} == {"US-PA-15123456"}
    assert [problems for _, problems in found] == [[]] * len(found)


def test_a_document_in_the_file_is_an_event(read):
    record, _ = read(odp_parts.SOURCE, {"count": 1, "documentBag": [DOCUMENT]})
    assert [(each.code, each.date, each.detail) for each in record.events] == [
        ("IDS", "2016-09-02", {"document": "ABC", "pages": "2"})
    ]
    row = {"docCode": "IDS", "docDesc": "Disclosure", "docId": "ABC", "legalDateStr": "09/02/2016", "numberOfPages": 2}
    listed = [row | {"docCodeDesc": "Information Disclosure"}]
    again, problems = read(dossier.SOURCE, {"docs": listed, "country": "US", "docNumber": "201615123456.A"})
    assert again.events == record.events
    assert problems == []


def test_metadata_and_priorities_with_capitals_are_read_as_the_wrapper(read):
    value = {
        "ApplicationNumber": "15123456",
        "PatentNumber": "11646472",
        "PctPublicationNumber": "",
        "ApplicationStatusDescriptionText": "Patented Case",
        "ApplicationStatusDate": "2023-04-19",
        "EntityStatus": {"BusinessEntityStatusCategory": "Small"},
        "Inventors": [{"InventorNameText": "Ann Doe", "FirstName": "Ann", "LastName": "Doe"}],
        "InventionTitle": "A cup",
    }
    record, problems = read(odp_parts.SOURCE, value)
    assert (record.status.value, record.inventors[0].name, record.related[0].document) == (
        "active", "Doe, Ann", "US11646472",
    )  # fmt: skip
    assert record.other["businessEntityStatusCategory"] == ("Small",)
    assert problems == []
    claims = [{"ApplicationNumber": "10-2014-0009131", "FilingDate": "2015-01-20", "IPOfficeName": "REPUBLIC OF KOREA"}]
    record, problems = read(odp_parts.SOURCE, {"ApplicationNumber": "15123456", "Claims": claims})
    assert [(each.number, each.date) for each in record.priorities] == [("KR20140009131", "2015-01-20")]
    assert problems == []


def test_the_files_of_the_documents_tell_their_numbers(read):
    value = {
        "ApplicationNumber": "17248024",
        "GrantDocumentMetaData": {"xmlFileName": "17248024_11646472.xml"},
        "PgpubDocumentMetaData": {"xmlFileName": "17248024_20210210819.xml"},
    }
    record, problems = read(odp_parts.SOURCE, value)
    assert [(each.relation, each.document) for each in record.related] == [
        ("grant", "US11646472"),
        ("publication", "US20210210819"),
    ]
    assert problems == []


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (odp_parts.SOURCE, {"attorneyBag": [], "powerOfAttorneyBag": []}),
        (odp_parts.SOURCE, {"patentdata": [{"applicationMetaData": {"inventionTitle": "A cup"}}]}),
        (odp.SOURCE, {"patentFileWrapperDataBag": [{"assignmentBag": []}]}),
    ],
)
def test_a_part_that_names_no_application_is_left_aside(outcomes_of, source, value):
    (aside,) = outcomes_of(source, json.dumps(value).encode())
    assert isinstance(aside, Aside)
    assert aside.reason == "aside-answer"


def test_a_member_of_a_family_with_its_publications_priorities_and_file(read):
    member = {**MEMBER, "docList": {"title": "A cup", "docs": DOCS, "applicantNames": ["Doe, Ann "]}}
    record, problems = read(dossier.SOURCE, {"corrAppNum": "1", "list": [member]})
    assert record.filing_date == "2016-06-14"
    assert [(each.relation, each.document) for each in record.related] == [
        ("publication", "US20170000001A1"),
        ("grant", "US10000001B2"),
    ]
    assert [(each.number, each.office) for each in record.priorities] == [("PCT/US2013/032081", "WO")]
    assert [(each.code, each.date, each.office) for each in record.events] == [("CTNF", "2020-08-16", "US")]
    assert [each.name for each in record.applicants] == ["Doe, Ann"]
    assert problems == []


def test_a_list_of_documents_is_of_its_application(read):
    record, problems = read(dossier.SOURCE, {"docs": DOCS, "country": "EP", "docNumber": "99203729.A"})
    assert (record.id, len(record.events), problems) == ("EP-PA-99203729", 1, [])


def test_claims_of_drawn_texts_are_put_together(read):
    pieces = ["What is claimed is: 1 . A cup, comprising:", "a wall.", "2 . The cup of claim 1 , blue."]
    value = {"application_number": "15123456", "description_paragraphs": ["FIELD"], "claims": pieces, "abstract": "Cup"}
    record, problems = read(event_lines.SOURCE, value)
    assert record.claims == {"en": ("1 . A cup, comprising:\na wall.", "2 . The cup of claim 1 , blue.")}
    assert (record.independent_claims, record.abstract) == ({"en": (1,)}, {"en": ("Cup",)})
    assert problems == []


def test_a_letter_is_an_event_and_its_words_stand_by_code_and_day(read):
    record, problems = read(office_actions.SOURCE, answer(LETTER))
    assert [(each.code, each.date) for each in record.events] == [("NOA", "2023-01-03")]
    assert record.other["NOA 2023-01-03"] == ("Allowed.", "Claims 1-2.")
    assert (record.grant_date, record.national_classes, problems) == (None, ("US429/144",), [])


def test_what_a_letter_cites_and_a_ground_without_document(read):
    record, problems = read(office_actions.SOURCE, answer(CITED))
    assert [(each.number, each.by, each.category) for each in record.citations] == [
        ("US20070217688", "examiner", "102")
    ]
    ground = {"patentApplicationNumber": "15123456", "referenceIdentifier": "", "actionTypeCategory": "rejected"}
    record, _ = read(office_actions.SOURCE, answer(ground))
    assert [(each.code, each.detail) for each in record.events] == [("REJECTION", {"action": "rejected"})]
    assert problems == []


@pytest.mark.parametrize(
    ("source", "value"),
    [
        (odp_parts.SOURCE, {"documentBag": [DOCUMENT | {"new": 1, "officialDate": "2016-13-45"}]}),
        (event_lines.SOURCE, ROW | {"new": 1, "filing_date": "2016-13-45"}),
        (dossier.SOURCE, {"corrAppNum": "1", "list": [MEMBER | {"new": 1, "appDateStr": "13/45/2016"}]}),
        (office_actions.SOURCE, answer(LETTER | {"new": 1, "submissionDate": "2016-13-45T00:00:00"})),
    ],
)
def test_what_is_new_or_cannot_be_is_told_and_the_record_stays(read, source, value):
    record, problems = read(source, value)
    assert record.id == "US-PA-15123456"
    assert [code for code, _ in problems] == ["date", "unread-element"]


@pytest.mark.parametrize(
    ("source", "data", "code"),
    [
        (odp_parts.SOURCE, b'{"documentBag": [{"documentIdentifier": "A"}]}', "no-number"),
        (event_lines.SOURCE, b'{"prosecution_events": []}', "no-number"),
        (dossier.SOURCE, b'{"docs": [], "docNumber": ""}', "no-number"),
        (office_actions.SOURCE, b'{"response": {"docs": [{"id": "1"}]}}', "no-number"),
        (odp_parts.SOURCE, b'{"documentBag": [{"documentIdentifier": }]}', "damaged-json"),
        (dossier.SOURCE, b'{"docs": [}', "damaged-json"),
    ],
)
def test_no_record_without_a_number_or_whole_json(outcomes_of, source, data, code):
    first, *_ = outcomes_of(source, data)
    assert (first.code, first.fatal) == (code, True)
