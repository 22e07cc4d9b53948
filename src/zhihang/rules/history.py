"""The history of a right: its legal events with their dates, and what else a rule may ask about it.

    >>> event("office_action=2024-03-01,service=paper").attributes
    {'service': 'paper'}

A history is checked, never repaired: what is impossible becomes a `Finding`, and an event without a date stays an
event without a date, so that answers that rest on it are *unknown*.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from functools import cached_property
from typing import Any, Literal, TypeAlias

from zhihang.errors import InvalidCode, UsageError
from zhihang.records.dates import FIRST_YEAR, LAST_YEAR
from zhihang.rules.events import attributes, event_kinds
from zhihang.rules.finding import Finding
from zhihang.standards import offices, rights

Route: TypeAlias = Literal["direct", "paris", "pct", "madrid", "hague"]
ROUTES: tuple[str, ...] = ("direct", "paris", "pct", "madrid", "hague")
ORIGINS: tuple[str, ...] = ("resident", "nonresident")
REDUCTIONS: tuple[str, ...] = ("none", "single", "joint", "small", "micro")
TRADE_SECRET = "trade_secret"
"""The one right that has rules but no register, and so no place in the list of kinds of records."""
DAY_KINDS: tuple[str, ...] = (
    "pta", "pte", "pta_a", "pta_b", "pta_c", "pta_overlap", "pta_applicant", "pta_adjustment",
    "applicant_delay", "reasonable_delay", "testing", "approval", "diligence",
)  # fmt: skip
"""What `--days KIND=N` may name: adjustments as granted, and the parts they are computed from."""

_SYNONYMS = {"EM": "EU", "QZ": "EU", "OH": "EU", "IB": "WO", "PCT": "WO"}
"""Offices whose law stands under another code here: EUIPO and CPVO apply the law of the European Union."""


@dataclass(frozen=True, slots=True)
class Event:
    """A legal event of one right 法律事件; `date` is None where it is not known."""

    name: str
    date: date | None
    attributes: Mapping[str, str] = field(default_factory=dict)

    def __str__(self) -> str:
        extra = "".join(f",{key}={value}" for key, value in self.attributes.items())
        return f"{self.name}={self.date or '?'}{extra}"


def event(text: str) -> Event:
    """The event that `NAME=DATE[,key=value…]` writes; `NAME=` is an event whose date is not known."""
    name, _, rest = text.partition("=")
    when, *pairs = rest.split(",")
    name = name.strip()
    if name not in event_kinds():
        near = get_close_matches(name, event_kinds(), cutoff=0.5)
        raise InvalidCode("EVENT_NAME", room="rules", value=name, suggestions=", ".join(near) or "—")
    attributes = dict(_pair(pair, text) for pair in pairs)
    return Event(name, day(when.strip(), text), attributes)


def _pair(pair: str, text: str) -> tuple[str, str]:
    key, separator, value = pair.partition("=")
    if not separator or not key.strip():
        raise UsageError("EVENT_ATTRIBUTE", room="rules", value=pair, text=text)
    key, value = key.strip(), value.strip()
    known = attributes().get(key)
    if known and known.date:
        day(value, text)
    return key, value


def day(written: str, where: str) -> date | None:
    """A day written as ISO date; nothing and `?` mean unknown. Raises UsageError `DAY` for impossible ones."""
    if written in ("", "?"):
        return None
    try:
        found = date.fromisoformat(written)
    except ValueError:
        raise UsageError("DAY", room="rules", value=written, text=where) from None
    if not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise UsageError("DAY", room="rules", value=written, text=where)
    return found


@dataclass(frozen=True)
class History:
    """All that is known of one right 案件历史, in the order in which it happened.

    `route`, `origin` and `reduction` are None where nobody said; a rule that needs them then answers conditionally.
    `days` are stated adjustments (`pta`) or their parts. `as_of` is the day of the answer; None: the last event.
    `known_until`: the last day of which the sources could tell; silence about what fell due later says nothing (None:
    they tell everything).
    """

    office: str
    right: str
    events: tuple[Event, ...] = ()
    route: str | None = None
    origin: str | None = None
    reduction: str | None = None
    claims: int | None = None
    classes: int | None = None
    days: Mapping[str, int] = field(default_factory=dict)
    as_of: date | None = None
    known_until: date | None = None

    @cached_property
    def by_name(self) -> dict[str, list[Event]]:
        """Events by name, each list in the order of time; undated ones last."""
        table: dict[str, list[Event]] = {}
        for item in self.events:
            table.setdefault(item.name, []).append(item)
        for items in table.values():
            items.sort(key=lambda item: item.date or date.max)
        return table

    @cached_property
    def law_office(self) -> str:
        """The office under whose code its law is kept: the law of EUIPO and CPVO stands under EU."""
        return _SYNONYMS.get(self.office, self.office)

    @cached_property
    def way(self) -> str | None:
        """The route 途径: as stated, else what the events show, else None."""
        if self.route:
            return self.route
        if "international_filing" in self.by_name or "national_entry" in self.by_name:
            return "pct" if self.right in ("patent", "utility_model") else None
        if "filing" not in self.by_name:
            return None
        return "paris" if "priority" in self.by_name else "direct"

    @cached_property
    def today(self) -> date | None:
        """The day of the answer: as stated, else the last dated event."""
        return self.as_of or max((item.date for item in self.events if item.date), default=None)

    def dates(self, name: str) -> list[date]:
        """The known dates of an event, in order."""
        return [item.date for item in self.by_name.get(name, ()) if item.date]


def history(
    office: str, right: str, events: Iterable[str | Event] = (), *, days: Mapping[str, int] | None = None, **more: Any
) -> History:
    """A history from what people write. Raises InvalidCode or UsageError for what cannot be meant."""
    code = office_code(office)
    known_right(right)
    for kind in days or {}:
        if kind not in DAY_KINDS:
            near = ", ".join(get_close_matches(kind, DAY_KINDS, cutoff=0.3))
            raise InvalidCode("DAY_KIND", room="rules", value=kind, suggestions=near or ", ".join(DAY_KINDS))
    _known(more, "route", ROUTES)
    _known(more, "origin", ORIGINS)
    _known(more, "reduction", REDUCTIONS)
    parsed = tuple(event(item) if isinstance(item, str) else item for item in events)
    return History(code, right, _with_receipts(parsed), days=dict(days or {}), **more)


def office_code(written: str) -> str:
    """The code of an office as people write it. Raises InvalidCode, with what is near where something is."""
    code = written.strip().upper()
    if code in _SYNONYMS:
        return code
    try:
        return offices.office_code(written)
    except InvalidCode as error:
        if error.fields.get("suggestions"):
            raise
        raise InvalidCode("OFFICE_UNKNOWN", room="rules", value=written) from None


def law_office(written: str) -> str:
    """The code under which the law of an office is kept. Raises InvalidCode."""
    code = office_code(written)
    return _SYNONYMS.get(code, code)


def known_right(written: str) -> str:
    """The kind of right as written; a trade secret is one. Raises InvalidCode."""
    if written != TRADE_SECRET:
        rights.right_code(written)
    return written


def _known(more: Mapping[str, Any], key: str, values: tuple[str, ...]) -> None:
    value = more.get(key)
    if value is not None and value not in values:
        raise InvalidCode("CHOICE", room="rules", key=key, value=value, suggestions=", ".join(values))


def _with_receipts(events: tuple[Event, ...]) -> tuple[Event, ...]:
    """Each `received` event handed to the last document before it, as its attribute."""
    documents = [e for e in events if event_kinds()[e.name].document and e.date and "received" not in e.attributes]
    result = list(events)
    for receipt in (e for e in events if e.name == "received" and e.date):
        before = [e for e in documents if e.date and receipt.date and e.date <= receipt.date]
        if before:
            latest = max(before, key=lambda e: e.date or date.min)
            documents.remove(latest)
            told = {**latest.attributes, "received": str(receipt.date)}
            result[result.index(latest)] = replace(latest, attributes=told)
    return tuple(result)


_MAY_PRECEDE_FILING = frozenset(
    ("priority", "creation", "first_marketing", "first_use", "international_filing", "assignment", "death",
     "marketing_authorization", "communication", "received")
)  # fmt: skip


def findings(of: History) -> tuple[Finding, ...]:
    """What is impossible, contradictory or missing in a history."""
    found = [Finding("EVENT_UNDATED", {"event": item.name}) for item in of.events if item.date is None]
    for name, items in of.by_name.items():
        distinct = sorted({str(item.date) for item in items if item.date})
        if len(distinct) > 1 and not event_kinds()[name].repeatable:
            found.append(Finding("EVENT_CONTRADICTED", {"event": name, "dates": ", ".join(distinct)}))
    found += _odd_attributes(of)
    found += _granted_after_end(of)
    filed = min(of.dates("filing") + of.dates("international_filing"), default=None)
    if filed and of.right != "copyright":
        found += _before_filing(of, filed)
    return tuple(found)


_ENDS = ("withdrawal", "lapse", "invalidation", "expiry")


def _granted_after_end(of: History) -> Iterable[Finding]:
    """A grant or registration of what had ended and was never restored."""
    ends = [
        (item.date, item.name)
        for name in _ENDS
        for item in of.by_name.get(name, ())
        if item.date and item.attributes.get("extent") != "partial"
    ]
    restored = of.dates("restoration")
    for name in ("grant", "registration"):
        for day in of.dates(name):
            lasting = [pair for pair in ends if pair[0] < day and not any(pair[0] <= back <= day for back in restored)]
            if lasting:
                end, ended = min(lasting)
                fields = {"event": name, "date": str(day), "ended": ended, "end": str(end)}
                yield Finding("GRANTED_AFTER_END", fields)


def _odd_attributes(of: History) -> Iterable[Finding]:
    """Attributes that no rule of the package asks for, and values that one cannot have."""
    for item in of.events:
        for key, value in item.attributes.items():
            known = attributes().get(key)
            if known is None:
                near = ", ".join(get_close_matches(key, attributes(), cutoff=0.5)) or ", ".join(attributes())
                yield Finding("ATTRIBUTE_UNKNOWN", {"written": str(item), "key": key, "suggestions": near})
            elif known.values and value not in known.values:
                fields = {"written": str(item), "key": key, "value": value, "expected": ", ".join(known.values)}
                yield Finding("ATTRIBUTE_VALUE", fields)
            elif key == "received" and item.date and value < item.date.isoformat():
                yield Finding("RECEIVED_BEFORE", {"event": item.name, "date": str(item.date), "received": value})


def _before_filing(of: History, filed: date) -> Iterable[Finding]:
    for item in of.events:
        if item.date and item.name not in _MAY_PRECEDE_FILING and item.date < filed and item.name != "filing":
            yield Finding("EVENT_BEFORE_FILING", {"event": item.name, "date": str(item.date), "filing": str(filed)})
        if item.name == "priority" and item.date and item.date > filed:
            yield Finding("PRIORITY_AFTER_FILING", {"date": str(item.date), "filing": str(filed)})
