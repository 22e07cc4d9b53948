"""Made-up file wrappers of the Open Data Portal, as they are and as they were."""

from __future__ import annotations

import json

import pytest

from zhihang.records.links import Priority
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_rights.odp import SOURCE

META = {
    "filingDate": "2021-01-05", "grantDate": "2023-05-09", "patentNumber": "11646472", "inventionTitle": "A CELL",
    "applicationStatusDescriptionText": "Patented Case", "applicationStatusDate": "2023-04-19",
    "earliestPublicationNumber": "US20210210819A1", "earliestPublicationDate": "2021-07-08",
    "cpcClassificationBag": ["H01M  50/46", "G11C7/222"], "uspcSymbolText": "429/144",
    "entityStatusData": {"smallEntityStatusIndicator": False, "businessEntityStatusCategory": "Regular"},
    "inventorBag": [{"inventorNameText": "Ann B. Lee", "firstName": "Ann", "middleName": "B.", "lastName": "Lee",
                     "correspondenceAddressBag": [{"cityName": "Rye", "countryCode": "US"}]}],
    "applicantBag": [{"applicantNameText": "Made Up Inc."}],
}  # fmt: skip
OWN = {"applicationNumberText": "17248024", "applicationMetaData": META}


def wrapper(*found: dict, name: str = "patentFileWrapperDataBag", **more) -> bytes:
    return json.dumps({"count": len(found), name: list(found), **more}).encode()


@pytest.fixture
def right(outcomes_of):
    def read(**more) -> Record:
        (record,) = outcomes_of(SOURCE, wrapper(OWN | more))
        return record

    return read


def test_metadata(right):
    record = right()
    assert (record.id, record.filing_date, record.grant_date, record.title) == (
        "US-PA-17248024", "2021-01-05", "2023-05-09", {"en": "A CELL"},
    )  # fmt: skip
    assert (record.status.value, record.status.raw, record.status.date) == ("active", "Patented Case", "2023-04-19")
    assert (record.cpc, record.national_classes) == (("H01M 50/46", "G11C 7/222"), ("US429/144",))
    assert [each.document for each in record.related] == ["US20210210819A1", "US11646472"]
    assert [(each.name, each.city) for each in record.inventors] == [("Lee, Ann B.", "Rye")]
    assert [each.name for each in record.applicants] == ["Made Up Inc."]
    assert record.other["smallEntityStatusIndicator"] == ("false",)


def test_the_older_form_has_its_metadata_on_top(outcomes_of):
    old = {"applicationNumberText": "17248024", **META, "class/subclass": "72/106"}
    del old["uspcSymbolText"]
    (record,) = outcomes_of(SOURCE, wrapper(old, name="patentBag"))
    assert (record.id, record.national_classes, record.title) == ("US-PA-17248024", ("US72/106",), {"en": "A CELL"})


def test_events_and_days_of_adjustment(right):
    day = {"eventDate": "2023-05-09", "eventDescriptionText": "PTA 36 Months", "eventSequenceNumber": 51.5,
           "ptaPTECode": "PTA"}  # fmt: skip
    record = right(
        eventDataBag=[{"eventCode": "M1551", "eventDescriptionText": "Fee", "eventDate": "2026-10-03"}],
        patentTermAdjustmentData={
            "aDelayQuantity": 304.0, "adjustmentTotalQuantity": 304,
            "patentTermAdjustmentHistoryDataBag": [
                day | {"ipOfficeDayDelayQuantity": 304.0, "applicantDayDelayQuantity": 0.0},
                day | {"ipOfficeDayDelayQuantity": 0, "applicantDayDelayQuantity": 0},
            ],
        },
    )  # fmt: skip
    assert [(each.code, each.category, each.date) for each in record.events] == [
        ("M1551", "U", "2026-10-03"), ("PTA", None, "2023-05-09"),
    ]  # fmt: skip
    assert record.events[1].detail == {"office_days": "304", "number": "51.5"}
    assert (record.other["aDelayQuantity"], record.other["adjustmentTotalQuantity"]) == (("304",), ("304",))


