"""Shapes: a pattern as the finite list of ways in which its words can stand relative to each other.

`battery NEAR/2 separator` has four: battery at 0 with separator at 1 or 2, and the other way round. Each shape is one
phrase query with explicit positions, their disjunction is exact. The engine's slop is not: with more than two terms
it errs in both directions (reference §5); so it is used for two different plain words only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import product
from typing import TypeAlias

from zhihang.corpus.matching import GAPS
from zhihang.corpus.plan import Adjacent, AnyOf, Near, Pattern, Phrase, Same, left_spine

Shape: TypeAlias = tuple[tuple[int, str], ...]
"""(position, token) ascending, the first position 0."""

MOST_SHAPES = 256


class TooManyShapes(Exception):
    """The pattern cannot be written as at most `MOST_SHAPES` phrases."""


def shapes(pattern: Pattern) -> list[Shape]:
    """All shapes of a pattern. Raises `TooManyShapes` for SAME and for more than `MOST_SHAPES`."""
    first, chain = left_spine(pattern)
    found = _limited(_simple(first))
    for link in chain:
        found = _limited(_joined(link, found))
    if not found:
        raise TooManyShapes
    return found


def _limited(some: Iterable[Shape]) -> list[Shape]:
    found: dict[Shape, None] = {}
    for shape in some:
        found[shape] = None
        if len(found) > MOST_SHAPES:
            raise TooManyShapes
    return list(found)


def _simple(pattern: Pattern) -> Iterator[Shape]:
    match pattern:
        case Phrase(tokens):
            yield from _phrase(tokens)
        case AnyOf(items):
            for item in items:
                yield from shapes(item)
        case _:
            raise TooManyShapes


def _joined(link: Near | Adjacent, left: list[Shape]) -> Iterator[Shape]:
    for one, other in product(left, shapes(link.right)):
        if isinstance(link, Near):
            yield from _near(link.distance, one, other)
        else:
            yield from (_placed(one, other, one[-1][0] + step) for step in range(1, link.distance + 1))


def _phrase(tokens: tuple[str, ...]) -> Iterator[Shape]:
    partial: list[tuple[Shape, int]] = [((), 0)]
    for token in tokens:
        if token in GAPS:
            least, most = GAPS[token]
            partial = [(shape, end + step) for shape, end in partial for step in range(least, most + 1)]
        else:
            partial = [((*shape, (end, token)), end + 1) for shape, end in partial]
        if len(partial) > MOST_SHAPES:
            raise TooManyShapes
    for shape, _ in partial:
        if shape:
            yield _from_zero(shape)


def _near(distance: int, one: Shape, other: Shape) -> Iterator[Shape]:
    for start in range(-(other[-1][0] + distance), one[-1][0] + distance + 1):
        taken = {position for position, _ in one}
        if not any(position + start in taken for position, _ in other):
            yield _placed(one, other, start)


def _placed(one: Shape, other: Shape, start: int) -> Shape:
    """Both shapes in one, the other beginning at `start` (which may be negative)."""
    moved = ((position + start, token) for position, token in other)
    return _from_zero(tuple(sorted((*one, *moved))))


def _from_zero(shape: Shape) -> Shape:
    first = shape[0][0]
    return tuple((position - first, token) for position, token in shape)


def words_of(pattern: Pattern) -> Iterator[str]:
    """Every token of a pattern that is no lone wildcard."""
    first, chain = left_spine(pattern)
    match first:
        case Phrase(tokens):
            yield from (token for token in tokens if token not in GAPS)
        case AnyOf(items) | Same(_, items):
            for item in items:
                yield from words_of(item)
    for link in chain:
        yield from words_of(link.right)
