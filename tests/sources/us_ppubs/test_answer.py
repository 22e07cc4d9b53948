"""Made-up answers of Patent Public Search: what each part becomes."""

from __future__ import annotations

import json

import pytest

from zhihang.records.links import Citation, InternationalApplication, Priority
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_ppubs.answer import SOURCE
from zhihang.sources.us_ppubs.texts import claims, independent, paragraphs

OWN = {
    "guid": "US-9999999-B2", "publicationReferenceDocumentNumber": "9999999", "type": "USPAT",
    "datePublished": "2018-04-03T00:00:00Z", "applicationFilingDate": ["2014-03-04T00:00:00Z"],
    "applicationNumber": "14/196789",
}  # fmt: skip


def answer(*documents: dict, **more) -> bytes:
    return json.dumps({"numFound": 1, "hlSnippets": None, "patents": list(documents), **more}).encode()


@pytest.fixture
def document(outcomes_of):
    def read(**more) -> Record:
        (record,) = outcomes_of(SOURCE, json.dumps(OWN | more).encode())
        return record

    return read


def test_numbers_and_dates_of_a_grant(document):
    record = document(familyIdentifierCur=50001793)
    assert (record.id, record.right_id, record.application_number) == ("US9999999B2", "US-PA-14196789", "US14196789")
    assert (record.filing_date, record.publication_date, record.grant_date) == (
        "2014-03-04", "2018-04-03", "2018-04-03",
    )  # fmt: skip
    assert record.family.source_id == "50001793"


def test_a_publication_before_grant_is_of_the_same_right(document):
    record = document(guid="US-20150000001-A1", type="US-PGPUB")
    assert (record.id, record.right_id, record.grant_date) == ("US20150000001A1", "US-PA-14196789", None)


def test_designs_are_written_with_a_letter(document):
    record = document(guid="US-D974910-S", applicationNumber="D/723103")
    assert (record.id, record.right_id) == ("USD974910S", "US-DS-29723103")


def test_parallel_lists_are_parties(document):
    record = document(
        inventorsName=["Lee; Ann B.", "Roth; Jo"], inventorCity=["Rye", "Ulm"], inventorState=["NY", "N/A"],
        inventorCountry=["US", "DE"], assigneeName=["Made Up &amp; Co."], assigneeTypeCode=["02"],
        primaryExaminer="Gaffin; Jeffrey A", assistantExaminer=["Misir; Dave"], legalFirmName=["Firm LLP"],
    )  # fmt: skip
    assert record.inventors == (
        Party(name="Lee, Ann B.", country="US", region="NY", city="Rye"),
        Party(name="Roth, Jo", country="DE", city="Ulm"),
    )
    assert record.owners == record.applicants == (Party(name="Made Up & Co.", role="02"),)
    assert [(each.name, each.role) for each in record.examiner] == [
        ("Gaffin, Jeffrey A", "primary_examiner"), ("Misir, Dave", "assistant_examiner"),
    ]  # fmt: skip
    assert record.agents == (Party(name="Firm LLP"),)


def test_joined_lists_are_classes(document):
    record = document(
        ipcCodeFlattened="H01L21/70;G06N5/04", cpcInventiveFlattened="H01L21/30604",
        cpcAdditionalFlattened="Y10S438/977",
        uspcFullClassificationFlattened="438/770;257/E21.568",
        cpcCombinationSetsCurHighlights=["2 C08F2/001, 1 C08F210/16"],
    )  # fmt: skip
    assert (record.ipc, record.ipc_first) == (("H01L 21/70", "G06N 5/04"), "H01L 21/70")
    assert record.cpc == ("H01L 21/30604", "Y10S 438/977")
    assert record.cset == (("C08F 210/16", "C08F 2/001"),)
    assert record.national_classes == ("US438/770", "US257/E21.568")


def test_citations(document):
    record = document(
        usRefGroup=["US 5307411 A 19940400 Anvret et al. 713/169 cited by examiner", "2952318 19600900 Ritch 166/278"],
        foreignRefGroup=["WO 02/056155 A2 20020700 cited by applicant", "JP 2003-044436 20030200 cited by other"],
        otherRefPub=["A Book, 1996. cited by examiner\n<br />"],
    )
    assert record.citations[:2] == (
        Citation(
            number="US5307411A", by="examiner", name="Anvret et al.", date="1994-04", office="US",
            classification="US713/169",
        ),
        Citation(number="US2952318", name="Ritch", date="1960-09", office="US", classification="US166/278"),
    )  # fmt: skip
    assert [each.number for each in record.citations[2:]] == ["WO2002056155A2", "JP2003044436", None]
    assert record.citations[3].raw == "2003-044436"
    assert record.citations[4] == Citation(text="A Book, 1996.", by="examiner")


