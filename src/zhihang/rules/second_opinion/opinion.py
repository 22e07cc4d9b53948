"""The second opinion on one right: its term, its time limits and its annuities."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from zhihang.rules.second_opinion.acts import settled
from zhihang.rules.second_opinion.annuities import Annuity, annuities
from zhihang.rules.second_opinion.case import Case, happening
from zhihang.rules.second_opinion.protection import Protection, barred, protection
from zhihang.rules.second_opinion.reading import named
from zhihang.rules.second_opinion.time_limits import TimeLimit, time_limits

_ASKED_UNDER = {"EM": "EU", "QZ": "EU", "IB": "WO", "PCT": "WO"}


@dataclass(frozen=True)
class Opinion:
    """A second opinion 复核意见: the term, the deadlines and the annuities of one right."""

    terms: Protection
    deadlines: tuple[TimeLimit, ...]
    annuities: tuple[Annuity, ...]


def opinion(
    history: Iterable[str],
    office: str,
    right: str,
    *,
    route: str | None = None,
    origin: str | None = None,
    reduction: str | None = None,
    claims: int | None = None,
    classes: int | None = None,
    days: Mapping[str, int] | None = None,
    as_of: date | None = None,
) -> Opinion:
    """The second opinion on a right whose events are written as on the command line.

    >>> found = opinion(["filing=2016-03-10", "examination_request=2017-01-05", "grant=2021-09-14"], "CN", "patent",
    ...                 days={"applicant_delay": 60})
    >>> found.terms.end
    datetime.date(2037, 7, 16)

    Raises UsageError for an event or a day that cannot be read.
    """
    happenings = tuple(happening(text) for text in history)
    asked_for = None if reduction == "none" else reduction
    case = Case(
        _ASKED_UNDER.get(office, office),
        right,
        happenings,
        route,
        origin,
        asked_for,
        claims,
        classes,
        dict(days or {}),
        as_of,
    )
    term = protection(case)
    limits = settled([limit for limit in time_limits(case) if _is_owed(limit, term)], case)
    return Opinion(barred(term, limits, case), _ordered(limits), tuple(annuities(case, term, limits)))


def _is_owed(limit: TimeLimit, term: Protection) -> bool:
    """Whether the right still exists when a yearly fee falls due: nothing is paid for a term that has ended.

    Renewals of terms that are renewed are not meant: they fall due on the end itself and carry the right beyond it.
    """
    if limit.number is None or limit.nominal is None or term.end is None or term.next_end is not None:
        return True
    return named(limit.rule).versions[0].get("kind") == "window" or limit.nominal < term.end


def _ordered(limits: list[TimeLimit]) -> tuple[TimeLimit, ...]:
    dated = [replace(limit) for limit in limits]
    return tuple(sorted(dated, key=lambda item: (item.due or date.max, item.rule, item.number or 0)))
