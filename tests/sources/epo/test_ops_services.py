"""Answers of OPS beyond exchange documents: texts, families, legal events, register; services without records."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.epo import fulltext, legal, register
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.source import Aside, Source

OPS = '<ops:world-patent-data xmlns:ops="http://ops.epo.org" xmlns="http://www.epo.org/exchange">{}</ops:world-patent-data>'


def answer(inside: str) -> bytes:
    return f"<?xml version='1.0'?>{OPS.format(inside)}".encode()


def number(tag: str, country: str, digits: str, kind: str, date: str = "") -> str:
    day = f"<date>{date}</date>" if date else ""
    return (
        f"<{tag}><document-id document-id-type='docdb'><country>{country}</country><doc-number>{digits}</doc-number>"
        f"<kind>{kind}</kind>{day}</document-id></{tag}>"
    )


TEXT = (
    "<f:fulltext-documents xmlns:f='urn:f' xmlns='urn:f'><f:fulltext-document><bibliographic-data>"
    + number("publication-reference", "EP", "1000001", "A1")
    + "</bibliographic-data>{}</f:fulltext-document></f:fulltext-documents>"
)
MEMBER = (
    "<ops:patent-family>{}<ops:family-member family-id='7'>"
    + number("publication-reference", "EP", "1000001", "A1", "20100101")
    + number("application-reference", "EP", "98660050", "A", "19980101")
    + "{}</ops:family-member></ops:patent-family>"
)
REGISTER = (
    "<r:register-search xmlns:r='urn:r'><r:query>{}</r:query><r:register-documents><r:register-document>{}"
    "</r:register-document></r:register-documents></r:register-search>"
)


@pytest.mark.parametrize(
    ("inside", "name"),
    [
        (TEXT, "epo-ops-fulltext"),
        (MEMBER, "epo-ops-legal"),
        (REGISTER, "epo-ops-register"),
        ("<exchange-documents><exchange-document country='EP'/></exchange-documents>", "epo-ops-exchange"),
        ("<ops:standardization/>", "aside-answer"),
        ("<ops:fulltext-inquiry/>", "aside-answer"),
        ("<ops:classification-scheme><ops:mappings/></ops:classification-scheme>", "aside-answer"),
    ],
)
def test_each_service_is_known_by_its_answer(inside, name):
    found = recognise(head_of(answer(inside), "any"))
    told = found.name if isinstance(found, Source) else found.reason if isinstance(found, Aside) else found.code
    assert told == name


def test_an_error_message_is_told_apart():
    found = recognise(head_of(b'<fault xmlns="http://ops.epo.org"><code>404</code></fault>', "any"))
    assert isinstance(found, Aside)
    assert found.reason == "aside-fault"


def test_claims_that_ops_puts_into_one_are_parted_by_their_numbers(outcomes_of):
    claims = (
        "<claims lang='EN'><claim><claim-text>1. A valve with 2 seats:</claim-text><claim-text>a disc.</claim-text>"
        "<claim-text>2. The valve of claim 1.</claim-text></claim></claims>"
    )
    (record,) = outcomes_of(fulltext.SOURCE, answer(TEXT.format(claims)))
    assert record.id == "EP1000001A1"
    assert record.claims == {"en": ("1. A valve with 2 seats:\na disc.", "2. The valve of claim 1.")}
    assert record.independent_claims == {"en": (1,)}


def test_a_text_without_number_gives_no_record(outcomes_of):
    (problem,) = outcomes_of(fulltext.SOURCE, answer("<fulltext-document><description/></fulltext-document>"))
    assert (problem.code, problem.fatal) == ("no-number", True)


LEGAL = (
    "<ops:legal code='PG25' desc='LAPSED' infl='-'><ops:L001EP>EP</ops:L001EP><ops:L007EP>2012-07-18</ops:L007EP>"
    "<ops:L500EP><ops:L501EP desc='Ref Country Code'>GB</ops:L501EP><ops:L525EP desc='Effective DATE'>{}</ops:L525EP>"
    "</ops:L500EP></ops:legal>"
)


def test_events_belong_to_the_right_and_members_are_documents(outcomes_of):
    document, right = outcomes_of(legal.SOURCE, answer(MEMBER.format("", LEGAL.format("20120606"))))
    assert (document.id, document.right_id, document.family.source_id) == ("EP1000001A1", "EP-PA-98660050", "7")
    assert document.other["extended-family"] == ("EP1000001A1",)
    assert right.id == right.right_id == "EP-PA-98660050"
    (event,) = right.events
    assert (event.code, event.date, event.effective, event.office) == ("PG25", "2012-07-18", "2012-06-06", "EP")
    assert event.detail == {"influence": "-", "Ref Country Code": "GB"}


def test_an_effective_date_in_other_words_stays_in_the_details(outcomes_of):
    *_, right = outcomes_of(legal.SOURCE, answer(MEMBER.format("", LEGAL.format("upon request"))))
    assert right.events[0].effective is None
    assert right.events[0].detail["Effective DATE"] == "upon request"


def test_what_is_neither_read_nor_known_in_a_family_is_told(outcomes_of):
    found = outcomes_of(legal.SOURCE, answer(MEMBER.format("", "<ops:novelty/>")))
    assert [each.detail for each in found if isinstance(each, Problem)] == ["patent-family/family-member/novelty"]


BIBLIOGRAPHIC = (
    "<r:bibliographic-data>"
    + number("r:application-reference", "EP", "98660050", "", "19980101").replace("document-id", "r:document-id")
    + "{}</r:bibliographic-data>"
)
STATUSES = (
    "<r:ep-patent-statuses><r:ep-patent-status change-date='20100101' status-code='8'>The patent has been granted"
    "</r:ep-patent-status><r:ep-patent-status change-date='20120101' status-code='1'>{}</r:ep-patent-status>"
    "</r:ep-patent-statuses>"
)


def registered(outcomes_of, inside: str, query: str = "ti=valve"):
    data = answer(REGISTER.format(query, inside)).replace(b"<r:r:", b"<r:").replace(b"</r:r:", b"</r:")
    data = data.replace(b"<country>", b"<r:country>").replace(b"</country>", b"</r:country>")
    data = data.replace(b"<doc-number>", b"<r:doc-number>").replace(b"</doc-number>", b"</r:doc-number>")
    data = data.replace(b"<kind>", b"<r:kind>").replace(b"</kind>", b"</r:kind>")
    data = data.replace(b"<date>", b"<r:date>").replace(b"</date>", b"</r:date>")
    return outcomes_of(register.SOURCE, data)


@pytest.mark.parametrize(
    ("printed", "value"),
    [("Patent revoked", "revoked"), ("Opposition rejected", "active"), ("Something new", "unassigned")],
)
def test_the_newest_status_of_the_register_holds(outcomes_of, printed, value):
    record, *_ = registered(outcomes_of, STATUSES.format(printed) + BIBLIOGRAPHIC.format(""))
    assert (record.id, record.is_right, record.filing_date) == ("EP-PA-98660050", True, "1998-01-01")
    assert (record.status.value, record.status.raw, record.status.date) == (value, printed, "2012-01-01")
    assert [event.code for event in record.events] == ["status-8", "status-1"]


def test_the_newest_parties_hold_and_former_ones_are_kept(outcomes_of):
    groups = "".join(
        f"<r:applicants change-date='{day}'><r:applicant><r:addressbook><r:name>{name}</r:name></r:addressbook>"
        "</r:applicant></r:applicants>"
        for day, name in (("20100101", "Alpha"), ("20120101", "Beta"))
    )
    record, *_ = registered(outcomes_of, BIBLIOGRAPHIC.format(f"<r:parties>{groups}</r:parties>"))
    assert [party.name for party in record.applicants] == ["Beta"]
    assert record.other["former-applicants"] == ("20100101 Alpha",)


STEPS = (
    "<r:procedural-data><r:procedural-step procedure-step-phase='examination'><r:procedural-step-code>RFEE"
    "</r:procedural-step-code><r:procedural-step-text step-text-type='STEP_DESCRIPTION'>Renewal fee payment"
    "</r:procedural-step-text><r:procedural-step-text step-text-type='YEAR'>03</r:procedural-step-text>"
    "<r:procedural-step-date step-date-type='DATE_OF_PAYMENT'><r:date>20120620</r:date></r:procedural-step-date>"
    "<r:time-limit time-limit-unit='months'>04</r:time-limit></r:procedural-step></r:procedural-data>"
)


def test_procedural_steps_are_events_of_the_publication_that_was_asked_for(outcomes_of):
    record, problem = registered(outcomes_of, STEPS, "publication=EP1000001")
    assert record.id == record.right_id == "EP-PA-EP1000001"
    (event,) = record.events
    assert (event.code, event.date, event.text) == ("RFEE", "2012-06-20", "Renewal fee payment")
    assert event.detail == {
        "YEAR": "03", "DATE_OF_PAYMENT": "2012-06-20", "time-limit": "04 months", "phase": "examination",
    }  # fmt: skip
    assert problem.code == "no-application"


def test_steps_that_nothing_names_give_no_record(outcomes_of):
    found = registered(outcomes_of, STEPS)
    assert not any(isinstance(each, Record) for each in found)
    assert [each.code for each in found] == ["no-number"]
