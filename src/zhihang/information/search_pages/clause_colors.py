"""Which colour a clause has: the same in the query box, in the tree of clauses and in keywords in context. Pure.

Words that stand for the same thing (joined by OR) share a colour; every other operator begins the next one. What a line
of the history or a saved search brings with it is coloured after what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from zhihang.corpus.plan import AnyOf, Equals, Minus, Or, Pattern, Phrase, Text
from zhihang.errors import QueryError
from zhihang.information.history.line import written_out
from zhihang.search.environment import Environment
from zhihang.search.highlight import Mark, Printed, marks, text_clauses
from zhihang.search.tree import Element, Join, Reference, Saved, Tree, children, pattern_parts

COLORS = 4


@dataclass(slots=True)
class _Numbering:
    """Numbers handed out while a tree is walked from left to right."""

    number: int = 0
    is_used: bool = False
    leaves: dict[int, list[tuple[Pattern | None, int]]] = field(default_factory=dict)

    def walk(self, tree: Tree) -> None:
        """Number the text leaves of a tree, which may be thousands of operators deep."""
        stack = [(tree, False)]
        while stack:
            node, is_next = stack.pop()
            if is_next:
                self._go_on()
            if isinstance(node, Text):
                self.leaves[id(node)] = list(self._sides(node.pattern))
            elif isinstance(node, Equals):
                self.leaves[id(node)] = [(None, self._taken())]
            else:
                parts = [(part, place > 0 and not isinstance(node, Or)) for place, part in enumerate(children(node))]
                stack.extend(reversed(parts))
        self._go_on()

    def _go_on(self) -> None:
        """The next words mean something else."""
        self.number += self.is_used
        self.is_used = False

    def _taken(self) -> int:
        self.is_used = True
        return self.number

    def _sides(self, pattern: Pattern) -> Iterator[tuple[Pattern, int]]:
        stack = [(pattern, False)]
        while stack:
            node, is_next = stack.pop()
            if is_next:
                self._go_on()
            if isinstance(node, Phrase | AnyOf):
                yield node, self._taken()
            else:
                stack.extend(reversed([(part, place > 0) for place, part in enumerate(pattern_parts(node))]))


@dataclass(frozen=True, slots=True)
class ColoredMark:
    """One matched word of a value with its colour, counted from 1."""

    value: int
    start: int
    end: int
    color: int


class ClauseColors:
    """The colours of one query for one asker."""

    def __init__(self, tree: Tree, environment: Environment) -> None:
        self._trees = [tree, *_named(tree, environment)]
        numbering = _Numbering()
        for each in self._trees:
            numbering.walk(each)
        self._leaves = numbering.leaves

    @property
    def clauses(self) -> list[Text | Equals]:
        """Every clause whose words can be marked."""
        return [leaf for tree in self._trees for leaf in text_clauses(tree)]

    def colors(self, tree: Tree) -> list[int]:
        """The colours of a tree's own text leaves, from left to right."""
        numbering = _Numbering()
        numbering.walk(tree)
        return [_color(sides[0][1]) for sides in numbering.leaves.values()]

    def of_leaf(self, leaf: Tree) -> list[int]:
        """The colours of the words of one clause of the query; none where it has no words."""
        return list(dict.fromkeys(_color(number) for _, number in self._leaves.get(id(leaf), ())))

    def marks(self, values: Sequence[Printed]) -> list[ColoredMark]:
        """The matched words of a record by value and place, each once, in the colour of the first clause it serves."""
        found: dict[tuple[int, int, int], int] = {}
        for tree in self._trees:
            leaves = text_clauses(tree)
            sides = {place: self._by_side(leaf, values) for place, leaf in enumerate(leaves)}
            for mark in marks(tree, values):
                place = (mark.value, mark.start, mark.end)
                known = sides[mark.clause].get(place)
                first = self._leaves[id(leaves[mark.clause])][0][1]
                found.setdefault(place, first if known is None else known)
        return _joined(ColoredMark(*place, _color(number)) for place, number in sorted(found.items()))

    def _by_side(self, leaf: Text | Equals, values: Sequence[Printed]) -> dict[tuple[int, int, int], int]:
        """Places of the words on each side of a proximity: nearness has one mark for both."""
        sides = self._leaves[id(leaf)]
        found: dict[tuple[int, int, int], int] = {}
        for pattern, number in sides if len(sides) > 1 else ():
            if pattern is not None:
                for mark in marks(Text(leaf.fields, pattern), values):
                    found.setdefault(_place(mark), number)
        return found


def _joined(found: Iterable[ColoredMark]) -> list[ColoredMark]:
    """Marks of one colour that touch are one: Chinese is matched character by character."""
    joined: list[ColoredMark] = []
    for mark in found:
        last = joined[-1] if joined else None
        if last is not None and (last.value, last.end, last.color) == (mark.value, mark.start, mark.color):
            joined[-1] = ColoredMark(last.value, last.start, mark.end, last.color)
        else:
            joined.append(mark)
    return joined


def _place(mark: Mark) -> tuple[int, int, int]:
    return (mark.value, mark.start, mark.end)


def _color(number: int) -> int:
    return number % COLORS + 1


def _named(tree: Tree, environment: Environment) -> Iterable[Tree]:
    """What the references of a tree mean, those left out by NOT aside."""
    stack = [tree]
    while stack:
        node = stack.pop()
        if isinstance(node, Reference | Saved):
            try:
                yield written_out(node, environment, opens_sets=True)
            except QueryError:  # gone since the query was read
                continue
        elif isinstance(node, Minus):
            stack.append(node.left)
        elif not isinstance(node, Element | Join):
            stack.extend(reversed(children(node)))
