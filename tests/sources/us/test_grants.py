"""Made-up US grants and applications, one part at a time: what each element becomes."""

from __future__ import annotations

import pytest

from zhihang.records.events import Event
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.records.marks import Image
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.source import Aside
from zhihang.sources.us.applications import SOURCE as APPLICATIONS
from zhihang.sources.us.grants import SOURCE as GRANTS

DOCUMENT = "<document-id><country>{0}</country><doc-number>{1}</doc-number>{2}{3}</document-id>"


def number(country: str, number: str, kind: str = "", date: str = "") -> str:
    return DOCUMENT.format(
        country, number, f"<kind>{kind}</kind>" if kind else "", f"<date>{date}</date>" if date else ""
    )


OWN = (
    f"<publication-reference>{number('US', '09999999', 'B2', '20190604')}</publication-reference>"
    f"<application-reference appl-type='utility'>{number('US', '15123456', '', '20160102')}</application-reference>"
)


def grant(biblio: str = "", texts: str = "", own: str = OWN) -> bytes:
    return (
        "<?xml version='1.0' encoding='UTF-8'?><us-patent-grant lang='EN'><us-bibliographic-data-grant>"
        f"{own}{biblio}</us-bibliographic-data-grant>{texts}</us-patent-grant>"
    ).encode()


@pytest.fixture
def read(outcomes_of):
    def reader(biblio: str = "", texts: str = "", own: str = OWN) -> Record:
        found = outcomes_of(GRANTS, grant(biblio, texts, own))
        assert [each for each in found if isinstance(each, Problem)] == []
        (record,) = [each for each in found if isinstance(each, Record)]
        return record

    return reader


def test_the_document_and_its_right(read):
    record = read()
    assert (record.id, record.right_id, record.right) == ("US9999999B2", "US-PA-15123456", "patent")
    assert (record.office, record.number, record.kind, record.language) == ("US", "9999999", "B2", "en")
    assert record.application_number == "US15123456"
    assert (record.filing_date, record.publication_date, record.grant_date) == (
        "2016-01-02", "2019-06-04", "2019-06-04",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "published", "kind", "filed", "appl_type", "identifier", "right_id"),
    [
        ("a design", "D0656296", "S1", "29369342", "design", "USD656296S1", "US-DS-29369342"),
        ("a plant patent", "PP022000", "P3", "12456789", "plant", "USPP22000P3", "US-PA-12456789"),
        ("a reissue", "RE043000", "E1", "12456789", "reissue", "USRE43000E1", "US-PA-12456789"),
        ("a registered invention", "H0002200", "H1", "10456789", "sir", "USH2200H1", "US-PA-10456789"),
    ],
)
def test_other_kinds_of_grant(read, name, published, kind, filed, appl_type, identifier, right_id):
    own = (
        f"<publication-reference>{number('US', published, kind, '20120327')}</publication-reference>"
        f"<application-reference appl-type='{appl_type}'>{number('US', filed, '', '20100101')}</application-reference>"
    )
    record = read(own=own)
    assert (record.id, record.right_id, record.other["appl-type"]) == (identifier, right_id, (appl_type,)), name


def test_a_reissued_design_is_a_design(read):
    own = (
        f"<publication-reference>{number('US', 'RE043000', 'E1', '20120327')}</publication-reference>"
        f"<application-reference appl-type='reissue'>{number('US', '29369342', '', '20100101')}</application-reference>"
    )
    locarno = (
        "<classification-locarno><edition>9</edition><main-classification>0299</main-classification>"
        "</classification-locarno>"
    )
    record = read(locarno, own=own)
    assert (record.right, record.locarno, record.other["locarno-edition"]) == ("design", ("02-99",), ("9",))


def test_priorities(read):
    record = read(
        "<priority-claims><priority-claim sequence='01' kind='national'><country>JP</country>"
        "<doc-number>2015-123456</doc-number><date>20150619</date></priority-claim></priority-claims>"
    )
    assert record.priorities == (
        Priority(number="JP2015123456", office="JP", date="2015-06-19", kind="national", raw="2015-123456"),
    )


def relation(name: str, parent: str, child: str, more: str = "") -> str:
    return (
        f"<{name}><relation><parent-doc>{parent}{more}</parent-doc><child-doc>{child}</child-doc></relation></{name}>"
    )


