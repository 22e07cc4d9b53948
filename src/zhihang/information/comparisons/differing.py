"""Which words of a text are its own, beside another text? Pure."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Final

from zhihang.text.tokens import Token, tokens_with_offsets

_LONG: Final = 2_000
"""Tokens from which on words that stand everywhere are no anchors: exact comparison grows with the square."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of a text; `is_own`: the text it is compared with says something else there, or nothing."""

    text: str
    is_own: bool = False


def beside(first: str, others: Sequence[str]) -> tuple[tuple[Stretch, ...], list[tuple[Stretch, ...]]]:
    """The first text, in which is marked what none of the others has; and each other, marked against the first.

    Width, case and Chinese script count for nothing, words of Latin script compare whole, Chinese by character.
    """
    own = tokens_with_offsets(first)
    kept: set[int] = set()
    marked = []
    for other in others:
        its = tokens_with_offsets(other)
        blocks = _matcher(own, its).get_matching_blocks()
        kept |= {place for block in blocks for place in range(block.a, block.a + block.size)}
        shared = {place for block in blocks for place in range(block.b, block.b + block.size)}
        marked.append(_stretches(other, its, shared))
    if not others:
        return (Stretch(first),), []
    return _stretches(first, own, kept), marked


def _matcher(left: Sequence[Token], right: Sequence[Token]) -> SequenceMatcher[str]:
    is_long = max(len(left), len(right)) > _LONG
    return SequenceMatcher(None, [each.text for each in left], [each.text for each in right], autojunk=is_long)


def _stretches(text: str, tokens: Sequence[Token], shared: Collection[int]) -> tuple[Stretch, ...]:
    """The text cut where its own words begin and end; signs between two own words belong to them."""
    found: list[Stretch] = []
    at = 0
    for is_own, run in groupby(range(len(tokens)), key=lambda place: place not in shared):
        if is_own:
            places = list(run)
            start, end = tokens[places[0]].start, tokens[places[-1]].end
            if start > at:
                found.append(Stretch(text[at:start]))
            found.append(Stretch(text[start:end], is_own=True))
            at = end
    if at < len(text) or not found:
        found.append(Stretch(text[at:]))
    return tuple(found)
