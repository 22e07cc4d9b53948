"""Cases of TSDR in both forms, lists of documents and rows of the search page, made up."""

from __future__ import annotations

import json

import pytest

from zhihang.records.marks import Goods
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_trademarks import daily, documents, search_rows, tsdr_json, tsdr_xml


def transaction(inside: str, root: str = "TrademarkTransaction", serial: str = "76123456") -> bytes:
    return (
        f"<ns2:{root} xmlns:ns1='urn:c' xmlns:ns2='urn:t'><ns2:TrademarkTransactionBody><ns2:TransactionContentBag>"
        "<ns2:TransactionData><ns2:TrademarkBag><ns2:Trademark><ns1:ApplicationNumber><ns1:ApplicationNumberText>"
        f"{serial}</ns1:ApplicationNumberText></ns1:ApplicationNumber>{inside}</ns2:Trademark></ns2:TrademarkBag>"
        f"</ns2:TransactionData></ns2:TransactionContentBag></ns2:TrademarkTransactionBody></ns2:{root}>"
    ).encode()


def case(**more: object) -> dict[str, object]:
    status = {"serialNumber": 76123456, "status": 700, "statusDate": "2002-03-04", "filingDate": "2001-02-03"}
    return {"status": status | dict(more.pop("status", {})), "gsList": [], **more}


def answer(*cases: dict[str, object]) -> bytes:
    return json.dumps({"trademarks": list(cases)}).encode()


def tags(**said: str) -> str:
    return "".join(f"<{name}>{text}</{name}>" for name, text in said.items())


@pytest.fixture
def read(outcomes_of):
    def one(source, data: bytes) -> tuple[Record, list[tuple[str, str]]]:
        record, *rest = outcomes_of(source, data)
        return record, [(each.code, each.detail) for each in rest if isinstance(each, Problem)]

    return one


@pytest.mark.parametrize(
    ("data", "product"),
    [
        (transaction(""), "us-trademark-tsdr-xml"),
        (transaction("", "Transaction"), "us-trademark-tsdr-xml"),
        (answer(case()), "us-trademark-tsdr-json"),
        (b"<DocumentList xmlns='urn:us:gov:doc:uspto:trademark'/>", "us-trademark-documents"),
        (b'{"serial_number": "1", "wordmark": "", "goods_services_head": ""}', "us-trademark-search-export"),
    ],
)
def test_each_is_recognised_by_its_content(data, product):
    assert recognise(head_of(data)).name == product


def test_a_case_is_the_same_right_with_the_same_history_from_all_files(read):
    said = tags(MarkEventCode="CNRTF", MarkEventEntryNumber="3", MarkEventDescriptionText="NON-FINAL ACTION MAILED")
    history = (
        f"<ns2:MarkEventBag><ns2:MarkEvent><ns2:NationalMarkEvent>{said}</ns2:NationalMarkEvent>"
        f"{tags(MarkEventDate='1995-11-20-05:00')}</ns2:MarkEvent></ns2:MarkEventBag>"
    )
    entry = {"entryNumber": 3, "entryCode": "CNRT", "entryType": "F", "entryDate": "1995-11-20T05:00:00.000+0000",
             "entryDesc": "NON-FINAL ACTION MAILED"}  # fmt: skip
    tdxf = (
        "<trademark-applications-daily><case-file><serial-number>76123456</serial-number><case-file-event-statements>"
        "<case-file-event-statement><code>CNRT</code><type>F</type><description-text>NON-FINAL ACTION MAILED"
        "</description-text><date>19951120</date><number>3</number></case-file-event-statement>"
        "</case-file-event-statements></case-file></trademark-applications-daily>"
    )
    found = [
        read(tsdr_xml.SOURCE, transaction(history)),
        read(tsdr_json.SOURCE, answer(case(prosecutionHistory=[entry]))),
        read(daily.SOURCE, tdxf.encode()),
    ]
    assert {record.id for record, _ in found} == {"US-TM-76123456"}
    assert len({str(record.events) for record, _ in found}) == 1
    assert [problems for _, problems in found] == [[], [], []]


