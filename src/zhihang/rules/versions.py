"""Which version of a rule holds: chosen by the date of the trigger, never by today's date."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from zhihang.rules.conditions import applies
from zhihang.rules.explanation import Step
from zhihang.rules.history import Event, History
from zhihang.rules.rule import Rule, Version

_V = TypeVar("_V", bound=Version)


def in_force(rule: Rule, day: date | None, kind: type[_V]) -> list[_V]:
    """The versions whose interval holds that day; all of them where the day is not known."""
    return [
        version
        for version in rule.versions
        if isinstance(version, kind)
        and (
            day is None
            or (
                (version.valid_from is None or version.valid_from <= day)
                and (version.valid_until is None or day <= version.valid_until)
            )
        )
    ]


def applicable(
    rule: Rule, day: date | None, kind: type[_V], of: History, focus: Event | None = None
) -> Iterator[tuple[_V, tuple[Step, ...]]]:
    """The versions of that day that can apply, each with the conditions under which it does."""
    for version in in_force(rule, day, kind):
        fits, conditions = applies(version.when, of, focus)
        if fits:
            yield version, conditions
