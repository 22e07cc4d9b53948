"""Adjustments and extensions of terms: days for delay of the office, regulatory review, certificates, disclaimers.

Each method is a formula of law; its numbers, events and limits come from the rule. An adjustment that is granted only
on request is applied where the history states it (its days, or the request), else shown as possible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from zhihang.rules.conditions import attribute
from zhihang.rules.dates import difference, end_of_period, period
from zhihang.rules.explanation import Step, Trace
from zhihang.rules.finding import Finding
from zhihang.rules.history import History
from zhihang.rules.loading import RuleBook
from zhihang.rules.moments import resolve
from zhihang.rules.rule import AdjustmentVersion, Moment, Node, Rule
from zhihang.rules.versions import applicable


@dataclass(slots=True)
class Adjustment:
    """An adjustment of a term 期限补偿: how many days, from which end to which, and whether it holds.

    `claimed` are the days before any limit of law cut them.
    """

    rule: Rule
    version: AdjustmentVersion
    days: int
    before: date
    after: date
    applied: bool
    claimed: int | None = None
    verified: bool = True
    steps: tuple[Step, ...] = field(default=())


def unused_days(of: History, found: Sequence[Adjustment]) -> tuple[str, ...]:
    """Kinds of days that were stated but that no adjustment of this right uses."""
    used = {
        kind
        for item in found
        for kind in (
            item.version.days,
            *item.version.parts,
            *item.version.deduct,
            *_REVIEW.get(item.version.method, ()),
        )
    }
    return tuple(kind for kind in of.days if kind not in used)


def undated(of: History, book: RuleBook) -> Iterator[Finding]:
    """Compensation for delay that may well be due, but cannot be counted while a date is not known."""
    protected = max(of.dates("grant") + of.dates("registration"), default=None)
    for rule in book.scope("adjustment", of.law_office, of.right) if protected else ():
        for version, conditions in _versions(rule, of):
            if conditions or version.method != "office_delay" or version.days in of.days:
                continue
            trace = Trace()
            resolve(version.since or "", of, trace)
            resolve(version.to or "", of, trace)
            allowed = _allowed_until(version.since, of)
            if trace.missing and allowed and protected and protected > allowed:
                yield Finding("DELAY_UNDATED", {"rule": rule.rule, "missing": trace.missing})


def _allowed_until(since: Moment | None, of: History) -> date | None:
    """The day before which, by what is known, the office was not late."""
    parts = since.latest if isinstance(since, Node) and since.latest else (since or "",)
    return max((day for part in parts if (day := resolve(part, of, Trace()))), default=None)


_REVIEW = {"us_review": ("testing", "approval", "diligence")}
_ORDER = ("stated", "office_delay", "disclaimer", "us_review", "regulatory_review", "spc")
"""Compensation of delay first, then a disclaimer cuts the term, then extension for regulatory review lengthens it."""


def adjusted(basic: date, of: History, book: RuleBook) -> list[Adjustment]:
    """Every adjustment of a basic term, in the order of law; each starts from the end that the applied ones left."""
    found: list[Adjustment] = []
    end = basic
    pairs = [
        (rule, version)
        for rule in book.scope("adjustment", of.law_office, of.right)
        for version, conditions in _versions(rule, of)
        if not conditions
    ]
    for rule, version in sorted(pairs, key=lambda pair: _ORDER.index(pair[1].method)):
        trace = Trace(version.source, verified=version.verified)
        result = _METHODS[version.method](version, end, of, trace)
        if result is None:
            continue
        days, after = result
        applied = not version.on_request or _requested(version, of)
        if not applied:
            trace.step("STEP_ON_REQUEST", None)
        found.append(
            Adjustment(rule, version, days, end, after, applied, trace.claimed, trace.verified, tuple(trace.steps))
        )
        end = after if applied else end
    return found


def _versions(rule: Rule, of: History) -> list[tuple[AdjustmentVersion, tuple[Step, ...]]]:
    first = rule.versions[0]
    if not isinstance(first, AdjustmentVersion):
        return []
    day = resolve(first.dated_by, of, Trace()) if first.dated_by else None
    if first.dated_by and day is None and not _has_stated_days(first, of):
        return []
    found = list(applicable(rule, day, AdjustmentVersion, of))
    return found if day or not first.dated_by else found[-1:]  # stated days lengthen a term once


def _has_stated_days(version: AdjustmentVersion, of: History) -> bool:
    return version.days in of.days


def _requested(version: AdjustmentVersion, of: History) -> bool:
    """A stated number of days, or of a part of them, says that the adjustment was granted or is asked for."""
    if version.days in of.days or any(kind in of.days for kind in version.deduct):
        return True
    return attribute(of, "grant.compensation") == "yes"


def _stated(version: AdjustmentVersion, end: date, of: History, trace: Trace) -> tuple[int, date] | None:
    """Days as granted, or the sum of their parts (US: A + B + C - overlap - applicant + adjustments), never below 0."""
    if version.days in of.days:
        days = max(0, of.days[version.days])
        trace.step("STEP_DAYS_STATED", str(days), days=days)
        return _moved(end, days, trace)
    if not any(kind in of.days for kind in version.parts):
        return None
    shown = " ".join(f"{'+' if sign > 0 else '-'} {of.days.get(kind, 0)}" for kind, sign in version.parts.items())
    days = max(0, sum(sign * of.days.get(kind, 0) for kind, sign in version.parts.items()))
    trace.step("STEP_DAYS_PARTS", str(days), sum=shown.removeprefix("+ "), days=days)
    return _moved(end, days, trace)


def _office_delay(version: AdjustmentVersion, end: date, of: History, trace: Trace) -> tuple[int, date] | None:
    """Days from the latest of the allowed dates to the grant, less reasonable delay and delay of the applicant."""
    if version.days in of.days:
        return _stated(version, end, of, trace)
    since = resolve(version.since, of, trace) if version.since else None
    until = resolve(version.to, of, trace) if version.to else None
    if since is None or until is None or until <= since:
        return None
    days = (until - since).days
    trace.step("STEP_DAYS_BETWEEN", str(days), start=since, end=until, days=days)
    for kind in version.deduct:
        if of.days.get(kind):
            days -= of.days[kind]
            trace.step("STEP_DAYS_DEDUCTED", str(days), kind=kind, days=of.days[kind])
    return _moved(end, days, trace) if days > 0 else None


def _moved(end: date, days: int, trace: Trace) -> tuple[int, date]:
    after = end + timedelta(days=days)
    trace.step("STEP_ADDED", after, start=end, days=days)
    return days, after


def _regulatory_review(version: AdjustmentVersion, end: date, of: History, trace: Trace) -> tuple[int, date] | None:
    """Days from the allowed date to the authorization, within the longest extension and the ceiling after it."""
    if version.days in of.days:
        days = of.days[version.days]
        trace.step("STEP_DAYS_STATED", str(days), days=days)
    else:
        since = resolve(version.since, of, trace) if version.since else None
        until = resolve(version.to, of, trace) if version.to else None
        if since is None or until is None:
            return None
        days = max(0, (until - since).days)
        trace.step("STEP_DAYS_BETWEEN", str(days), start=since, end=until, days=days)
    if days <= 0:
        return None
    return _capped(version, end, days, of, trace)


def _capped(version: AdjustmentVersion, end: date, days: int, of: History, trace: Trace) -> tuple[int, date] | None:
    _, after = _moved(end, days, trace)
    trace.claimed = days
    if version.longest and after > (cap := end_of_period(end, period(version.longest))):
        after = cap
        trace.step("STEP_CAP", after, cap=version.longest)
    authorized = of.dates("marketing_authorization")
    if version.ceiling and authorized and after > (cap := end_of_period(authorized[0], period(version.ceiling))):
        after = cap
        trace.step("STEP_CAP", after, cap=f"{authorized[0]} + {version.ceiling}")
    return ((after - end).days, after) if after > end else None


def _us_review(version: AdjustmentVersion, end: date, of: History, trace: Trace) -> tuple[int, date] | None:
    """Half of the testing phase and the whole approval phase after grant, less lack of diligence (37 CFR 1.775)."""
    if version.days in of.days:
        return _regulatory_review(version, end, of, trace)
    if "testing" not in of.days and "approval" not in of.days:
        return None
    testing, approval, diligence = (of.days.get(kind, 0) for kind in ("testing", "approval", "diligence"))
    half = testing // 2
    days = max(0, testing + approval - diligence - half)
    fields = {"testing": testing, "approval": approval, "diligence": diligence, "half": half, "days": days}
    trace.step("STEP_HALF_TESTING", str(days), **fields)
    return _capped(version, end, days, of, trace)


def _spc(version: AdjustmentVersion, end: date, of: History, trace: Trace) -> tuple[int, date] | None:
    """A certificate: so long after the first authorization, limited, possibly negative before the paediatric months."""
    authorized = resolve("marketing_authorization", of, trace)
    if authorized is None or version.ceiling is None or version.longest is None:
        return None
    ends = min(end_of_period(authorized, period(version.ceiling)), end_of_period(end, period(version.longest)))
    trace.step("STEP_SPC", ends, total=version.ceiling, longest=version.longest)
    months, days = difference(end, ends)
    trace.step("STEP_SPC_LENGTH", f"{months}m {days}d", months=months, days=days)
    if version.extra and attribute(of, "marketing_authorization.paediatric") == "yes":
        ends = end_of_period(ends, period(version.extra))
        trace.step("STEP_EXTRA", ends, period=version.extra)
    after = max(end, ends)
    return (after - end).days, after


def _disclaimer(version: AdjustmentVersion, end: date, of: History, trace: Trace) -> tuple[int, date] | None:
    """A terminal disclaimer: the term beyond the end of another patent is given up."""
    until = resolve("terminal_disclaimer.until", of, trace)
    if until is None or until >= end:
        return None
    trace.step("STEP_DISCLAIMER", until, until=until)
    return (until - end).days, until


_Method = Callable[[AdjustmentVersion, date, History, Trace], "tuple[int, date] | None"]
_METHODS: dict[str, _Method] = {
    "stated": _stated,
    "office_delay": _office_delay,
    "regulatory_review": _regulatory_review,
    "us_review": _us_review,
    "spc": _spc,
    "disclaimer": _disclaimer,
}


def overlapping_days(*delays: list[tuple[date, date]]) -> int:
    """Days counted more than once when several delays fall on the same calendar days (Wyeth v. Kappos, 2010).

    Each delay is a list of intervals, both days included. The result is what is subtracted from their sum.

    >>> overlapping_days([(date(2020, 1, 1), date(2020, 1, 10))], [(date(2020, 1, 6), date(2020, 1, 31))])
    5
    """
    sets = [{start.toordinal() + n for start, end in delay for n in range((end - start).days + 1)} for delay in delays]
    return sum(map(len, sets)) - len(set().union(*sets))
