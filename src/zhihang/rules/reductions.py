"""Fee reductions: who may leave off which share of a fee; several never add up, the best single one counts."""

from __future__ import annotations

from datetime import date

from zhihang.rules.dates import whole_years
from zhihang.rules.explanation import Trace
from zhihang.rules.history import History
from zhihang.rules.loading import RuleBook
from zhihang.rules.moments import resolve
from zhihang.rules.rule import ReductionVersion, Rule
from zhihang.rules.versions import applicable


def reduction_for(fee: Rule, number: int, day: date | None, of: History, book: RuleBook) -> ReductionVersion | None:
    """The best reduction 费用减缴 that this right has for a fee; None where it has none."""
    found = [
        version
        for rule in book.scope("reduction", of.law_office, of.right)
        for version, conditions in applicable(rule, day, ReductionVersion, of)
        if not conditions and fee.rule in version.fees and _has(version, day, of) and _in_years(version, number, of)
    ]
    return max(found, key=lambda version: version.share, default=None)


def _has(version: ReductionVersion, day: date | None, of: History) -> bool:
    if version.policy != "open_license":
        return version.policy == of.reduction
    if day is None:
        return False  # a license that may begin after the fee falls due reduces nothing
    said = [
        (item.date, item.attributes["open"])
        for item in of.by_name.get("license", ())
        if item.date and item.date <= day and item.attributes.get("open") in ("yes", "ended")
    ]
    return bool(said) and max(said, key=lambda pair: pair[0])[1] == "yes"


def _in_years(version: ReductionVersion, number: int, of: History) -> bool:
    """Whether the fee's year lies within the years of the reduction; unknown grants count as the first year."""
    if version.years is None or version.years_from is None:
        return True
    begun = resolve(version.years_from, of, Trace())
    filed = min(of.dates("filing") + of.dates("international_filing"), default=None)
    first = whole_years(filed, begun) + 1 if begun and filed else 1
    return number < first + version.years
