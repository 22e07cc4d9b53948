"""Both calculators agree on made-up lives around the days that matter, for every rule file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.rules.loading import package_data, yaml_files
from zhihang.rules.yaml import read_yaml

TABLE = yaml.safe_load((Path(__file__).parent / "histories.yaml").read_text(encoding="utf-8"))
LIFE: dict[str, int] = TABLE["life"]
MOMENTS = ("trigger", "start", "end", "since", "to", "at", "dated_by")
RULES = {
    data["rule"]: data
    for _, file in yaml_files(package_data())
    if isinstance(data := read_yaml(file), dict) and "rule" in data and data["gives"] != "figure"
}

Life = tuple[list[str], dict[str, Any]]


def _names(moment: Any) -> Iterator[str]:
    if isinstance(moment, str):
        yield moment.partition(".")[0]
    elif isinstance(moment, dict):
        for part in moment.values():
            yield from _names(part)
    elif isinstance(moment, list):
        for part in moment:
            yield from _names(part)


def _events(version: dict[str, Any]) -> list[str]:
    when, repeats = version.get("when") or {}, version.get("repeats") or {}
    parts = [version.get(key) for key in MOMENTS] + [repeats.get("after"), repeats.get("until")]
    parts += [list(when.get("has", ())), list(when.get("stated", {})), list(when.get("attribute", {}))]
    if version.get("gives") in ("reduction", "service", "fee", "adjustment"):
        parts.append(["filing", "grant", "registration", "office_action", "communication"])
    parts.append(list(_asked(version)))
    return sorted({name for part in parts for name in _names(part) if name in LIFE}, key=lambda name: LIFE[name])


def _bounds(version: dict[str, Any]) -> Iterator[date]:
    for key in ("valid_from", "valid_until"):
        if version.get(key):
            yield from (version[key] + timedelta(days=shift) for shift in (-1, 0, 1))


# What methods and policies ask of an event without a condition that names it.
ASKED = {
    "open_license": {"license": ",open=yes"},
    "disclaimer": {"terminal_disclaimer": ",until=2031-02-28"},
    "spc": {"marketing_authorization": ",paediatric=yes"},
}
STATED_DAYS: tuple[dict[str, int], ...] = (
    {},
    {"pta": 321, "pte": 700},
    {"testing": 1001, "approval": 366, "applicant_delay": 17, "pta_a": 90, "pta_applicant": 40},
)


def _asked(version: dict[str, Any]) -> dict[str, str]:
    return ASKED.get(version.get("policy") or version.get("method") or "", {})


def _said(version: dict[str, Any]) -> dict[str, str]:
    when = version.get("when") or {}
    stated = {**when.get("stated", {}), **when.get("attribute", {})}
    return {
        name.partition(".")[0]: f",{name.partition('.')[2]}={str(value).split('|')[0]}"
        for name, value in stated.items()
        if not str(value).startswith("!")
    } | _asked(version)


def _lives(rule: dict[str, Any]) -> Iterator[Life]:
    """Lives of a right in which each event of a version falls on each of the days in question."""
    for written in rule["versions"]:
        version = {**rule, **written}
        events, said = _events(version), _said(version)
        more = {"route": ((version.get("when") or {}).get("route") or [None])[0], "claims": 3, "classes": 2}
        more["reduction"] = version.get("policy") if version.get("policy") != "open_license" else None
        for focus in events:
            for day in [*TABLE["days"], *_bounds(version)]:
                filed = day - timedelta(days=LIFE[focus])
                life = [f"{name}={filed + timedelta(days=LIFE[name])}{said.get(name, '')}" for name in events]
                for days in STATED_DAYS if version["gives"] == "adjustment" else ({},):
                    yield life, {**more, "days": days}


@pytest.mark.parametrize("rule", RULES)
def test_both_calculators_agree(rule: str, differences: Callable[..., list[Any]]) -> None:
    data = RULES[rule]
    found = {}
    for right in data["rights"]:
        for events, more in _lives(data):
            for difference in differences(data["offices"][0], right, events, **more):
                found.setdefault((difference.rule, difference.field), (difference, events))
    assert found == {}


def test_every_rule_has_a_life() -> None:
    assert [rule for rule, data in RULES.items() if not any(_lives(data))] == []
