"""Made-up grants of 2001-04 in ST.32, one part at a time; and every path of their document type."""

from __future__ import annotations

import pytest

from zhihang.records.events import Event
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.flow import known_tags
from zhihang.sources.us_early.patdoc import COVERAGE, FIXED, SOURCE
from zhihang.sources.us_early.renaming import names


def pdat(tag: str, text: str) -> str:
    return f"<{tag}><PDAT>{text}</PDAT></{tag}>"


def document(number: str, date: str = "", country: str = "", kind: str = "") -> str:
    pieces = f"<DNUM>{'' if not number else f'<PDAT>{number}</PDAT>'}</DNUM>"
    pieces += f"<DATE>{f'<PDAT>{date}</PDAT>'}</DATE>" if date else ""
    pieces += pdat("CTRY", country) if country else ""
    pieces += pdat("KIND", kind) if kind else ""
    return f"<DOC>{pieces}</DOC>"


B100 = (
    "<B100><B110><DNUM><PDAT>06500001</PDAT></DNUM></B110><B130><PDAT>B1</PDAT></B130>"
    "<B140><DATE><PDAT>20021231</PDAT></DATE></B140><B190><PDAT>US</PDAT></B190></B100>"
)
B200 = (
    "<B200><B210><DNUM><PDAT>09812345</PDAT></DNUM></B210><B220><DATE><PDAT>20010320</PDAT></DATE></B220></B200>"
)  # fmt: skip


def grant(biblio: str = "", texts: str = "", own: str = B100 + B200) -> bytes:
    return f"<?xml version='1.0'?><PATDOC><SDOBI>{own}{biblio}</SDOBI>{texts}</PATDOC>".encode()


def test_numbers_and_dates(the_record):
    record = the_record(SOURCE, grant())
    assert (record.id, record.right_id, record.filing_date, record.grant_date) == (
        "US6500001B1", "US-PA-09812345", "2001-03-20", "2002-12-31",
    )  # fmt: skip


def test_a_design_and_its_term(the_record):
    own = B100.replace("06500001", "D0435000").replace("B1<", "S<") + B200.replace("09812345", "29123456")
    record = the_record(
        SOURCE,
        grant(
            "<B400><B472><B473US/>" + pdat("B474", "14") + "</B472></B400><B500><B510>" + pdat("B511", "1402")
            + pdat("B516", "7") + "</B510><B520>" + pdat("B521", "D14480") + "</B520></B500>",
            own=own,
        ),
    )  # fmt: skip
    assert (record.id, record.right_id) == ("USD435000S", "US-DS-29123456")
    assert (record.locarno, record.national_classes) == (("14-02",), ("USD14/480",))
    assert record.events == (Event(code="terminal_disclaimer", office="US"),)
    assert (record.other["length-of-grant"], record.other["ipc-edition"]) == (("14",), ("7",))


def test_classes_in_fixed_widths(the_record):
    record = the_record(
        SOURCE,
        grant(
            "<B500><B510>" + pdat("B511", "A47L  514") + pdat("B512", "G06F 1300") + "</B510><B520>"
            + pdat("B521", " 15328") + pdat("B522", "4304951") + "</B520><B580>" + pdat("B582", "428 641")
            + pdat("B583US", "D14432-  3") + "</B580></B500>"
        ),
    )  # fmt: skip
    assert (record.ipc, record.ipc_first) == (("A47L 5/14", "G06F 13/00"), "A47L 5/14")
    assert record.national_classes == ("US15/328", "US430/495.1")
    assert record.other["field-of-search"] == ("US428/64.1", "D14432- 3")


