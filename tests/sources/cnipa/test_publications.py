"""Made-up publications of both generations: grants, designs, lineage, and what is wrong in them."""

from __future__ import annotations

LINEAGE = """<priority-claims><priority-claim sequence="1" kind="national"><country>CN</country>
<doc-number>201710000001.X</doc-number><date>20170101</date></priority-claim></priority-claims>"""
RELATED = """<cn-related-publication><cn-publication-reference><document-id><country>CN</country>
<doc-number>108000000</doc-number><kind>A</kind><date>20180501</date></document-id></cn-publication-reference>
</cn-related-publication><cn-related-documents><division><relation><parent-doc><document-id><country>CN</country>
<doc-number>201610000002.X</doc-number><date>20160101</date></document-id></parent-doc></relation></division>
</cn-related-documents>"""
CITED = """<references-cited><citation srep-phase="examination"><patcit num="1"><document-id><country>CN</country>
<doc-number>101000000</doc-number><kind>A</kind><date>20070704</date></document-id></patcit><category>X</category>
<rel-claims>1-3</rel-claims></citation><citation><nplcit num="2"><text>某某. 电池. 2001</text></nplcit></citation>
</references-cited>"""
BODY = """<application-body lang="CN" country="CN"><description><invention-title>一种电池</invention-title>
<technical-field><p num="0001">技术领<br/>
   域</p><p num="0002">H<sub>2</sub>O of good
    quality</p></technical-field></description><claims><claim num="1"><claim-text>1.一种电池。</claim-text></claim>
</claims></application-body>"""


def test_a_grant_carries_its_date_of_grant(old) -> None:
    (record,), problems = old(kind="B", number="109638349", date="20200616")
    assert (record.id, record.grant_date, record.application_number) == ("CN109638349B", "2020-06-16", "CN201811564288")
    assert problems == []


def test_an_application_carries_none(old) -> None:
    (record,), _ = old()
    assert record.grant_date is None
    assert record.applicants[0].region == "CN-11"


def test_utility_models_and_designs_are_told_by_the_type(old) -> None:
    (model,), _ = old(type="实用新型专利", number="209000001", kind="U", application="201820000001.9")
    assert (model.right, model.grant_date) == ("utility_model", "2019-04-16")
    main = "<ipc-version>10</ipc-version><main-classification>14-03</main-classification>"
    more = f"<classification-ipc>{main}</classification-ipc>"
    (design,), _ = old(type="外观设计专利", number="305000001", kind="S", application="201830000001.3", more=more)
    assert (design.right, design.locarno, design.ipc) == ("design", ("14-03",), ())


def test_lineage_citations_and_text(old) -> None:
    (record,), problems = old(more=LINEAGE + CITED + RELATED, body=BODY)
    assert [(p.number, p.kind) for p in record.priorities] == [("CN201710000001", "national")] or problems
    assert [(r.kind, r.relation) for r in record.related] == [
        ("parent", "divisional"),
        ("publication", "previous_publication"),
    ]
    assert record.related[1].document == "CN108000000A"
    assert [(c.number, c.category, c.passages) for c in record.citations] == [
        ("CN101000000A", "X", "1-3"), (None, None, None)]  # fmt: skip
    assert record.citations[1].text == "某某. 电池. 2001"
    assert record.description == {"zh": ("技术领域", "H2O of good quality")}
    assert record.claims == {"zh": ("1.一种电池。",)}


def test_a_wrong_check_digit_is_told_and_the_rest_is_kept(old) -> None:
    (record,), problems = old(application="201811564288.5")
    assert {problem.code for problem in problems} == {"check-digit", "no-application"}
    assert record.application_number is None
    assert record.other["application_number_as_printed"] == ("201811564288.5",)
    assert record.right_id == "CN-PA-CN109638349A"
    assert record.title == {"zh": "一种电池"}


def test_an_impossible_date_is_told_and_zeros_are_nothing(old) -> None:
    (record,), problems = old(date="20190231")
    assert [(p.code, p.detail) for p in problems] == [("date", "20190231")]
    assert record.publication_date is None
    assert old(date="00000000")[1] == []


def test_a_publication_without_number_gives_no_record(old) -> None:
    records, problems = old(number="")
    assert records == []
    assert [problem.fatal for problem in problems] == [True]


def test_an_element_that_no_list_knows_is_told(old) -> None:
    (_,), problems = old(more="<surprise>x</surprise>")
    assert [(p.code, p.detail) for p in problems] == [
        ("unread-element", "cn-patent-document/cn-bibliographic-data/surprise (1)")]  # fmt: skip


def test_a_document_without_bibliographic_data_gives_no_record(new) -> None:
    records, problems = new("<business:Abstract/>")
    assert records == []
    assert [(p.code, p.fatal) for p in problems] == [("cn-no-head", True)]


DESIGN = """<business:DesignBibliographicData>
<business:PublicationReference dataFormat="standard" sequence="1">
<base:DocumentID><base:WIPOST3Code>CN</base:WIPOST3Code>
<base:DocNumber>305000001</base:DocNumber><base:Kind>S</base:Kind><base:Date>20200101</base:Date></base:DocumentID>
</business:PublicationReference>
<business:ApplicationReference applType="30" dataFormat="original" sequence="1"><base:DocumentID>
<base:WIPOST3Code>CN</base:WIPOST3Code><base:DocNumber>201930000001.9</base:DocNumber><base:Date>20190102</base:Date>
</base:DocumentID></business:ApplicationReference>
<business:ClassificationLocarno>
<business:MainClassification>14-03</business:MainClassification></business:ClassificationLocarno>
<business:DesignTitle lang="zh">手机</business:DesignTitle>
<business:ApplicantDetails><business:Applicant sequence="1" dataFormat="original"><base:AddressBook lang="zh">
<base:Name>示例公司</base:Name><base:Address><base:AddressCity>0</base:AddressCity><base:City>深圳市</base:City>
<base:WIPOST3Code>CN</base:WIPOST3Code><base:Text>广东省深圳市</base:Text></base:Address></base:AddressBook>
<business:OrganizationCode>0000000000</business:OrganizationCode></business:Applicant></business:ApplicantDetails>
<business:DesignerDetails><business:Designer sequence="1">
<base:Name>张三</base:Name></business:Designer></business:DesignerDetails>
</business:DesignBibliographicData>
<business:DesignBriefExplanation lang="zh">
<base:Paragraphs num="1">产品用途：通话。</base:Paragraphs></business:DesignBriefExplanation>
<business:DesignPicture><business:Picture pictureName="1.jpg" pictureType="front"/></business:DesignPicture>"""


def test_a_design_of_the_newer_generation(new) -> None:
    (record,), problems = new(DESIGN)
    assert [p.detail for p in problems if p.code != "check-digit" and p.code != "no-application"] == []
    assert (record.id, record.right, record.grant_date) == ("CN305000001S", "design", "2020-01-01")
    assert (record.locarno, record.title, record.abstract) == (
        ("14-03",),
        {"zh": "手机"},
        {"zh": ("产品用途：通话。",)},
    )
    assert (record.applicants[0].city, record.applicants[0].id, record.applicants[0].region) == (
        "深圳市",
        None,
        "CN-44",
    )
    assert [party.name for party in record.inventors] == ["张三"]
    assert [(image.file, image.kind) for image in record.images] == [("1.jpg", "front")]
