"""The term of a right: when protection starts and ends, with adjustments, caps and renewals.

>>> from zhihang.rules.history import history
>>> term(history("CN", "utility_model", ["filing=1999-09-06"])).end
datetime.date(2009, 9, 6)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhihang.rules.adjustments import Adjustment, adjusted, undated, unused_days
from zhihang.rules.dates import Period, add_months, end_of_period, period, plus
from zhihang.rules.explanation import Step, Trace
from zhihang.rules.finding import Finding
from zhihang.rules.history import History
from zhihang.rules.loading import RuleBook, rule_book
from zhihang.rules.moments import resolve
from zhihang.rules.rollover import rolled
from zhihang.rules.rule import DeadlineVersion, Node, Rule, TermVersion
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
        result.is_unlimited = result.start is not None
        result.missing = tuple(trace.missing)
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
    """Whether the act that a deadline asks for came after its last day."""
    for version in book.rule(name).versions:
        if isinstance(version, DeadlineVersion) and version.period:
            start = resolve(version.trigger, of, Trace())
            act = min((day for event in version.cleared_by for day in of.dates(event)), default=None)
            if start and act:
                nominal = end_of_period(start, period(version.period), version.ending)
                due, act_until = rolled(nominal, version.roll, of, Trace())
                return act > (act_until or due)
    return False


def _adjust(result: Term, basic: date, of: History, book: RuleBook, trace: Trace) -> None:
    result.adjustments = tuple(adjusted(basic, of, book))
    if unused := unused_days(of, result.adjustments):
        result.findings = (Finding("DAYS_UNUSED", {"kinds": ", ".join(unused)}),)
    result.findings += tuple(undated(of, book))
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
    count = _renewals(result.basic_end, version, of)
    if count:
        result.end = _after(result.basic_end, version, of, count)
        trace.step("STEP_RENEWED", result.end, count=count, period=version.renewable)
    result.next_end = _after(result.basic_end, version, of, count + 1)
    if version.most and (cap := resolve(version.most, of, Trace())):
        _cap_renewals(result, cap, trace)
    if result.next_end:
        trace.step("STEP_NEXT_TERM", result.next_end)


def _cap_renewals(result: Term, cap: date, trace: Trace) -> None:
    """No renewal leads beyond the longest term, whatever was paid near its end."""
    if result.end and result.end > cap:
        result.end = cap
        trace.step("STEP_CAP", cap, cap=cap)
    if result.end and result.next_end and result.next_end > cap:
        result.next_end = cap if result.end < cap else None


def _after(end: date, version: TermVersion, of: History, count: int) -> date:
    """The end of the term after so many renewals: successive periods from the start, or from the day after each end."""
    node, added = version.end, Period(0, 0)
    for number in range(1, count + 1):
        length = period(version.renewable_for.get(number, version.renewable or "0 days"))
        added = plus(added, length)
        if isinstance(node, Node) and node.ending == "day_before":
            end = end_of_period(end + _DAY, length, "day_before")
    if isinstance(node, Node) and node.ending == "day_before":
        return end
    start = resolve(node.of, of, Trace()) if isinstance(node, Node) and node.of and node.plus else None
    if start is None or not isinstance(node, Node) or node.plus is None:
        return add_months(end, added.months)
    return end_of_period(start, plus(period(node.plus), added), node.ending)


def _renewals(basic: date, version: TermVersion, of: History) -> int:
    """How many terms the recorded renewals and payments prove.

    An act renews the term near whose end it lies; an act of a later time proves that the terms before were renewed,
    too; a second act near the same end (request and payment) proves nothing more.
    """
    half = period(version.renewable or "0 days").months // 2
    count = 0
    for day in sorted(day for name in version.renewed_by for day in of.dates(name)):
        end = _after(basic, version, of, count)
        while add_months(end, half) < day:
            count += 1
            end = _after(basic, version, of, count)
        if day >= add_months(end, -half):
            count += 1
    return count
