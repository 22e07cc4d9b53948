"""Events as registers and gazettes write them: their codes translated into the legal events of histories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import msgspec

from zhihang.records.events import Event as RecordEvent
from zhihang.rules.history import Event, History
from zhihang.rules.loading import package_data
from zhihang.rules.rule import Strict
from zhihang.rules.yaml import converted, read_yaml


class Code(Strict, frozen=True, kw_only=True):
    """A register code 法律状态代码: its legal event, what it says about it, whether it concerns one state only."""

    event: str
    category: str
    source: str
    verified: bool
    attributes: Mapping[str, str] = msgspec.field(default_factory=dict)
    part: bool = False
    flag: str = ""


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """One line of a register: its code, or at least its INPADOC category; `country` where it concerns one state."""

    date: date | None
    code: str = ""
    category: str = ""
    country: str = ""


@cache
def codes() -> dict[str, dict[str, Code]]:
    """All known codes by office."""
    raw = read_yaml(package_data() / "status" / "codes.yaml")
    return converted(raw, dict[str, dict[str, Code]], "status/codes.yaml")


@cache
def _categories() -> dict[str, str]:
    machine: dict[str, Any] = read_yaml(package_data() / "status" / "machine.yaml")
    return dict(machine["categories"])


def translated(lines: Sequence[RegisterEvent], office: str) -> tuple[tuple[Event, ...], dict[str, list[Event]]]:
    """The legal events of the whole right, and those of single states by state; unknown codes by their category."""
    whole: list[Event] = []
    parts: dict[str, list[Event]] = {}
    for line in lines:
        code = codes().get(office, {}).get(line.code)
        name = code.event if code else _categories().get(line.category)
        if name is None:
            continue
        item = Event(name, line.date, dict(code.attributes) if code else {})
        if line.country and line.country != office and (code is None or code.part):
            parts.setdefault(line.country, []).append(item)
        elif not (code and code.part):
            whole.append(item)
    return tuple(whole), parts


def flags_of(of: History, lines: Sequence[RegisterEvent]) -> tuple[str, ...]:
    """What weighs on a right without changing its status, after all lines in the order of time."""
    flags: dict[str, bool] = {}
    for item in of.by_name.get("license", ()):
        flags["open_license" if item.attributes.get("open") == "yes" else "licensed"] = True
    if "pledge" in of.by_name:
        flags["pledged"] = True
    for line in sorted(lines, key=lambda line: line.date or date.min):
        code = codes().get(of.law_office, {}).get(line.code)
        if code and code.flag:
            flags[code.flag[1:]] = code.flag.startswith("+")
    return tuple(name for name, holds in flags.items() if holds)


def register_events(events: Sequence[RecordEvent]) -> list[RegisterEvent]:
    """The lines of a public record's events; those whose day is not fully known have no date."""
    lines = []
    for item in events:
        day = date.fromisoformat(item.date) if item.date and len(item.date) == 10 else None
        country = item.detail.get("country") or item.detail.get("state") or ""
        lines.append(RegisterEvent(day, item.code or "", item.category or "", country))
    return lines
