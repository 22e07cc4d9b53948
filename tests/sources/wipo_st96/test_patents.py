"""Patent publications after ST.96, made up."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of
from zhihang.sources.wipo_st96.patents import SOURCE, is_publication

SPACES = (
    "xmlns:pat='http://www.wipo.int/standards/XMLSchema/ST96/Patent' "
    "xmlns:com='http://www.wipo.int/standards/XMLSchema/ST96/Common'"
)
PUBLICATION = (
    "<pat:PatentPublicationIdentification><com:IPOfficeCode>{}</com:IPOfficeCode><pat:PublicationNumber>{}"
    "</pat:PublicationNumber><com:PatentDocumentKindCode>{}</com:PatentDocumentKindCode>"
    "<com:PublicationDate>2015-01-20</com:PublicationDate></pat:PatentPublicationIdentification>"
)
APPLICATION = (
    "<pat:ApplicationIdentification><com:IPOfficeCode>{}</com:IPOfficeCode><com:ApplicationNumber>"
    "<com:ApplicationNumberText>{}</com:ApplicationNumberText></com:ApplicationNumber>"
    "<pat:FilingDate>2013-03-12</pat:FilingDate></pat:ApplicationIdentification>"
)


def publication(
    head: str = "", behind: str = "", number: tuple[str, str, str] = ("US", "08936998", "B2"), language: str = "en"
) -> bytes:
    application = APPLICATION.format(number[0], {"US": "13797521", "CN": "201410408762.5"}[number[0]])
    return (
        f"<pat:PatentPublication {SPACES} com:languageCode='{language}'><pat:BibliographicData>"
        f"{PUBLICATION.format(*number)}{application}{head}</pat:BibliographicData>{behind}</pat:PatentPublication>"
    ).encode()


@pytest.fixture
def read(outcomes_of):
    def one(data: bytes) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(SOURCE, data)
        return record, [(each.code, each.detail) for each in rest if isinstance(each, Problem)]

    return one


def test_it_is_recognised_by_its_root():
    assert is_publication(head_of(publication()))
    assert not is_publication(head_of(b"<TrademarkApplication/>"))


@pytest.mark.parametrize(
    ("number", "identifier", "right"),
    [
        (("US", "08936998", "B2"), "US8936998B2", "US-PA-13797521"),
        (("US", "D700001", "S1"), "USD700001S1", "US-DS-13797521"),
        (("CN", "104223352", "A"), "CN104223352A", "CN-PA-201410408762"),
    ],
)
def test_number_right_and_day_of_grant(read, number, identifier, right):
    record, problems = read(publication(number=number))
    assert (record.id, record.right_id, record.filing_date) == (identifier, right, "2013-03-12")
    assert record.grant_date == (None if number[2] == "A" else "2015-01-20")
    assert problems == []


def test_classes_in_parts_and_as_text(read):
    parts = "<pat:Class>01</pat:Class><pat:Subclass>L</pat:Subclass><pat:MainGroup>21</pat:MainGroup>"
    cpc = f"<pat:CPCClassification><pat:CPCSection>H</pat:CPCSection>{parts}<pat:Subgroup>2007</pat:Subgroup>"
    head = (
        "<pat:PatentClassificationBag><pat:CPCClassificationBag><pat:MainCPC>" + cpc + "</pat:CPCClassification>"
        "</pat:MainCPC></pat:CPCClassificationBag><pat:IPCRClassificationBag><pat:IPCRClassification>"
        f"<pat:Section>H</pat:Section>{parts}<pat:Subgroup>30</pat:Subgroup></pat:IPCRClassification>"
        "<pat:IPCRClassification><pat:PatentClassificationText>A24B   15/18    (2006.01)</pat:PatentClassificationText>"
        "</pat:IPCRClassification><pat:IPCRClassification><pat:PatentClassificationText>nothing"
        "</pat:PatentClassificationText></pat:IPCRClassification></pat:IPCRClassificationBag>"
        "</pat:PatentClassificationBag>"
    )
    record, problems = read(publication(head))
    assert (record.ipc, record.cpc) == (("H01L 21/30", "A24B 15/18"), ("H01L 21/2007",))
    assert problems == [("class", "nothing")]


@pytest.mark.parametrize(("designated", "applicants"), [("US only", ["Owner"]), ("All", ["Doe, Ann"])])
def test_inventors_who_apply_for_the_united_states_only_give_way_to_the_owner(read, designated, applicants):
    name = (
        "<com:PublicationContact><com:Name><com:PersonName><com:PersonStructuredName><com:FirstName>Ann</com:FirstName>"
        "<com:LastName>Doe</com:LastName></com:PersonStructuredName></com:PersonName></com:Name></com:PublicationContact>"
    )
    owner = (
        "<com:PublicationContact><com:Name><com:EntityName>Owner</com:EntityName></com:Name></com:PublicationContact>"
    )
    head = (
        f"<pat:PartyBag><pat:ApplicantBag><pat:Applicant>{name}<pat:DesignationCategory>{designated}"
        f"</pat:DesignationCategory></pat:Applicant></pat:ApplicantBag><pat:InventorBag><pat:Inventor>{name}</pat:Inventor>"
        f"</pat:InventorBag><pat:AssigneeBag><pat:Assignee>{owner}</pat:Assignee></pat:AssigneeBag></pat:PartyBag>"
    )
    record, problems = read(publication(head))
    assert [each.name for each in record.applicants] == applicants
    assert [each.name for each in record.inventors] == ["Doe, Ann"]
    assert [each.name for each in record.owners] == ["Owner"]
    assert problems == []


def test_texts_keep_their_signs_and_claims_their_marks(read):
    behind = (
        "<pat:Abstract><com:P>H<com:Sub>2</com:Sub>O</com:P></pat:Abstract><pat:Claims><pat:Claim><pat:ClaimNumber>1"
        "</pat:ClaimNumber><pat:ClaimTypeCategory>Independent</pat:ClaimTypeCategory><pat:ClaimText>1. A cup:"
        "<pat:ClaimText>a wall.</pat:ClaimText></pat:ClaimText></pat:Claim><pat:Claim>"
        "<pat:ClaimNumber>2</pat:ClaimNumber><pat:ClaimTypeCategory>Dependent</pat:ClaimTypeCategory>"
        "<pat:ClaimText>2. The cup of <pat:ClaimReference>claim 1</pat:ClaimReference>.</pat:ClaimText></pat:Claim>"
        "</pat:Claims>"
    )
    record, problems = read(publication(behind=behind))
    assert record.abstract == {"en": ("H2O",)}
    assert record.claims == {"en": ("1. A cup:\na wall.", "2. The cup of claim 1.")}
    assert (record.independent_claims, record.claim_count) == ({"en": (1,)}, 2)
    assert problems == []


def test_chinese_lines_are_joined(read):
    behind = "<pat:Description><com:P>一种\n杯子<com:Br/>及其应用</com:P></pat:Description>"
    record, problems = read(publication(behind=behind, number=("CN", "104223352", "A"), language="zh"))
    assert record.description == {"zh": ("一种杯子及其应用",)}
    assert problems == []


def test_what_cannot_be_is_told_and_the_record_stays(read):
    head = "<pat:ClaimTotalQuantity>ten</pat:ClaimTotalQuantity><pat:Novelty>1</pat:Novelty>"
    record, problems = read(publication(head).replace(b"2013-03-12", b"2013-02-30"))
    assert record.filing_date is None
    assert [code for code, _ in problems] == ["date", "count", "unread-element"]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (publication(number=("US", "", "B2")), ["no-number"]),
        (b"<other/>", ["foreign-document"]),
        (publication()[:-30], ["truncated"]),
    ],
)
def test_no_record_without_a_number_or_a_whole_document(outcomes_of, data, codes):
    assert [each.code for each in outcomes_of(SOURCE, data)] == codes
