"""Made-up answers about trials, appeals, interferences and petitions: an event of each right in dispute."""

from __future__ import annotations

import json

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.source import Aside
from zhihang.sources.us_rights.proceedings import SOURCE

TRIAL = {
    "trialNumber": "IPR2021-01599",
    "patentOwnerData": {"applicationNumberText": "15860939", "patentNumber": "10169987", "counselName": "Lee"},
    "trialMetaData": {"petitionFilingDate": "2021-10-01", "trialStatusCategory": "Final Written Decision"},
    "decisionData": {"decisionIssueDate": "2026-06-05", "trialOutcomeCategory": "Affirmed"},
    "documentData": {"documentNumber": 30, "documentOCRText": "many words"},
}


def answer(name: str, *entries: dict, **more) -> bytes:
    return json.dumps({"count": len(entries), name: list(entries), **more}).encode()


def test_a_trial_is_an_event_of_the_patent(outcomes_of):
    (record,) = outcomes_of(SOURCE, answer("patentTrialDocumentDataBag", TRIAL))
    assert (record.id, record.is_right) == ("US-PA-15860939", True)
    (event,) = record.events
    assert (event.code, event.category, event.date, event.text) == ("TRIAL", "L", "2026-06-05", "Affirmed")
    assert event.detail["trialNumber"] == "IPR2021-01599"
    assert event.detail["trialMetaData.petitionFilingDate"] == "2021-10-01"
    assert event.detail["documentData.documentNumber"] == "30"
    assert not [key for key in event.detail if "OCR" in key]


def test_the_former_service_names_parties_in_its_keys(outcomes_of):
    entry = {"proceedingNumber": "1998003162", "decisionDate": "11-27-2001", "proceedingStatusCategory": "Decision",
             "respondentApplicationNumberText": "29453149", "appellantApplicationNumberText": "29453149"}  # fmt: skip
    (record,) = outcomes_of(SOURCE, answer("results", entry, recordTotalQuantity=1))
    assert (record.id, record.events[0].date, record.events[0].code) == ("US-DS-29453149", "2001-11-27", "PTAB")


def test_an_interference_is_an_event_of_every_right_in_it(outcomes_of):
    entry = {
        "interferenceNumber": "106130",
        "seniorPartyData": {"applicationNumberText": "14444444"},
        "juniorPartyData": {"applicationNumberText": "14862663"},
        "additionalPartyDataBag": [{"applicationNumberText": "16159021", "patentNumber": ""}],
        "documentData": {"decisionIssueDate": "2025-01-28", "interferenceOutcomeCategory": "Judgment"},
    }
    found = outcomes_of(SOURCE, answer("patentInterferenceDataBag", entry))
    assert [each.id for each in found] == ["US-PA-14444444", "US-PA-14862663", "US-PA-16159021"]
    assert {each.events[0].text for each in found} == {"Judgment"}
    assert found[0].events == found[2].events


def test_petitions_and_appeals(outcomes_of):
    petition = {"applicationNumberText": "10347018", "petitionDecisionRecordIdentifier": "e1",
                "inventionTitle": "A box",
                "decisionDate": "2012-03-26", "petitionIssueConsideredTextBag": ["Withdrawal of abandonment"],
                "courtActionIndicator": False, "ruleBag": ["37 CFR 1.181", "37 CFR 1.113"]}  # fmt: skip
    (record,) = outcomes_of(SOURCE, answer("petitionDecisionDataBag", petition))
    (event,) = record.events
    assert (event.code, event.category, event.text, record.title) == (
        "PETITION", "T", "Withdrawal of abandonment", {"en": "A box"},
    )  # fmt: skip
    assert event.detail["ruleBag"] == "37 CFR 1.181; 37 CFR 1.113"
    assert event.detail["courtActionIndicator"] == "false"
    appeal = {"appealNumber": "2026000120", "appellantData": {"applicationNumberText": "17766767"},
              "decisionData": {"appealOutcomeCategory": "Affirmed", "decisionIssueDate": "2025-12-29"}}  # fmt: skip
    (record,) = outcomes_of(SOURCE, answer("patentAppealDataBag", appeal))
    assert (record.events[0].code, record.events[0].category) == ("APPEAL", "V")


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("an unknown key of the envelope", answer("patentTrialData", TRIAL, surprise=1), ["unread-element"], 1),
        ("an entry about nothing that is known", answer("patentTrialData", {"documentText": "IPR1"}), ["no-number"], 0),
        ("a day that does not exist",
         answer("patentTrialData", TRIAL | {"decisionData": {"decisionIssueDate": "2026-02-31"}}), ["date"], 1),
        ("a cut answer", answer("patentTrialData", TRIAL, TRIAL)[:-30], ["truncated"], 1),
    ],
)  # fmt: skip
def test_faults_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_answers_are_recognised():
    assert recognise(head_of(answer("patentTrialDocumentDataBag", TRIAL))) is SOURCE


@pytest.mark.real_data
def test_every_real_entry_of_the_former_service_is_read(shared):
    found = list(outcomes([shared / "data/us-prosecution/ptab"]))
    assert [each for each in found if isinstance(each, Problem)] == []
    assert len(found) >= 59
    assert all(each.events[0].date for each in found)


def test_a_proceeding_that_names_no_right_is_left_aside_by_its_number(outcomes_of):
    (aside,) = outcomes_of(SOURCE, answer("patentTrialData", {"trialNumber": "IPR2020-00001", "style": "A v. B"}))
    assert isinstance(aside, Aside)
    assert (aside.reason, aside.position, aside.detail) == ("aside-proceeding", 1, "IPR2020-00001")
