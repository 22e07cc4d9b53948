"""Worked cases: what a rule gives for a history, written so that a lawyer can read and sign them.

A case names the rule it proves, the events, and what is expected of the answer; `asks` names another rule whose answer
is looked at (a service rule is seen in a deadline). Expectations are compared as text with the answer's attributes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec

from zhihang.rules import incentives, indicators, us_delays
from zhihang.rules.deadlines import of_rule
from zhihang.rules.fees import fees, totals
from zhihang.rules.figure import Figure, rounded
from zhihang.rules.history import Event, History, history
from zhihang.rules.loading import RuleBook
from zhihang.rules.rule import Strict
from zhihang.rules.terms import term
from zhihang.rules.yaml import converted

COMPUTATIONS: dict[str, Callable[..., Figure]] = {
    "award": incentives.award,
    "remuneration": incentives.remuneration,
    "high_value": indicators.high_value,
    "share": indicators.share,
    "per_ten_thousand": indicators.per_ten_thousand,
    "agency_credit": indicators.agency_credit,
    "credit_grade": indicators.credit_grade,
    "completion": indicators.completion,
    "target_score": indicators.target_score,
    "quota": indicators.quota,
    "us_delay": us_delays.us_delay,
}
"""What a case of an incentive or indicator may compute."""


class Case(Strict, frozen=True, kw_only=True):
    """One worked case 实例.

    `id` is that of the reference examples where it is one of them; `source` names where it is published.
    """

    case: str
    rule: str
    expect: dict[str, Any]
    id: str = ""
    source: str = ""
    asks: str = ""
    office: str = ""
    right: str = ""
    events: Mapping[str, Any] = msgspec.field(default_factory=dict)
    route: str | None = None
    origin: str | None = None
    reduction: str | None = None
    claims: int | None = None
    classes: int | None = None
    days: Mapping[str, int] = msgspec.field(default_factory=dict)
    as_of: date | None = None
    number: int | None = None
    computes: str = ""
    inputs: Mapping[str, Any] = msgspec.field(default_factory=dict)
    file: str = ""


def cases(book: RuleBook) -> Iterator[Case]:
    """Every worked case of a book. Raises RuleError `SCHEMA` for one that cannot be read."""
    for written in book.cases:
        yield converted(written, Case, str(written.get("file", "cases.yaml")))


def case_history(case: Case, book: RuleBook) -> History:
    """The history that a case describes."""
    asked = book.rule(case.asks or case.rule)
    subject = book.rule(case.rule)
    events: list[str | Event] = []
    for name, value in case.events.items():
        events += [f"{name}={item}" for item in (value if isinstance(value, list) else [value])]
    return history(
        case.office or subject.offices[0],
        case.right or (subject.rights[0] if subject.rights[0] in asked.rights else asked.rights[0]),
        events,
        days=case.days,
        route=case.route,
        origin=case.origin,
        reduction=case.reduction,
        claims=case.claims,
        classes=case.classes,
        as_of=case.as_of,
    )


def differences(case: Case, book: RuleBook) -> dict[str, tuple[str, str]]:
    """What the book gives otherwise than the case expects: name → (expected, given). Empty: the case holds."""
    given = _answer(case, book)
    wrong = {}
    for name, expected in case.expect.items():
        value = shown(given.get(name))
        if value != shown(expected):
            wrong[name] = (shown(expected), value)
    return wrong


def shown(value: Any) -> str:
    """A value as cases write it: dates as ISO, decimals without needless zeros, lists joined by commas."""
    if value is None:
        return "unknown"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        value = Decimal(str(value))
    if isinstance(value, Decimal):
        return format(value.normalize(), "f") if value == value.to_integral_value() else format(value, "f").rstrip("0")
    if isinstance(value, (list, tuple)):
        return ", ".join(shown(item) for item in value)
    return str(value)


def _answer(case: Case, book: RuleBook) -> dict[str, Any]:
    asked = book.rule(case.asks or case.rule)
    if case.computes:
        figure = COMPUTATIONS[case.computes](book, **case.inputs)
        places = case.expect.get("places")
        value = figure.value
        result = attributes(figure)
        if places is not None and value is not None:
            result |= {"value": rounded(value, int(places)), "places": places}
        return result
    of = case_history(case, book)
    if asked.gives == "deadline":
        found = [item for item in of_rule(asked, of, book) if case.number in (None, item.number)]
        return _first(found) | {"count": len(found)}
    if asked.gives == "term":
        return attributes(term(of, book))
    if asked.gives == "adjustment":
        found_terms = term(of, book)
        adjustments = [item for item in found_terms.adjustments if item.rule.rule == asked.rule]
        return attributes(found_terms) | _first(adjustments)
    lines = [item for item in fees(of, book) if item.rule.rule == asked.rule]
    wanted = [item for item in lines if case.number in (None, item.number)]
    return _first(wanted) | {"count": len(lines), "sum": next(iter(totals(lines).values()), None)}


def _first(found: list[Any]) -> dict[str, Any]:
    return attributes(found[0]) if found else {}


def attributes(answer: Any) -> dict[str, Any]:
    """What an answer says, by name, its computed properties included."""
    names = {*answer.__slots__, *(name for name, kind in vars(type(answer)).items() if isinstance(kind, property))}
    return {name: getattr(answer, name) for name in names}
