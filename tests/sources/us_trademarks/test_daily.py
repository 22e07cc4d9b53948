"""Made-up case files of the trademark dailies: what each part becomes."""

from __future__ import annotations

import pytest

from zhihang.records.events import Status
from zhihang.records.marks import Goods
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.recognition import head_of, recognise
from zhihang.sources.us_trademarks.daily import SOURCE

HEADER = "<filing-date>20010203</filing-date><status-code>700</status-code><status-date>20020304</status-date>"


def daily(*files: str) -> bytes:
    return (
        "<?xml version='1.0'?><trademark-applications-daily><version><version-no>2.0</version-no></version>"
        "<application-information><file-segments><file-segment>TRMK</file-segment><action-keys>"
        f"<action-key>TX</action-key>{''.join(files)}</action-keys></file-segments></application-information>"
        "</trademark-applications-daily>"
    ).encode()


def case(more: str = "", header: str = HEADER, serial: str = "76123456") -> str:
    return (
        f"<case-file><serial-number>{serial}</serial-number><registration-number>0895139</registration-number>"
        f"<transaction-date>20260410</transaction-date><case-file-header>{header}</case-file-header>{more}</case-file>"
    )


@pytest.fixture
def mark(outcomes_of):
    def read(more: str = "", header: str = HEADER) -> Record:
        (record,) = outcomes_of(SOURCE, daily(case(more, header)))
        return record

    return read


def test_numbers_dates_and_status(mark):
    record = mark(header=HEADER + "<registration-date>20020304</registration-date>"
                  "<published-for-opposition-date>20011111</published-for-opposition-date>")  # fmt: skip
    assert (record.id, record.registration_number, record.is_right) == ("US-TM-76123456", "895139", True)
    assert (record.filing_date, record.registration_date, record.opposition_publication_date) == (
        "2001-02-03", "2002-03-04", "2001-11-11",
    )  # fmt: skip
    assert record.status == Status(value="active", date="2002-03-04", raw="700")


@pytest.mark.parametrize(
    ("code", "value"),
    [("800", "active"), ("602", "withdrawn"), ("603", "refused"), ("710", "lapsed"), ("900", "lapsed"),
     ("711", "surrendered"), ("713", "revoked"), ("630", "pending"), ("688", "pending"), ("404", "inactive"),
     ("970", "unassigned")],
)  # fmt: skip
def test_status_codes(mark, code, value):
    assert mark(header=HEADER.replace("700", code)).status.value == value


@pytest.mark.parametrize(
    ("drawing", "flags", "kind", "features"),
    [
        ("4", "", "word", ()),
        ("3000", "", "combined", ()),
        ("2", "<drawing-3d-current-in>T</drawing-3d-current-in>", "three_dimensional", ()),
        ("1", "<certification-mark-in>T</certification-mark-in>", "word", ("certification",)),
        ("1", "<collective-trademark-in>F</collective-trademark-in>", "word", ()),
    ],
)
def test_kinds_of_sign(mark, drawing, flags, kind, features):
    record = mark(header=f"{HEADER}<mark-identification>BOXY</mark-identification>"
                  f"<mark-drawing-code>{drawing}</mark-drawing-code>{flags}")  # fmt: skip
    assert (record.mark.text, record.mark.type, record.mark.features) == ("BOXY", kind, features)


def statement(code: str, text: str) -> str:
    return f"<case-file-statement><type-code>{code}</type-code><text>{text}</text></case-file-statement>"


def classification(primary: str, *international: str, us: str = "046") -> str:
    codes = "".join(f"<international-code>{code}</international-code>" for code in international)
    return (
        f"<classification>{codes}<us-code>{us}</us-code><status-code>6</status-code><primary-code>{primary}"
        "</primary-code><first-use-anywhere-date>19520100</first-use-anywhere-date></classification>"
    )


def test_goods_stand_under_their_international_class(mark):
    record = mark(
        f"<case-file-statements>{statement('GS0301', 'CANDY')}{statement('GS0461', 'OLD GOODS')}"
        f"{statement('GS0521', 'SOAP')}</case-file-statements><classifications>{classification('030', '030')}"
        f"{classification('046', '029', '030')}{classification('052', '003', us='052')}</classifications>"
    )
    assert record.goods_services == (
        Goods(class_="30", text="CANDY", language="en"),
        Goods(class_=None, text="OLD GOODS", language="en"),
        Goods(class_="3", text="SOAP", language="en"),
    )
    assert (record.nice, record.national_classes) == (("30", "29", "3"), ("US46", "US52"))
    assert record.first_use_date == "1952-01"