def test_the_lineage_is_kept_link_by_link(read):
    record = read(
        "<us-related-documents>"
        + relation(
            "continuation", number("US", "14111222", "00", "20140101"), number("US", "15123456"),
            f"<parent-grant-document>{number('US', '9111222', 'A')}</parent-grant-document>",
        )
        + relation(
            "continuation-in-part", number("US", "12000111", "", "20080203"), number("US", "14111222"),
            "<parent-status>ABANDONED</parent-status>",
        )
        + f"<us-provisional-application>{number('US', '61000001', '', '20070101')}</us-provisional-application>"
        + f"<related-publication>{number('US', '20170000001', 'A1', '20170105')}</related-publication>"
        + "</us-related-documents>"
    )  # fmt: skip
    assert record.related == (
        Related(
            kind="parent",
            relation="continuation",
            number="US14111222",
            office="US",
            document="US9111222",
            date="2014-01-01",
        ),
        Related(
            kind="parent",
            relation="continuation_in_part",
            number="US12000111",
            office="US",
            date="2008-02-03",
            status="abandoned",
            of="US14111222",
        ),
        Related(kind="parent", relation="provisional", number="US61000001", office="US", date="2007-01-01"),
        Related(
            kind="publication",
            relation="previous_publication",
            document="US20170000001A1",
            office="US",
            date="2017-01-05",
        ),
    )


def test_the_international_application(read):
    record = read(
        f"<pct-or-regional-filing-data>{number('WO', 'PCT/EP2009/056266', '00', '20090525')}"
        "<us-371c124-date><date>20110131</date></us-371c124-date></pct-or-regional-filing-data>"
        f"<pct-or-regional-publishing-data>{number('WO', 'WO2009/150026', 'A', '20091217')}"
        "</pct-or-regional-publishing-data>"
    )
    assert record.pct == InternationalApplication(
        application="PCT/EP2009/056266",
        publication="WO2009150026",
        filing_date="2009-05-25",
        publication_date="2009-12-17",
        national_entry="2011-01-31",
    )


def classification(tag: str, symbol: str, *, position: str = "L", value: str = "I") -> str:
    start, _, rest = symbol.partition(" ")
    group, _, subgroup = rest.partition("/")
    return (
        f"<{tag}><section>{start[0]}</section><class>{start[1:3]}</class><subclass>{start[3]}</subclass>"
        f"<main-group>{group}</main-group><subgroup>{subgroup}</subgroup>"
        f"<symbol-position>{position}</symbol-position><classification-value>{value}</classification-value></{tag}>"
    )


def test_classes(read):
    ranks = "".join(
        f"<combination-rank><rank-number>{rank}</rank-number>{classification('classification-cpc', symbol)}"
        "</combination-rank>"
        for rank, symbol in [(2, "C08F 297/02"), (1, "C08F 8/30")]
    )
    record = read(
        f"<classifications-ipcr>{classification('classification-ipcr', 'G01S 7/486')}"
        f"{classification('classification-ipcr', 'G01S 7/48', position='F')}</classifications-ipcr>"
        f"<classifications-cpc><main-cpc>{classification('classification-cpc', 'G01S 7/4863', position='F')}</main-cpc>"
        f"<further-cpc>{classification('classification-cpc', 'H01L 2224/48', value='A')}"
        f"<combination-set><group-number>1</group-number>{ranks}</combination-set></further-cpc></classifications-cpc>"
        "<classification-national><country>US</country><main-classification>2502019</main-classification>"
        "<further-classification>  2 16</further-classification></classification-national>"
    )
    assert (record.ipc, record.ipc_first) == (("G01S 7/486", "G01S 7/48"), "G01S 7/48")
    assert record.cpc == ("G01S 7/4863", "H01L 2224/48")
    assert record.cset == (("C08F 8/30", "C08F 297/02"),)
    assert record.other["cpc-additional"] == ("H01L 2224/48",)
    assert record.national_classes == ("US250/201.9", "US2/16")


def test_an_older_edition_of_the_ipc(read):
    record = read(
        "<classification-ipc><edition>7</edition><main-classification>A41D013/00</main-classification>"
        "<further-classification>G06F017/30</further-classification></classification-ipc>"
    )
    assert (record.ipc, record.ipc_first, record.other["ipc-edition"]) == (
        ("A41D 13/00", "G06F 17/30"), "A41D 13/00", ("7",),
    )  # fmt: skip


def test_citations(read):
    record = read(
        "<us-references-cited><us-citation><patcit num='1'><document-id><country>US</country>"
        "<doc-number>5093563</doc-number><kind>A</kind><name>Small</name><date>19920300</date></document-id></patcit>"
        "<category>cited by examiner</category><classification-cpc-text>G02B 27/58</classification-cpc-text>"
        "</us-citation>"
        "<us-citation><patcit num='2'><document-id><country>WO</country><doc-number>WO 2005/080928</doc-number>"
        "<kind>A1</kind></document-id></patcit><category>cited by applicant</category></us-citation>"
        "<us-citation><nplcit num='3'><othercit>Li, <i>J. Phys.</i> vol. 10<sup>2</sup></othercit></nplcit>"
        "<category>cited by third party</category></us-citation></us-references-cited>"
    )
    assert record.citations == (
        Citation(
            number="US5093563A", by="examiner", name="Small", date="1992-03", office="US", classification="G02B 27/58"
        ),
        Citation(number="WO2005080928A1", by="applicant", office="WO", raw="WO WO 2005/080928 A1"),
        Citation(text="Li, J. Phys. vol. 102", by="third_party"),
    )


