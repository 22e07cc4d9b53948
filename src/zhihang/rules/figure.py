"""The answer of an incentive or indicator rule: a value with unit, grade, inputs and steps."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation

from zhihang.errors import RuleError, UsageError
from zhihang.rules.explanation import Step
from zhihang.rules.loading import RuleBook
from zhihang.rules.rule import FigureVersion, Rule
from zhihang.rules.versions import in_force


@dataclass(slots=True)
class Figure:
    """A computed number or grade 指标值; `value` is None where it is undefined (empty denominator, missing input)."""

    rule: Rule
    version: FigureVersion
    value: Decimal | None = None
    unit: str = ""
    grade: str | None = None
    holds: bool | None = None
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    steps: tuple[Step, ...] = field(default=())

    @property
    def verified(self) -> bool:
        """Whether the rule's numbers were compared with the official text."""
        return self.version.verified


def version_of(book: RuleBook, name: str, day: date | None) -> tuple[Rule, FigureVersion]:
    """The version of a figure rule in force that day. Raises RuleError `VERSION_GAP`."""
    rule = book.rule(name)
    found = in_force(rule, day, FigureVersion)
    if not found:
        raise RuleError("VERSION_GAP", room="rules", rule=name, date=str(day))
    return rule, found[-1]


def exact(value: object, name: str) -> Decimal:
    """A number as exact decimal. Raises UsageError `NUMBER`."""
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite():
        raise UsageError("NUMBER", room="rules", name=name, value=str(value))
    return number


def rounded(value: Decimal, places: int) -> Decimal:
    """Commercial rounding for display; computations keep the exact value."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
