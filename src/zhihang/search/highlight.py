"""Where the matched words stand 命中位置: spans to highlight, and keywords in context.

Exact for phrases and proximity: a word is marked because it takes part in a match, not because the query mentions
it. Only what speaks for the record is marked: nothing from the right side of NOT, nothing from inside the braces of
elements and joins. `mkpy` and `mkfz` answer by sound and by likeness and have no places in the text as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from zhihang.corpus.fields import members
from zhihang.corpus.matching import TokenizedValue, occurrences
from zhihang.corpus.plan import Equals, FieldRef, Minus, Text
from zhihang.search.tree import Element, Join, Tree, children
from zhihang.text.tokens import joined

UNPRINTED = frozenset({"mkpy", "mkfz"})


@dataclass(frozen=True, slots=True)
class Printed:
    """One value of a record's text field as printed: a title, an abstract, one claim, one name."""

    field: str
    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Mark:
    """One matched word: `text[start:end]` of value number `value`; `clause` counts the text clauses of the query."""

    value: int
    start: int
    end: int
    clause: int


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Keywords in context: a stretch of a value with its marks, their offsets counted from `start`."""

    value: int
    start: int
    text: str
    marks: tuple[Mark, ...]


def text_clauses(tree: Tree) -> list[Text | Equals]:
    """The clauses whose words can be marked, in reading order."""
    found: list[Text | Equals] = []
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Text | Equals):
            found.append(node)
        elif isinstance(node, Minus):
            stack.append(node.left)
        elif not isinstance(node, Element | Join):
            stack.extend(reversed(children(node)))
    return found


def marks(tree: Tree, values: Sequence[Printed]) -> list[Mark]:
    """All matched words of a record, by value and place; a word that serves several clauses has a mark for each.

    >>> from zhihang.search.parser import parse
    >>> marks(parse("battery NEAR/2 cell").tree, [Printed("ti", "Battery. A cell and a cell")])
    [Mark(value=0, start=0, end=7, clause=0), Mark(value=0, start=11, end=15, clause=0)]
    """
    found: set[tuple[int, int, int, int]] = set()
    prepared: dict[int, TokenizedValue] = {}
    for clause, leaf in enumerate(text_clauses(tree)):
        for number, value in enumerate(values):
            if not _is_asked(leaf.fields, value):
                continue
            ready = prepared.setdefault(number, TokenizedValue(value.text, value.field))
            for position in _positions(leaf, ready):
                token = ready.tokens[position]
                found.add((number, token.start, token.end, clause))
    return [Mark(*place) for place in sorted(found)]


def _is_asked(refs: tuple[FieldRef, ...], value: Printed) -> bool:
    if value.field in UNPRINTED:
        return False
    return any(
        value.field in members(ref.code) and (ref.language is None or ref.language == value.language) for ref in refs
    )


def _positions(leaf: Text | Equals, value: TokenizedValue) -> Iterable[int]:
    if isinstance(leaf, Text):
        return {position for found in occurrences(leaf.pattern, value) for position in found}
    is_equal = joined([token.text for token in value.tokens]) == leaf.value
    return range(len(value.tokens)) if is_equal else ()


def excerpts(values: Sequence[Printed], found: Sequence[Mark], *, width: int = 60) -> list[Excerpt]:
    """The marks with up to `width` characters of their value on either side; stretches that touch are one."""
    out: list[Excerpt] = []
    for number, value in enumerate(values):
        own = [mark for mark in found if mark.value == number]
        while own:
            group = [own.pop(0)]
            while own and own[0].start - width <= group[-1].end + width:
                group.append(own.pop(0))
            start = max(group[0].start - width, 0)
            end = min(max(mark.end for mark in group) + width, len(value.text))
            shifted = tuple(Mark(number, mark.start - start, mark.end - start, mark.clause) for mark in group)
            out.append(Excerpt(number, start, value.text[start:end], shifted))
    return out
