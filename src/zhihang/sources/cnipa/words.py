"""Chinese words of gazettes as data (`words.yaml`, `provinces.tsv`)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

from zhihang.messages import read_yaml

_PACKAGE = "zhihang.sources.cnipa"


@dataclass(frozen=True, slots=True)
class Province:
    """A province 省: its name without suffix, gazette code and the ST.3 code that stands beside it."""

    name: str
    code: str
    country: str


@cache
def words() -> dict[str, Any]:
    """The words by what they mean."""
    return dict(read_yaml((resources.files(_PACKAGE) / "words.yaml").read_text("utf-8")))


@cache
def st96_paths() -> dict[str, Any]:
    """Where things stand in the newer generation."""
    return dict(read_yaml((resources.files(_PACKAGE) / "st96_paths.yaml").read_text("utf-8")))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """One of the patterns."""
    return re.compile(words()[name])


@cache
def provinces() -> tuple[Province, ...]:
    """All provinces."""
    lines = (resources.files(_PACKAGE) / "provinces.tsv").read_text("utf-8").splitlines()
    return tuple(Province(*line.split("\t")) for line in lines[2:])


def right_of_words(text: str) -> str | None:
    """The kind of right that a gazette names in words or by its code (`10`, `20`, `30`)."""
    found = words()["rights"].get(text.strip())
    return str(found) if found else None
