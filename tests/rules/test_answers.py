"""Answers as JSON and as sheets: the shapes of the contract, both languages."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihang.messages import LANGUAGES, Language, room_texts
from zhihang.rules import answers
from zhihang.rules.deadlines import deadlines
from zhihang.rules.events import event_kinds
from zhihang.rules.fees import fees
from zhihang.rules.history import Event, History, findings, history
from zhihang.rules.incentives import award
from zhihang.rules.loading import rule_book
from zhihang.rules.sheet import sheet
from zhihang.rules.status import status
from zhihang.rules.terms import term

OF = history(
    "CN",
    "patent",
    ["filing=2020-02-29", "grant=2023-05-09", "office_action=2022-03-01,service=paper", "lapse=?"],
    reduction="single",
    as_of=date(2026, 11, 22),
)


def test_deadlines_have_the_shape_of_the_contract() -> None:
    found = json.loads(answers.to_json(answers.deadlines_json(deadlines(OF), findings(OF))))
    for item in found["deadlines"]:
        assert {"rule", "kind", "due", "grace_end", "surcharge", "provisional", "verified", "steps"} <= set(item)
        for step in item["steps"]:
            assert set(step) == {"text", "value", "citation"}
    annuity = next(item for item in found["deadlines"] if item["rule"] == "cn.patent.annuity")
    assert (annuity["number"], annuity["due"], annuity["grace_end"]) == (5, "2024-02-29", "2024-08-29")
    assert found["findings"][0]["code"] == "EVENT_UNDATED"


def test_term_fees_and_status_have_the_shape_of_the_contract() -> None:
    limit = json.loads(answers.to_json(answers.term_json(term(OF))))
    assert {"start", "end", "adjustments", "steps"} <= set(limit)
    priced = json.loads(answers.to_json(answers.fees_json(fees(OF))))
    assert {"fees", "total"} <= set(priced)
    for fee in priced["fees"]:
        assert {"year", "due", "amount", "currency", "reduced", "surcharges", "rule"} <= set(fee)
    assert priced["fees"][1]["amount"] == 180
    assert isinstance(priced["total"], (int, float))
    value = json.loads(answers.to_json(answers.status_json(status(OF))))
    assert {"value", "as_of", "evidence", "missing"} <= set(value)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["deadlines", "fees", "term", "status"])
def test_a_sheet_names_rule_article_and_calculation(language: str, kind: str) -> None:
    answer = {"deadlines": deadlines, "fees": fees, "term": term, "status": status}[kind](OF)  # type: ignore[operator]
    text = sheet(answer, language, findings(OF))  # type: ignore[arg-type]
    assert "2020-02-29" in text or kind == "fees"
    assert "Patent Law" in text or "Impl. Regs" in text or "CNIPA" in text or kind == "status"
    assert not re.search(r"\{\w*\}|None", text)
    if language == "zh":
        assert not re.search(r"\b(months?|years?|days?) ", re.sub(r"\[.*?\]|.*R\.\d.*", "", text))


def test_every_text_has_both_languages_with_the_same_placeholders() -> None:
    for code, texts in room_texts("rules").items():
        assert set(texts) == set(LANGUAGES), code
        fields = [sorted(set(re.findall(r"\{(\w+)[^}]*\}", texts[language]))) for language in LANGUAGES]
        assert fields[0] == fields[1], code


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reward_statement_can_be_printed_and_checked(language: Language) -> None:
    figure = award(rule_book(), right="patent", granted="2025-03-04")
    text = sheet(figure, language)
    assert "4000 CNY" in text
    assert "R.93" in text
    assert "2025-06-04" in text
    answer = json.loads(answers.to_json(answers.figure_json(figure, language)))
    assert (answer["rule"], answer["value"], answer["unit"]) == ("cn.incentive.award", 4000, "CNY")


SCOPES = sorted(
    {(office, right) for rule in rule_book().rules.values() for office in rule.offices for right in rule.rights}
)
EVENTS = st.builds(
    Event,
    st.sampled_from(sorted(event_kinds())),
    st.none() | st.dates(date(1996, 1, 1), date(2026, 12, 31)),
    st.sampled_from([{}, {"service": "paper"}, {"plant": "tree"}, {"kind": "restriction"}, {"open": "yes"}]),
)


@settings(max_examples=400)
@given(
    st.sampled_from(SCOPES),
    st.lists(EVENTS, max_size=8),
    st.sampled_from([None, "single", "small"]),
    st.none() | st.integers(0, 40),
    st.sampled_from([{}, {"pta": 300}, {"testing": 1000, "approval": 400}, {"applicant_delay": 3}]),
)
def test_every_answer_can_be_printed_in_both_languages(
    scope: tuple[str, str], events: list[Event], reduction: str | None, claims: int | None, days: dict[str, int]
) -> None:
    of = History(*scope, tuple(events), reduction=reduction, claims=claims, days=days, as_of=date(2026, 11, 22))
    for language in LANGUAGES:
        for answer, form in (
            (deadlines(of), answers.deadlines_json),
            (fees(of), answers.fees_json),
            (term(of), answers.term_json),
            (status(of), answers.status_json),
        ):
            assert isinstance(sheet(answer, language, findings(of)), str)  # type: ignore[arg-type]  # four shapes
            assert json.loads(answers.to_json(form(answer, findings(of), language)))  # type: ignore[operator]
