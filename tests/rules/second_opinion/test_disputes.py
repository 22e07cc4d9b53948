"""Each dispute between the calculators: the second opinion follows the law, and the first does not do so yet."""

from __future__ import annotations

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

DISPUTES = yaml.safe_load((Path(__file__).parent / "disputes.yaml").read_text(encoding="utf-8"))


def _said(answers: list[tuple[str, int, Any]], rule: str, case: dict[str, Any]) -> Any:
    return next((a for r, n, a in answers if r == rule and n == case.get("number", 0)), None)


def _as_said(value: Any) -> Any:
    return float(value) if isinstance(value, (Decimal, int)) and not isinstance(value, bool) else value


def _holds(answer: Any, case: dict[str, Any]) -> bool:
    if case.get("absent"):
        return answer is None
    return answer is not None and all(
        _as_said(getattr(answer, name)) == _as_said(wanted) for name, wanted in case["expect"].items()
    )


def _arguments(case: dict[str, Any]) -> dict[str, Any]:
    as_of: date | None = case.get("as_of")
    return {"route": case.get("route"), "as_of": as_of, "days": case.get("days", {})}


@pytest.mark.parametrize("dispute", DISPUTES, ids=[dispute["dispute"] for dispute in DISPUTES])
def test_the_second_opinion_says_what_the_law_says(dispute: dict[str, Any]) -> None:
    case = dispute["case"]
    given = opinion(case["events"], case["office"], case["right"], **_arguments(case))
    if "deadline" in case:
        answer = _said([(d.rule, d.number or 0, d) for d in given.deadlines], case["deadline"], case)
    elif "fee" in case:
        answer = _said([(f.rule, f.number, f) for f in given.annuities], case["fee"], case)
    else:
        answer = given.terms
    assert _holds(answer, case)


@pytest.mark.parametrize("dispute", DISPUTES, ids=[dispute["dispute"] for dispute in DISPUTES])
def test_the_first_calculator_does_not_say_it_yet(dispute: dict[str, Any]) -> None:
    case = dispute["case"]
    of = history(case["office"], case["right"], case["events"], **_arguments(case))
    if "deadline" in case:
        answer = _said([(d.rule.rule, d.number or 0, d) for d in deadlines(of)], case["deadline"], case)
    elif "fee" in case:
        answer = _said([(f.rule.rule, f.number, f) for f in fees(of)], case["fee"], case)
    else:
        answer = term(of)
    assert not _holds(answer, case), "mended in the first calculator: strike this dispute off disputes.yaml"
