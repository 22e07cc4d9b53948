"""Trademarks after ST.66 and of the Israeli register, made up."""

from __future__ import annotations

import pytest

from zhihang.records.problem import Problem
from zhihang.sources.st66 import brand, marks

PARTY = (
    "<{0}Details><{0}><{0}AddressBook><FormattedNameAddress><Name><FreeFormatName><FreeFormatNameDetails>"
    "<FreeFormatNameLine>{1}</FreeFormatNameLine></FreeFormatNameDetails></FreeFormatName></Name><Address>"
    "<AddressCountryCode>{2}</AddressCountryCode></Address></FormattedNameAddress></{0}AddressBook></{0}></{0}Details>"
)


def transaction(*inside: str) -> bytes:
    each = "".join(f"<TradeMark operationCode='Insert'>{one}</TradeMark>" for one in inside)
    return (
        "<?xml version='1.0'?><Transaction xmlns='urn:st66'><TradeMarkTransactionBody><TransactionContentDetails>"
        "<TransactionCode>Trademarks</TransactionCode><TransactionData><TradeMarkApplication><TradeMarkDetails>"
        f"{each}</TradeMarkDetails></TradeMarkApplication></TransactionData></TransactionContentDetails>"
        "</TradeMarkTransactionBody></Transaction>"
    ).encode()


NUMBERS = (
    "<RegistrationOfficeCode>AL</RegistrationOfficeCode><ApplicationNumber>AL/T/2001/7</ApplicationNumber>"
    "<ApplicationDate>2001-02-03</ApplicationDate>"
)


def test_each_mark_of_a_transaction_is_a_right(outcomes_of):
    other = NUMBERS.replace("/7", "/8")
    first, second = outcomes_of(marks.SOURCE, transaction(NUMBERS, other))
    assert (first.id, first.is_right, first.filing_date) == ("AL-TM-ALT20017", True, "2001-02-03")
    assert second.id == "AL-TM-ALT20018"


def test_what_a_mark_says(outcomes_of):
    inside = (
        NUMBERS
        + "<MarkFeature>Word</MarkFeature><MarkCurrentStatusCode>Expired</MarkCurrentStatusCode>"
        + "<MarkCurrentStatusDate>2011-02-03</MarkCurrentStatusDate>"
        + "<WordMarkSpecification><MarkVerbalElementText>Lumo</MarkVerbalElementText></WordMarkSpecification>"
        + "<GoodsServicesDetails><GoodsServices><ClassDescriptionDetails><ClassDescription>"
        + "<ClassNumber>04</ClassNumber><GoodsServicesDescription languageCode='sq'>vajra"
        + "</GoodsServicesDescription></ClassDescription>"
        + "</ClassDescriptionDetails></GoodsServices></GoodsServicesDetails>"
        + PARTY.format("Applicant", "Alpha", "AL")
        + PARTY.format("Representative", "Beta", "-")
        + "<MarkEventDetails><MarkEvent><MarkEventCode>Filed</MarkEventCode><MarkEventDate>2001-02-03</MarkEventDate>"
        + "<OfficeSpecificMarkEventName>Filing</OfficeSpecificMarkEventName></MarkEvent></MarkEventDetails>"
    )
    (record,) = outcomes_of(marks.SOURCE, transaction(inside))
    assert (record.mark.text, record.mark.type) == ("Lumo", "word")
    assert (record.status.value, record.status.raw, record.status.date) == ("expired", "Expired", "2011-02-03")
    assert [(each.class_, each.text, each.language) for each in record.goods_services] == [("4", "vajra", "sq")]
    assert record.nice == ("4",)
    assert [(each.name, each.country) for each in record.applicants] == [("Alpha", "AL")]
    assert [(each.name, each.country) for each in record.agents] == [("Beta", None)]
    assert [(each.code, each.text) for each in record.events] == [("Filed", "Filing")]


@pytest.mark.parametrize(
    ("printed", "value"),
    [("REGISTERED", "active"), ("Filed", "pending"), ("Depositado", "pending"), ("Under the moon", "unassigned")],
)
def test_statuses_of_the_list_and_outside_of_it(outcomes_of, printed, value):
    inside = NUMBERS + f"<MarkCurrentStatusCode>{printed}</MarkCurrentStatusCode>"
    (record,) = outcomes_of(marks.SOURCE, transaction(inside))
    assert record.status.value == value


@pytest.mark.parametrize(
    ("printed", "type_"),
    [("COMBINED", "combined"), ("Merek Kata dan Lukisan", "combined"), ("Smell of rain", "unassigned")],
)
def test_kinds_of_signs_of_the_list_and_outside_of_it(outcomes_of, printed, type_):
    (record,) = outcomes_of(marks.SOURCE, transaction(NUMBERS + f"<MarkFeature>{printed}</MarkFeature>"))
    assert record.mark.type == type_
    assert record.other["MarkFeature"] == (printed,)


