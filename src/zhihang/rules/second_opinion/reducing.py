"""Fee reductions: of all that a right may ask for, the best single one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from zhihang.rules.second_opinion.case import Case
from zhihang.rules.second_opinion.civil import anniversaries_until
from zhihang.rules.second_opinion.dates_in_law import date_in
from zhihang.rules.second_opinion.reading import Text, provisions_for
from zhihang.rules.second_opinion.scope import Answer, applies, is_in_force


def best_reduction(fee: str, number: int, due: date | None, case: Case) -> tuple[str | None, Decimal]:
    """The policy with the largest share left off the fee of a number, and that share in percent."""
    found: list[tuple[Decimal, str]] = []
    for provision in provisions_for(case.office, case.right, "reduction"):
        for version in provision.versions:
            if fee not in version["fees"] or not is_in_force(version, due) or applies(version, case) is Answer.NO:
                continue
            if _is_asked_for(version, due, case) and _is_within_years(version, number, case):
                found.append((Decimal(version["share"]), version["policy"]))
    share, policy = max(found, default=(Decimal(0), ""))
    return policy or None, share


def _is_asked_for(version: dict[str, Text], due: date | None, case: Case) -> bool:
    if version["policy"] != "open_license":
        return bool(case.reduction == version["policy"])
    runs = False
    for item in case.named("license"):  # in the order in which they happened
        if due is not None and item.day is not None and item.day <= due and item.said.get("open") in ("yes", "ended"):
            runs = item.said["open"] == "yes"
    return runs


def _is_within_years(version: dict[str, Text], number: int, case: Case) -> bool:
    """Whether a year is one of the first so many, counted from the year in which the right was granted."""
    if "years" not in version:
        return True
    since = date_in(version["years_from"], case)
    begin = date_in({"earliest": ["international_filing", "filing"]}, case)
    first = anniversaries_until(begin, since) + 1 if since and begin else 1
    return number < first + int(version["years"])
