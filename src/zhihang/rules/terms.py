"""The term of a right: when protection starts and ends, with adjustments, caps and renewals.

>>> from zhihang.rules.history import history
>>> term(history("CN", "utility_model", ["filing=1999-09-06"])).end
datetime.date(2009, 9, 6)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhihang.rules.adjustments import Adjustment, adjusted, unused_days
from zhihang.rules.dates import Period, add_months, end_of_period, period
from zhihang.rules.deadlines import of_rule
from zhihang.rules.explanation import Step, Trace
from zhihang.rules.finding import Finding
from zhihang.rules.history import History
from zhihang.rules.loading import RuleBook, rule_book
from zhihang.rules.moments import resolve
from zhihang.rules.rule import Node, Rule, TermVersion
from zhihang.rules.versions import applicable

_DAY = timedelta(days=1)


@dataclass(slots=True)
class Term:
    """A term of protection 保护期限.

    `end` is the date law calls the end; `last_day` the last day on which the right exists. `end` is None where it is
    not known (`missing`) or where there is no fixed term (`is_unlimited`). `possible_end`: if every adjustment that
    needs a request were granted. `alternatives`: ends that depend on something nobody stated (`condition`).
    """

    rule: Rule | None = None
    start: date | None = None
    basic_end: date | None = None
    end: date | None = None
    last_day: date | None = None
    next_end: date | None = None
    possible_end: date | None = None
    is_unlimited: bool = False
    is_barred: bool = False
    adjustments: tuple[Adjustment, ...] = ()
    alternatives: tuple[Term, ...] = ()
    condition: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    provisional: bool = False
    verified: bool = True
    steps: tuple[Step, ...] = field(default=())


def term(of: History, book: RuleBook | None = None) -> Term:
    """The term of a right; an empty one where no rule speaks of it. More than one possible: unknown, alternatives."""
    book = book or rule_book()
    found = list(_candidates(of, book))
    certain = [item for item in found if not item.condition]
    if certain:
        return next((item for item in certain if item.end or item.is_unlimited), certain[0])
    if len(found) == 1 and found[0].end is None:
        return found[0]
    missing = tuple(dict.fromkeys(name for item in found for name in item.missing))
    return Term(alternatives=tuple(found), missing=missing, rule=found[0].rule if found else None)


def _candidates(of: History, book: RuleBook) -> Iterator[Term]:
    for rule in book.scope("term", of.law_office, of.right):
        first = rule.versions[0]
        if not isinstance(first, TermVersion):
            continue
        chosen_by = first.dated_by or first.start
        silent = Trace()
        day = resolve(chosen_by, of, silent)
        if day is None and first.end is not None:
            yield Term(rule, missing=tuple(silent.missing), verified=first.verified)
            continue
        for version, condition in applicable(rule, day, TermVersion, of):
            yield _term(rule, version, of, book, condition)


def _term(rule: Rule, version: TermVersion, of: History, book: RuleBook, condition: tuple[Step, ...]) -> Term:
    trace = Trace(version.source, verified=version.verified)
    result = Term(rule, condition=condition, verified=version.verified)
    if version.end is None:
        result.start = resolve(version.start, of, trace)
        result.is_unlimited = True
        result.steps = tuple(trace.steps)
        return result
    if version.bar and _is_barred(version.bar, of, book):
        trace.step("STEP_LATE_BAR", None, rule=version.bar)
        result.is_barred, result.steps = True, tuple(trace.steps)
        return result
    result.start = resolve(version.start, of, Trace())
    basic = resolve(version.end, of, trace)
    if basic is None:
        result.missing, result.steps = tuple(trace.missing), tuple(trace.steps)
        return result
    if version.most and (cap := resolve(version.most, of, Trace())) and cap < basic:
        basic = cap
        trace.step("STEP_CAP", cap, cap=cap)
    result.basic_end = basic
    trace.step("STEP_BASIC_TERM", basic)
    _adjust(result, basic, of, book, trace)
    _renew(result, version, of, trace)
    if result.end:
        result.last_day = result.end - _DAY if version.last_day == "day_before" else result.end
        if version.last_day == "day_before":
            trace.step("STEP_LAST_DAY", result.last_day)
    result.steps = tuple(trace.steps)
    return result


def _is_barred(name: str, of: History, book: RuleBook) -> bool:
    return any(item.state == "late" for item in of_rule(book.rule(name), of, book))


def _adjust(result: Term, basic: date, of: History, book: RuleBook, trace: Trace) -> None:
    result.adjustments = tuple(adjusted(basic, of, book))
    if unused := unused_days(of, result.adjustments):
        result.findings = (Finding("DAYS_UNUSED", {"kinds": ", ".join(unused)}),)
    end = basic
    for item in result.adjustments:
        if item.applied:
            end = item.after
            trace.steps += item.steps
            trace.verified = trace.verified and item.verified
    result.end = end
    result.verified = trace.verified
    possible = [item for item in result.adjustments if not item.applied]
    if possible:
        result.possible_end = max(item.after for item in possible)


def _renew(result: Term, version: TermVersion, of: History, trace: Trace) -> None:
    """A renewable right: each recorded renewal adds a term that runs from the day after the last one."""
    if not version.renewable or result.end is None or result.basic_end is None:
        return
    length = period(version.renewable)
    count = max((len(of.dates(name)) for name in version.renewed_by), default=0)
    day_before = isinstance(version.end, Node) and version.end.ending == "day_before"
    if count:
        result.end = _after(result.basic_end, length, count, day_before)
        trace.step("STEP_RENEWED", result.end, count=count, period=version.renewable)
    result.next_end = _after(result.basic_end, length, count + 1, day_before)
    trace.step("STEP_NEXT_TERM", result.next_end)
    if version.most and (cap := resolve(version.most, of, Trace())) and result.next_end > cap:
        result.next_end = cap if result.end < cap else None


def _after(end: date, length: Period, count: int, day_before: bool) -> date:
    """The end of the term after so many renewals."""
    if not day_before:
        return add_months(end, length.months * count)
    for _ in range(count):
        end = end_of_period(end + _DAY, length, "day_before")
    return end
