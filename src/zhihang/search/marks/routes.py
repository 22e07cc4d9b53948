"""The ways of being alike, each as a query of the expert language: whoever doubts a hit can ask it again by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final, TypeAlias

from zhihang.search.marks.asked import WILDCARDS, Asked
from zhihang.search.marks.glyphs import NO_GLYPHS
from zhihang.text.tokens import is_single, joined

Glyphs: TypeAlias = Mapping[str, frozenset[str]]
SHORTEST_PART = 2
"""Characters of a part that is looked for inside; of Latin letters one more."""
LONGEST_WORD = 24
"""Letters of a word whose parts are looked for; longer ones have too many."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a route is for people: its weight beside the others (0 to 1), its name in English and Chinese."""

    code: str
    weight: float
    en: str
    zh: str


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of routes by code, the nearest first (`routes.tsv`)."""
    lines = (resources.files(__package__) / "routes.tsv").read_text("utf-8").splitlines()[1:]
    cells = [line.split("\t") for line in lines]
    return {code: Kind(code, float(weight), en, zh) for code, weight, en, zh in cells}


@dataclass(frozen=True, slots=True)
class Route:
    """One way of being alike 近似途径, and the query that finds what is alike by it."""

    code: str
    query: str


def routes(asked: Asked, field: str = "mk", glyphs: Glyphs = NO_GLYPHS) -> list[Route]:
    """The ways in which something can be like the name, nearest first; ways that do not apply to it are left out.

    `field`: `mk` for marks, or another text field (`ti` for denominations and geographical names), which has the routes
    of spelling only.
    """
    if asked.is_pattern:
        return [Route("pattern", " or ".join(_pattern(asked, field)))]
    found = [(code, make(asked, field, glyphs)) for code, make in _SPELLING.items()]
    if field == "mk":
        found += [(code, make(asked)) for code, make in _SOUND.items()]
    made = {code: " or ".join(dict.fromkeys(queries)) for code, queries in found}
    return [Route(code, made[code]) for code in kinds() if made.get(code)]


def _identical(asked: Asked, field: str, _glyphs: Glyphs) -> Iterable[str]:
    yield f'{field}=="{joined(list(asked.tokens))}"'


def _pattern(asked: Asked, field: str) -> Iterable[str]:
    words = "".join(sign if sign.isalnum() or sign in WILDCARDS else " " for sign in asked.text).split()
    yield f"{field}={words[0]}" if len(words) == 1 else f'{field}="{" ".join(words)}"'


def _contains(asked: Asked, field: str, _glyphs: Glyphs) -> Iterable[str]:
    yield f'{field}="{" ".join(asked.tokens)}"'
    if len(asked.tokens) == 1 and len(asked.tokens[0]) > SHORTEST_PART:
        yield f"{field}=*{asked.tokens[0]}*"


def _contained(asked: Asked, field: str, _glyphs: Glyphs) -> Iterable[str]:
    """What is part of the name: runs of its tokens, and parts of a single word."""
    count = len(asked.tokens)
    for start in range(count):
        for end in range(start + 1, count + 1):
            run = list(asked.tokens[start:end])
            if len(run) < count and _is_long_enough(run):
                yield f'{field}=="{joined(run)}"'
    if count == 1 and len(asked.tokens[0]) <= LONGEST_WORD:
        word = asked.tokens[0]
        for length in range(len(word) - 1, SHORTEST_PART, -1):
            for start in range(len(word) - length + 1):
                yield f'{field}=="{word[start : start + length]}"'


def _is_long_enough(run: list[str]) -> bool:
    letters = sum(map(len, run))
    return letters >= SHORTEST_PART if is_single(run[0]) else letters > SHORTEST_PART


def _reversed(asked: Asked, field: str, _glyphs: Glyphs) -> Iterable[str]:
    if len(asked.tokens) > 1:
        yield f'{field}="{" ".join(reversed(asked.tokens))}"'
    if len(asked.words) == len(asked.tokens):
        backwards = "".join(asked.tokens)[::-1]
        if len(backwards) > SHORTEST_PART and backwards != backwards[::-1]:
            yield f"{field}={backwards}"


def _shape(asked: Asked, field: str, glyphs: Glyphs) -> Iterable[str]:
    """Characters in their places, each itself or one that looks like it."""
    places = [sorted({token, *glyphs.get(token, ())}) for token in asked.tokens]
    if any(len(place) > 1 for place in places):
        written = (place[0] if len(place) == 1 else f"({' or '.join(place)})" for place in places)
        yield f"{field}=({' adj1 '.join(written)})"


def _pinyin(asked: Asked) -> Iterable[str]:
    for syllables in asked.syllables:
        yield f'mkpy="{" ".join(syllables)}"'


def _letters(asked: Asked) -> Iterable[str]:
    """A Chinese name written in Latin letters, in one word or a word for each character."""
    for syllables in asked.syllables if asked.characters else ():
        yield f'mk="{" ".join(syllables)}"'
        yield f"mk={''.join(syllables)}"


def _initials(asked: Asked) -> Iterable[str]:
    for letters in asked.initials:
        yield f"mkpi={letters}"


def _sound(asked: Asked) -> Iterable[str]:
    words = [word for word in asked.words if len(word) > 1]
    if words:
        yield f"({' and '.join(f'mksnd={word}' for word in words)})"


def _fuzzy(asked: Asked) -> Iterable[str]:
    words = [word for word in asked.words if len(word) > SHORTEST_PART]
    if words and len(words) == len(asked.tokens):
        yield f'mkfz="{" ".join(words)}"' if len(words) > 1 else f"mkfz={words[0]}"


_SPELLING: Final[dict[str, Callable[[Asked, str, Glyphs], Iterable[str]]]] = {
    "identical": _identical,
    "contains": _contains,
    "contained": _contained,
    "reversed": _reversed,
    "shape": _shape,
}
_SOUND: Final[dict[str, Callable[[Asked], Iterable[str]]]] = {
    "pinyin": _pinyin,
    "letters": _letters,
    "initials": _initials,
    "sound": _sound,
    "fuzzy": _fuzzy,
}
