"""Made-up patents in APS text, one part at a time."""

from __future__ import annotations

import pytest

from zhihang.records.events import Event
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_early.greenbook import SOURCE

PATN = "PATN\nWKU  045678901\nSRC  6\nAPN  7654321\nAPT  1\nAPD  19850611\nTTL  A box\nISD  19870203\n"


def test_numbers_lose_their_check_digits(the_record):
    record = the_record(SOURCE, PATN.encode())
    assert (record.id, record.right_id, record.filing_date, record.grant_date) == (
        "US4567890", "US-PA-06765432", "1985-06-11", "1987-02-03",
    )  # fmt: skip
    assert (record.title, record.other["appl-type"]) == ({"en": "A box"}, ("utility",))


def test_a_design(the_record):
    own = "PATN\nWKU  D02881234\nSRC  6\nAPN  7654321\nAPT  4\nAPD  19850611\nISD  19870203\nTRM  14\n"
    record = the_record(SOURCE, (own + "CLAS\nOCL  D 2610\nICL  D0204\nDCLM\nPAR  The design as shown.\n").encode())
    assert (record.id, record.right, record.locarno, record.national_classes) == (
        "USD288123", "design", ("02-04",), ("USD2/610",),
    )  # fmt: skip
    assert (record.claims, record.other["length-of-grant"]) == ({"en": ("The design as shown.",)}, ("14",))


def test_parties_and_countries_of_three_letters(the_record):
    text = PATN + (
        "INVT\nNAM  Lee; Ann B.\nCTY  Ulm\nCNT  DEX\nINVT\nNAM  Roth; Jo\nCTY  Rye\nSTA  NY\nASSG\nNAM  Made Up Co.\n"
        "CTY  Kobe\nCNT  JPX\nCOD  03\nLREP\nFRM  Firm & Co.\nATT  Law; Max\n"
    )
    record = the_record(SOURCE, text.encode())
    assert [(each.name, each.city, each.country) for each in record.inventors] == [
        ("Lee, Ann B.", "Ulm", "DE"), ("Roth, Jo", "Rye", "US"),
    ]  # fmt: skip
    assert [(each.name, each.country, each.role) for each in record.owners] == [("Made Up Co.", "JP", "03")]
    assert record.applicants == record.owners
    assert [each.name for each in (*record.agents, *record.agent_persons)] == ["Firm & Co.", "Law, Max"]


def test_priorities_and_lineage(the_record):
    text = PATN + (
        "PRIR\nCNT  DTX\nAPD  19770811\nAPN  2736227\nRLAP\nCOD  72\nAPN  351745\nAPD  19730416\n"
        "PSC  01\nPNO  4000001\nPCTA\nPCN  PCT/DE84/00111\nPD1  19850102\nPD3  19840503\n"
    )
    record = the_record(SOURCE, text.encode())
    assert [(each.office, each.date) for each in record.priorities] == [("DE", "1977-08-11")]
    assert isinstance(record.priorities[0], Priority)
    assert record.related == (
        Related(
            kind="parent", relation="continuation_in_part", number="US05351745", office="US", document="US4000001",
            date="1973-04-16", status="granted",
        ),
    )  # fmt: skip
    assert record.pct == InternationalApplication(
        application="PCT/DE1984/000111", filing_date="1984-05-03", national_entry="1985-01-02"
    )


def test_classes_and_citations(the_record):
    text = PATN + (
        "CLAS\nOCL  179 90K\nXCL  179  2DD\nEDF  2\nICL  H04M 1100\nFSC  179\nFSS  2 DP;90 K\nUREF\nPNO  3518629\n"
        "ISD  19700600\nNAM  Frankel\nOCL  340172.5\nFREF\nPNO  1234567\nISD  19710200\nCNT  GB2\nOREF\nPAL  A book,\n"
        "      1970.\n"
    )
    record = the_record(SOURCE, text.encode())
    assert (record.ipc, record.ipc_first, record.national_classes) == (
        ("H04M 11/00",), "H04M 11/00", ("US179/90K", "US179/2DD"),
    )  # fmt: skip
    assert record.other["field-of-search"] == ("US179/2 DP", "US179/90 K")
    assert record.citations == (
        Citation(number="US3518629", name="Frankel", date="1970-06", office="US", classification="US340/172.5"),
        Citation(number="GB1234567", date="1971-02", office="GB"),
        Citation(text="A book, 1970."),
    )


def test_texts(the_record):
    text = PATN + (
        "DCD  19900101\nABST\nPAL  Short and\n      sweet.\nBSUM\nPAC  FIELD\nPAR  Boxes.\nTBL       A    B\n\n"
        "         1    2\nCLMS\nSTM  What is claimed is:\nNUM  1.\nPAR  1. A box,\nPA1  being red.\nNUM  2.\n"
        "PAR  2. The box of claim 1.\n"
    )
    record = the_record(SOURCE, text.encode())
    assert record.abstract == {"en": ("Short and sweet.",)}
    assert record.description["en"][:2] == ("FIELD", "Boxes.")
    assert "1    2" in record.description["en"][2]
    assert record.claims == {"en": ("1. A box,\nbeing red.", "2. The box of claim 1.")}
    assert (record.independent_claims, record.events) == (
        {"en": (1,)}, (Event(code="terminal_disclaimer", date="1990-01-01", office="US"),),
    )  # fmt: skip


def test_many_patents_with_the_header_of_a_tape(outcomes_of):
    found = outcomes_of(SOURCE, b"HHHHHT APS1 ISSUE\n" + PATN.encode() + PATN.replace("456789", "456790").encode())
    assert [(each.id, each.provenance[0].position) for each in found] == [("US4567890", 2), ("US4567900", 10)]


@pytest.mark.parametrize(
    ("name", "text", "told", "records"),
    [
        ("an unknown tag", PATN + "INVT\nNAM  A\nQQQ  x\n", ["unread-element"], 1),
        ("an unknown section", PATN + "ZZZZ\nNAM  A\n", ["unread-element"], 1),
        ("a day that does not exist", PATN.replace("19850611", "19850231"), ["date"], 1),
        ("a relation that no table knows", PATN + "RLAP\nCOD  99\nAPN  351745\nAPD  19730416\n", ["relation"], 1),
        ("a parent of an impossible year", PATN + "RLAP\nCOD  71\nAPN  351745\nAPD  16130416\n", ["number"], 1),
        ("claims that are no number", PATN.replace("APT  1", "APT  1\nNCL  x"), ["count"], 1),
        ("no number", PATN.replace("WKU  045678901\n", ""), ["no-number"], 0),
        ("text before the first patent", "hello\n" + PATN, ["junk"], 1),
    ],
)
def test_faults_are_told(outcomes_of, name, text, told, records):
    found = outcomes_of(SOURCE, text.encode())
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_it_is_recognised_by_its_first_tags():
    assert recognise(head_of(PATN.encode())) is SOURCE
    assert recognise(head_of(b"HHHHHT APS1\n" + PATN.encode())) is SOURCE