def test_literature_in_parts_is_one_text(read):
    record = read(
        "<us-references-cited><us-citation><nplcit num='1'><article><author><last-name>Li</last-name></author>"
        "<atl>On cells</atl><serial><sertitle>Nature</sertitle><vid>5</vid></serial></article></nplcit>"
        "</us-citation></us-references-cited>"
    )
    assert record.citations == (Citation(text="Li On cells Nature 5"),)


BOOK = "<addressbook>{0}<address><city>Erlanger</city><state>KY</state><country>US</country></address></addressbook>"
ACME = BOOK.format("<orgname>Acme Corp.</orgname><role>02</role>")
DOE = BOOK.format("<last-name>Doe</last-name><first-name>Jane Q.</first-name><suffix>Jr.</suffix>")
ROE = BOOK.format("<last-name>Roe</last-name><first-name>Max</first-name>")


def names(parties: tuple[Party, ...]) -> list[str]:
    return [party.name for party in parties]


def test_parties_since_2012(read):
    record = read(
        "<us-parties><us-applicants><us-applicant app-type='applicant' applicant-authority-category='assignee'>"
        f"{ACME}<residence><country>US</country></residence></us-applicant></us-applicants>"
        f"<inventors><inventor sequence='001'>{DOE}</inventor></inventors>"
        f"<agents><agent rep-type='attorney'>{BOOK.format('<orgname>Law LLP</orgname>')}</agent>"
        f"<agent rep-type='attorney'>{ROE}</agent></agents></us-parties>"
        f"<assignees><assignee>{ACME}</assignee></assignees>"
    )
    assert record.applicants == (Party(name="Acme Corp.", country="US", region="KY", city="Erlanger", role="assignee"),)
    assert record.owners == (Party(name="Acme Corp.", country="US", region="KY", city="Erlanger", role="02"),)
    assert names(record.inventors) == ["Doe, Jane Q., Jr."]
    assert (names(record.agents), names(record.agent_persons)) == (["Law LLP"], ["Roe, Max"])


INVENTORS_ONLY = (
    f"<parties><applicants><applicant app-type='applicant-inventor' designation='us-only'>{DOE}"
    "<nationality><country>omitted</country></nationality><residence><country>US</country></residence></applicant>"
    f"<applicant app-type='applicant-inventor'>{ROE}</applicant></applicants></parties>"
)


def test_before_2012_the_assignees_are_the_applicants(read):
    record = read(f"{INVENTORS_ONLY}<assignees><assignee>{ACME}</assignee></assignees>")
    assert names(record.inventors) == ["Doe, Jane Q., Jr.", "Roe, Max"]
    assert names(record.applicants) == names(record.owners) == ["Acme Corp."]


def test_inventors_apply_for_themselves_where_nobody_is_assigned(read):
    record = read(INVENTORS_ONLY)
    assert names(record.applicants) == names(record.inventors) == ["Doe, Jane Q., Jr.", "Roe, Max"]
    assert record.owners == ()


def test_examiners(read):
    record = read(
        "<examiners><primary-examiner><last-name>Hale</last-name><first-name>G</first-name><department>3765</department>"
        "</primary-examiner><assistant-examiner><last-name>Fox</last-name></assistant-examiner></examiners>"
    )
    assert record.examiner == (
        Party(name="Hale, G", role="primary_examiner"),
        Party(name="Fox", role="assistant_examiner"),
    )
    assert record.other["department"] == ("3765",)


def test_terms_and_single_facts(read):
    record = read(
        "<us-term-of-grant><us-term-extension>430</us-term-extension><disclaimer><date>20180102</date>"
        "<text>This patent is subject to a terminal disclaimer.</text></disclaimer></us-term-of-grant>"
        "<number-of-claims>12</number-of-claims><rule-47-flag/>"
        "<us-sir-flag sir-text='a SIR'/>"
        "<us-botanic><latin-name>Rosa hybrida</latin-name><variety>Redstar</variety></us-botanic>"
        "<figures><number-of-drawing-sheets>3</number-of-drawing-sheets><figure-to-publish><fig-number>1</fig-number>"
        "</figure-to-publish></figures><hague-agreement-data><international-registration-number>DM/055039"
        "</international-registration-number></hague-agreement-data>"
    )
    assert record.events == (
        Event(
            code="terminal_disclaimer",
            date="2018-01-02",
            office="US",
            text="This patent is subject to a terminal disclaimer.",
        ),
    )
    assert (record.claim_count, record.species, record.international_registration) == (12, "Rosa hybrida", "DM/055039")
    assert record.other == {
        "us-term-extension": ("430",), "rule-47-flag": ("yes",), "us-sir-flag": ("a SIR",), "variety": ("Redstar",),
        "number-of-drawing-sheets": ("3",), "fig-number": ("1",), "appl-type": ("utility",),
    }  # fmt: skip


