"""Awards and remuneration of inventors: the statutory floor, an agreement above it, and the split among inventors.

>>> from zhihang.rules.loading import rule_book
>>> award(rule_book(), right="patent", granted="2025-01-03").value
Decimal('4000')
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import ROUND_DOWN, Decimal

from zhihang.errors import UsageError
from zhihang.rules.dates import end_of_period, period
from zhihang.rules.explanation import Step
from zhihang.rules.figure import Figure, exact, version_of
from zhihang.rules.loading import RuleBook

_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


def award(
    book: RuleBook, right: str, granted: str | date, agreed: object | None = None, inventors: int | None = None
) -> Figure:
    """The award 奖金 owed to all inventors of a granted right together: as agreed, else the statutory minimum.

    An agreement takes the place of the minimum (Impl. Regs R.92). The figure's `reasons` name the last day of payment.
    """
    day = date.fromisoformat(str(granted))
    rule, version = version_of(book, "cn.incentive.award", day)
    if right not in version.numbers:
        raise UsageError("NO_AWARD", room="rules", right=right)
    floor = version.numbers[right]
    value = floor if agreed is None else exact(agreed, "agreed")
    last = end_of_period(day, period(version.lists["within"][0]))
    code = "STEP_AWARD_FLOOR" if agreed is None else "STEP_AWARD_AGREED"
    steps = [Step(code, str(value), {"floor": floor}, version.source), Step("STEP_PAY_UNTIL", last, {}, version.source)]
    return Figure(rule, version, value, version.currency, reasons=(str(last),), steps=tuple(steps))


def remuneration(
    book: RuleBook, way: str, income: object, day: str | date, agreed_share: object | None = None
) -> Figure:
    """The remuneration 报酬 owed when a right is used: `license`, `transfer`, `shares` or `own_use` (profit of a year).

    `income` is net income, shares or operating profit. An agreed share in percent takes the place of the default,
    and the figure says where it lies below it.
    """
    rule, version = version_of(book, "cn.incentive.remuneration", date.fromisoformat(str(day)))
    if way not in version.numbers:
        known = ", ".join(name for name in version.numbers if not name.endswith("years"))
        raise UsageError("REMUNERATION_WAY", room="rules", value=way, expected=known)
    floor = version.numbers[way]
    share = floor if agreed_share is None else exact(agreed_share, "agreed_share")
    value = exact(income, "income") * share / _HUNDRED
    steps = (Step("STEP_SHARE", str(value), {"income": income, "share": share, "floor": floor}, version.source),)
    return Figure(rule, version, value, version.currency, holds=share >= floor, steps=steps)


def split(amount: Decimal, contributions: Mapping[str, object]) -> dict[str, Decimal]:
    """An amount divided by contributions, exact to the cent: the parts always add up to the whole.

    Cents that rounding leaves go to those whose part was cut most, in the order given where equal.

    >>> split(Decimal("100"), {"a": 1, "b": 1, "c": 1})
    {'a': Decimal('33.34'), 'b': Decimal('33.33'), 'c': Decimal('33.33')}
    """
    weights = {name: exact(weight, name) for name, weight in contributions.items()}
    whole = sum(weights.values())
    if whole <= 0 or any(weight < 0 for weight in weights.values()):
        raise UsageError("CONTRIBUTIONS", room="rules", total=str(whole))
    shares = {name: amount * weight / whole for name, weight in weights.items()}
    parts = {name: share.quantize(_CENT, ROUND_DOWN) for name, share in shares.items()}
    rest = int((amount - sum(parts.values())) / _CENT)
    order = sorted(shares, key=lambda name: parts[name] - shares[name])
    for name in order[:rest]:
        parts[name] += _CENT
    return parts
