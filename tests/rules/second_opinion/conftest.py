"""How the first calculator and the second opinion are laid side by side."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import zip_longest
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml

from zhihang.rules.deadlines import deadlines
from zhihang.rules.fees import fees
from zhihang.rules.history import history
from zhihang.rules.second_opinion import opinion
from zhihang.rules.terms import term

DATES = ("nominal", "due", "act_until", "opens", "grace_end", "grace_act_until", "extendable_to", "lapse_date")
OF_DEADLINE = (*DATES, "provisional", "state", "done_on")
OF_TERM = ("start", "basic_end", "end", "last_day", "next_end", "possible_end", "is_unlimited", "is_barred")
OF_FEE = ("year", "due", "currency", "full", "amount", "policy", "state", "paid", "surcharge", "lapse_date")

DECIDED = yaml.safe_load((Path(__file__).parent / "decided.yaml").read_text(encoding="utf-8"))
OPEN = {rule for question in DECIDED for rule in question.get("open", ())}

Key = tuple[str, int, date | None]
Row = tuple[Key, dict[str, Any]]


class Difference(NamedTuple):
    """One value on which the calculators do not agree; `field` is `row` where only one of them answers at all."""

    rule: str
    number: int
    field: str
    first: Any
    second: Any


def _pairs(first: Iterable[Row], second: Iterable[Row]) -> Iterator[Difference]:
    sides: tuple[dict[Key, list[dict[str, Any]]], ...] = (defaultdict(list), defaultdict(list))
    for side, rows in zip(sides, (first, second), strict=True):
        for key, values in rows:
            side[key].append(values)
    for key in sorted({*sides[0], *sides[1]}, key=str):
        for one, two in zip_longest(
            sorted(sides[0].get(key, ()), key=str), sorted(sides[1].get(key, ()), key=str), fillvalue=None
        ):
            if one is None or two is None:
                yield Difference(key[0], key[1], "row", one, two)
                continue
            for name, value in one.items():
                if two[name] != value:
                    yield Difference(key[0], key[1], name, value, two[name])


def _first_deadlines(of: Any) -> Iterator[Row]:
    for item in deadlines(of):
        values = {"is_conditional": bool(item.condition), **{name: getattr(item, name) for name in OF_DEADLINE}}
        yield (item.rule.rule, item.number or 0, None if item.number else item.trigger), values


def _second_deadlines(found: Any) -> Iterator[Row]:
    for item in found.deadlines:
        values = {"is_conditional": item.is_conditional, **{name: getattr(item, name) for name in OF_DEADLINE}}
        yield (item.rule, item.number or 0, None if item.number else item.start), values


def _first_term(of: Any) -> Row:
    """The term; an adjustment of no days changes nothing, whether it is listed or not."""
    found = term(of)
    values = {name: getattr(found, name) for name in OF_TERM}
    values["adjustments"] = [(a.rule.rule, a.days, a.before, a.after, a.applied) for a in found.adjustments if a.days]
    values["alternatives"] = sorted(t.end for t in found.alternatives if t.end)
    return _named(found.rule.rule if found.rule else "", values)


def _second_term(found: Any) -> Row:
    values = {name: getattr(found, name) for name in OF_TERM}
    values["adjustments"] = [(a.rule, a.days, a.before, a.after, a.applied) for a in found.adjustments if a.days]
    values["alternatives"] = sorted(found.alternatives)
    return _named(found.rule, values)


def _named(rule: str, values: dict[str, Any]) -> Row:
    """Which rule speaks matters only where it says something."""
    return ("term", 0, None), {"rule": rule if values["start"] or values["end"] else "", **values}


def _first_fees(of: Any) -> Iterator[Row]:
    for item in fees(of):
        values = {name: getattr(item, name) for name in OF_FEE}
        values |= {"late": [(x.until, x.amount) for x in item.late], "is_conditional": bool(item.condition)}
        yield (item.rule.rule, item.number, None), values


def _second_fees(found: Any) -> Iterator[Row]:
    for item in found.annuities:
        values = {name: getattr(item, name) for name in OF_FEE}
        values |= {"late": list(item.late), "is_conditional": item.is_conditional}
        yield (item.rule, item.number, None), values


def compare(office: str, right: str, events: list[str], **more: Any) -> list[Difference]:
    """Every value on which the calculators differ for a history; nothing where they agree."""
    of = history(office, right, events, **more)
    given = opinion(events, office, right, **more)
    found = [
        *_pairs(_first_deadlines(of), _second_deadlines(given)),
        *_pairs([_first_term(of)], [_second_term(given.terms)]),
        *_pairs(_first_fees(of), _second_fees(given)),
    ]
    return [item for item in found if not (item.rule in OPEN and item.field == "row" and item.second is None)]


@pytest.fixture(scope="session")
def differences() -> Callable[..., list[Difference]]:
    """The function that lays both calculators side by side."""
    return compare
