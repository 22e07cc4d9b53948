"""Copies of a rule file with one value of law changed, to prove that a worked case guards every value."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

_PERIODS = ("period", "most", "plus", "every", "longest", "ceiling", "extra", "opens")
_NUMBERS = (
    "amounts", "per_claim", "rates", "numbers", "grades", "add_days", "add_months", "share", "years", "late_after",
    "electronic", "parts", "included", "last", "offset", "opens_for",
    "renewable_for", "labels",
)  # fmt: skip


def mutations(data: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each copy with the place of its change: a period one unit longer, a number one higher."""
    yield from _changes(dict(data), "")


def _changes(data: Any, place: str) -> Iterator[tuple[str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            for inner, changed in _of_key(key, value, f"{place}/{key}"):
                yield inner, {**data, key: changed}
    elif isinstance(data, list):
        for position, item in enumerate(data):
            for inner, changed in _changes(item, f"{place}/{position}"):
                yield inner, [*data[:position], changed, *data[position + 1 :]]


def _of_key(key: str, value: Any, place: str) -> Iterator[tuple[str, Any]]:
    if key in _PERIODS and isinstance(value, str):
        yield place, _longer(value)
    elif key == "periods":
        for position, text in enumerate(value):
            yield f"{place}/{position}", [*value[:position], _longer(text), *value[position + 1 :]]
    elif key == "lists":
        for name, items in value.items():
            if items[0][:1].isdigit():
                yield f"{place}/{name}", {**value, name: [_longer(items[0])]}
    elif key in _NUMBERS and isinstance(value, dict):
        for name, number in value.items():
            changed = _longer(number) if isinstance(number, str) else number + 1
            yield f"{place}/{name}", {**value, name: changed}
    elif key in _NUMBERS and isinstance(value, int):
        yield place, value + 1
    else:
        yield from _changes(value, place)


def _longer(text: str) -> str:
    number, rest = text.lstrip("- ").split(" ", 1)
    sign = "-" if text.startswith("-") else ""
    return f"{sign}{int(number) + 1} {rest}"
