"""Deadlines of a right: every time limit that its events set off, with window, grace, extension and state.

>>> from zhihang.rules.history import history
>>> found = deadlines(history("CN", "patent", ["filing=1998-06-01"]))
>>> next(d.due for d in found if d.rule.rule == "cn.patent.examination_request")
datetime.date(2001, 6, 1)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Literal, TypeAlias

from zhihang.rules.completion import Payments, state_of
from zhihang.rules.conditions import applies
from zhihang.rules.dates import Period, end_of_period, period, plus, times
from zhihang.rules.explanation import Step, Trace, period_step
from zhihang.rules.history import Event, History
from zhihang.rules.loading import RuleBook, rule_book
from zhihang.rules.moments import focus_event, names, resolve
from zhihang.rules.rollover import rolled
from zhihang.rules.rule import DeadlineVersion, Moment, Repeats, Rule
from zhihang.rules.service import received_on
from zhihang.rules.terms import term

State: TypeAlias = Literal["open", "in_grace", "done", "done_in_grace", "late", "passed", "ended", "unknown"]
_DAY = timedelta(days=1)
_LONGEST = 200
"""No unlimited renewal is followed further than this many times; a mark of the year 1800 is still covered."""


@dataclass(slots=True)
class Deadline:
    """A deadline 期限 of one right.

    `due` is the last day, rolled where the rule says that the day itself moves; `act_until` the working day until which
    the act is still in time where only the act may wait; both None where the date is not known (`missing` says why).
    `number` counts the occurrences of a deadline that returns (for annuities: the year the fee is for). `condition`
    lists what must hold and was not stated. `lapse_date` is from when the right is gone if nobody acts.
    """

    rule: Rule
    version: DeadlineVersion
    number: int | None = None
    trigger: date | None = None
    nominal: date | None = None
    due: date | None = None
    act_until: date | None = None
    opens: date | None = None
    grace_end: date | None = None
    grace_act_until: date | None = None
    extendable_to: date | None = None
    lapse_date: date | None = None
    state: State = "unknown"
    done_on: date | None = None
    provisional: bool = False
    verified: bool = True
    condition: tuple[Step, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = ()

    @property
    def last_day(self) -> date | None:
        """The very last day on which the act can be done, with surcharge where there is a grace period."""
        return self.grace_act_until or self.grace_end or self.act_until or self.due


def deadlines(of: History, book: RuleBook | None = None) -> list[Deadline]:
    """Every deadline of a history, in the order of due dates; those of unknown date last."""
    book = book or rule_book()
    found = [item for rule in book.scope("deadline", of.law_office, of.right) for item in of_rule(rule, of, book)]
    found.sort(key=lambda item: (item.due or date.max, item.rule.rule, item.number or 0))
    return found


def of_rule(rule: Rule, of: History, book: RuleBook, *, forecast: bool = False) -> Iterator[Deadline]:
    """The deadlines of one rule. With `forecast` also those that a grant, if it comes, will bring."""
    for version in rule.versions:
        if not isinstance(version, DeadlineVersion) or not _begun(version.trigger, of):
            continue
        focus = _focus(version.trigger)
        fits, condition = applies(version.when, of)
        if not fits and not focus:
            continue
        for item in of.by_name.get(focus, ()) if focus else (None,):
            if focus:
                fits, condition = applies(version.when, of, item)
            if fits:
                yield from _from_trigger(rule, version, of, book, item, condition, forecast)


@cache
def _focus(trigger: Moment) -> str | None:
    return focus_event(trigger)


@cache
def _trigger_names(trigger: Moment) -> frozenset[str]:
    return frozenset(name.partition(".")[0] for name in names(trigger))


def _begun(trigger: Moment, of: History) -> bool:
    return not _trigger_names(trigger).isdisjoint(of.by_name)


def _from_trigger(
    rule: Rule,
    version: DeadlineVersion,
    of: History,
    book: RuleBook,
    focus: Event | None,
    condition: tuple[Step, ...],
    forecast: bool,
) -> Iterator[Deadline]:
    trace = Trace(version.source, verified=version.verified)
    excess = 0
    if version.served:
        name = version.trigger if isinstance(version.trigger, str) else names(version.trigger)[0]
        item = focus or of.by_name[name][0]
        base, excess = received_on(item, of, book, trace)
        stated = item.date
    else:
        base = stated = resolve(version.trigger, of, trace, focus)
    if base is None:
        yield Deadline(rule, version, condition=condition, missing=tuple(trace.missing), steps=tuple(trace.steps))
        return
    if version.dated_by not in ("due", "trigger"):
        stated = resolve(version.dated_by, of, Trace())
        if stated is None:
            unknown = tuple(names(version.dated_by))
            yield Deadline(rule, version, trigger=base, condition=condition, missing=unknown, steps=tuple(trace.steps))
            return
    if version.dated_by != "due" and not _holds(version, stated):
        return
    if version.repeats:
        yield from _repeated(rule, version, of, base, condition, trace, forecast, book)
        return
    length = _length(version, focus)
    if version.dated_by != "due" or _holds(version, end_of_period(base, length)):
        single = _one(rule, version, of, base, length, trace, excess)
        single.condition = condition
        state_of(single, of, None)
        yield single


def _length(version: DeadlineVersion, focus: Event | None) -> Period:
    """The period of the rule, or the one that the document itself set (`months`), where the office may set it."""
    stated = focus.attributes.get("months") if focus and version.stated_period else None
    if stated and stated.isdigit():
        return Period(int(stated), 0)
    return period(version.period or "0 days")


def _holds(version: DeadlineVersion, day: date | None) -> bool:
    if day is None:
        return True
    return (version.valid_from is None or version.valid_from <= day) and (
        version.valid_until is None or day <= version.valid_until
    )


def _is_over(version: DeadlineVersion, day: date) -> bool:
    return version.valid_until is not None and day > version.valid_until


def _one(
    rule: Rule,
    version: DeadlineVersion,
    of: History,
    base: date,
    length: Period,
    shared: Trace,
    excess: int = 0,
    number: int | None = None,
) -> Deadline:
    """One occurrence, its state not yet known."""
    trace = Trace(shared.citation, list(shared.steps), [], [], shared.provisional, shared.verified)
    nominal = end_of_period(base, length, version.ending)
    if length.months or length.days:
        trace.step(period_step(length, version.ending), nominal, start=base, period=length)
    if excess:
        nominal += timedelta(days=excess)
        trace.step("STEP_EXCESS", nominal, days=excess)
    item = Deadline(rule, version, number, base, nominal)
    item.due, item.act_until = rolled(nominal, version.roll, of, trace)
    _window(item, length, number)
    _grace(item, of, base, length, trace)
    _extension(item, of, length, trace)
    item.provisional, item.verified = trace.provisional, trace.verified
    item.steps = tuple(trace.steps)
    return item


def _window(item: Deadline, length: Period, number: int | None) -> None:
    opens = item.version.opens_for.get(number or 0, item.version.opens)
    if opens is None or item.nominal is None or item.trigger is None:
        return
    if item.version.opens_on == "start":
        item.opens = end_of_period(item.trigger, plus(length, period(opens)))
    elif item.version.opens_on == "corresponding_day":
        item.opens = end_of_period(item.nominal, period(opens))
    else:
        last = end_of_period(item.nominal, period(opens), "ultimo")
        item.opens = last + _DAY if item.version.opens_on == "day_after" else last
    if item.version.opens_not_before:
        item.opens = max(item.opens, item.version.opens_not_before)


def _grace(item: Deadline, of: History, base: date, length: Period, trace: Trace) -> None:
    grace = item.version.grace
    missed = item.version.missed
    if item.nominal is None:
        return
    end = item.nominal
    if grace:
        start = item.nominal if grace.counted_from == "due" else base
        whole = plus(length, period(grace.period)) if grace.counted_from == "start" else period(grace.period)
        end = end_of_period(start, whole, grace.ending)
        trace.step("STEP_GRACE", end, start=start, period=whole)
        item.grace_end, item.grace_act_until = rolled(end, grace.roll, of, trace)
    if missed:
        anniversary = end_of_period(base, length)
        ends = {"anniversary": anniversary, "due": item.nominal, "grace_end": end, "end": item.last_day}
        item.lapse_date = ends[missed.effective]


def _extension(item: Deadline, of: History, length: Period, trace: Trace) -> None:
    extension = item.version.extension
    if extension and item.trigger and item.nominal:
        end = end_of_period(item.nominal, period(extension.most))
        if extension.counted_from == "start":
            end = end_of_period(item.trigger, plus(length, period(extension.most)))
        trace.step("STEP_EXTENSION", end, each=extension.each, most=extension.most)
        item.extendable_to = rolled(end, item.version.roll, of, trace)[0]


def _repeated(
    rule: Rule,
    version: DeadlineVersion,
    of: History,
    base: date,
    condition: tuple[Step, ...],
    trace: Trace,
    forecast: bool,
    book: RuleBook,
) -> Iterator[Deadline]:
    repeats = version.repeats
    if repeats is None:
        return
    after = resolve(repeats.after, of, Trace()) if repeats.after else None
    if repeats.after and after is None and not forecast:
        return
    until = resolve(repeats.until, of, Trace()) if repeats.until else None
    ends = term(of, book).end if repeats.within_term else None
    payments = Payments(version.cleared_by, of, base)
    previous, start = _before_first(repeats, version, base), base
    for number, length in _lengths(repeats):
        if version.ending == "day_before" and repeats.every and number > repeats.first:
            start, length = previous + _DAY, period(repeats.every)  # the next term runs from the day after the last one
        dated = end_of_period(start, length)
        if (
            (until and dated > until)
            or (ends and dated >= ends)
            or (version.dated_by == "due" and _is_over(version, dated))
        ):
            return
        day = end_of_period(start, length, version.ending)
        if after is None or dated > after:
            item = _one(rule, version, of, start, length, trace, number=number)
            item.trigger = base
            if number == repeats.first and repeats.first_not_before:
                _put_off(item, repeats.first_not_before, of)
            item.condition = condition
            state_of(item, of, payments.for_number(number, previous, item))
            if version.dated_by != "due" or _holds(version, dated):  # else another version speaks, the act is used up
                yield item
            if repeats.every and repeats.last is None and of.today and day > of.today:
                return
        previous = day


def _before_first(repeats: Repeats, version: DeadlineVersion, base: date) -> date:
    """The day of the number before the first: what was paid until then was for something else."""
    count = repeats.first - 1 + repeats.offset
    if not repeats.every or count <= 0:
        return base
    return end_of_period(base, times(period(repeats.every), count), version.ending)


def _put_off(item: Deadline, moment: Moment, of: History) -> None:
    """A first occurrence that does not fall due before another day: due, grace and lapse move there."""
    trace = Trace(item.version.source, list(item.steps), [], [], item.provisional, item.verified)
    day = resolve(moment, of, trace)
    if day is None or item.nominal is None or day <= item.nominal:
        return
    trace.step("STEP_NOT_BEFORE", day, day=day)
    item.nominal = day
    item.due, item.act_until = rolled(day, item.version.roll, of, trace)
    _grace(item, of, day, Period(0, 0), trace)
    item.provisional, item.verified, item.steps = trace.provisional, trace.verified, tuple(trace.steps)


def _lengths(repeats: Repeats) -> Iterator[tuple[int, Period]]:
    if repeats.periods:
        yield from enumerate(map(period, repeats.periods), start=repeats.first)
    elif repeats.every:
        every = period(repeats.every)
        for number in range(repeats.first, (repeats.last or repeats.first + _LONGEST) + 1):
            yield number, times(every, number + repeats.offset)
