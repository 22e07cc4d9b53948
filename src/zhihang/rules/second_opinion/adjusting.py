"""What prolongs or cuts a term: days for delay of the office, regulatory review, certificates, disclaimers."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from zhihang.rules.second_opinion.case import Case, day_said
from zhihang.rules.second_opinion.civil import days_from
from zhihang.rules.second_opinion.dates_in_law import date_in, moved
from zhihang.rules.second_opinion.reading import Text, provisions_for
from zhihang.rules.second_opinion.scope import Answer, applies, is_in_force


@dataclass(frozen=True)
class Adjusted:
    """One adjustment 期限补偿: from which end to which, by how many days, and whether it holds or is only possible."""

    rule: str
    days: int
    before: date
    after: date
    applied: bool = True


def adjusted(basic: date, case: Case) -> tuple[Adjusted, ...]:
    """Every adjustment of a term in the order of law; each begins at the end that those before it left."""
    found: list[Adjusted] = []
    end = basic
    for method in ("stated", "office_delay", "disclaimer", "us_review", "regulatory_review", "spc"):
        for provision in provisions_for(case.office, case.right, "adjustment"):
            # Where the date that chooses is not known several versions may hold: the newest speaks, never two.
            holding = [v for v in reversed(provision.versions) if v["method"] == method and _holds(v, case)]
            one = _METHODS[method](provision.rule, holding[0], end, case) if holding else None
            if one is not None:
                found.append(one)
                end = one.after if one.applied else end
    return tuple(found)


def _holds(version: dict[str, Text], case: Case) -> bool:
    if applies(version, case) is Answer.NO:
        return False
    by = version.get("dated_by")
    return is_in_force(version, date_in(by, case) if by else None)


def _stated(rule: str, version: dict[str, Text], end: date, case: Case) -> Adjusted | None:
    """Days that the office states, or the sum of their parts (37 CFR 1.702-1.705)."""
    days = case.days.get(version["days"])
    if days is None:
        parts = {key: int(sign) for key, sign in version["parts"].items() if key in case.days}
        if not parts:
            return None
        days = sum(sign * case.days[key] for key, sign in parts.items())
    days = max(0, days)
    return Adjusted(rule, days, end, days_from(end, days))


def _office_delay(rule: str, version: dict[str, Text], end: date, case: Case) -> Adjusted | None:
    """Days from the date by which the office should have granted, less the delays of others (CN R.78)."""
    stated = case.days.get(version["days"])
    deductions = [case.days[kind] for kind in version["deduct"] if kind in case.days]
    if stated is None:
        since, granted = date_in(version["since"], case), date_in(version["to"], case)
        if since is None or granted is None or granted <= since:
            return None
        stated = (granted - since).days - sum(deductions)
    days = max(0, stated)
    asked = any(item.said.get("compensation") == "yes" for item in case.named("grant"))
    applied = version["days"] in case.days or bool(deductions) or asked or version.get("on_request") != "true"
    return Adjusted(rule, days, end, days_from(end, days), applied)


def _review(rule: str, version: dict[str, Text], end: date, case: Case) -> Adjusted | None:
    """Days from so many years after filing to the authorization of the drug, within both limits of law."""
    days = case.days.get(version["days"])
    if days is None:
        since = date_in(version["since"], case) if "since" in version else None
        authorized = date_in(version["to"], case) if "to" in version else None
        if since is None or authorized is None or authorized <= since:
            return None
        days = (authorized - since).days
    return _within(rule, version, end, days, case)


def _us_review(rule: str, version: dict[str, Text], end: date, case: Case) -> Adjusted | None:
    """Half of the testing phase and the whole approval phase; half days are ignored (37 CFR 1.775)."""
    days = case.days.get(version["days"])
    if days is None:
        if "testing" not in case.days and "approval" not in case.days:
            return None
        testing, approval = case.days.get("testing", 0), case.days.get("approval", 0)
        days = testing + approval - case.days.get("diligence", 0) - testing // 2
    return _within(rule, version, end, days, case)


def _within(rule: str, version: dict[str, Text], end: date, days: int, case: Case) -> Adjusted:
    after = days_from(end, max(0, days))
    if "longest" in version:
        after = min(after, moved(end, version["longest"]))
    authorized = case.first_day("marketing_authorization")
    if "ceiling" in version and authorized is not None:
        after = min(after, moved(authorized, version["ceiling"]))
    after = max(after, end)
    return Adjusted(rule, (after - end).days, end, after)


def _certificate(rule: str, version: dict[str, Text], end: date, case: Case) -> Adjusted | None:
    """A certificate from the end of the patent: fifteen years from authorization, five at most, and six months."""
    first = case.named("marketing_authorization")
    if not first or first[0].day is None:
        return None
    until = min(moved(first[0].day, version["ceiling"]), moved(end, version["longest"]))
    if first[0].said.get("paediatric") == "yes":
        until = moved(until, version["extra"])
    after = max(until, end)
    return Adjusted(rule, (after - end).days, end, after)


def _disclaimed(rule: str, version: dict[str, Text], end: date, case: Case) -> Adjusted | None:
    """A disclaimer cuts the term at the end of the other patent (37 CFR 1.321)."""
    said = [day_said(item.said.get("until", ""), item.name) for item in case.named("terminal_disclaimer")]
    until = [day for day in said if day is not None]
    if not until or min(until) >= end:
        return None
    return Adjusted(rule, (min(until) - end).days, end, min(until))


_METHODS: dict[str, Callable[[str, dict[str, Text], date, Case], Adjusted | None]] = {
    "stated": _stated,
    "office_delay": _office_delay,
    "regulatory_review": _review,
    "us_review": _us_review,
    "spc": _certificate,
    "disclaimer": _disclaimed,
}
