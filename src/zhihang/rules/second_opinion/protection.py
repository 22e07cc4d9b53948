"""The term of a right in the second opinion: when it begins, when it ends, and what prolongs or cuts it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from zhihang.rules.second_opinion.adjusting import Adjusted, adjusted
from zhihang.rules.second_opinion.case import Case
from zhihang.rules.second_opinion.civil import days_from, months_from
from zhihang.rules.second_opinion.dates_in_law import date_in, events_of, moved
from zhihang.rules.second_opinion.reading import Provision, Text, length, provisions_for
from zhihang.rules.second_opinion.scope import Answer, applies, is_in_force
from zhihang.rules.second_opinion.time_limits import TimeLimit, term_by_term


@dataclass(frozen=True)
class Protection:
    """A term of protection 保护期限: its start, its end in law, and the last day on which the right exists."""

    rule: str = ""
    start: date | None = None
    basic_end: date | None = None
    end: date | None = None
    last_day: date | None = None
    next_end: date | None = None
    possible_end: date | None = None
    is_unlimited: bool = False
    is_barred: bool = False
    adjustments: tuple[Adjusted, ...] = ()
    alternatives: tuple[date, ...] = ()


def protection(case: Case) -> Protection:
    """The term of the right; where several are possible and nobody said which, only the alternatives."""
    found: list[tuple[Protection, bool]] = []
    for provision in provisions_for(case.office, case.right, "term"):
        for version in provision.versions:
            answer = applies(version, case)
            if answer is Answer.NO or not _is_at_issue(version, case):
                continue
            dated = _dating(version, case)
            if dated is None and ("valid_from" in version or "valid_until" in version):
                continue
            if is_in_force(version, dated):
                found.append((_term(provision, version, case), answer is Answer.PERHAPS))
    if len(found) == 1 and not found[0][1]:
        return found[0][0]
    return Protection(alternatives=tuple(term.end for term, _ in found if term.end))


def _is_at_issue(version: dict[str, Text], case: Case) -> bool:
    """Whether any event was reported from which the term could begin or end."""
    named = {*events_of(version["start"]), *(events_of(version["end"]) if version["end"] else ())}
    return any(case.mentions(name) for name in named)


def _dating(version: dict[str, Text], case: Case) -> date | None:
    return date_in(version.get("dated_by") or version["start"], case)


def _term(provision: Provision, version: dict[str, Text], case: Case) -> Protection:
    start = date_in(version["start"], case)
    if not version["end"]:
        return Protection(provision.rule, start, is_unlimited=True)
    end = date_in(version["end"], case)
    if end is None:
        return Protection(provision.rule, start)
    most = date_in(version["most"], case) if "most" in version else None
    basic = min(end, most) if most else end
    term = Protection(provision.rule, start, basic, basic)
    if "renewable" in version:
        term = _renewed(term, version, case, most)
    else:
        adjustments = adjusted(basic, case)
        term = replace(term, end=_after(basic, adjustments), adjustments=adjustments)
        term = replace(term, possible_end=_possible(basic, adjustments))
    if term.end is None:
        return term
    before = version.get("last_day") == "day_before"
    return replace(term, last_day=days_from(term.end, -1) if before else term.end)


def _after(basic: date, adjustments: tuple[Adjusted, ...]) -> date:
    applied = [item for item in adjustments if item.applied]
    return applied[-1].after if applied else basic


def _possible(basic: date, adjustments: tuple[Adjusted, ...]) -> date | None:
    waiting = [item for item in adjustments if not item.applied]
    return max(item.after for item in waiting) if waiting else None


def _end_of_term(version: dict[str, Text], case: Case, number: int) -> date | None:
    """The end of the term of that number; each is counted from the start, Chinese marks from the end before."""
    of, every = version["end"]["of"], version["end"]["plus"]
    start = date_in(of, case)
    if start is None:
        return None
    if version["end"].get("ending") == "day_before":
        return term_by_term(start, every, number)
    other = version.get("renewable_for", {})
    terms = [every, *(other.get(str(renewal), version["renewable"]) for renewal in range(1, number))]
    return moved(start, f"{sum(length(term)[0] for term in terms)} months")


def _renewed(term: Protection, version: dict[str, Text], case: Case, most: date | None) -> Protection:
    """A term with its renewals; what was renewed later had been renewed before, or there was nothing to renew."""
    basic = term.basic_end
    if basic is None:
        return term
    acts = [item.day for name in version["renewed_by"] for item in case.named(name) if item.day]
    number = 1 + max((_term_renewed(act, version, case) for act in acts), default=0)
    end = _end_of_term(version, case, number)
    following = _end_of_term(version, case, number + 1)
    if most is not None and end is not None:
        following = None if end >= most or following is None else min(following, most)
        end = min(end, most)
    return replace(term, end=end, next_end=following)


def _term_renewed(act: date, version: dict[str, Text], case: Case) -> int:
    """The number of the term near whose end an act lies, at most half a term away; 0 where it lies near none."""
    months, _ = length(version["renewable"])
    number = 1
    while (end := _end_of_term(version, case, number)) and months_from(end, -months // 2) <= act:
        number += 1
    return number - 1


def barred(term: Protection, limits: list[TimeLimit], case: Case) -> Protection:
    """No term where the act on which the right depends came too late (CN IC layout regulations Art. 17)."""
    for provision in provisions_for(case.office, case.right, "term"):
        bars = {version.get("bar") for version in provision.versions} - {None}
        if any(limit.rule in bars and limit.state == "late" for limit in limits):
            return Protection(term.rule, is_barred=True)
    return term
