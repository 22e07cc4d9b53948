"""Reading the rule and calendar files a second time: every value stays text until somebody asks what it means.

Nothing is checked against a schema here; a file that cannot be understood makes the opinion differ, which is the point.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from zhihang.errors import RuleError

Text: TypeAlias = Any
"""What a YAML file holds when every scalar stays text: text, or lists and mappings of it."""

_PART = re.compile(r"(\d+)\s*(day|week|month|year)s?")


@dataclass(frozen=True)
class Provision:
    """A provision of law 规定 as its file writes it, each version completed by the keys above the versions."""

    rule: str
    gives: str
    subject: str
    offices: tuple[str, ...]
    rights: tuple[str, ...]
    versions: tuple[dict[str, Text], ...]


def text_of(file: Traversable | Path) -> Text:
    """The contents of a YAML file with every scalar as text (so that Norway's code stays NO)."""
    # BaseLoader makes only text, lists and mappings.
    return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)


def _below(folder: Traversable) -> list[Traversable]:
    found: list[Traversable] = []
    for entry in folder.iterdir():
        if entry.is_dir():
            found += _below(entry)
        elif entry.name.endswith(".yaml"):
            found.append(entry)
    return found


def provision_of(head: dict[str, Text]) -> Provision:
    """The provision that a rule file's contents describe."""
    shared = {key: value for key, value in head.items() if key != "versions"}
    versions = tuple({**shared, **version} for version in head["versions"])
    return Provision(
        head["rule"], head["gives"], head["subject"], tuple(head["offices"]), tuple(head["rights"]), versions
    )


@cache
def provisions() -> tuple[Provision, ...]:
    """Every provision of the rule data, in the order of their names."""
    contents = [text_of(file) for file in _below(files("zhihang.rules") / "data")]
    found = [provision_of(head) for head in contents if isinstance(head, dict) and "rule" in head]
    return tuple(sorted(found, key=lambda item: item.rule))


@cache
def provisions_for(office: str, right: str, gives: str) -> tuple[Provision, ...]:
    """The provisions of one kind that speak of a right at an office."""
    return tuple(p for p in provisions() if office in p.offices and right in p.rights and p.gives == gives)


@cache
def named(rule: str) -> Provision:
    """The provision of that name."""
    return next(item for item in provisions() if item.rule == rule)


@cache
def documents() -> frozenset[str]:
    """The events that are documents of the office, so that rules of service apply."""
    kinds = text_of(files("zhihang.rules") / "data" / "events.yaml")
    return frozenset(name for name, kind in kinds.items() if kind.get("document") == "true")


@cache
def event_names() -> tuple[str, ...]:
    """All legal events."""
    return tuple(text_of(files("zhihang.rules") / "data" / "events.yaml"))


@cache
def repeatable() -> frozenset[str]:
    """The events that may happen several times, each time with its own deadlines."""
    kinds = text_of(files("zhihang.rules") / "data" / "events.yaml")
    return frozenset(name for name, kind in kinds.items() if kind.get("repeatable") == "true")


@cache
def length(text: str) -> tuple[int, int]:
    """Months and days of a period such as `3 months 1 day` or `-1 year`. Raises RuleError `PERIOD`."""
    parts = _PART.findall(text)
    if not parts:
        raise RuleError("PERIOD", room="rules", value=text)
    in_months = {"month": 1, "year": 12}
    in_days = {"day": 1, "week": 7}
    sign = -1 if text.strip().startswith("-") else 1
    months = sum(int(count) * in_months.get(unit, 0) for count, unit in parts)
    days = sum(int(count) * in_days.get(unit, 0) for count, unit in parts)
    return sign * months, sign * days


def day_of(text: str) -> date:
    """The day that an ISO date in a file means."""
    return date.fromisoformat(text)


@cache
def year_table(rows: tuple[tuple[str, str], ...]) -> dict[int, Decimal]:
    """A fee schedule with one row for each year: the ranges of the file (`7-9`) written out."""
    table: dict[int, Decimal] = {}
    for years, amount in rows:
        first, _, last = years.partition("-")
        for year in range(int(first), int(last or first) + 1):
            table[year] = Decimal(amount)
    return table
