"""What each event does to the status: the steps of the status machine laid beside the lines of the register."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from zhihang.information.record_pages.right_status import RightStatus
from zhihang.information.record_pages.status_sheet import rule_name
from zhihang.messages import Language
from zhihang.records.events import Event
from zhihang.records.record import Record
from zhihang.rules.events import event_kinds, event_label
from zhihang.rules.register import register_events, translated
from zhihang.rules.status import Evidence

_Changes: TypeAlias = dict[tuple[str, str], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the timeline: an event as reported, a date of the record, or what a rule concluded.

    `before` and `after`: the status around it, both empty where it changes none; `state`: the one state it concerns;
    `names`: the legal events it is read as, none where it is not translated.
    """

    day: str
    event: Event | None = None
    names: tuple[str, ...] = ()
    before: str = ""
    after: str = ""
    state: str = ""
    rule: str = ""
    labels: tuple[str, ...] = ()

    @property
    def changes(self) -> bool:
        """Whether the status is another one afterwards."""
        return self.before != self.after


def timeline(record: Record, found: RightStatus, language: Language) -> list[Entry]:
    """Events, dates and conclusions, the latest first; those without a day at the end."""
    changes = dict(_changes(found.answer.evidence))
    entries = [_entry(event, found, changes, language) for event in record.events]
    told = {(entry.day, name) for entry in entries for name in entry.names if entry.after}
    for each in found.answer.evidence:
        key = (str(each.date or ""), each.event)
        if key not in told:
            before, after = changes[key]
            rule = str(each.step.fields.get("rule", ""))
            label = rule_name(rule, language) if rule else event_label(each.event, language)
            names = () if rule else (each.event,)
            entries.append(Entry(key[0], None, names, before, after, "", rule, (label,)))
    return sorted(entries, key=lambda entry: entry.day, reverse=True)


def _changes(evidence: Sequence[Evidence]) -> Iterator[tuple[tuple[str, str], tuple[str, str]]]:
    """Day and name of each event that counts, with the status before and after."""
    before = ""
    for each in evidence:
        yield (str(each.date or ""), each.event), (before, each.value)
        before = each.value


def _entry(event: Event, found: RightStatus, changes: _Changes, language: Language) -> Entry:
    names, state = _read(event, found)
    day = event.date or ""
    before, after = next((changes[day, name] for name in names if (day, name) in changes), ("", ""))
    labels = tuple(event_label(name, language) for name in names)
    return Entry(day, event, names, before, after, state, "", labels)


def _read(event: Event, found: RightStatus) -> tuple[tuple[str, ...], str]:
    """The legal events that a line is read as, and the single state it concerns."""
    if event.code in event_kinds():
        return (str(event.code),), ""
    whole, parts = translated(register_events([event]), found.law_office, found.right)
    state = next(iter(parts), "")
    return tuple(item.name for item in (*whole, *parts.get(state, ()))), state
