"""Made-up conveyances in JSON and XML: each property becomes a record of its right with the conveyance as event."""

from __future__ import annotations

import json

import pytest

from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_rights.assignments import SOURCE as AS_JSON
from zhihang.sources.us_rights.assignments_xml import SOURCE as AS_XML

PATENT = {
    "applicationNumber": "16136935", "fillingDate": "09/20/2018", "inventionTitle": "A BOX", "patentNumber": "10872483",
    "issueDate": "12/22/2020", "publicationNumber": "20190035194", "publicationDate": "01/31/2019",
}  # fmt: skip
MARK = {"serialNumber": "77313277", "currentOwner": "NEW INC.", "mark": "BOXY", "registrationNumber": "3515183",
        "applicationFilingDate": "10/25/2007", "registrationDate": "10/14/2008"}  # fmt: skip


def conveyance(*properties: dict, **more) -> dict:
    return {
        "reelNumber": 58293, "frameNumber": 75, "conveyance": "ASSIGNS THE ENTIRE INTEREST", "noOfProperties": 2,
        "assignors": [{"assignorName": "OLD INC.", "executionDate": "06/01/2021"}], "assignees": ["NEW INC."],
        "properties": list(properties), **more,
    }  # fmt: skip


def answer(*found: dict, **more) -> bytes:
    return json.dumps({"status": "Success", "successResponse": {"data": list(found), "totalRows": 1}, **more}).encode()


def test_a_conveyance_gives_a_record_for_each_property(outcomes_of):
    found = outcomes_of(AS_JSON, answer(conveyance(PATENT, PATENT | {"applicationNumber": "29123456"})))
    patent, design = found
    assert (patent.id, design.id, patent.filing_date, patent.grant_date) == (
        "US-PA-16136935", "US-DS-29123456", "2018-09-20", "2020-12-22",
    )  # fmt: skip
    assert [each.document for each in patent.related] == ["US20190035194", "US10872483"]
    (event,) = patent.events
    assert (event.date, event.effective, event.category, event.office) == (None, "2021-06-01", "R", "US")
    assert event.detail["reel_frame"] == "58293/75"
    assert (event.detail["assignors"], event.detail["assignees"]) == ("OLD INC.", "NEW INC.")
    assert patent.owners == ()


def test_an_international_application_stands_in_for_a_national_one(outcomes_of):
    (record,) = outcomes_of(AS_JSON, answer(conveyance({"applicationNumber": "", "pctNumber17": "PCT/US2025/026118"})))
    assert record.application_number == "PCT/US2025/026118"


def test_a_mark_names_its_current_owner(outcomes_of):
    (record,) = outcomes_of(AS_JSON, json.dumps({"data": [conveyance(MARK)]}).encode())
    assert (record.id, record.registration_number, record.mark.text) == ("US-TM-77313277", "3515183", "BOXY")
    assert record.owners == (Party(name="NEW INC."),)
    assert (record.filing_date, record.registration_date) == ("2007-10-25", "2008-10-14")


@pytest.mark.parametrize(
    ("text", "category"),
    [("SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).", "S"), ("RELEASE BY SECURED PARTY", "S"), ("MERGER", "R"),
     ("CORRECTIVE ASSIGNMENT TO CORRECT THE NAME", "Y"), ("SOMETHING ELSE", None)],
)  # fmt: skip
def test_the_words_of_a_conveyance_tell_its_category(outcomes_of, text, category):
    (record,) = outcomes_of(AS_JSON, answer(conveyance(PATENT, conveyance=text)))
    assert (record.events[0].category, record.events[0].text) == (category, text)


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("an unknown key", answer(conveyance(PATENT, surprise=1)), ["unread-element"], 1),
        ("an unknown key of a property", answer(conveyance(PATENT | {"surprise": 1})), ["unread-element"], 1),
        ("an unknown key of the envelope", answer(conveyance(PATENT), surprise=1), ["unread-element"], 1),
        ("a property without number", answer(conveyance({"inventionTitle": "X"}, PATENT)), ["no-number"], 1),
        (
            "a serial number that cannot be",
            answer(conveyance(MARK | {"serialNumber": "1"})),
            ["number", "no-number"],
            0,
        ),
        ("a day that does not exist", answer(conveyance(PATENT | {"issueDate": "02/31/2020"})), ["date"], 1),
        ("no conveyance at all", answer(), [], 0),
    ],
)
def test_faults_of_json_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(AS_JSON, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def document(more: str = "", numbers: str = "<str>14114868</str><str>15038724</str>") -> bytes:
    return (
        "<?xml version='1.0'?><response><lst name='h'><int name='status'>0</int></lst><result><doc>"
        "<str name='reelNo'>60613</str><str name='frameNo'>72</str><str name='conveyanceText'>MERGER</str>"
        "<date name='recordedDate'>2022-07-08T04:00:00Z</date><arr name='patAssignorName'><str>OLD</str></arr>"
        "<arr name='patAssignorExDate'><date>2022-07-06T04:00:00Z</date></arr>"
        f"<arr name='patAssigneeName'><str>NEW</str></arr><arr name='applNum'>{numbers}</arr>"
        "<arr name='patNum'><str>NULL</str><str>11764037</str></arr><arr name='issueDate'>"
        "<date>0001-01-01T00:00:00Z</date><date>2023-09-19T04:00:00Z</date></arr>"
        f"<arr name='inventionTitle'><str>A box</str><str>A lid</str></arr>{more}</doc></result></response>"
    ).encode()


def test_parallel_lists_are_properties(outcomes_of):
    box, lid = outcomes_of(AS_XML, document())
    assert (box.id, box.title, box.related, box.grant_date) == ("US-PA-14114868", {"en": "A box"}, (), None)
    assert (lid.id, lid.related[0].document, lid.grant_date) == ("US-PA-15038724", "US11764037", "2023-09-19")
    assert (box.events[0].date, box.events[0].effective, box.events[0].category) == ("2022-07-08", "2022-07-06", "R")
    assert box.events == lid.events


def test_faults_of_xml_are_told(outcomes_of):
    unknown = outcomes_of(AS_XML, document("<str name='surprise'>x</str>"))
    assert [each.code for each in unknown if isinstance(each, Problem)] == ["unread-element"]
    nameless = outcomes_of(AS_XML, document(numbers="<str>NULL</str><str>15038724</str>"))
    assert [each.code for each in nameless if isinstance(each, Problem)] == ["no-number"]
    assert [each.id for each in nameless if isinstance(each, Record)] == ["US-PA-15038724"]
    cut = outcomes_of(AS_XML, document()[:-60])
    assert {"truncated"} <= {each.code for each in cut if isinstance(each, Problem)}


def test_both_are_recognised():
    assert recognise(head_of(answer(conveyance(PATENT)))) is AS_JSON
    assert recognise(head_of(document())) is AS_XML


@pytest.mark.real_data
def test_every_real_conveyance_is_read(shared, outcomes_of):
    for folder, source, records in (("assignment-center-json", AS_JSON, 3044), ("assignment-api-xml", AS_XML, 5328)):
        found = []
        for file in sorted((shared / "data/us-assignments" / folder).iterdir()):
            found += outcomes_of(source, file.read_bytes())
        assert [each for each in found if isinstance(each, Problem)] == []
        assert len(found) == records