def test_texts_claims_and_pictures(read):
    record = read(
        "<invention-title>A <i>new</i> H<sub>2</sub> cell</invention-title>",
        "<abstract><p>One.</p><p>Two.</p></abstract><drawings><figure><img file='D1.TIF'/></figure></drawings>"
        "<description><?BRFSUM begin?><heading>FIELD</heading><p>A <b>b</b></p><p><maths><img file='M1.TIF' "
        "img-content='math'/></maths></p></description><us-chemistry cdx-file='C.CDX'/>"
        "<us-claim-statement>What is claimed is:</us-claim-statement>"
        "<claims><claim><claim-text>1. A cell.</claim-text></claim><claim><claim-text>2. The cell of "
        "<claim-ref idref='CLM-1'>claim 1</claim-ref>.</claim-text></claim></claims>",
    )
    assert record.title == {"en": "A new H2 cell"}
    assert record.abstract == {"en": ("One.", "Two.")}
    assert record.description == {"en": ("FIELD", "A b")}
    assert record.claims == {"en": ("1. A cell.", "2. The cell of claim 1.")}
    assert (record.independent_claims, record.claim_count) == ({"en": (1,)}, 2)
    assert record.images == (Image(file="D1.TIF", kind="drawing"),)
    assert record.other["embedded-images"] == ("math: 1",)
    assert record.other["attached-formulas"] == ("chemistry: 1",)


def test_an_application_publication(outcomes_of):
    data = (
        grant()
        .replace(b"grant>", b"application>")
        .replace(b"us-patent-grant ", b"us-patent-application ")
        .replace(b"09999999", b"20170012345")
        .replace(b"B2", b"A1")
    )
    (record,) = outcomes_of(APPLICATIONS, data)
    assert (record.id, record.grant_date, record.provenance[0].product) == (
        "US20170012345A1", None, "us-application-xml",
    )  # fmt: skip


def test_many_documents_with_a_sequence_part_and_a_damaged_one_between(outcomes_of):
    data = grant() + b"\n<?xml version='1.0'?><sequence-cwu id='S1'><p/></sequence-cwu>\n" + grant()[:-9] + grant()
    found = outcomes_of(GRANTS, data)
    assert [type(each).__name__ for each in found] == ["Record", "Aside", "Problem", "Record"]
    assert isinstance(found[1], Aside)
    assert (found[2].code, found[2].fatal, found[2].position) == ("truncated", True, 3)
    assert [found[0].provenance[0].position, found[3].provenance[0].position] == [1, 3]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        (b"20160102", b"20160230", "date"),
        (b"<country>US</country><doc-number>15123456", b"<country>QQ</country><doc-number>15123456", "office"),
        (b"15123456", b"ABC", "number"),
    ],
)
def test_values_that_cannot_be_are_told_and_the_record_kept(outcomes_of, old, new, code):
    found = outcomes_of(GRANTS, grant().replace(old, new))
    assert isinstance(found[0], Record)
    assert code in [problem.code for problem in found[1:]]
    assert all(problem.record == "US9999999B2" for problem in found[1:] if problem.code == code)


def test_a_document_without_number_gives_no_record(outcomes_of):
    found = outcomes_of(GRANTS, grant(own="<application-reference appl-type='utility'/>"))
    assert [(problem.code, problem.fatal) for problem in found] == [("no-number", True)]


def test_an_element_that_nobody_knows_is_told_by_path(outcomes_of):
    found = outcomes_of(GRANTS, grant("<new-thing a='1'/><new-thing/>", "<abstract><p><glow>x</glow></p></abstract>"))
    assert [(problem.code, problem.detail) for problem in found[1:]] == [
        ("unread-element", "us-patent-grant/us-bibliographic-data-grant/new-thing (2 times)"),
        ("unread-element", "text//glow"),
    ]
    assert found[0].abstract == {"en": ("x",)}


def test_reading_is_a_function_of_the_chunk_alone(outcomes_of):
    import pickle

    again = pickle.loads(pickle.dumps(GRANTS))
    assert outcomes_of(again, grant()) == outcomes_of(GRANTS, grant())
