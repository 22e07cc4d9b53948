"""Events as registers and gazettes write them: their codes, or their words where they have none that is known,
translated into the legal events of histories.

`data/status/codes.yaml` holds the codes of an office, or of one kind of right of it (`US/trademark`: the codes of its
patents mean other things); `data/status/phrases.tsv` holds what lines say in words, the first that fits counts.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any, Final

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


class Phrase(Code, frozen=True, kw_only=True):
    """Words of a register 法律状态用语 that say the same as a code: a pattern over the line's letters alone."""

    office: str
    rights: str
    words: str


@dataclass(frozen=True, slots=True)
class RegisterEvent:
    """One line of a register: its code, or at least its INPADOC category; `country` where it concerns one state; its
    words; `office`: who told it, which is the state where a code concerns one and none is named."""

    date: date | None
    code: str = ""
    category: str = ""
    country: str = ""
    text: str = ""
    office: str = ""


@cache
def codes() -> dict[str, dict[str, Code]]:
    """All known codes by office."""
    raw = read_yaml(package_data() / "status" / "codes.yaml")
    return converted(raw, dict[str, dict[str, Code]], "status/codes.yaml")


@cache
def phrases() -> tuple[Phrase, ...]:
    """What registers say in words, in the order of the table; a row without an event says that nothing follows."""
    lines = (package_data() / "status" / "phrases.tsv").read_text("utf-8").splitlines()
    header, *rows = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return tuple(_phrase(dict(zip(header, row, strict=True))) for row in rows)


def _phrase(row: dict[str, str]) -> Phrase:
    attributes = dict(pair.split("=", 1) for pair in row["attributes"].split())
    told: dict[str, Any] = {**row, "category": "", "attributes": attributes, "verified": row["verified"] == "yes"}
    return Phrase(**told)


_BARE: Final = re.compile(r"[\W_]+")


@lru_cache(maxsize=4096)
def _worded(text: str, office: str, right: str) -> Phrase | None:
    """The row that a line's words fit; None where no row fits, or that row says that nothing follows."""
    bare = _BARE.sub("", text)
    for row in phrases():
        if row.office == office and right in row.rights.split() and re.search(row.words, bare):
            return row if row.event else None
    return None


def code_of(line: RegisterEvent, office: str, right: str = "") -> Code | None:
    """What a line says, by its code, else by its words; None where neither is known."""
    known = codes().get(f"{office}/{right}") or codes().get(office, {})
    return known.get(line.code) or (_worded(line.text, office, right) if line.text else None)


@cache
def _categories() -> dict[str, str]:
    machine: dict[str, Any] = read_yaml(package_data() / "status" / "machine.yaml")
    return dict(machine["categories"])


def translated(
    lines: Sequence[RegisterEvent], office: str, right: str = ""
) -> tuple[tuple[Event, ...], dict[str, list[Event]]]:
    """The legal events of the whole right, and those of single states by state; what neither code nor words tell, by
    its category."""
    whole: list[Event] = []
    parts: dict[str, list[Event]] = {}
    for line in lines:
        code = code_of(line, office, right)
        name = code.event if code else _categories().get(line.category)
        if name is None:
            continue
        item = Event(name, line.date, dict(code.attributes) if code else {})
        country = line.country or (line.office if code and code.part else "")
        if country and country != office and (code is None or code.part):
            parts.setdefault(country, []).append(item)
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
        code = code_of(line, of.law_office, of.right)
        if code and code.flag:
            flags[code.flag[1:]] = code.flag.startswith("+")
    return tuple(name for name, holds in flags.items() if holds)


def register_events(events: Sequence[RecordEvent]) -> list[RegisterEvent]:
    """The lines of a public record's events; those whose day is not fully known have no date."""
    lines = []
    for item in events:
        day = date.fromisoformat(item.date) if item.date and len(item.date) == 10 else None
        country = item.detail.get("country") or item.detail.get("state") or ""
        lines.append(
            RegisterEvent(day, item.code or "", item.category or "", country, item.text or "", item.office or "")
        )
    return lines