def test_priorities_and_lineage(the_record):
    parent = (
        f"<PARENT-US><CDOC>{document('09/812345')}</CDOC><PDOC>{document('08111222', '19940101', 'US', '00')}</PDOC>"
        f"{pdat('PSTA', '03')}</PARENT-US>"
    )
    before = parent.replace("09/812345", "CHILD").replace("08111222", "07999888").replace("CHILD", "08111222")
    record = the_record(
        SOURCE,
        grant(
            f"<B300><B310><DNUM><PDAT>971605</PDAT></DNUM></B310><B320><DATE><PDAT>19970408</PDAT></DATE></B320>"
            f"<B330>{pdat('CTRY', 'NO')}</B330></B300><B600><B620>{parent}</B620><B630><B632>"
            f"{before}</B632></B630><B680US>{document('60123456', '19990405')}</B680US>"
            f"<B690US>{document('20020108205', '20020815', 'US', 'A1')}</B690US></B600>"
            f"<B800><B860><B861>{document('PCT/NO98/00107', '19980402', 'WO')}</B861><B864US><DATE><PDAT>19991005"
            f"</PDAT></DATE></B864US></B860></B800>"
        ),
    )
    assert record.priorities == (Priority(number="NO971605", office="NO", date="1997-04-08", raw="971605"),)
    assert [(each.relation, each.number or each.document, each.of) for each in record.related] == [
        ("divisional", "US08111222", None),
        ("continuation_in_part", "US07999888", "US08111222"),
        ("provisional", "US60123456", None),
        ("previous_publication", "US20020108205A1", None),
    ]
    assert record.related[0] == Related(
        kind="parent", relation="divisional", number="US08111222", office="US", date="1994-01-01", status="abandoned"
    )
    assert record.pct == InternationalApplication(
        application="PCT/NO1998/000107", filing_date="1998-04-02", national_entry="1999-10-05"
    )


def test_parties(the_record):
    person = f"<NAM>{pdat('FNM', 'Ann B.')}<SNM><STEXT><PDAT>Lee</PDAT></STEXT></SNM></NAM>"
    firm = "<NAM><ONM><STEXT><PDAT>Made Up &amp; Co.</PDAT></STEXT></ONM></NAM>"
    place = f"<ADR>{pdat('CITY', 'Rye')}{pdat('STATE', 'NY')}</ADR>"
    record = the_record(
        SOURCE,
        grant(
            f"<B700><B720><B721><PARTY-US>{person}{place}</PARTY-US></B721></B720><B730><B731><PARTY-US>{firm}"
            f"<ADR>{pdat('CITY', 'Ulm')}{pdat('CTRY', 'DE')}</ADR></PARTY-US></B731>{pdat('B732US', '03')}</B730>"
            f"<B740><B741><PARTY-US>{person}</PARTY-US></B741><B741><PARTY-US>{firm}</PARTY-US></B741></B740>"
            f"<B745><B746><PARTY-US>{person}</PARTY-US></B746>{pdat('B748US', '2154')}</B745></B700>"
        ),
    )
    (ann,) = record.inventors
    assert (ann.name, ann.city, ann.region, ann.country) == ("Lee, Ann B.", "Rye", "NY", "US")
    (owner,) = record.owners
    assert (owner.name, owner.country, owner.role) == ("Made Up & Co.", "DE", "03")
    assert record.applicants == record.owners
    assert [each.name for each in (*record.agents, *record.agent_persons)] == ["Made Up & Co.", "Lee, Ann B."]
    assert (record.examiner[0].role, record.other["department"]) == ("primary_examiner", ("2154",))


def test_citations(the_record):
    name = "<PARTY-US><NAM><SNM><STEXT><PDAT>Roth et al.</PDAT></STEXT></SNM></NAM></PARTY-US>"
    record = the_record(
        SOURCE,
        grant(
            f"<B500><B560><B561><PCIT>{document('D. 271298', '19831100')}{name}{pdat('PNC', 'D14480')}</PCIT>"
            f"<CITED-BY-EXAMINER/></B561><B561><PCIT>{document('461861', '19491200', 'CA')}</PCIT><CITED-BY-OTHER/>"
            "</B561><B562><NCIT><STEXT><PDAT>The 46</PDAT><HIL><SP><PDAT>th</PDAT></SP></HIL><PDAT> Book</PDAT></STEXT>"
            "</NCIT></B562></B560></B500>"
        ),
    )
    assert record.citations == (
        Citation(
            number="USD271298", raw="US D. 271298", by="examiner", name="Roth et al.", date="1983-11", office="US",
            classification="USD14/480",
        ),
        Citation(number="CA461861", by="other", date="1949-12", office="CA"),
        Citation(text="The 46th Book"),
    )  # fmt: skip


