"""The query tree 检索树: the plan of `corpus.plan` and what only a question can hold.

References, saved queries, lists, elements and joins are resolved to record ids before an engine is asked; until
then they stand in `And`, `Or`, `Xor` and `Minus` like any other node. A tree may be thousands of operators deep
(`a NOT b NOT c …`), so nothing here recurses: walk it with `walk`, rebuild it with `rebuilt`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeVar, cast

from zhihang.corpus.plan import (
    Adjacent,
    And,
    AnyOf,
    Everything,
    FieldRef,
    Minus,
    Near,
    Node,
    Or,
    Pattern,
    Phrase,
    Same,
    Xor,
)

Result = TypeVar("Result")


@dataclass(frozen=True, slots=True)
class Reference:
    """An entry of the search history 检索历史: `#3`."""

    number: int


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved query 已存检索式: `##name`."""

    name: str


@dataclass(frozen=True, slots=True)
class InList:
    """One of the lines of a list file 清单: `pn in @numbers.txt`."""

    fields: tuple[FieldRef, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Element:
    """All conditions met by one entry of an element field: one event, one party, one goods entry."""

    field: FieldRef
    tree: Tree


@dataclass(frozen=True, slots=True)
class Join:
    """Records that stand in a relation (`cites citedby fam xfam`) to any hit of the inner query."""

    field: FieldRef
    tree: Tree


Tree: TypeAlias = Node | Reference | Saved | InList | Element | Join


def conjunction(parts: Iterable[Tree]) -> Tree:
    """`and` of the parts, flattened; one part stands for itself."""
    flat = _flattened(parts, And)
    return flat[0] if len(flat) == 1 else And(_nodes(flat))


def disjunction(parts: Iterable[Tree]) -> Tree:
    """`or` of the parts, flattened; one part stands for itself."""
    flat = _flattened(parts, Or)
    return flat[0] if len(flat) == 1 else Or(_nodes(flat))


def either(left: Tree, right: Tree) -> Tree:
    """Exactly one of the two."""
    return Xor(*_nodes([left, right]))


def difference(left: Tree, right: Tree) -> Tree:
    """Left without right."""
    return Minus(*_nodes([left, right]))


def complement(tree: Tree) -> Tree:
    """All records of the scope without those of the tree."""
    return difference(Everything(), tree)


def alternatives(items: Iterable[Pattern]) -> Pattern:
    """One of several patterns, flattened; one item stands for itself."""
    flat: list[Pattern] = []
    for item in items:
        flat.extend(item.items if isinstance(item, AnyOf) else (item,))
    return flat[0] if len(flat) == 1 else AnyOf(tuple(flat))


def _flattened(parts: Iterable[Tree], kind: type[And] | type[Or]) -> list[Tree]:
    flat: list[Tree] = []
    for part in parts:
        flat.extend(part.parts if isinstance(part, kind) else (part,))
    return flat


def _nodes(trees: Iterable[Tree]) -> tuple[Node, ...]:
    # the plan's operators are typed over plan nodes; questions put their own nodes there until they are resolved
    return cast("tuple[Node, ...]", tuple(trees))


def children(tree: Tree) -> tuple[Tree, ...]:
    """The parts of an operator, the inside of an element or join; nothing for a leaf."""
    match tree:
        case And(parts) | Or(parts):
            return parts
        case Xor(left, right) | Minus(left, right):
            return (left, right)
        case Element(_, inner) | Join(_, inner):
            return (inner,)
        case _:
            return ()


def with_children(tree: Tree, parts: tuple[Tree, ...]) -> Tree:
    """The same operator over other parts."""
    match tree:
        case And():
            return And(_nodes(parts))
        case Or():
            return Or(_nodes(parts))
        case Xor():
            return either(*parts)
        case Minus():
            return difference(*parts)
        case Element(field, _):
            return Element(field, parts[0])
        case Join(field, _):
            return Join(field, parts[0])
        case _:
            return tree


def walk(tree: Tree) -> Iterator[Tree]:
    """Every node, each before its parts, from left to right."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        stack.extend(reversed(children(node)))


def folded(tree: Tree, visit: Callable[[Tree, tuple[Result, ...]], Result]) -> Result:
    """The value of a tree from its leaves up: `visit(node, values of its parts)`.

    >>> folded(Xor(Everything(), Everything()), lambda node, below: 1 + sum(below))
    3
    """
    done: list[Result] = []
    stack: list[tuple[Tree, bool]] = [(tree, False)]
    while stack:
        node, ready = stack.pop()
        below = children(node)
        if ready or not below:
            count = len(below)
            values = tuple(done[len(done) - count :])
            del done[len(done) - count :]
            done.append(visit(node, values))
        else:
            stack.append((node, True))
            stack.extend((part, False) for part in reversed(below))
    return done[0]


def rebuilt(tree: Tree, change: Callable[[Tree], Tree]) -> Tree:
    """The tree with `change` applied to every node, leaves first."""
    return folded(tree, lambda node, parts: change(with_children(node, parts)))


def pattern_parts(pattern: Pattern) -> tuple[Pattern, ...]:
    """The operands of a proximity, the items of an alternative; nothing for a phrase."""
    match pattern:
        case Near(_, left, right) | Adjacent(_, left, right):
            return (left, right)
        case Same(_, items) | AnyOf(items):
            return items
        case Phrase():
            return ()


def walk_pattern(pattern: Pattern) -> Iterator[Pattern]:
    """Every pattern within a pattern, each before its parts, from left to right."""
    stack = [pattern]
    while stack:
        item = stack.pop()
        yield item
        stack.extend(reversed(pattern_parts(item)))