def applicant(kind: str, name: str) -> str:
    return (
        f"<ns2:Applicant ns1:sequenceNumber='{kind}'><ns1:Contact><ns1:Name><ns1:EntityName>{name}</ns1:EntityName>"
        "</ns1:Name><ns1:PostalAddressBag><ns1:PostalAddress><ns1:PostalStructuredAddress>"
        "<ns1:GeographicRegionName>CALIFORNIA</ns1:GeographicRegionName><ns1:CountryCode>US</ns1:CountryCode>"
        "</ns1:PostalStructuredAddress></ns1:PostalAddress></ns1:PostalAddressBag></ns1:Contact></ns2:Applicant>"
    )


def test_the_highest_party_type_is_the_owner(read):
    inside = f"<ns2:ApplicantBag>{applicant('31', 'Later')}{applicant('10', 'First')}</ns2:ApplicantBag>"
    record, problems = read(tsdr_xml.SOURCE, transaction(inside))
    assert [(each.name, each.region) for each in record.owners] == [("Later", "CA")]
    assert [each.name for each in record.applicants] == ["First"]
    groups = {"10": [{"partyType": 10, "name": "First"}], "31": [{"partyType": 31, "name": "Later"}]}
    again, _ = read(tsdr_json.SOURCE, answer(case(parties={"ownerGroups": groups})))
    assert ([each.name for each in again.owners], [each.name for each in again.applicants]) == (["Later"], ["First"])
    assert problems == []


def test_goods_by_class_in_both_forms(read):
    inside = (
        "<ns2:GoodsServicesBag><ns2:GoodsServices><ns2:GoodsServicesClassificationBag>"
        + "".join(
            f"<ns2:GoodsServicesClassification><ns2:ClassificationKindCode>{kind}</ns2:ClassificationKindCode>{code}"
            "</ns2:GoodsServicesClassification>"
            for kind, code in (
                ("Primary", tags(ClassNumber="009")),
                ("Nice", tags(ClassNumber="009")),
                ("Domestic", tags(NationalClassNumber="021")),
            )
        )
        + "</ns2:GoodsServicesClassificationBag><ns2:NationalFilingBasis>"
        + tags(FirstUsedDate="19960100")
        + "</ns2:NationalFilingBasis><ns2:ClassDescriptionBag><ns2:ClassDescription>"
        + tags(ClassNumber="009", GoodsServicesDescriptionText="computer programs")
        + "</ns2:ClassDescription></ns2:ClassDescriptionBag></ns2:GoodsServices></ns2:GoodsServicesBag>"
    )
    goods = {"primeClassCode": "009", "internationalClasses": [{"code": "009"}], "usClasses": [{"code": "021"}],
             "description": "computer programs", "firstUseDate": "1996-01"}  # fmt: skip
    for source, data in (
        (tsdr_xml.SOURCE, transaction(inside)),
        (tsdr_json.SOURCE, answer(case(gsList=[goods]))),
    ):
        record, problems = read(source, data)
        assert record.goods_services == (Goods(class_="9", text="computer programs", language="en"),)
        assert (record.nice, record.national_classes, record.first_use_date) == (("9",), ("US21",), "1996-01")
        assert problems == []


def test_a_class_of_membership_marks_is_not_one_of_nice(read):
    goods = {"primeClassCode": "200", "internationalClasses": [{"code": "200"}], "usClasses": [{"code": "200"}],
             "description": "membership"}  # fmt: skip
    record, _ = read(tsdr_json.SOURCE, answer(case(gsList=[goods])))
    assert (record.nice, record.national_classes) == ((), ("US200",))
    assert record.goods_services == (Goods(text="membership", language="en"),)


@pytest.mark.parametrize("bag", ["", "Bag"])
def test_a_conveyance_is_an_event_in_both_generations(read, bag):
    def side(name: str, who: str) -> str:
        inner = f"<{name}><Contact><Name><EntityName>{who}</EntityName></Name></Contact></{name}>"
        return f"<{name}{bag}>{inner}</{name}{bag}>" if bag else inner

    inside = (
        "<AssignmentBag><Assignment>"
        + tags(
            AssignmentIdentifier="41910383",
            AssignmentConveyanceCategory="CHANGE OF NAME",
            AssignmentRecordedDate="2010-04-23",
            AssignmentExecutedDate="2010-02-15",
        )
        + side("Assignor", "OLD")
        + side("Assignee", "NEW")
        + "</Assignment></AssignmentBag>"
    )
    record, problems = read(tsdr_xml.SOURCE, transaction(inside))
    (event,) = record.events
    assert (event.date, event.category, event.effective) == ("2010-04-23", "R", "2010-02-15")
    assert event.detail == {"reel_frame": "4191/383", "assignors": "OLD", "assignees": "NEW"}
    assert problems == []