def test_citations_with_the_name_before_the_date(document):
    record = document(
        usRefGroup=[
            "US 5093563 A Small 19920300 cited by examiner G02B 27/58 250/201.9",
            "US 2003/0076485 A1 Ruff et al. 20030400 cited by applicant",
            "US 10479241 B2 Filipkowski et al. 20191100 cited by applicant",
        ],
        foreignRefGroup=["0 379 828 19891200 EP", "JP PUPA 2002-279390 20020900 cited by other"],
    )
    assert record.citations == (
        Citation(
            number="US5093563A", by="examiner", name="Small", date="1992-03", office="US",
            classification="G02B 27/58; US250/201.9",
        ),
        Citation(
            number="US20030076485A1", by="applicant", name="Ruff et al.", date="2003-04", office="US",
            raw="2003/0076485 A1",
        ),
        Citation(number="US10479241B2", by="applicant", name="Filipkowski et al.", date="2019-11", office="US"),
        Citation(number="EP0379828", date="1989-12", office="EP"),
        Citation(number="JP2002279390", by="other", date="2002-09", office="JP", raw="2002-279390"),
    )  # fmt: skip


def test_a_citation_of_no_known_form_is_kept_and_counted(outcomes_of):
    record, problem = outcomes_of(SOURCE, answer(OWN | {"usRefGroup": ["something else"]}))
    assert record.citations == (Citation(text="something else"),)
    assert (problem.code, problem.detail) == ("number", "something else")


def test_a_short_answer_lists_numbers_of_cited_patents(outcomes_of):
    (record,) = outcomes_of(SOURCE, answer(OWN | {"urpn": ["4006340"]}))
    assert record.citations == (Citation(number="US4006340", office="US"),)


def test_priorities_and_the_international_application(document):
    record = document(
        priorityClaimsDocNumber=["2004-052835"], priorityClaimsCountry=["JP"],
        priorityClaimsDate=["2004-02-27T00:00:00Z"], pctFilingNumber=["PCT/US2014/017667"],
        pctFilingDate=["2014-02-21T00:00:00Z"], pct371c124Date=["2015-09-14T00:00:00Z"],
    )  # fmt: skip
    assert record.priorities == (Priority(number="JP2004052835", office="JP", date="2004-02-27", raw="2004-052835"),)
    assert record.pct == InternationalApplication(
        application="PCT/US2014/017667", filing_date="2014-02-21", national_entry="2015-09-14"
    )


def test_texts(document):
    record = document(
        inventionTitle="A box", abstractHtml="Short.",
        claimsHtml="1. A box:<br />being red.<br />2. The box of claim 1.",
        briefHtml="(1) FIELD<br />(2)  Boxes.", descriptionHtml="[0071] <figref idref='D'>FIG. 1</figref> shows a box.",
    )  # fmt: skip
    assert (record.title, record.abstract) == ({"en": "A box"}, {"en": ("Short.",)})
    assert record.claims == {"en": ("1. A box:\nbeing red.", "2. The box of claim 1.")}
    assert record.independent_claims == {"en": (1,)}
    assert record.description == {"en": ("FIELD", "Boxes.", "FIG. 1 shows a box.")}


def test_numbers_inside_a_claim_begin_no_claim():
    found = claims("1. A set of<br />3. items<br />2. The set of any one of claims 1")
    assert len(found) == 2
    assert independent(found) == (1,)


def test_html_becomes_paragraphs():
    assert paragraphs("(1) A &lt; B<br/>(2)  <b>C</b>\n") == ("A < B", "C")


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("an unknown key", answer(OWN | {"surprise": 1}), ["unread-element"], 1),
        ("an unknown key that says nothing", answer(OWN | {"surprise": None}), [], 1),
        ("an unknown key of the envelope", answer(OWN, surprise=1), ["unread-element"], 1),
        ("a day that does not exist", answer(OWN | {"datePublished": "2018-02-31T00:00:00Z"}), ["date"], 1),
        ("a class that is none", answer(OWN | {"ipcCodeFlattened": "?"}), ["class"], 1),
        ("a number that cannot be", answer(OWN | {"guid": "US-X-B2"}), ["number", "no-number"], 0),
        ("no application", answer(OWN | {"applicationNumber": None}), ["no-application"], 1),
        ("a cut answer", answer(OWN, OWN)[:-40], ["truncated"], 1),
    ],
)
def test_faults_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_both_forms_are_recognised():
    assert recognise(head_of(answer(OWN))) is SOURCE
    assert recognise(head_of(json.dumps(OWN).encode())) is SOURCE


@pytest.mark.real_data
def test_every_real_document_is_read(shared):
    found = list(outcomes([shared / "data/us-ppubs"]))
    problems = [each for each in found if isinstance(each, Problem)]
    assert [each for each in problems if each.fatal or each.code == "unread-element"] == []
    assert {each.code for each in problems} <= {"number", "date"}
    assert sum(isinstance(each, Record) for each in found) == 1001
