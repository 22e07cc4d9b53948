"""Annuities, renewals and other fees: looked up by year in tables with one row for each year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from zhihang.rules.second_opinion.acts import settled
from zhihang.rules.second_opinion.case import Case, Happening
from zhihang.rules.second_opinion.civil import anniversaries_until, whole_years_before
from zhihang.rules.second_opinion.dates_in_law import date_in, moved
from zhihang.rules.second_opinion.protection import Protection
from zhihang.rules.second_opinion.reading import Provision, Text, named, provisions_for, year_table
from zhihang.rules.second_opinion.reducing import best_reduction
from zhihang.rules.second_opinion.scope import Answer, applies, is_in_force
from zhihang.rules.second_opinion.time_limits import TimeLimit, limits_of

_HUNDRED = Decimal(100)


@dataclass(frozen=True)
class Annuity:
    """A fee 年费 of one year (or renewal): how much, until when, and what lateness adds until which day.

    Amounts are exact decimals of `currency`; None where no schedule is at hand for its date.
    """

    rule: str
    number: int
    due: date | None
    currency: str
    year: Decimal = Decimal(0)
    full: Decimal | None = None
    amount: Decimal | None = None
    policy: str | None = None
    late: tuple[tuple[date, Decimal], ...] = ()
    state: str = "open"
    paid: date | None = None
    surcharge: Decimal | None = None
    lapse_date: date | None = None
    is_conditional: bool = False


def annuities(case: Case, term: Protection, limits: list[TimeLimit]) -> list[Annuity]:
    """Every fee of a case, in the order of number within each schedule."""
    found: list[Annuity] = []
    for provision in provisions_for(case.office, case.right, "fee"):
        first = provision.versions[0]
        if first.get("of_compensation") == "true":
            found += _of_compensation(provision, term, case)
        elif "at" in first:
            found += _at_event(provision, case)
        else:
            found += _following(provision, case, term, [limit for limit in limits if limit.rule == first["of"]])
    return found


def _version(provision: Provision, day: date | None, case: Case | None = None) -> dict[str, Text] | None:
    """The schedule of a day; the newest where the day is not known."""
    for version in reversed(provision.versions):
        if is_in_force(version, day) and (case is None or applies(version, case) is not Answer.NO):
            return version
    return None


def _table(version: dict[str, Text], key: str) -> dict[int, Decimal]:
    return year_table(tuple(version.get(key, {}).items()))


def _year(version: dict[str, Text], number: int) -> Decimal:
    return Decimal(version.get("labels", {}).get(str(number), number))


def _of_compensation(provision: Provision, term: Protection, case: Case) -> Iterator[Annuity]:
    """Whole years of a compensated term; what is left of a year costs nothing (CNIPA Announcement 594)."""
    if term.basic_end is None or term.end is None:
        return
    years = whole_years_before(term.start, term.basic_end) if term.start else 20
    for index in range(whole_years_before(term.basic_end, term.end)):
        due = moved(term.basic_end, f"{index} years")
        fee = Annuity(provision.rule, years + 1 + index, due, provision.versions[0]["currency"])
        yield _priced(provision, fee, case, None, None)


def _at_event(provision: Provision, case: Case) -> Iterator[Annuity]:
    due = date_in(provision.versions[0]["at"], case)
    if due is None:
        return
    act = next((item for item in case.named(provision.versions[0]["at"])), None)
    for number in _table(provision.versions[0], "amounts"):
        yield _priced(
            provision, Annuity(provision.rule, number, due, provision.versions[0]["currency"]), case, act, None
        )


def _following(provision: Provision, case: Case, term: Protection, limits: list[TimeLimit]) -> Iterator[Annuity]:
    """The fees whose dates are those of a returning time limit, with those paid when the right was granted."""
    version = provision.versions[0]
    currency = version["currency"]
    yield from _first_payment(provision, case)
    after = _repeats(version["of"]).get("after")
    is_forecast = after is not None and date_in(after, case) is None
    if is_forecast:
        limits = _foreseen(version["of"], case, term)
    for limit in (limit for limit in limits if limit.number is not None):
        act = _payment(limit, case)
        due = limit.due
        fee = Annuity(provision.rule, limit.number or 0, due, currency, is_conditional=is_forecast, state=limit.state)
        yield _with_lateness(provision, _priced(provision, fee, case, act, limit), limit, case)


def _foreseen(rule: str, case: Case, term: Protection) -> list[TimeLimit]:
    """The limits that a grant would bring, if it came; none beyond the term, renewed as far as it can be."""
    found = limits_of(named(rule), case, as_if_granted=True)
    last = term.next_end or term.end
    owed = [limit for limit in found if limit.nominal and (last is None or limit.nominal < last)]
    return settled(owed, case)


def _repeats(rule: str) -> dict[str, Text]:
    found: dict[str, Text] = named(rule).versions[0]["repeats"]
    return found


def _start_of_years(rule: str, case: Case) -> date | None:
    """The day from which the years of a yearly limit are counted."""
    return date_in(named(rule).versions[0]["trigger"], case)


def _years_reached(rule: str, day: date, case: Case) -> list[int]:
    """The year in which a day lies; none if the start of the years is not known."""
    start = _start_of_years(rule, case)
    return [anniversaries_until(start, day) + 1] if start else []


def _first_payment(provision: Provision, case: Case) -> Iterator[Annuity]:
    version = provision.versions[0]
    if "initial" not in version:
        return
    day = date_in(version["initial"]["at"], case)
    wanted = version["initial"]["numbers"]
    if day is None and wanted == "current" and _start_of_years(version["of"], case) is None:
        return
    if day is None:
        for number in range(1, int(_repeats(version["of"])["first"])):
            fee = Annuity(provision.rule, number, None, version["currency"], is_conditional=True)
            yield _priced(provision, fee, case, None, None)
        return
    numbers = _years_reached(version["of"], day, case) if wanted == "current" else range(1, int(wanted) + 1)
    for number in numbers:
        fee = Annuity(provision.rule, number, day, version["currency"], state="done")
        yield _priced(provision, fee, case, None, None)


def _payment(limit: TimeLimit, case: Case) -> Happening | None:
    if limit.done_on is None:
        return None
    names = named(limit.rule).versions[0].get("cleared_by", ())
    return next((item for name in names for item in case.named(name) if item.day == limit.done_on), None)


def _priced(provision: Provision, fee: Annuity, case: Case, act: Happening | None, limit: TimeLimit | None) -> Annuity:
    """A fee with its full amount and what a reduction leaves of it."""
    version = _version(provision, _dating(fee, limit), case)
    if version is None:
        return replace(fee, year=_year(provision.versions[0], fee.number))
    fee = replace(fee, year=_year(version, fee.number))
    base = _table(version, "amounts").get(fee.number)
    if act is not None and act.said.get("channel") == "electronic":
        base = _table(version, "electronic").get(fee.number, base)
    if base is None:
        return fee
    each = _table(version, "per_claim").get(fee.number)
    if each is not None and case.claims is not None:
        base += each * max(0, case.claims - int(version.get("included", 0)))
    if version.get("per_class") == "true":
        base *= case.classes or 1
    policy, share = best_reduction(provision.rule, fee.number, _dating(fee, limit), case)
    return replace(fee, full=base, amount=base * (_HUNDRED - share) / _HUNDRED, policy=policy)


def _dating(fee: Annuity, limit: TimeLimit | None) -> date | None:
    """The day whose schedule counts: on which the fee falls due in law, even if an office is closed that day."""
    return limit.nominal if limit else fee.due


def _with_lateness(provision: Provision, fee: Annuity, limit: TimeLimit, case: Case) -> Annuity:
    version = _version(provision, limit.nominal, case)
    late = _steps(version, fee, limit, case, _payment(limit, case)) if version else ()
    fee = replace(fee, late=late, paid=limit.done_on)
    if limit.state == "late":
        return replace(fee, lapse_date=limit.lapse_date)
    if limit.state == "done":
        return replace(fee, surcharge=Decimal(0))
    if limit.state == "done_in_grace" and limit.done_on:
        return replace(fee, surcharge=next((amount for until, amount in late if limit.done_on <= until), None))
    return fee


def _steps(
    version: dict[str, Text], fee: Annuity, limit: TimeLimit, case: Case, act: Happening | None
) -> tuple[tuple[date, Decimal], ...]:
    """Until which day lateness adds how much; the last step ends with the grace period."""
    surcharge, nominal, last = version.get("surcharge"), limit.nominal, limit.last_day_of_grace
    if not surcharge or nominal is None or last is None or fee.full is None:
        return ()
    electronic = act is not None and act.said.get("channel") == "electronic"
    key = "rates" if surcharge.get("rates") else "electronic" if electronic and "electronic" in surcharge else "amounts"
    found = []
    months = sorted(int(month) for month in surcharge[key])
    for month in months:
        value = Decimal(surcharge[key][str(month)])
        amount = fee.full * value / _HUNDRED if key == "rates" else value
        if surcharge.get("reducible") == "true" and fee.full:
            amount = amount * (fee.amount or Decimal(0)) / fee.full
        if surcharge.get("each_class") == "true":
            amount *= case.classes or 1
        found.append((last if month == months[-1] else moved(nominal, f"{month} months"), amount))
    return tuple(found)
