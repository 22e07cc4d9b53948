"""Japanese gazettes, made up."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.jpo.gazette import SOURCE, is_gazette
from zhihang.sources.jpo.gazette_parties import origin
from zhihang.sources.recognition import head_of

NUMBER = (
    "<publication-reference><document-id><country>JP</country><doc-number>2021000001</doc-number>"
    "<kind>公開特許公報(A)</kind><date>20210318</date></document-id></publication-reference>"
)
APPLICATION = (
    "<application-reference><document-id><doc-number>2019000002</doc-number><date>20190911</date></document-id>"
    "</application-reference>"
)


def gazette(head: str = "", behind: str = "", number: str = NUMBER, kind: str = "A") -> bytes:
    return (
        f"<jp-official-gazette kind-of-jp='{kind}' kind-of-st16='{kind}' lang='ja' country='JP' "
        f"xmlns:jp='http://www.jpo.go.jp'><bibliographic-data>{number}{APPLICATION}{head}</bibliographic-data>"
        f"{behind}</jp-official-gazette>"
    ).encode()


@pytest.fixture
def read(outcomes_of):
    def one(data: bytes) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(SOURCE, data)
        return record, [(each.code, each.detail) for each in rest if isinstance(each, Problem)]

    return one


def test_it_is_recognised_by_its_root():
    assert is_gazette(head_of(gazette()))
    assert not is_gazette(head_of(b"<patent-document/>"))


@pytest.mark.parametrize(
    ("kind", "number", "identifier", "right"),
    [
        ("A", "2021000001", "JP2021000001A", "JP-PA-2019000002"),
        ("B2", "6828214", "JP6828214B2", "JP-PA-2019000002"),
        ("U", "3226000", "JP3226000U", "JP-UM-2019000002"),
    ],
)
def test_number_kind_and_right(read, kind, number, identifier, right):
    record, problems = read(gazette(number=NUMBER.replace("2021000001", number), kind=kind))
    assert (record.id, record.right_id, record.filing_date) == (identifier, right, "2019-09-11")
    assert record.grant_date == (None if kind == "A" else "2021-03-18")
    assert problems == []


def test_parties_where_they_are_and_who_represents_them(read):
    book = (
        "<addressbook><name>{}</name><registered-number>{}</registered-number><address><text>{}</text></address>"
        "</addressbook>"
    )
    head = (
        "<parties><jp:applicants-agents-article><jp:applicants-agents sequence='1'><applicant sequence='1'>"
        + book.format("株式会社甲", "000000001", "大阪府大阪市一丁目")
        + "</applicant><agent jp:kind='representative'>"
        + book.format("乙  丙", "100000002", "")
        + "<jp:attorney/></agent><agent jp:kind='representative'>"
        + book.format("特許業務法人丁", "110000003", "")
        + "</agent></jp:applicants-agents></jp:applicants-agents-article></parties>"
    )
    record, problems = read(gazette(head))
    assert [(each.name, each.country, each.region) for each in record.applicants] == [("株式会社甲", "JP", "JP-27")]
    assert [each.name for each in record.agent_persons] == ["乙 丙"]
    assert [each.name for each in record.agents] == ["特許業務法人丁"]
    assert problems == []


@pytest.mark.parametrize(
    ("address", "where"),
    [
        ("東京都大田区大森北二丁目", ("JP", "JP-13")),
        ("アメリカ合衆国 カリフォルニア州", ("US", None)),
        ("中華人民共和国、ホンコン、シャティン", ("HK", None)),
        ("どこか", (None, None)),
    ],
)
def test_an_address_tells_where_it_lies_only_by_its_first_words(address, where):
    assert origin(address) == where


def test_classes_of_all_three_schemes(read):
    head = (
        "<classification-ipc><edition/><main-clsf>H01M  10/54        20060101AFI20210219BHJP        </main-clsf>"
        "<further-clsf>nonsense</further-clsf></classification-ipc>"
        "<classification-national><country>JP</country><main-clsf jp:facet='ZAB'>H01M10/54</main-clsf>"
        "<further-clsf>B09B3/00 304H</further-clsf></classification-national>"
        "<jp:f-term-info><jp:f-term>4D004AA23</jp:f-term></jp:f-term-info>"
    )
    record, problems = read(gazette(head))
    assert (record.ipc, record.ipc_first) == (("H01M 10/54",), "H01M 10/54")
    assert record.national_classes == ("JPH01M10/54 ZAB", "JPB09B3/00 304H", "JP4D004AA23")
    assert problems == [("class", "nonsense")]


def test_the_patent_that_came_of_it_and_where_it_comes_from(read):
    head = (
        "<dates-of-public-availability><printed-with-grant jp:kind='patent'><document-id>"
        "<doc-number>6828214</doc-number><date>20210210</date></document-id></printed-with-grant></dates-of-public-availability>"
        "<related-documents><division jp:kind='patent'><relation><parent-doc><document-id>"
        "<doc-number>2018566929</doc-number><date>20170612</date></document-id></parent-doc></relation></division>"
        "</related-documents>"
    )
    record, problems = read(gazette(head))
    assert (record.registration_number, record.grant_date) == ("6828214", "2021-02-10")
    assert [(each.relation, each.number or each.document) for each in record.related] == [
        ("grant", "JP6828214"),
        ("divisional", "JP2018566929"),
    ]
    assert problems == []


def test_texts_what_they_cite_and_amended_claims(read):
    behind = (
        "<description><citation-list><patent-literature><p num='0001'>"
        "<patcit num='1'><text>特開平８−９９３２号公報</text></patcit>"
        "<patcit num='2'><text>国際公開第２０１４／０１２３４５号</text></patcit></p></patent-literature>"
        "</citation-list>"
        "</description><claims><claim num='1'><claim-text>電池。</claim-text></claim>"
        "<claim num='2'><claim-text>請求項１の電池。</claim-text></claim></claims>"
        "<jp:written-amendment-group><jp:written-amendment kind='amendment'><date>20201110</date>"
        "<jp:amendment-article><jp:amendment-group><jp:document-code>A16333</jp:document-code>"
        "<jp:item-of-amendment>全文</jp:item-of-amendment><jp:contents-of-amendment jp:kind-of-document='claims'>"
        "<claims><claim num='1'><claim-text>軽い<u style='single'>電池</u>。</claim-text></claim></claims>"
        "</jp:contents-of-amendment></jp:amendment-group></jp:amendment-article></jp:written-amendment>"
        "</jp:written-amendment-group>"
    )
    record, problems = read(gazette(behind=behind))
    assert [(each.number, each.raw) for each in record.citations] == [
        ("JPH089932", "特開平８−９９３２号公報"),
        (None, "国際公開第２０１４／０１２３４５号"),
    ]
    assert record.independent_claims == {"ja": (1,)}
    assert record.other["amended-claims"] == ("軽い電池。",)
    assert [(each.code, each.date, each.detail["documents"]) for each in record.events] == [
        ("amendment", "2020-11-10", "claims")
    ]
    assert problems == []


def test_what_cannot_be_is_told_and_the_record_stays(read):
    head = "<number-of-claims>many</number-of-claims><jp:new-thing>1</jp:new-thing>"
    record, problems = read(gazette(head, number=NUMBER.replace("20210318", "20211399")))
    assert record.publication_date is None
    assert [code for code, _ in problems] == ["date", "count", "unread-element"]


@pytest.mark.parametrize(
    ("data", "codes"),
    [
        (gazette(number=""), ["no-number"]),
        (gazette(number=NUMBER.replace("2021000001", "2021-99999999999")), ["number", "no-number"]),
        (b"<other/>", ["foreign-document"]),
        (gazette()[:-60], ["truncated"]),
    ],
)
def test_no_record_without_a_number_or_a_whole_document(outcomes_of, data, codes):
    assert [each.code for each in outcomes_of(SOURCE, data)] == codes
