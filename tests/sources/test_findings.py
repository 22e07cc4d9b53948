"""Printed values, read as what they are: unknown stays absent, impossible is told."""

from __future__ import annotations

import pytest

from zhihang.records.links import Priority
from zhihang.records.record import Record
from zhihang.sources.findings import Findings, language


@pytest.fixture
def findings(place) -> Findings:
    return Findings(place, 7, "EP1000000A1")


def codes(findings: Findings) -> list[str]:
    return [problem.code for problem in findings.problems]


@pytest.mark.parametrize(
    ("text", "date", "problems"),
    [
        ("20190630", "2019-06-30", []),
        ("19740600", "1974-06", []),
        ("19990000", "1999", []),
        ("00000000", None, []),
        ("", None, []),
        (None, None, []),
        ("20190231", None, ["date"]),
        ("soon", None, ["date"]),
    ],
)
def test_dates(findings, text, date, problems):
    assert findings.date(text) == date
    assert codes(findings) == problems


@pytest.mark.parametrize(
    ("text", "office", "problems"),
    [
        ("US", "US", []),
        (" de ", "DE", []),
        ("UK", "GB", []),
        ("EPO", "EP", []),
        ("omitted", None, []),
        ("unknown", None, []),
        ("XX", None, []),
        ("", None, []),
        (None, None, []),
        ("QQ", None, ["office"]),
    ],
)
def test_offices_and_countries(findings, text, office, problems):
    assert findings.office(text) == office
    assert codes(findings) == problems


def test_numbers(findings):
    assert findings.document("US", "2003/0076485", "A1").joined == "US20030076485A1"
    assert findings.application("US", "10/778,449").joined == "US10778449"
    assert findings.docdb_application("US", "77844904", "A").joined == "US10778449"
    assert findings.document(None, "1") is None
    assert findings.document("EP", "") is None
    assert codes(findings) == []


def test_numbers_that_cannot_be_are_told_with_what_stood_there(findings):
    assert findings.document("EP", "ABC", "A1") is None
    assert findings.application("CN", "201811564288.5") is None
    assert [(problem.code, problem.detail) for problem in findings.problems] == [
        ("number", "EP ABC A1"),
        ("check-digit", "CN 201811564288.5, expected X"),
    ]
    assert {(problem.record, problem.position) for problem in findings.problems} == {("EP1000000A1", 7)}


def test_details_are_short(findings):
    findings.note("date", "9" * 5000)
    assert len(findings.problems[0].detail) == 200


@pytest.mark.parametrize(("text", "code"), [("EN", "en"), ("ger", "de"), ("zh-Hans", "zh"), ("", "und"), ("?", "und")])
def test_languages(text, code):
    assert language(text) == code


class TestKeptAsPrinted:
    """What was not understood stays in the record, so that a notice loses nothing."""

    @pytest.fixture
    def record(self) -> Record:
        return Record(
            id="EP1000000A1",
            right_id="EP-PA-1",
            right="patent",
            office="EP",
            number="1000000",
            kind="A1",
            priorities=(Priority(number="12/34-X"),),
            other={"class_as_printed": ("A21D /",)},
        )

    def test_what_the_record_does_not_hold_is_added_by_its_code(self, findings, record):
        findings.document("US", "99999999999999")
        findings.note("class", "B65D 5/")
        findings.date("20190231")
        other = findings.stamped(record).other
        assert other["number_as_printed"] == ("US 99999999999999",)
        assert other["class_as_printed"] == ("A21D /", "B65D 5/")
        assert other["date_as_printed"] == ("20190231",)

    def test_what_it_holds_is_not_repeated(self, findings, record):
        findings.application("EP", "12/34-X")
        findings.note("class", "A21D /")
        assert findings.stamped(record).other == record.other
        assert codes(findings) == ["number", "class"]

    def test_a_second_record_of_the_chunk_is_not_given_what_the_first_keeps(self, findings, record):
        findings.note("class", "B65D 5/")
        findings.stamped(record)
        assert findings.stamped(record).other == record.other

    def test_a_record_is_stamped_with_its_place(self, findings, record):
        assert findings.stamped(record).provenance[0].position == 7
