"""Histories: what may be written, and what is said about what cannot be."""

from __future__ import annotations

from datetime import date

import pytest

from zhihang.errors import InvalidCode, UsageError
from zhihang.messages import error_text
from zhihang.rules.deadlines import deadlines
from zhihang.rules.history import event, findings, history
from zhihang.rules.terms import term


def test_an_event_with_attributes() -> None:
    item = event("office_action=2024-03-01,service=paper, received=2024-03-09")
    assert (item.name, item.date, dict(item.attributes)) == (
        "office_action",
        date(2024, 3, 1),
        {"service": "paper", "received": "2024-03-09"},
    )


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("filng=2024-03-01", "EVENT_NAME"),
        ("filing=2023-02-29", "DAY"),
        ("filing=01.03.2024", "DAY"),
        ("filing=9998-03-01", "DAY"),
        ("filing=2024-03-01,paper", "EVENT_ATTRIBUTE"),
        ("office_action=2024-03-01,received=2024-13-01", "DAY"),
    ],
)
def test_what_cannot_be_an_event_is_refused_with_a_sentence(text: str, code: str) -> None:
    with pytest.raises((InvalidCode, UsageError)) as caught:
        event(text)
    assert caught.value.code == code
    assert error_text(caught.value, "en") != error_text(caught.value, "zh")


@pytest.mark.parametrize(
    "wrong",
    [
        {"office": "Q1"},
        {"right": "patents"},
        {"route": "sea"},
        {"origin": "moon"},
        {"reduction": "half"},
        {"days": {"ptaa": 3}},
    ],
)
def test_unknown_office_right_and_options_are_refused(wrong: dict[str, object]) -> None:
    with pytest.raises(InvalidCode):
        history(**({"office": "CN", "right": "patent"} | wrong))  # type: ignore[arg-type]  # the table mixes kinds


def test_a_missing_date_makes_answers_unknown_and_is_reported() -> None:
    of = history("CN", "patent", ["filing=?", "grant=2024-03-05"])
    assert [finding.code for finding in findings(of)] == ["EVENT_UNDATED"]
    limit = term(of)
    assert (limit.end, limit.missing) == (None, ("international_filing", "filing"))
    request = next(item for item in deadlines(of) if item.rule.rule == "cn.patent.examination_request")
    assert (request.due, request.state) == (None, "unknown")
    award = next(item for item in deadlines(of) if item.rule.rule == "cn.patent.award_payment")
    assert award.due == date(2024, 6, 5), "the rest is still answered"


@pytest.mark.parametrize(
    ("sentence", "events", "code"),
    [
        ("an event before filing", ["filing=2024-03-01", "grant=2023-03-01"], "EVENT_BEFORE_FILING"),
        ("an expiry before filing", ["filing=2024-03-01", "expiry=2010-03-01"], "EVENT_BEFORE_FILING"),
        ("a priority after filing", ["filing=2024-03-01", "priority=2024-04-01"], "PRIORITY_AFTER_FILING"),
        ("a key that no rule asks for", ["office_action=2024-03-01,servce=paper"], "ATTRIBUTE_UNKNOWN"),
        ("a mode of service that is none", ["office_action=2024-03-01,service=pigeon"], "ATTRIBUTE_VALUE"),
        ("received before it was written", ["office_action=2024-03-01,received=2024-02-01"], "RECEIVED_BEFORE"),
        ("two filing dates", ["filing=2024-03-01", "filing=2024-03-02"], "EVENT_CONTRADICTED"),
    ],
)
def test_contradictions_are_named_in_both_languages(sentence: str, events: list[str], code: str) -> None:
    found = findings(history("CN", "patent", events))
    assert [finding.code for finding in found] == [code], sentence
    assert found[0].text("en") != found[0].text("zh")


def test_receipt_belongs_to_the_document_before_it() -> None:
    of = history("WO", "patent", ["communication=2024-03-01", "received=2024-03-13", "communication=2024-04-01"])
    assert [item.attributes.get("received") for item in of.by_name["communication"]] == ["2024-03-13", None]


@pytest.mark.parametrize(("written", "law"), [("EM", "EU"), ("QZ", "EU"), ("IB", "WO"), ("PCT", "WO"), ("cn", "CN")])
def test_offices_apply_the_law_of(written: str, law: str) -> None:
    assert history(written, "patent").law_office == law


@pytest.mark.parametrize(
    ("events", "way"),
    [
        (["filing=2024-01-02"], "direct"),
        (["filing=2024-01-02", "priority=2023-01-02"], "paris"),
        (["filing=2024-01-02", "national_entry=2024-01-02"], "pct"),
        (["priority=2023-01-02"], None),
    ],
)
def test_the_route_is_what_the_events_show(events: list[str], way: str | None) -> None:
    assert history("CN", "patent", events).way == way


def test_stated_days_that_no_rule_uses_are_said_not_dropped() -> None:
    found = term(history("JP", "patent", ["filing=2015-06-10"], days={"pta": 100}))
    assert found.end == date(2035, 6, 10)
    assert [finding.code for finding in found.findings] == ["DAYS_UNUSED"]
    assert term(history("US", "patent", ["filing=2015-06-10"], days={"pta": 100})).findings == ()


@pytest.mark.parametrize(
    ("events", "codes"),
    [
        (["filing=2020-01-06", "lapse=2022-01-03", "grant=2023-05-09"], ["GRANTED_AFTER_END"]),
        (["filing=2020-01-06", "lapse=2022-01-03", "restoration=2022-02-01", "grant=2023-05-09"], []),
        (["filing=2020-01-06", "withdrawal=2022-01-03,extent=partial", "grant=2023-05-09"], []),
        (["filing=2020-01-06", "grant=2023-05-09", "lapse=2024-01-03"], []),
    ],
)
def test_a_grant_of_what_had_ended_is_reported(events: list[str], codes: list[str]) -> None:
    assert [finding.code for finding in findings(history("CN", "patent", events))] == codes
