"""A case: the events of one right as people write them, and what else they said about it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from zhihang.errors import UsageError
from zhihang.rules.second_opinion.reading import documents, event_names


@dataclass(frozen=True)
class Happening:
    """A legal event 法律事件 as it was reported: its day (None if nobody knows it) and what was said beside it."""

    name: str
    day: date | None
    said: Mapping[str, str] = field(default_factory=dict)


def day_said(text: str, where: str) -> date | None:
    """The day that somebody wrote; nothing and `?` mean unknown. Raises UsageError `DAY`."""
    if text in ("", "?"):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise UsageError("DAY", room="rules", value=text, text=where) from None


def happening(text: str) -> Happening:
    """The event that `NAME=DATE[,key=value…]` reports. Raises UsageError for what cannot be read."""
    head, *rest = (part.strip() for part in text.split(","))
    name, _, day = head.partition("=")
    if name not in event_names():
        near = difflib.get_close_matches(name, event_names())
        raise UsageError("EVENT_NAME", room="rules", value=name, suggestions=", ".join(near))
    said = {}
    for part in rest:
        key, equals, value = part.partition("=")
        if not equals:
            raise UsageError("EVENT_ATTRIBUTE", room="rules", value=part, text=text)
        said[key.strip()] = value.strip()
    return Happening(name, day_said(day.strip(), text), said)


@dataclass(frozen=True)
class Case:
    """Everything that is known of one right 案情; the arguments are those of the command line."""

    office: str
    right: str
    happenings: tuple[Happening, ...]
    route: str | None = None
    origin: str | None = None
    reduction: str | None = None
    claims: int | None = None
    classes: int | None = None
    days: Mapping[str, int] = field(default_factory=dict)
    asked_on: date | None = None

    def named(self, name: str) -> list[Happening]:
        """The dated events of that name, in the order in which they happened."""
        found = [item for item in self.happenings if item.name == name and item.day is not None]
        return sorted(found, key=lambda item: item.day or date.max)

    def mentions(self, name: str) -> bool:
        """Whether an event of that name was reported, dated or not."""
        return any(item.name == name for item in self.happenings)

    def first_day(self, name: str) -> date | None:
        """The (earliest) day of an event."""
        found = self.named(name)
        return found[0].day if found else None

    @property
    def today(self) -> date | None:
        """The day of the answer: as asked, else that of the last event."""
        return self.asked_on or max((item.day for item in self.happenings if item.day), default=None)

    @property
    def way(self) -> str | None:
        """The route as said, else as the events show it: an international filing, a priority, a filing without one."""
        if self.route:
            return self.route
        if self.mentions("international_filing") or self.mentions("national_entry"):
            return "pct" if self.right in ("patent", "utility_model") else None
        if not self.mentions("filing"):
            return None
        return "paris" if self.mentions("priority") else "direct"


def receipt_of(document: Happening, case: Case) -> date | None:
    """When a document was proven to be received: as said with it, or by the `received` event that follows it."""
    if "received" in document.said:
        return day_said(document.said["received"], document.name)
    if document.day is None:
        return None
    proofs = [item.day for item in case.named("received") if item.day and item.day >= document.day]
    later = [
        item.day
        for name in documents()
        for item in case.named(name)
        if item.day and (item.day, item.name) > (document.day, document.name)
    ]
    proof = min(proofs, default=None)
    return proof if proof and all(proof < day for day in later) else None