def test_an_address_that_stands_once_for_each_language_is_one(outcomes_of):
    lines = "<FreeFormatAddress>" + "<FreeFormatAddressLine>1 Road, Town</FreeFormatAddressLine>" * 2
    party = PARTY.format("Applicant", "Alpha", "AL").replace("</Address>", f"{lines}</FreeFormatAddress></Address>")
    (record,) = outcomes_of(marks.SOURCE, transaction(NUMBERS + party))
    assert record.applicants[0].address == "1 Road, Town"


def test_placeholders_mean_that_nothing_is_known(outcomes_of):
    date = "<PublicationDate>1900-01-01</PublicationDate>"
    publication = f"<PublicationDetails><Publication>{date}</Publication></PublicationDetails>"
    inside = NUMBERS + publication + "<MarkDisclaimerDetails><MarkDisclaimer>-</MarkDisclaimer></MarkDisclaimerDetails>"
    (record,) = outcomes_of(marks.SOURCE, transaction(inside))
    assert (record.publication_date, record.mark) == (None, None)


def test_impossible_values_are_problems_and_the_record_stays(outcomes_of):
    inside = NUMBERS + "<ExpiryDate>2001-02-31</ExpiryDate><Smell/>"
    record, *problems = outcomes_of(marks.SOURCE, transaction(inside))
    assert record.expiry_date is None
    assert [(each.code, each.detail) for each in problems] == [
        ("date", "2001-02-31"),
        ("unread-element", "TradeMark/Smell"),
    ]


@pytest.mark.parametrize("inside", ["<ApplicationNumber>7</ApplicationNumber>", NUMBERS.partition("<App")[0]])
def test_marks_without_office_or_number_give_no_record(outcomes_of, inside):
    (problem,) = outcomes_of(marks.SOURCE, transaction(inside))
    assert (problem.code, problem.fatal) == ("no-number", True)


BRAND = (
    "<TMBRAND><DETAILS><OFFICENUMBER>0160158</OFFICENUMBER><FILINGDATE>20021028</FILINGDATE><STATUS>active</STATUS>"
    "<BRAND><NAME lang='he'>אלפא</NAME><NAME lang='en'>ALPHA</NAME></BRAND></DETAILS>"
    "<APPLICANTS><APPLICANT number='8'><NAMES><NAME lang='en'>Acme</NAME></NAMES></APPLICANT></APPLICANTS>"
    "<NICEGROUP><NICECLASS><TYPE>3</TYPE><LIST lang='en'>soap</LIST></NICECLASS></NICEGROUP>"
    "<OPPOSITIONS><OPPOSITION><OPENINGDATE>20030101</OPENINGDATE><CLOSINGDATE>20040101</CLOSINGDATE></OPPOSITION>"
    "</OPPOSITIONS>{}</TMBRAND>"
)


def test_a_mark_of_the_israeli_register(outcomes_of):
    (record,) = outcomes_of(brand.SOURCE, BRAND.format("").encode())
    assert (record.id, record.filing_date, record.status.value) == ("IL-TM-160158", "2002-10-28", "active")
    assert (record.mark.text, record.mark.translation) == ("אלפא", ("ALPHA",))
    assert [(each.class_, each.text, each.language) for each in record.goods_services] == [("3", "soap", "en")]
    assert [(each.name, each.id) for each in record.applicants] == [("Acme", "8")]
    assert [(each.text, each.date, each.detail) for each in record.events] == [
        ("opposition", "2003-01-01", {"closed": "2004-01-01"})
    ]


@pytest.mark.parametrize(
    ("status", "reason", "value"),
    [("deleted", "אי תשלום", "lapsed"), ("deleted", "", "inactive"), ("active", "אי תשלום", "active")],
)
def test_the_reason_tells_how_a_mark_of_the_israeli_register_ended(outcomes_of, status, reason, value):
    said = f"<STATUS>{status}</STATUS><ReasonForClosure>{reason}</ReasonForClosure>"
    (record,) = outcomes_of(brand.SOURCE, BRAND.format("").replace("<STATUS>active</STATUS>", said).encode())
    assert (record.status.value, record.status.raw) == (value, status)


def test_what_the_israeli_register_may_add_is_told(outcomes_of):
    found = outcomes_of(brand.SOURCE, BRAND.format("<SMELL/>").encode())
    assert [each.detail for each in found if isinstance(each, Problem)] == ["TMBRAND/SMELL"]
