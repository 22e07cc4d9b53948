"""Dates that offices, examples and real files state, against both calculators: an error of data shows here."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.rules.deadlines import deadlines
from zhihang.rules.fees import fees
from zhihang.rules.history import history
from zhihang.rules.second_opinion import opinion
from zhihang.rules.terms import term

FOLDER = Path(__file__).parent / "end_to_end"
FILES = {file.stem: yaml.safe_load(file.read_text(encoding="utf-8")) for file in sorted(FOLDER.glob("*.yaml"))}
CASES = [case for cases in FILES.values() for case in cases]
NAMES = [case["case"] for case in CASES]
KINDS = ("deadline", "fee", "term")
#: What a case rests on: a date that an office publishes, that of an actual right, one that somebody
#: else quotes, or one that we counted from the article ourselves. Only the first two are independent.
INDEPENDENT = ("office-example", "real-history")
EVIDENCE = (*INDEPENDENT, "quotation", "article")
CORE = frozenset(
    ("cn-patent", "cn-utility_model", "cn-design", "cn-trademark", "us-patent", "us-design", "us-trademark",
     "eu-design", "eu-trademark", "ep-patent", "pct")
)  # fmt: skip


def _arguments(case: Mapping[str, Any]) -> dict[str, Any]:
    return {key: case[key] for key in ("route", "days", "classes", "claims", "reduction", "as_of") if key in case}


def _value(answer: Any, name: str) -> Any:
    if name == "adjusted_days":
        return sum(item.days for item in answer.adjustments if item.applied)
    if name == "start" and not hasattr(answer, "start"):
        return answer.trigger
    value = getattr(answer, name)
    return int(value) if isinstance(value, Decimal) and value == int(value) else value


def _differences(answers: list[tuple[str, str, int, Any]], case: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    found = []
    for wanted in case["expect"]:
        kind = next(key for key in KINDS if key in wanted)
        answer = next((a for k, r, n, a in answers if (k, r, n) == (kind, wanted[kind], wanted.get("number", 0))), None)
        if answer is None:
            found.append((wanted[kind], "an answer", None))
            continue
        values = {name: value for name, value in wanted.items() if name not in (kind, "number")}
        found += [
            (name, value, _value(answer, name)) for name, value in values.items() if _value(answer, name) != value
        ]
    return found


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_second_opinion(case: dict[str, Any]) -> None:
    given = opinion(case["events"], case["office"], case["right"], **_arguments(case))
    answers = [("deadline", d.rule, d.number or 0, d) for d in given.deadlines]
    answers += [("fee", f.rule, f.number, f) for f in given.annuities]
    answers += [("term", given.terms.rule, 0, given.terms)]
    assert _differences(answers, case) == []


@pytest.mark.parametrize("case", CASES, ids=NAMES)
def test_the_first_calculator(case: dict[str, Any]) -> None:
    of = history(case["office"], case["right"], case["events"], **_arguments(case))
    answers = [("deadline", d.rule.rule, d.number or 0, d) for d in deadlines(of)]
    answers += [("fee", f.rule.rule, f.number, f) for f in fees(of)]
    found = term(of)
    answers += [("term", found.rule.rule if found.rule else "", 0, found)]
    assert _differences(answers, case) == []


def test_every_core_right_has_its_file() -> None:
    assert set(FILES) >= CORE


@pytest.mark.parametrize("file", FILES)
def test_three_cases_of_each_right_rest_on_an_office_or_a_real_right(file: str) -> None:
    independent = [case["case"] for case in FILES[file] if case["evidence"] in INDEPENDENT]
    assert len(set(independent)) >= 3, f"{file} rests on too little: {independent}"


@pytest.mark.parametrize("file", sorted(CORE - {"pct"}))
def test_the_cases_of_a_file_are_of_its_office_and_right(file: str) -> None:
    assert {(case["office"].lower(), case["right"]) for case in FILES[file]} == {tuple(file.split("-"))}


def test_every_case_names_its_source() -> None:
    assert [case["case"] for case in CASES if not case.get("source")] == []


def test_every_case_says_what_it_rests_on() -> None:
    assert [case["case"] for case in CASES if case.get("evidence") not in EVIDENCE] == []


def test_no_case_states_a_day_that_cannot_be() -> None:
    stated = [value for case in CASES for wanted in case["expect"] for value in wanted.values()]
    assert all(isinstance(value, (date, str, int, bool, type(None))) for value in stated)
