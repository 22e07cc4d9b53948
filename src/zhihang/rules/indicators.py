"""Indicators of the public side: high-value patents, agency credit, quotas, targets. Numbers and lists are rules.

Each answer is a `Figure`; an empty denominator gives *undefined* (value None), never 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from zhihang.errors import UsageError
from zhihang.rules.dates import whole_years
from zhihang.rules.explanation import Step
from zhihang.rules.figure import Figure, exact, version_of
from zhihang.rules.loading import RuleBook

_HUNDRED = Decimal(100)


def high_value(
    book: RuleBook,
    as_of: str | date,
    right: str,
    in_force: bool,
    *,
    filed: str | date | None = None,
    granted: str | date | None = None,
    strategic_industry: bool | None = None,
    overseas_family: bool | None = None,
    pledge_amount: object | None = None,
    award: bool | None = None,
) -> Figure:
    """Whether a patent counts as a high-value invention patent 高价值发明专利: valid, one of five conditions.

    What is None was not examined: where no condition is met and some were not examined, the answer is unknown.
    The start of the ten years (filing or grant) and the pledge amount that counts as high are values of the rule.
    """
    day = date.fromisoformat(str(as_of))
    rule, version = version_of(book, "cn.indicator.high_value", day)
    years = _maintained(version.lists["years_from"][0], filed, granted, day)
    pledge = None if pledge_amount is None else exact(pledge_amount, "pledge_amount")
    met: dict[str, bool | None] = {
        "strategic_industry": strategic_industry,
        "overseas_family": overseas_family,
        "over_ten_years": None if years is None else years > version.numbers["years"],
        "pledge": None if pledge is None else pledge >= version.numbers["pledge_amount"],
        "award": award,
    }
    reasons = tuple(name for name, value in met.items() if value)
    missing = tuple(name for name, value in met.items() if value is None)
    step = Step("STEP_HIGH_VALUE", ", ".join(reasons) or "—", {"right": right}, version.source)
    holds: bool | None
    if right not in version.lists["rights"] or not in_force:
        holds, reasons, missing = False, (), ()
    else:
        holds = True if reasons else None if missing else False
    return Figure(rule, version, holds=holds, reasons=reasons, missing=missing, steps=(step,))


def _maintained(start: str, filed: str | date | None, granted: str | date | None, day: date) -> Decimal | None:
    """Years of maintenance, with a fraction only to tell *over* ten from exactly ten."""
    begun = filed if start == "filing" else granted
    if begun is None:
        return None
    first = date.fromisoformat(str(begun))
    years = whole_years(first, day)
    anniversary = (day.month, day.day) == (first.month, first.day)
    return Decimal(years) if anniversary else Decimal(years) + Decimal("0.5")


def share(book: RuleBook, part: object, whole: object, *, rule: str = "cn.indicator.share") -> Figure:
    """A part of a whole, for each 100 or whatever number the rule names: undefined where the whole is 0."""
    found, version = version_of(book, rule, None)
    per = version.numbers["per"]
    divisor = exact(whole, "whole")
    value = None if divisor == 0 else exact(part, "part") * per / divisor
    shown = "undefined" if value is None else str(value)
    step = Step("STEP_RATIO", shown, {"part": part, "whole": whole, "per": per}, version.source)
    return Figure(found, version, value, steps=(step,))


def per_ten_thousand(book: RuleBook, count: object, population: object) -> Figure:
    """Patents for each 10,000 inhabitants of the year-end resident population 每万人口拥有量."""
    return share(book, count, population, rule="cn.indicator.per_population")


def agency_credit(
    book: RuleBook, as_of: str | date, *, bonus: object = 0, events: Mapping[str, object] | None = None
) -> Figure:
    """The credit score and grade of a patent agency 专利代理信用等级: full points, less deductions, plus bonus points.

    `events` names what happened with the points asked for, or None for the rule's own deduction; none is deducted
    beyond the rule's limit for it. The score does not fall below 0.
    """
    rule, version = version_of(book, "cn.indicator.agency_credit", date.fromisoformat(str(as_of)))
    score = version.numbers["start"] + exact(bonus, "bonus")
    steps = [Step("STEP_SCORE_START", str(score), {"bonus": bonus}, version.source)]
    for name, points in (events or {}).items():
        if name not in version.numbers or name == "start":
            known = ", ".join(key for key in version.numbers if key not in ("start", "above"))
            raise UsageError("CREDIT_EVENT", room="rules", value=name, expected=known)
        limit = version.numbers[name]
        deducted = limit if points is None else min(limit, exact(points, name))
        score = max(Decimal(0), score - deducted)
        steps.append(Step("STEP_SCORE_DEDUCTED", str(score), {"name": name, "points": deducted}, version.source))
    grade = credit_grade(book, score, as_of).grade
    return Figure(rule, version, score, grade=grade, steps=tuple(steps))


def credit_grade(book: RuleBook, score: object, as_of: str | date) -> Figure:
    """The grade of a credit score: the best one whose lower bound it reaches; the top one needs more than its bound."""
    rule, version = version_of(book, "cn.indicator.agency_credit", date.fromisoformat(str(as_of)))
    points = exact(score, "score")
    above = version.numbers["above"]
    for grade, least in sorted(version.grades.items(), key=lambda pair: -pair[1]):
        if points > least if least >= above and grade.endswith("+") else points >= least:
            step = Step("STEP_GRADE", grade, {"score": points, "least": least}, version.source)
            return Figure(rule, version, points, grade=grade, steps=(step,))
    return Figure(rule, version, points)


def completion(
    book: RuleBook, actual: object, target: object, *, reverse: bool = False, cap: object | None = None
) -> Figure:
    """How far a target is met, as a ratio; `reverse` where less is better. Capped by the rule unless told otherwise.

    `value` is the capped ratio that scoring uses; the step shows the ratio before the cap.
    """
    rule, version = version_of(book, "cn.indicator.target_score", None)
    first, second = (target, actual) if reverse else (actual, target)
    divisor = exact(second, "target")
    if divisor == 0:
        return Figure(rule, version, missing=("target",))
    ratio = exact(first, "actual") / divisor
    limit = version.numbers["cap"] if cap is None else exact(cap, "cap")
    step = Step("STEP_COMPLETION", str(ratio), {"actual": actual, "target": target, "cap": limit}, version.source)
    return Figure(rule, version, min(ratio, limit), steps=(step,))


def target_score(book: RuleBook, targets: Sequence[Mapping[str, object]], cap: object | None = None) -> Figure:
    """The weighted score 目标考核得分 of several targets: Σ weight × min(actual ÷ target, cap) × 100.

    Each target has `weight`, and `ratio` or `actual` with `target` (and `reverse`). Weights must add up to 1; a target
    that cannot be computed makes the score undefined.
    """
    rule, version = version_of(book, "cn.indicator.target_score", None)
    weights = [exact(target["weight"], "weight") for target in targets]
    if sum(weights) != 1:
        raise UsageError("WEIGHTS", room="rules", total=str(sum(weights)))
    limit = version.numbers["cap"] if cap is None else exact(cap, "cap")
    score, steps = Decimal(0), []
    for weight, target in zip(weights, targets, strict=True):
        ratio = _ratio(book, target, limit)
        if ratio is None:
            return Figure(rule, version, missing=(str(target.get("name", "target")),))
        score += weight * ratio * _HUNDRED
        steps.append(
            Step("STEP_WEIGHTED", str(weight * ratio * _HUNDRED), {"weight": weight, "ratio": ratio}, version.source)
        )
    return Figure(rule, version, score, steps=tuple(steps))


def _ratio(book: RuleBook, target: Mapping[str, object], cap: Decimal) -> Decimal | None:
    if "ratio" in target:
        return min(exact(target["ratio"], "ratio"), cap)
    reverse = bool(target.get("reverse"))
    return completion(book, target["actual"], target["target"], reverse=reverse, cap=cap).value


def quota(book: RuleBook, name: str, requested: object, basis: object, as_of: str | date) -> Figure:
    """What an award or subsidy rule allows: at most a share of a basis, or a fixed number; None from when it ended."""
    rule, version = version_of(book, name, date.fromisoformat(str(as_of)))
    wanted = exact(requested, "requested")
    limit = version.numbers.get("most")
    if "share" in version.numbers:
        limit = exact(basis, "basis") * version.numbers["share"] / _HUNDRED
    if limit is None:
        return Figure(rule, version, missing=("limit",))
    value = min(wanted, limit)
    step = Step("STEP_QUOTA", str(value), {"requested": wanted, "limit": limit}, version.source)
    return Figure(rule, version, value, version.currency, holds=wanted <= limit, steps=(step,))
