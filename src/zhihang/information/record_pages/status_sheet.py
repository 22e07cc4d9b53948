"""The explanation of a status and an expiry, line by line, as the page of a record shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby

from zhihang.information.record_pages.right_status import RightStatus
from zhihang.messages import Language
from zhihang.records.record import Record
from zhihang.rules.events import event_kinds, event_label
from zhihang.rules.explanation import Step
from zhihang.rules.loading import rule_book
from zhihang.rules.register import RegisterEvent, register_events, translated
from zhihang.rules.status import Evidence

DEAD = frozenset({"expired", "lapsed", "withdrawn", "refused", "revoked", "surrendered", "restorable"})
"""Statuses after which a term tells only how long the right could have lasted."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an explanation: its text, day, status, article, the rule it rests on, where the day comes from."""

    text: str
    day: date | None = None
    value: str = ""
    citation: str = ""
    rule: str = ""
    told_by: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """Missing evidence of one kind: its lines, and the rule that asks for it."""

    lines: tuple[Line, ...]
    rule: str
    rule_name: str

    @property
    def first(self) -> Line:
        """The earliest of them."""
        return self.lines[0]

    @property
    def last(self) -> Line:
        """The latest of them."""
        return self.lines[-1]


class StatusSheet:
    """The status block of a record's page, in the reader's language; `records`: every document of the right."""

    def __init__(self, record: Record, records: Sequence[Record], found: RightStatus, language: Language) -> None:
        self.record = record
        self._records = records
        self.found = found
        self.language = language

    # status

    @property
    def value(self) -> str:
        """The computed status."""
        return self.found.answer.value

    @property
    def as_of(self) -> date | None:
        """The day for which it was computed."""
        return self.found.answer.as_of

    @cached_property
    def evidence(self) -> list[Line]:
        """The events and rules that led to it, in the order of time."""
        return [self._evidence(each) for each in self.found.answer.evidence]

    def _evidence(self, each: Evidence) -> Line:
        rule = str(each.step.fields.get("rule", ""))
        told_by = "" if rule else self._told_by.get((each.date, each.event), "")
        text = each.step.text(self.language)
        return Line(text, each.date, each.value, each.step.citation, rule, told_by)

    @cached_property
    def _told_by(self) -> dict[tuple[date | None, str], str]:
        """Day and name of a legal event → the line of the register that tells it."""
        found: dict[tuple[date | None, str], str] = {}
        for record in self._records:
            for item, line in zip(record.events, register_events(record.events), strict=True):
                names = [item.code] if item.code in event_kinds() else _names(line, self.found)
                shown = " ".join(part for part in (item.office, item.code, item.text) if part)
                for name in names:
                    found.setdefault((line.date, name or ""), shown)
        return found

    @cached_property
    def gaps(self) -> list[Gap]:
        """What would change or secure the status if it were known: payments of one rule stand together."""
        lines = [self._missing(step) for step in self.found.answer.missing]
        return [
            Gap(tuple(group), rule, rule_name(rule, self.language))
            for (rule, _), group in groupby(lines, key=lambda line: (line.rule, line.citation))
        ]

    def _missing(self, step: Step) -> Line:
        day = step.value if isinstance(step.value, date) else None
        return Line(step.text(self.language), day, "", step.citation, str(step.fields.get("rule", "")))

    @cached_property
    def conflicts(self) -> list[str]:
        """What sources state against the events."""
        return [each.text(self.language) for each in self.found.answer.conflicts]

    # expiry

    @property
    def is_dead(self) -> bool:
        """Whether the right is over, so that its term is of the past."""
        return self.value in DEAD

    @cached_property
    def expires(self) -> date | None:
        """The last day of the term, where the rules lead to one day."""
        return self.found.term.last_day or self.found.term.end

    @property
    def is_term_past(self) -> bool:
        """Whether the last term that is known is over, though nothing tells that the right is."""
        return self.expires is not None and self.as_of is not None and self.expires < self.as_of and not self.is_dead

    @cached_property
    def term_lines(self) -> list[Line]:
        """How the end of the term was reached."""
        return list(self._term_lines(self.found.term.steps))

    def _term_lines(self, steps: Sequence[Step]) -> Iterator[Line]:
        for step in steps:
            yield Line(step.text(self.language), _day(step.value), "", step.citation)

    @property
    def term_rule(self) -> str:
        """The rule that gives the term."""
        return self.found.term.rule.rule if self.found.term.rule else ""

    @cached_property
    def alternatives(self) -> list[tuple[str, date | None, str]]:
        """Ends that hang on something nobody stated: the condition, the end, the rule."""
        return [
            (" ".join(step.text(self.language) for step in each.condition), each.end, each.rule.rule)
            for each in self.found.term.alternatives
            if each.rule
        ]

    @cached_property
    def term_missing(self) -> list[str]:
        """Events without which the end cannot be told."""
        return [event_label(name, self.language) for name in self.found.term.missing]

    @cached_property
    def expiry_conflict(self) -> bool:
        """Whether the source states another day than the rules lead to; a month or year alone is not compared."""
        stated, found = self.record.expiry_date, self.found.term
        if not stated or len(stated) != 10 or found.end is None:
            return False
        return stated not in {str(found.end), str(found.last_day)}


def rule_name(rule: str, language: Language) -> str:
    """The name of a rule; the id where no rule of the package has it."""
    known = rule_book().rules.get(rule)
    return known.name(language) if known else rule


def _names(line: RegisterEvent, found: RightStatus) -> list[str]:
    whole, _ = translated([line], found.law_office, found.right)
    return [each.name for each in whole]


def _day(value: object) -> date | None:
    return value if isinstance(value, date) else None
