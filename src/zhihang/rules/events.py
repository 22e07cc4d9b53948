"""The vocabulary of legal events: what can happen to a right, what may be said at it, and how people call it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib import resources

import msgspec

from zhihang import messages
from zhihang.messages import Language
from zhihang.rules.yaml import converted, read_yaml


class EventKind(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A kind of legal event 法律事件: its names, whether it can happen again, whether the office sends it."""

    en: str
    zh: str
    repeatable: bool = False
    document: bool = False


@cache
def event_kinds() -> dict[str, EventKind]:
    """All legal events by name, in the order of a right's life."""
    file = resources.files("zhihang.rules") / "data" / "events.yaml"
    return converted(read_yaml(file), dict[str, EventKind], file.name)


class Attribute(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may be said at an event 事件属性; `values` lists what it can be, nothing where it is free."""

    en: str
    zh: str
    date: bool = False
    values: tuple[str, ...] = ()


@cache
def attributes() -> dict[str, Attribute]:
    """Everything that rules of the package ask about an event, by key."""
    file = resources.files("zhihang.rules") / "data" / "attributes.yaml"
    return converted(read_yaml(file), dict[str, Attribute], file.name)


def event_label(name: str, language: Language) -> str:
    """The name of an event, or of a date written at one, for people."""
    bare, _, attribute = name.partition(".")
    kind = event_kinds().get(bare)
    label = bare if kind is None else kind.zh if language == "zh" else kind.en
    return f"{label} ({attribute})" if attribute else label


def event_labels(names: Iterable[str], language: Language) -> str:
    """The names of several events, as a list for people."""
    separator = messages.text("rules", "LIST_SEPARATOR", language)
    return separator.join(event_label(str(name), language) for name in names)
