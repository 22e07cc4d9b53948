"""Fees of a right: annuities, renewals and maintenance by year, with reductions, surcharges and what was paid.

Amounts are exact decimals in the currency of the schedule that is in force on the due date. A fee whose schedule is
not at hand has no amount; it is listed, never estimated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from zhihang.rules.conditions import attribute
from zhihang.rules.dates import Period, end_of_period, whole_years
from zhihang.rules.deadlines import Deadline, of_rule
from zhihang.rules.explanation import Step, Trace
from zhihang.rules.finding import Finding
from zhihang.rules.history import History
from zhihang.rules.loading import RuleBook, rule_book
from zhihang.rules.moments import names, resolve
from zhihang.rules.reductions import reduction_for
from zhihang.rules.rule import DeadlineVersion, FeeVersion, Rule, Surcharge, amount_of
from zhihang.rules.terms import term
from zhihang.rules.versions import applicable

_HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Late:
    """A step of the surcharge 滞纳金: what is added when payment comes until that day."""

    until: date
    amount: Decimal


@dataclass(slots=True)
class Fee:
    """One fee 费用 of a right: for which year, due when, how much after reduction, what lateness adds.

    `amount` and `full` are None where no schedule is at hand. `paid` and `surcharge` speak of a recorded payment;
    `lapse_date` is set where it came too late.
    """

    rule: Rule
    number: int
    year: Decimal
    due: date | None
    currency: str
    full: Decimal | None = None
    amount: Decimal | None = None
    policy: str | None = None
    late: tuple[Late, ...] = ()
    state: str = "open"
    paid: date | None = None
    surcharge: Decimal | None = None
    lapse_date: date | None = None
    provisional: bool = False
    verified: bool = True
    condition: tuple[Step, ...] = ()
    steps: tuple[Step, ...] = field(default=())

    @property
    def total(self) -> Decimal | None:
        """Amount and surcharge of the recorded payment together."""
        return None if self.amount is None else self.amount + (self.surcharge or 0)

    def surcharge_on(self, day: date) -> Decimal | None:
        """What lateness adds to a payment on that day; None after the last day."""
        if self.due is None or day <= self.due:
            return Decimal(0)
        return next((step.amount for step in self.late if day <= step.until), None)


def fees(of: History, book: RuleBook | None = None) -> list[Fee]:
    """Every fee of a right that its schedule knows, in the order of due dates; undated ones first."""
    book = book or rule_book()
    found = [fee for rule in book.scope("fee", of.law_office, of.right) for fee in _of_schedule(rule, of, book)]
    found.sort(key=lambda fee: (fee.due or date.min, fee.rule.rule, fee.number))
    return found


def undated_schedules(of: History, found: Sequence[Fee], book: RuleBook | None = None) -> Iterator[Finding]:
    """The schedules of which nothing can be said because the date from which their years count is not known."""
    book = book or rule_book()
    said = {fee.rule.rule for fee in found if fee.due}
    for rule in book.scope("fee", of.law_office, of.right):
        first = rule.versions[0]
        if rule.rule in said or not isinstance(first, FeeVersion) or not first.of:
            continue
        triggers = {v.trigger for v in book.rule(first.of).versions if isinstance(v, DeadlineVersion)}
        if all(resolve(trigger, of, Trace()) is None for trigger in triggers):
            wanted = dict.fromkeys(name for trigger in triggers for name in names(trigger))
            yield Finding("FEES_UNDATED", {"rule": rule.rule, "events": sorted(wanted)})


def totals(found: list[Fee]) -> dict[str, Decimal]:
    """The sum of known amounts, surcharges not counted, by currency."""
    sums: dict[str, Decimal] = {}
    for fee in found:
        if fee.amount is not None:
            sums[fee.currency] = sums.get(fee.currency, Decimal(0)) + fee.amount
    return sums


def forecast(found: list[Fee], start: date) -> dict[int, dict[str, Decimal]]:
    """What falls due from a day on, by calendar year and currency; paid and ended fees left out."""
    years: dict[int, dict[str, Decimal]] = {}
    for fee in found:
        if fee.due and fee.due >= start and fee.amount is not None and fee.state in ("open", "in_grace"):
            sums = years.setdefault(fee.due.year, {})
            sums[fee.currency] = sums.get(fee.currency, Decimal(0)) + fee.amount
    return dict(sorted(years.items()))


def _of_schedule(rule: Rule, of: History, book: RuleBook) -> Iterator[Fee]:
    first = rule.versions[0]
    if not isinstance(first, FeeVersion):
        return
    if first.of_compensation:
        yield from _compensation(rule, of, book)
        return
    if first.at:
        day = resolve(first.at, of, Trace())
        if day:
            yield _priced(rule, 1, day, of, book)
        return
    following = list(of_rule(book.rule(first.of or ""), of, book, forecast=True))
    yield from _initial(rule, first, of, book)
    for item in following:
        if item.number is not None and item.due is not None:
            yield _of_deadline(rule, item, of, book)


def _initial(rule: Rule, version: FeeVersion, of: History, book: RuleBook) -> Iterator[Fee]:
    """The fees paid with grant or registration; as a forecast while that day is not known."""
    if version.initial is None:
        return
    day = resolve(version.initial.at, of, Trace())
    if version.initial.numbers == "current":
        filed = min(of.dates("filing") + of.dates("international_filing"), default=None)
        if filed is None:
            return
        numbers = [whole_years(filed, day) + 1] if day else [1]
    else:
        numbers = list(range(1, version.initial.numbers + 1))
    for number in numbers:
        fee = _priced(rule, number, day, of, book)
        fee.state = "done" if day else "open"
        fee.steps = (*fee.steps, Step("STEP_INITIAL", day, {"event": names(version.initial.at)[0]}, version.source))
        if day is None:
            fee.condition = (Step("IF_GRANTED", None),)
        yield fee


def _of_deadline(rule: Rule, item: Deadline, of: History, book: RuleBook) -> Fee:
    fee = _priced(rule, item.number or 1, item.nominal, of, book, item.steps)
    fee.due = item.due
    fee.provisional, fee.verified = item.provisional, fee.verified and item.verified
    fee.state, fee.condition = item.state, item.condition
    version = _version(rule, item.nominal, of)
    if version and version.surcharge and fee.full is not None:
        fee.late = tuple(_late_steps(version, version.surcharge, fee, item, of))
    if item.version.repeats and item.version.repeats.after and resolve(item.version.repeats.after, of, Trace()) is None:
        fee.condition = (*fee.condition, Step("IF_GRANTED", None))
    if item.done_on:
        _settle(fee, item)
    return fee


def _settle(fee: Fee, item: Deadline) -> None:
    """Notes a recorded payment: its surcharge, or from when the right is gone."""
    fee.paid = item.done_on
    if fee.paid is None:
        return
    fee.surcharge = Decimal(0) if item.state == "done" else fee.surcharge_on(fee.paid)
    if item.state == "late":
        fee.lapse_date = item.lapse_date
        fields = {"paid": fee.paid, "last": item.last_day, "lapse": item.lapse_date}
        fee.steps = (*fee.steps, Step("STEP_SURCHARGE_LAPSED", item.lapse_date, fields))
    elif fee.surcharge:
        fee.steps = (*fee.steps, Step("STEP_SURCHARGE", str(fee.surcharge), {"paid": fee.paid}))


def _version(rule: Rule, day: date | None, of: History) -> FeeVersion | None:
    """The schedule in force that day; the latest one where no day is known."""
    found = [version for version, _ in applicable(rule, day, FeeVersion, of)]
    return found[-1] if found else None


def _priced(
    rule: Rule, number: int, day: date | None, of: History, book: RuleBook, before: tuple[Step, ...] = ()
) -> Fee:
    version = _version(rule, day, of)
    last = rule.versions[-1]
    currency = version.currency if version else last.currency if isinstance(last, FeeVersion) else ""
    labels = last.labels if isinstance(last, FeeVersion) else {}
    fee = Fee(
        rule, number, labels.get(number, Decimal(number)), day, currency, verified=bool(version and version.verified)
    )
    trace = Trace(version.source if version else "", list(before))
    if version is None or (full := _full(version, number, of, trace)) is None:
        trace.step("STEP_FEE_UNKNOWN", None)
    else:
        fee.full = fee.amount = full
        reduced = reduction_for(rule, number, day, of, book)
        if reduced:
            fee.amount = full - full * reduced.share / _HUNDRED
            fee.policy = reduced.policy
            fee.verified = fee.verified and reduced.verified
            trace.citation = reduced.source
            trace.step("STEP_FEE_REDUCED", str(fee.amount), share=reduced.share, policy=reduced.policy)
    fee.steps = tuple(trace.steps)
    return fee


def _full(version: FeeVersion, number: int, of: History, trace: Trace) -> Decimal | None:
    """The full fee: basic amount, parts per claim, number of classes."""
    table = version.electronic if version.electronic and _is_electronic(version, of) else version.amounts
    amount = amount_of(table, number)
    if amount is None:
        return None
    trace.step("STEP_FEE", str(amount), number=version.labels.get(number, number))
    each = amount_of(version.per_claim, number)
    if each and of.claims is None:
        trace.step("STEP_FEE_CLAIMS_UNKNOWN", str(amount))
    elif each and of.claims:
        count = max(0, of.claims - version.included)
        amount += each * count
        trace.step("STEP_FEE_CLAIMS", str(amount), part=each, count=count)
    if version.per_class:
        amount *= of.classes or 1
        code = "STEP_FEE_CLASSES" if of.classes else "STEP_FEE_CLASSES_UNKNOWN"
        trace.step(code, str(amount), count=of.classes or 1)
    return amount


def _is_electronic(version: FeeVersion, of: History) -> bool:
    """Whether the act that the fee belongs to was filed electronically."""
    acts = names(version.at) if version.at else ("renewal_payment", "renewal", "annuity_payment")
    return any(attribute(of, f"{name}.channel") == "electronic" for name in acts)


def _late_steps(version: FeeVersion, surcharge: Surcharge, fee: Fee, item: Deadline, of: History) -> Iterator[Late]:
    """What each month of lateness costs, counted from the nominal due date; the last one ends with the grace period."""
    if item.nominal is None or fee.full is None or fee.amount is None or item.last_day is None:
        return
    flat = surcharge.electronic if surcharge.electronic and _is_electronic(version, of) else surcharge.amounts
    table = flat or surcharge.rates
    for month, figure in table.items():
        until = end_of_period(item.nominal, Period(month, 0))
        base = fee.amount if surcharge.reducible else fee.full
        if not flat:
            amount = base * figure / _HUNDRED
        elif surcharge.reducible and fee.full:
            amount = figure * fee.amount / fee.full
        else:
            amount = figure
        amount *= (of.classes or 1) if surcharge.each_class else 1
        yield Late(item.last_day if month == max(table) else until, amount)


def _compensation(rule: Rule, of: History, book: RuleBook) -> Iterator[Fee]:
    """Fees of a compensated term: one for each full year beyond the basic term, none for the rest of a year."""
    found = term(of, book)
    if found.basic_end is None or found.end is None:
        return
    basic = whole_years(found.start, found.basic_end) if found.start else 0
    for count in range(whole_years(found.basic_end, found.end)):
        due = end_of_period(found.basic_end, Period(12 * count, 0))
        yield _priced(rule, basic + count + 1, due, of, book)
