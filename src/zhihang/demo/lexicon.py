"""The words of the demo: tables and phrases beside the code, English and Chinese side by side."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any, NamedTuple

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
NOTHING = "-"
"""Stands in a table where a cell has no value."""


class Term(NamedTuple):
    """A word or phrase in both languages."""

    en: str
    zh: str


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a made-up invention, with the features that it may have."""

    name: Term
    features: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Theme:
    """A field of technology: its classes and the phrases that its texts are made of."""

    name: str
    share: int
    field: Term
    method: Term
    ipc: tuple[str, ...]
    cpc: tuple[str, ...]
    combination: tuple[str, ...]
    national: str
    industry: str
    parts: tuple[Part, ...]
    phrases: dict[str, tuple[Term, ...]]


@cache
def table(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a word table; a cell `-` is empty."""
    text = (resources.files("zhihang.demo") / "words" / f"{name}.tsv").read_text("utf-8")
    lines = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    head = lines[0]
    return tuple(
        {key: "" if cell == NOTHING else cell for key, cell in zip(head, line, strict=True)} for line in lines[1:]
    )


@cache
def phrases(name: str) -> Any:
    """A file of phrases or settings, as plain dictionaries and lists."""
    return yaml.load((resources.files("zhihang.demo") / "words" / f"{name}.yaml").read_text("utf-8"), _Loader)


_PHRASES = ("subjects", "qualifiers", "steps", "problems", "effects", "uses")


@cache
def themes() -> dict[str, Theme]:
    """All fields of technology by name."""
    return {
        name: Theme(
            name=name,
            share=given["share"],
            field=Term(*given["field"]),
            method=Term(*given["method"]),
            ipc=tuple(given["ipc"]),
            cpc=tuple(given["cpc"]),
            combination=tuple(given["combination"]),
            national=given["national"],
            industry=given["industry"],
            parts=tuple(Part(Term(en, zh), tuple(Term(*f) for f in features)) for en, zh, features in given["parts"]),
            phrases={key: tuple(Term(*pair) for pair in given[key]) for key in _PHRASES},
        )
        for name, given in phrases("themes").items()
    }


def patterns(*path: str) -> tuple[Term, ...]:
    """The sentence patterns below a path of `sentences.yaml`."""
    found = phrases("sentences")
    for name in path:
        found = found[name]
    return tuple(Term(*pair) for pair in found)


def pattern(*path: str) -> Term:
    """The one sentence pattern at a path of `sentences.yaml`."""
    found = phrases("sentences")
    for name in path:
        found = found[name]
    return Term(*found)
