"""US grants as BRS text, made up."""

from __future__ import annotations

import io

import pytest

from zhihang.records.record import Record
from zhihang.sources.recognition import head_of
from zhihang.sources.source import Chunk, Place
from zhihang.sources.us_brs.grants import SOURCE, recognise
from zhihang.sources.us_brs.lines import split

HEAD = "0{}\tB2\t20151201\t13000001\t100\nA cup\n*** BRS DOCUMENT BOUNDARY ***\n"
FIELDS = "WKU 0{}\nAPT B2\nGISD 20151201\nAFD 20121114\nAPNR 13000001\nAPP 13/000001\nTTL A cup\n"


def patent(more: str = "", number: str = "9000001") -> str:
    return HEAD.format(number) + FIELDS.format(number) + more


@pytest.fixture
def read(outcomes_of):
    def one(text: str) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(SOURCE, text.encode())
        return record, [(each.code, each.detail) for each in rest]

    return one


def test_it_is_recognised_by_its_boundary():
    assert recognise(head_of(patent().encode()))
    assert not recognise(head_of(b"WKU 09000001\nAPT B2\n"))


@pytest.mark.parametrize("size", [1, 7, 1 << 16])
def test_documents_are_parted_with_and_without_their_first_lines(outcomes_of, size):
    class Dribble(io.BytesIO):
        def read(self, length=-1):
            return super().read(min(size, length) if length and length > 0 else length)

    text = patent() + patent(number="9000002") + "*** BRS DOCUMENT BOUNDARY ***\n" + FIELDS.format("9000003")
    place = Place(file="f", product="us-grant-brs")
    chunks = [each for each in split(Dribble(text.encode()), place) if isinstance(each, Chunk)]
    records = [next(iter(SOURCE.parse(each, place))) for each in chunks]
    assert [each.id for each in records] == ["US9000001B2", "US9000002B2", "US9000003B2"]
    assert [each.position for each in chunks] == [1, 11, 21]


def test_applicants_who_are_the_inventors_give_way_to_the_owner(read):
    inventor = "INNM Doe; Ann\nINCI Ulm\nINST N/A\nINCO DE\n"
    owner = "ASNM Cups AG\nASTC 03\nASCO DE\n"
    applied, problems = read(patent("AANM Doe; Ann\nAACO DE\n" + inventor + owner))
    assert [each.name for each in applied.applicants] == ["Cups AG"]
    assert [(each.name, each.city) for each in applied.inventors] == [("Doe, Ann", "Ulm")]
    other, _ = read(patent("AANM Cups Inc.\nAACO US\n" + inventor + owner))
    assert [each.name for each in other.applicants] == ["Cups Inc."]
    assert problems == []


def test_parents_their_patents_and_whose_parents_they_are(read):
    text = (
        "COND continuation parent-doc US 12000001 20100101 US 8000000 20110816 child-doc US 12000002\n"
        "RLPY US\nRLAN 12000001\nRLFD 20100101\nRLPY US\nRLPN 8000000\nRLFD 20110816\nRLCY US\nRLCN 12000002\n"
        "COND unheard parent-doc US 11000001\nRLPY US\nRLAN 11000001\nRLPC ABANDONED\n"
    )
    record, problems = read(patent(text))
    first, second = record.related
    assert (first.relation, first.number, first.document, first.date, first.of) == (
        "continuation",
        "US12000001",
        "US8000000",
        "2010-01-01",
        "US12000002",
    )
    assert (second.relation, second.status) == ("related", "abandoned")
    assert [code for code, _ in problems] == ["relation"]


def test_citations_say_who_cites_and_lines_go_on(read):
    text = (
        "URPN 2003/0169838\nURNM Green\nURPD 20030900\nURCL 375/376\n"
        "URGP US 2003/0169838 A1 20030900 Green 375/376 cited by examiner\n"
        "FRCO CN\nFRPN 1760783\nFRPD 20060400\nFRCL N/A\nFRGP CN 1760783 A 20060400 cited by applicant\n"
        'ORPL "A report", mailed on\n      Feb. 28. cited by applicant\n'
    )
    record, problems = read(patent(text))
    us, cn, literature = record.citations
    assert (us.number, us.by, us.date, us.classification) == ("US20030169838A1", "examiner", "2003-09", "US375/376")
    assert (cn.number, cn.by, cn.classification) == ("CN1760783A", "applicant", None)
    assert (literature.text, literature.by) == ('"A report", mailed on Feb. 28.', "applicant")
    assert problems == []


def test_classes_texts_and_claims(read):
    text = (
        "IPCP H05K9/00 20060101 H05K009/00\nCPOI H05K9/0066 20130101\nCPOA Y10T29/49121 20150115\nCPOI nothing\n"
        "ABPR  A cup\n      with a handle.\nBSTX BACKGROUND\nDETX  It holds.\nCLST I claim:\nCLPR  1. A cup.\n"
        "CLPR  2. The cup of claim 1.\n"
    )
    record, problems = read(patent(text))
    assert (record.ipc, record.cpc) == (("H05K 9/00",), ("H05K 9/0066", "Y10T 29/49121"))
    assert record.abstract == {"en": ("A cup with a handle.",)}
    assert record.description == {"en": ("BACKGROUND", "It holds.")}
    assert record.independent_claims == {"en": (1,)}
    assert problems == [("class", "nothing")]


def test_what_cannot_be_is_told_and_the_record_stays(read):
    record, problems = read(patent("NCL many\nXYZ new\n").replace("AFD 20121114", "AFD 20121399"))
    assert record.filing_date is None
    assert [code for code, _ in problems] == ["date", "count", "unread-element"]


def test_no_record_without_a_number(outcomes_of):
    (problem,) = outcomes_of(SOURCE, b"*** BRS DOCUMENT BOUNDARY ***\nTTL A cup\n")
    assert (problem.code, problem.fatal) == ("no-number", True)


def test_text_that_is_no_document_is_told(outcomes_of):
    (problem,) = outcomes_of(SOURCE, b"some words\n")
    assert problem.code == "junk"
