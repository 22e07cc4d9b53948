"""Questions on which the calculators once differed: both say what the law says."""

from __future__ import annotations

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

DECIDED = yaml.safe_load((Path(__file__).parent / "decided.yaml").read_text(encoding="utf-8"))
NAMES = [question["decided"] for question in DECIDED]


def _said(answers: list[tuple[str, int, Any]], rule: str, case: dict[str, Any]) -> Any:
    return next((a for r, n, a in answers if r == rule and n == case.get("number", 0)), None)


def _plain(value: Any) -> Any:
    return float(value) if isinstance(value, (Decimal, int)) and not isinstance(value, bool) else value


def _differences(answer: Any, case: dict[str, Any]) -> dict[str, Any]:
    """What an answer says otherwise than the law; the answer itself where there should be none."""
    if case.get("absent"):
        return {} if answer is None else {"absent": answer}
    values = {name: (wanted, getattr(answer, name, None)) for name, wanted in case["expect"].items()}
    return {name: both for name, both in values.items() if _plain(both[0]) != _plain(both[1])}


def _arguments(case: dict[str, Any]) -> dict[str, Any]:
    return {"route": case.get("route"), "as_of": case.get("as_of"), "days": case.get("days", {})}


@pytest.mark.parametrize("question", DECIDED, ids=NAMES)
def test_the_second_opinion(question: dict[str, Any]) -> None:
    case = question["case"]
    given = opinion(case["events"], case["office"], case["right"], **_arguments(case))
    answer: Any = given.terms
    if "deadline" in case:
        answer = _said([(d.rule, d.number or 0, d) for d in given.deadlines], case["deadline"], case)
    elif "fee" in case:
        answer = _said([(f.rule, f.number, f) for f in given.annuities], case["fee"], case)
    assert _differences(answer, case) == {}


@pytest.mark.parametrize("question", DECIDED, ids=NAMES)
def test_the_first_calculator(question: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "open" in question:
        request.applymarker(pytest.mark.xfail(strict=True, reason="not yet mended; if it is, strike `open` off"))
    case = question["case"]
    of = history(case["office"], case["right"], case["events"], **_arguments(case))
    answer: Any = term(of)
    if "deadline" in case:
        answer = _said([(d.rule.rule, d.number or 0, d) for d in deadlines(of)], case["deadline"], case)
    elif "fee" in case:
        answer = _said([(f.rule.rule, f.number, f) for f in fees(of)], case["fee"], case)
    assert _differences(answer, case) == {}


def test_every_question_names_the_law() -> None:
    assert [question["decided"] for question in DECIDED if not question.get("law")] == []