def test_several_questions_in_one_answer(outcomes_of):
    two = {"size": 1, "transactionList": [{"searchId": "76123456", "trademarks": [case()]}]}
    (record,) = outcomes_of(tsdr_json.SOURCE, json.dumps(two).encode())
    assert (record.id, record.status.value) == ("US-TM-76123456", "active")


def test_documents_are_events_of_their_cases(outcomes_of):
    one = tags(SerialNumber="76123456", DocumentTypeCode="NOA", DocumentTypeCodeDescriptionText="Notice",
               MailRoomDate="2023-03-22-04:00", CategoryTypeCode="O", TotalPageQuantity="1")  # fmt: skip
    bad = tags(SerialNumber="7612", DocumentTypeCode="NOA")
    data = f"<DocumentList xmlns='urn:us:gov:doc:uspto:trademark'><Document>{one}</Document><Document>{bad}</Document>"
    record, problem = outcomes_of(documents.SOURCE, f"{data}</DocumentList>".encode())
    assert [(each.code, each.date, each.detail) for each in record.events] == [
        ("NOA", "2023-03-22", {"category": "O", "pages": "1"})
    ]
    assert (problem.code, problem.fatal) == ("no-number", True)


@pytest.mark.parametrize(
    ("printed", "name", "country"),
    [
        ("NIKE, INC. (CORPORATION; OREGON, USA)", "NIKE, INC.", "US"),
        ("Cups Co.,Ltd. (limited company (ltd.); CHINA)", "Cups Co.,Ltd.", "CN"),
        ("Nobody said more", "Nobody said more", None),
    ],
)
def test_owners_of_rows_with_their_country(read, printed, name, country):
    row = {"serial_number": "76123456", "wordmark": "CUP", "status": ["Live", "Pending"], "classes": ["025", "A"],
           "goods_services_head": "IC 025: Cups...", "owner": printed}  # fmt: skip
    record, problems = read(search_rows.SOURCE, json.dumps(row).encode())
    assert [(each.name, each.country) for each in record.owners] == [(name, country)]
    assert (record.nice, record.national_classes, record.status.value) == (("25",), ("USA",), "pending")
    assert (record.goods_services, record.other["goods-services-head"]) == ((), ("IC 025: Cups...",))
    assert problems == []


def test_what_is_new_or_cannot_be_is_told(read):
    record, problems = read(tsdr_xml.SOURCE, transaction(tags(ApplicationDate="2001-13-45", NewThing="1")))
    assert record.filing_date is None
    assert [code for code, _ in problems] == ["date", "unread-element"]
    record, problems = read(tsdr_json.SOURCE, answer(case(status={"filingDate": "2001-13-45", "new": 1}, newer={})))
    assert [code for code, _ in problems] == ["date", "unread-element", "unread-element"]
    record, problems = read(search_rows.SOURCE, b'{"serial_number": "76123456", "status": ["Odd"], "new": 1}')
    assert (record.status.value, [code for code, _ in problems]) == ("unassigned", ["unread-element"])


@pytest.mark.parametrize(
    ("source", "data", "code"),
    [
        (tsdr_xml.SOURCE, transaction("", serial="12"), "no-number"),
        (tsdr_xml.SOURCE, b"<other/>", "foreign-document"),
        (tsdr_xml.SOURCE, transaction("")[:-30], "truncated"),
        (tsdr_json.SOURCE, b'{"trademarks": [{"status": {"serialNumber": 12}}]}', "no-number"),
        (tsdr_json.SOURCE, b'{"trademarks": [{"status": nothing}]}', "damaged-json"),
        (documents.SOURCE, b"<other/>", "foreign-document"),
        (search_rows.SOURCE, b'{"serial_number": ""}', "no-number"),
    ],
)
def test_no_record_without_a_number_or_a_whole_document(outcomes_of, source, data, code):
    first, *_ = outcomes_of(source, data)
    assert (first.code, first.fatal) == (code, True)