def test_texts(the_record):
    para = "<PARA><PTEXT><PDAT>{}</PDAT></PTEXT></PARA>"
    record = the_record(
        SOURCE,
        grant(
            "<B500><B540><STEXT><PDAT>A box</PDAT></STEXT></B540><B570>" + pdat("B577", "2") + "</B570></B500>",
            f"<SDOAB><BTEXT>{para.format('Short.')}</BTEXT></SDOAB><SDODE><BRFSUM><BTEXT><H><STEXT><PDAT>FIELD</PDAT>"
            f"</STEXT></H>{para.format('Long.')}</BTEXT></BRFSUM></SDODE><SDOCL><H><STEXT><PDAT>What is claimed:</PDAT>"
            f"</STEXT></H><CL><CLM>{para.format('1. A box,')}<CLMSTEP><PTEXT><PDAT>red.</PDAT></PTEXT></CLMSTEP></CLM>"
            "<CLM><PARA><PTEXT><PDAT>2. The box of </PDAT><CLREF><PDAT>claim 1</PDAT></CLREF><PDAT>.</PDAT></PTEXT>"
            "</PARA></CLM></CL></SDOCL><SDODR><EMI FILE='D0.TIF'/></SDODR>",
        ),
    )
    assert (record.title, record.abstract) == ({"en": "A box"}, {"en": ("Short.",)})
    assert record.description == {"en": ("FIELD", "Long.")}
    assert record.claims == {"en": ("1. A box,\nred.", "2. The box of claim 1.")}
    assert (record.independent_claims, record.claim_count) == ({"en": (1,)}, 2)
    assert [(each.file, each.kind) for each in record.images] == [("D0.TIF", "drawing")]


@pytest.mark.parametrize(
    ("name", "data", "told"),
    [
        ("an unknown code", grant("<B999/>"), "unread-element"),
        ("an unknown element in a text", grant(texts="<SDOAB><ODD/></SDOAB>"), "unread-element"),
        ("a day that does not exist", grant(own=B100 + B200.replace("0320", "0231")), "date"),
        ("a class that is none", grant("<B500><B510>" + pdat("B511", "??") + "</B510></B500>"), "class"),
        ("claims that are no number", grant("<B500><B570>" + pdat("B577", "x") + "</B570></B500>"), "count"),
        ("no application", grant(own=B100), "no-application"),
    ],
)
def test_faults_are_told_and_the_record_is_kept(outcomes_of, name, data, told):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == [told], name
    assert [each.id for each in found if isinstance(each, Record)] == ["US6500001B1"]


@pytest.mark.real_data
def test_every_path_of_the_document_type_is_known(shared, document_type, unknown_paths, below):
    dtd = document_type(shared / "data/schemas/us-dtd/ST32-US-Grant-025xml.dtd")
    assert unknown_paths(dtd, "PATDOC", coverage(COVERAGE).tree.below["PATDOC"], "PATDOC", FIXED) == []
    flowing = {"SDOAB", "SDODE", "SDODR", "CL", "B540", "B562"}
    assert sorted(below(dtd, flowing, "patdoc") - set(names("patdoc")) - known_tags()) == []


@pytest.mark.real_data
def test_every_real_file_is_read_without_a_problem(shared, outcomes_of):
    files = [
        path
        for path in sorted((shared / "data/us-patent-grants").rglob("*.xml"))
        if b"<PATDOC" in path.read_bytes()[:65536]
    ]
    assert len(files) == 4
    for file in files:
        assert [type(each) for each in outcomes_of(SOURCE, file.read_bytes())] == [Record], file.name
