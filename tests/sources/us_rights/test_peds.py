"""Made-up answers of PEDS: what each part becomes; and the sums of real term adjustments."""

from __future__ import annotations

import json

import pytest

from zhihang.records.events import Event, Status
from zhihang.records.links import Priority, Related
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_rights.peds import SOURCE

OWN = {"applId": "15123456", "appFilingDate": "2016-01-02T00:00:00Z"}


def answer(*docs: dict, **more) -> bytes:
    response = {"numFound": len(docs), "start": 0, "docs": list(docs)}
    return json.dumps({"queryResults": {"searchResponse": {"response": response}}, **more}).encode()


@pytest.fixture
def right(outcomes_of):
    def read(**more) -> Record:
        (record,) = outcomes_of(SOURCE, answer(OWN | more))
        return record

    return read


def test_the_record_is_the_rights_own(right):
    record = right(patentTitle="A box", patentNumber="9999999", patentIssueDate="2019-06-04T00:00:00Z")
    assert record.is_right
    assert (record.id, record.application_number, record.filing_date) == ("US-PA-15123456", "US15123456", "2016-01-02")
    assert (record.title, record.grant_date) == ({"en": "A box"}, "2019-06-04")
    assert record.related == (
        Related(kind="publication", relation="grant", document="US9999999", office="US", date="2019-06-04"),
    )


def test_a_design_is_known_by_its_series(right):
    assert right(applId="29123456").id == "US-DS-29123456"


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("Patented Case", "active"),
        ("Patent Expired Due to NonPayment of Maintenance Fees Under 37 CFR 1.362", "lapsed"),
        ("Abandoned  --  Failure to Respond to an Office Action", "withdrawn"),
        ("Docketed New Case - Ready for Examination", "pending"),
        ("Something never seen", "unassigned"),
    ],
)
def test_status_keeps_the_words_of_the_office(right, raw, value):
    record = right(appStatus=raw, appStatusDate="2020-05-06T00:00:00Z")
    assert record.status == Status(value=value, date="2020-05-06", raw=" ".join(raw.split()))


def test_transactions_are_events_and_fees_are_payments(right):
    record = right(
        transactions=[
            {"recordDate": "2019-02-22 00:00:00", "code": "M1553", "description": "Payment of Maintenance Fee"},
            {"recordDate": "2020-01-01 00:00:00", "code": "EXP.", "description": "Expire Patent"},
            {"recordDate": "2017-03-04 00:00:00", "code": "CTNF", "description": "Non-Final Rejection"},
        ]
    )
    assert [(each.date, each.code, each.category) for each in record.events] == [
        ("2019-02-22", "M1553", "U"), ("2020-01-01", "EXP.", "H"), ("2017-03-04", "CTNF", None),
    ]  # fmt: skip


def test_days_of_the_term_adjustment_are_events(right):
    row = {"number": "28", "ptaOrPteDate": "09-18-2007", "contentsDescription": "Issue", "start": "0"}
    record = right(
        totalPtoDays="153",
        aDelay="153",
        ptaPteTranHistory=[row | {"ptoDays": "153", "applDays": "0"}, row | {"ptoDays": "0", "applDays": "0"}],
    )
    assert record.events == (
        Event(
            date="2007-09-18", code="PTA", text="Issue", office="US",
            detail={"office_days": "153", "number": "28", "start": "0"},
        ),
    )  # fmt: skip
    assert (record.other["totalPtoDays"], record.other["aDelay"]) == (("153",), ("153",))


def assignment(date: str, text: str, name: str, place: str = "TEXAS") -> dict:
    return {
        "reelNumber": "17093", "frameNumber": "477", "recordedDate": date, "converyanceName": text,
        "assignors": [{"assignorName": "LEE, ANN", "execDate": "10-10-2005"}],
        "assignee": [{"assigneeName": name, "cityName": "SPRING", "countryCode": place, "postalCode": "null"}],
    }  # fmt: skip


