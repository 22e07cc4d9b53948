"""How an answer was reached: steps, each with its text, its value and the article it rests on.

A step is kept as code and fields and becomes a sentence only when somebody reads it, in either language.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from zhihang import messages
from zhihang.messages import Language
from zhihang.rules.dates import Ending, Period, period
from zhihang.rules.events import event_labels
from zhihang.rules.finding import Finding
from zhihang.rules.rest_days import rest_day_text

_NONE: dict[str, Any] = {}
_PERIOD_FIELDS = frozenset(("period", "each", "most", "total", "longest"))


class Step(NamedTuple):
    """One step of a calculation 计算步骤: `code` of `messages/steps.yaml`, its fields, its result, its source."""

    code: str
    value: Any
    fields: Mapping[str, Any] = _NONE
    citation: str = ""

    def text(self, language: Language = "en") -> str:
        """The sentence of the step."""
        shown = {key: _shown(key, value, language) for key, value in self.fields.items()}
        return messages.text("rules", self.code, language, **shown)


def _shown(key: str, value: Any, language: Language) -> str:
    if key in _PERIOD_FIELDS:
        return period_text(value, language)
    if key == "reason":
        return rest_day_text(str(value), language)
    if key in ("event", "events", "missing"):
        return event_labels((value,) if isinstance(value, str) else value, language)
    return str(value)


def period_step(length: Period, ending: Ending) -> str:
    """The sentence that tells how a period of that length and ending was counted."""
    if ending == "corresponding_day" and (length.months < 0 or length.days < 0):
        return "STEP_PERIOD_BACK" if length.months else "STEP_PERIOD_BACK_PLAIN"
    if ending == "corresponding_day":
        return "STEP_PERIOD" if length.months else "STEP_PERIOD_PLAIN"
    return f"STEP_PERIOD_{ending.upper()}"


def period_text(value: Period | str, language: Language) -> str:
    """A period in words: 18 months; whole years as years. The sentence around it says which way it is counted."""
    months, days = map(abs, period(value) if isinstance(value, str) else value)
    parts = [(months // 12, "YEARS")] if months % 12 == 0 else [(months, "MONTHS")]
    parts = [part for part in (*parts, (days, "DAYS")) if part[0]] or [(0, "DAYS")]
    return " ".join(
        messages.text("rules", f"PERIOD_{unit}" if abs(n) != 1 else f"PERIOD_{unit[:-1]}", language, n=n)
        for n, unit in parts
    )


@dataclass(slots=True)
class Trace:
    """What a calculation gathers on its way: steps, missing events, findings, and how sure the result is."""

    citation: str = ""
    steps: list[Step] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    provisional: bool = False
    verified: bool = True
    claimed: int | None = None

    def step(self, code: str, value: date | str | None, **fields: Any) -> None:
        """Notes one step, resting on the article in force."""
        self.steps.append(Step(code, value, fields, self.citation))

    def lacks(self, name: str) -> None:
        """Notes an event whose date the answer needs."""
        if name not in self.missing:
            self.missing.append(name)
