"""Whether a version of a rule applies to a history: yes, no, or only under a condition that nobody stated."""

from __future__ import annotations

from zhihang.rules.explanation import Step
from zhihang.rules.history import Event, History
from zhihang.rules.rule import When

_EMPTY = When()


def applies(when: When, of: History, focus: Event | None = None) -> tuple[bool, tuple[Step, ...]]:
    """Whether it can apply, and the conditions under which it does where the history does not say."""
    if when == _EMPTY:
        return True, ()
    if not _events_fit(when, of) or not _stated_fit(when, of, focus):
        return False, ()
    conditions: list[Step] = []
    if when.route and of.way is None:
        conditions.append(Step("IF_ROUTE", None, {"routes": ", ".join(when.route)}))
    if when.origin and of.origin is None:
        conditions.append(Step(f"IF_{when.origin.upper()}", None))
    if (when.route and of.way not in (None, *when.route)) or (when.origin and of.origin not in (None, when.origin)):
        return False, ()
    fits = all(_attribute_fits(name, wanted, of, focus, conditions) for name, wanted in when.attribute.items())
    return fits, tuple(conditions)


def _attribute_fits(name: str, wanted: str, of: History, focus: Event | None, conditions: list[Step]) -> bool:
    value = attribute(of, name, focus)
    if value is not None:
        return _fits(value, wanted)
    code = "IF_NOT_ATTRIBUTE" if wanted.startswith("!") else "IF_ATTRIBUTE"
    conditions.append(Step(code, None, {"name": name, "value": wanted.lstrip("!")}))
    return True


def _events_fit(when: When, of: History) -> bool:
    if not all(name in of.by_name for name in when.has) or any(name in of.by_name for name in when.lacks):
        return False
    for name, limit in when.before.items():
        dates = of.dates(name)
        if not dates or dates[0] >= limit:
            return False
    return True


def _stated_fit(when: When, of: History, focus: Event | None) -> bool:
    return all(_fits(attribute(of, name, focus) or "", wanted) for name, wanted in when.stated.items())


def _fits(value: str, wanted: str) -> bool:
    if wanted.startswith("!"):
        return value not in wanted[1:].split("|")
    return value in wanted.split("|")


def attribute(of: History, name: str, focus: Event | None = None) -> str | None:
    """What was stated at an event under `event.key`; None where nobody stated it."""
    bare, _, key = name.partition(".")
    if focus is not None and focus.name == bare:
        return focus.attributes.get(key)
    return next((item.attributes[key] for item in of.by_name.get(bare, ()) if key in item.attributes), None)