def test_statements_about_the_sign(mark):
    record = mark(
        f"<case-file-statements>{statement('D00000', 'No claim to BOX')}{statement('DM0000', 'A red box')}"
        f"{statement('TR0010', 'Boite means box')}{statement('CC0000', 'Red')}{statement('PM0001', 'BOXIE')}"
        "</case-file-statements>"
    )
    assert (record.mark.disclaimer, record.mark.description) == (("No claim to BOX",), "A red box")
    assert (record.mark.translation, record.mark.colors) == (("Boite means box",), ("Red",))
    assert record.other["statement-PM0001"] == ("BOXIE",)


def owner(kind: str, name: str) -> str:
    return (
        f"<case-file-owner><party-type>{kind}</party-type><nationality><state>DE</state><country>US</country>"
        f"</nationality><party-name>{name}</party-name><city>Rye</city><state>NY</state><country>US</country>"
        "<dba-aka-text>DBA BOX</dba-aka-text></case-file-owner>"
    )


ABROAD = owner("10", "A").replace("NY</state><country>US", "NY</state><country>Q9")


def test_the_last_party_type_is_the_owner(mark):
    record = mark(
        f"<case-file-owners>{owner('31', 'NEW')}{owner('30', 'OLD')}{owner('10', 'FIRST')}</case-file-owners>"
    )
    assert record.owners == (Party(name="NEW", country="US", region="NY", city="Rye", also=("DBA BOX",)),)
    assert [each.name for each in record.applicants] == ["FIRST"]
    assert record.other["owner-history"] == ("31 NEW", "30 OLD", "10 FIRST")


def test_events_of_the_case_and_of_madrid_requests(mark):
    event = "<{0}><code>{1}</code><date>20160413</date><description-text>X</description-text></{0}>"
    record = mark(
        f"<case-file-event-statements>{event.format('case-file-event-statement', 'C15A')}</case-file-event-statements>"
        "<madrid-international-filing-requests><madrid-international-filing-record><reference-number>A1"
        f"</reference-number><madrid-history-events>{event.format('madrid-history-event', 'NEWAP')}"
        "</madrid-history-events></madrid-international-filing-record></madrid-international-filing-requests>",
        HEADER + "<abandonment-date>20200101</abandonment-date>",
    )
    assert [(each.date, each.code, each.category) for each in record.events] == [
        ("2020-01-01", "ABANDONED", "H"), ("2016-04-13", "C15A", None), ("2016-04-13", "NEWAP", None),
    ]  # fmt: skip
    assert record.events[2].detail == {"madrid_request": "A1"}


def test_extension_of_an_international_registration(mark):
    record = mark("<international-registration><international-registration-number>1304766"
                  "</international-registration-number></international-registration>")  # fmt: skip
    assert record.international_registration == "1304766"


def test_priorities_are_foreign_applications_with_a_claim(mark):
    record = mark(
        "<foreign-applications><foreign-application><filing-date>20000102</filing-date><application-number>123"
        "</application-number><country>DE</country><foreign-priority-claim-in>T</foreign-priority-claim-in>"
        "</foreign-application></foreign-applications>"
    )
    (priority,) = record.priorities
    assert (priority.number, priority.office, priority.date) == ("123", "DE", "2000-01-02")


@pytest.mark.parametrize(
    ("name", "data", "told", "records"),
    [
        ("an unknown element", daily(case("<surprise/>")), ["unread-element"], 1),
        ("a day that does not exist", daily(case(header="<filing-date>20010231</filing-date>")), ["date"], 1),
        ("an unknown country", daily(case(f"<case-file-owners>{ABROAD}</case-file-owners>")), ["office"], 1),
        ("no serial number", daily(case(serial="")), ["no-number"], 0),
        ("a serial number that cannot be", daily(case(serial="7")), ["no-number"], 0),
        ("a damaged file between whole ones", daily(case(), case("<b></c>"), case()), ["damaged"], 2),
    ],
)  # fmt: skip
def test_faults_are_told(outcomes_of, name, data, told, records):
    found = outcomes_of(SOURCE, data)
    assert [each.code for each in found if isinstance(each, Problem)] == told, name
    assert sum(isinstance(each, Record) for each in found) == records


def test_a_cut_file_keeps_what_was_whole(outcomes_of):
    found = outcomes_of(SOURCE, daily(case(), case())[:-150])
    assert sum(isinstance(each, Record) for each in found) == 1
    assert "truncated" in {each.code for each in found if isinstance(each, Problem)}


def test_dailies_are_recognised():
    assert recognise(head_of(daily(case()))) is SOURCE


@pytest.mark.real_data
def test_every_real_case_file_is_read(shared, outcomes_of):
    found = outcomes_of(SOURCE, (shared / "data/us-trademarks/tdxf-daily/sample_daily.xml").read_bytes())
    assert [type(each) for each in found] == [Record] * 5
