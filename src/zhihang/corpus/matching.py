"""Where a pattern stands in a value: the plain reading of phrases, proximity and SAME over stored text.

The index answers most patterns from its postings. Where it cannot (SAME, very broad truncations, more combinations
than it takes), it names candidates and this module looks at their stored text; highlighting uses it too.
Positions, distances and units: query language §2 ("Distances").
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeAlias

from zhihang.corpus.plan import Adjacent, AnyOf, Pattern, Phrase, Same, Unit, left_spine
from zhihang.text.sentences import sentences
from zhihang.text.tokens import Token, tokens_with_offsets

Occurrence: TypeAlias = tuple[int, ...]
"""The matched positions of one occurrence, ascending; it starts at the first and ends at the last."""

SENTENCE_FIELDS = frozenset({"ab", "clm", "iclm", "desc"})
GAPS = {"#": (1, 1), "?": (0, 1), "*": (0, 20)}
"""Positions that a lone wildcard beside Han stands for: least and most."""


@lru_cache(maxsize=4096)
def wildcard_pattern(word: str) -> re.Pattern[str] | None:
    """The regular expression of a token with wildcards, or None for a plain one."""
    if not set(word) & {"*", "?", "#"}:
        return None
    signs = {"*": ".*", "?": ".?", "#": "."}
    return re.compile("".join(signs.get(sign) or re.escape(sign) for sign in word), re.DOTALL)


class TokenizedValue:
    """One value of a text field, ready to be looked at: tokens, their places, sentences."""

    def __init__(self, text: str, field: str) -> None:
        self.text = text
        self.field = field
        self.tokens: list[Token] = tokens_with_offsets(text)
        self.positions: dict[str, list[int]] = {}
        for position, token in enumerate(self.tokens):
            self.positions.setdefault(token.text, []).append(position)

    def of_word(self, word: str) -> list[int]:
        """The positions of a token, its wildcards expanded."""
        pattern = wildcard_pattern(word)
        if pattern is None:
            return self.positions.get(word, [])
        return sorted(
            position
            for token, positions in self.positions.items()
            if pattern.fullmatch(token)
            for position in positions
        )

    def units(self, unit: Unit) -> list[tuple[int, int]]:
        """First and last position of each sentence, or of the whole value."""
        if not self.tokens:
            return []
        if unit != "s" or self.field not in SENTENCE_FIELDS:
            return [(0, len(self.tokens) - 1)]
        starts = [token.start for token in self.tokens]
        spans = []
        for start, end in sentences(self.text):
            first, last = bisect_left(starts, start), bisect_left(starts, end) - 1
            if first <= last:
                spans.append((first, last))
        return spans


def occurrences(pattern: Pattern, value: TokenizedValue) -> list[Occurrence]:
    """All occurrences of a pattern in a value, ascending, each once."""
    return sorted(set(_find(pattern, value)))


def occurs(pattern: Pattern, value: TokenizedValue) -> bool:
    """Whether a pattern occurs in a value at all."""
    return next(_find(pattern, value), None) is not None


def _find(pattern: Pattern, value: TokenizedValue) -> Iterator[Occurrence]:
    first, chain = left_spine(pattern)
    found = _simple(first, value)
    for link in chain:
        join = _adjacent if isinstance(link, Adjacent) else _near
        found = join(link.distance, sorted(set(found)), occurrences(link.right, value))
    return found


def _simple(pattern: Pattern, value: TokenizedValue) -> Iterator[Occurrence]:
    match pattern:
        case Phrase(tokens):
            yield from _phrase(tokens, value)
        case AnyOf(items):
            for item in items:
                yield from _find(item, value)
        case Same(unit, items):
            yield from _same(unit, [occurrences(item, value) for item in items], value)


def _phrase(tokens: Sequence[str], value: TokenizedValue) -> Iterator[Occurrence]:
    words = [token for token in tokens if token not in GAPS]
    if not words:
        return
    places = [frozenset(value.of_word(word)) for word in words]
    steps = _steps(tokens)
    partial: list[Occurrence] = [(position,) for position in sorted(places[0])]
    for (least, most), place in zip(steps, places[1:], strict=True):
        partial = [
            (*found, found[-1] + step)
            for found in partial
            for step in range(least, most + 1)
            if found[-1] + step in place
        ]
    yield from partial


def _steps(tokens: Sequence[str]) -> list[tuple[int, int]]:
    """Between neighbouring words: how many positions on the next one may stand, least and most."""
    steps: list[tuple[int, int]] = []
    least = most = 1
    seen_word = False
    for token in tokens:
        if token in GAPS:
            least += GAPS[token][0]
            most += GAPS[token][1]
            continue
        if seen_word:
            steps.append((least, most))
        least = most = 1
        seen_word = True
    return steps


def _adjacent(distance: int, left: list[Occurrence], right: list[Occurrence]) -> Iterator[Occurrence]:
    starts = [found[0] for found in right]
    for one in left:
        first = bisect_left(starts, one[-1] + 1)
        last = bisect_right(starts, one[-1] + distance)
        for other in right[first:last]:
            yield (*one, *other)


def _near(distance: int, left: list[Occurrence], right: list[Occurrence]) -> Iterator[Occurrence]:
    yield from _later(distance, left, right)
    yield from _later(distance, right, left)


def _later(distance: int, earlier: list[Occurrence], later: list[Occurrence]) -> Iterator[Occurrence]:
    starts = [found[0] for found in later]
    for one in earlier:
        first = bisect_left(starts, one[0])
        last = bisect_right(starts, one[-1] + distance)
        for other in later[first:last]:
            if not set(one) & set(other):
                yield tuple(sorted((*one, *other)))


def _same(unit: Unit, found: list[list[Occurrence]], value: TokenizedValue) -> Iterator[Occurrence]:
    for first, last in value.units(unit):
        inside = [[one for one in each if first <= one[0] and one[-1] <= last] for each in found]
        if all(inside):
            yield tuple(sorted({position for each in inside for one in each for position in one}))