def test_continuity_keeps_whose_parent_it_is(right):
    link = {"claimParentageTypeCode": "CON", "parentApplicationFilingDate": "2019-11-25",
            "parentPatentNumber": "10916753",
            "parentApplicationStatusDescriptionText": "Patented Case"}  # fmt: skip
    record = right(
        parentContinuityBag=[
            link | {"parentApplicationNumberText": "16695054", "childApplicationNumberText": "17248024"},
            link | {"parentApplicationNumberText": "15000001", "childApplicationNumberText": "16695054"},
        ],
        childContinuityBag=[{"claimParentageTypeCode": "DIV", "childApplicationNumberText": "18000001",
                             "parentApplicationNumberText": "17248024"}],
    )  # fmt: skip
    assert [(each.kind, each.relation, each.number, each.of) for each in record.related[:3]] == [
        ("parent", "continuation", "US16695054", None),
        ("parent", "continuation", "US15000001", "US16695054"),
        ("child", "divisional", "US18000001", None),
    ]
    assert record.related[0].document == "US10916753"


def test_priorities_and_assignments(right):
    record = right(
        foreignPriorityBag=[
            {"applicationNumberText": "2017-187096", "ipOfficeName": "JAPAN", "filingDate": "2017-09-27"}
        ],
        assignmentBag=[{
            "conveyanceText": "ASSIGNMENT OF ASSIGNORS INTEREST", "reelNumber/frameNumber": "032567/0453",
            "assignmentRecordedDate": "2014-03-31", "assigneeBag": [{"assigneeNameText": "RAMBUS INC."}],
            "assignorBag": [{"assignorName": "LEE, ANN", "executionDate": "2004-08-19"}],
        }],
    )  # fmt: skip
    assert record.priorities == (Priority(number="JP2017187096", office="JP", date="2017-09-27", raw="2017-187096"),)
    (event,) = record.events
    assert (event.date, event.effective, event.category) == ("2014-03-31", "2004-08-19", "R")
    assert (event.detail["reel_frame"], event.detail["assignees"]) == ("032567/0453", "RAMBUS INC.")


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("an unknown key", wrapper(OWN | {"surprise": 1}), ["unread-element"], 1),
        ("an unknown key of the metadata", wrapper(OWN | {"applicationMetaData": META | {"surprise": 1}}),
         ["unread-element"], 1),
        ("an unknown key of the envelope", wrapper(OWN, surprise=1), ["unread-element"], 1),
        ("a day that does not exist", wrapper(OWN | {"applicationMetaData": {"grantDate": "2023-02-31"}}), ["date"], 1),
        ("a relation that no table knows", wrapper(OWN | {"parentContinuityBag": [{"claimParentageTypeCode": "ZZZ"}]}),
         ["relation"], 1),
        ("no application number", wrapper({"applicationMetaData": META}), ["no-number"], 0),
    ],
)  # fmt: skip
def test_faults_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_wrappers_are_recognised():
    assert recognise(head_of(wrapper(OWN))) is SOURCE


@pytest.mark.real_data
def test_real_wrappers_are_read(shared):
    found = list(outcomes([shared / "data/us-prosecution/odp-patent_client"]))
    problems = [each for each in found if isinstance(each, Problem)]
    assert {each.code for each in problems} <= {"no-number", "unrecognised"}
    assert sum(isinstance(each, Record) for each in found) > 150


@pytest.mark.parametrize(
    ("value", "product"),
    [
        (OWN, "us-odp"),
        ({"applicationNumberText": "17248024", "eventDataBag": []}, "us-odp-parts"),
        ({"applicationNumberText": "17248024", "patentTermAdjustmentData": {}}, "us-odp-parts"),
    ],
)
def test_a_part_does_not_pass_for_the_whole_wrapper(outcomes_of, value, product):
    (record,) = outcomes_of(SOURCE, wrapper(value))
    assert record.provenance[0].product == product