def test_assignments_are_events_and_the_last_transfer_names_the_owner(right):
    record = right(
        assignments=[
            assignment("10-12-2015", "ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).", "NEW INC."),
            assignment("10-12-2016", "SECURITY INTEREST (SEE DOCUMENT FOR DETAILS).", "BANK"),
            assignment("10-12-2005", "ASSIGNMENT OF ASSIGNORS INTEREST (SEE DOCUMENT FOR DETAILS).", "OLD INC."),
        ]
    )
    assert [(each.date, each.category, each.effective) for each in record.events] == [
        ("2015-10-12", "R", "2005-10-10"), ("2016-10-12", "S", "2005-10-10"), ("2005-10-12", "R", "2005-10-10"),
    ]  # fmt: skip
    assert record.events[0].detail["reel_frame"] == "17093/477"
    assert record.events[1].detail["assignees"] == "BANK"
    assert record.owners == (Party(name="NEW INC.", country="US", region="TX", city="SPRING"),)


def test_lineage_and_priorities(right):
    link = {"filingDate": "06-22-2012", "patentNumberText": "8596385", "applicationStatus": "Patented"}
    record = right(
        parentContinuity=[
            link | {
                "claimApplicationNumberText": "13530298",
                "applicationStatusDescription": "This application is a Continuation in part of",
            }
        ],
        childContinuity=[
            {"claimApplicationNumberText": "16000001", "applicationStatusDescription": "claims the benefit of"}
        ],
        foreignPriority=[
            {"priorityClaim": "2004-0104821", "countryName": "REPUBLIC OF KOREA", "filingDate": "12-13-2004"}
        ],
    )  # fmt: skip
    parent, child = record.related
    assert parent == Related(
        kind="parent", relation="continuation_in_part", number="US13530298", office="US", document="US8596385",
        date="2012-06-22", status="patented",
    )  # fmt: skip
    assert (child.kind, child.relation, child.number) == ("child", None, "US16000001")
    assert record.priorities == (Priority(number="KR20040104821", office="KR", date="2004-12-13", raw="2004-0104821"),)


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("an unknown key", answer(OWN | {"newKey": 1}), ["unread-element"], 1),
        ("an unknown key of the envelope", answer(OWN, surprise=1), ["unread-element"], 1),
        ("a day that does not exist", answer(OWN | {"patentIssueDate": "2019-02-31T00:00:00Z"}), ["date"], 1),
        ("an unknown country", answer(OWN | {"inventors": [{"nameLineOne": "Lee", "country": "(Q9)"}]}), ["office"], 1),
        ("an unknown relation", answer(OWN | {"parentContinuity": [{"applicationStatusDescription": "?"}]}),
         ["relation"], 1),
        ("an application without number", answer({"patentTitle": "x"}), ["no-number"], 0),
        ("a cut answer", answer(OWN, OWN)[:-60], ["truncated"], 1),
    ],
)  # fmt: skip
def test_faults_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_an_answer_is_recognised_by_its_envelope():
    assert recognise(head_of(answer(OWN))) is SOURCE


@pytest.mark.real_data
def test_every_real_application_is_read_and_its_term_adjustment_adds_up(shared):
    found = list(outcomes([shared / "data/us-prosecution/peds"]))
    assert [each for each in found if isinstance(each, Problem)] == []
    records = [each for each in found if isinstance(each, Record)]
    assert len(records) == 168
    checked = {}
    for record in records:
        days = {key: int(values[0]) for key, values in record.other.items() if key.endswith(("Delay", "Days"))}
        if "totalPtoDays" in days:
            adjusted = int(record.other["ptoAdjustments"][0])
            sums = days["aDelay"] + days["bDelay"] + days["cDelay"] - days["overlapDelay"] - days["applDelay"]
            checked[record.id] = (days["totalPtoDays"], max(0, sums + adjusted))
    assert len(checked) == 90
    assert [identifier for identifier, (total, sums) in checked.items() if total != sums] == []
