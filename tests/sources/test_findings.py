"""Printed values, read as what they are: unknown stays absent, impossible is told."""

from __future__ import annotations

import pytest

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
