"""Rewriting without loss 等价改写: exclusive or and complements, for systems that have neither.

`a XOR b` becomes `(a NOT b) OR (b NOT a)`; a complement beside other conditions becomes a difference. Both sides of an
exclusive or are written twice, so a long chain of them grows too long to be written at all. A chain of differences
deeper than brackets may lie (`a NOT b AND c NOT d …`) becomes one difference.
"""

from __future__ import annotations

from zhihang.corpus.plan import And, Everything, Minus, Xor
from zhihang.search.printing import DEEPEST
from zhihang.search.tree import Tree, complement, conjunction, difference, disjunction, either, folded, with_children

MOST_NODES = 5_000
MOST_TIMES = 4
"""A tree that grows beyond both, so many nodes and so many times its own, is not written."""


def rewritten(tree: Tree, *, has_xor: bool) -> Tree | None:
    """The same set without what the system lacks; None where that would be too long."""

    most = max(MOST_NODES, MOST_TIMES * _count(tree))
    is_deep = _depth(tree) > DEEPEST

    def visit(node: Tree, parts: tuple[tuple[Tree, int], ...]) -> tuple[Tree, int]:
        trees = tuple(part for part, _ in parts)
        size = 1 + sum(nodes for _, nodes in parts)
        match node:
            case Xor() if has_xor:
                return either(*trees), size
            case Xor():
                if size > most:
                    return node, 2 * size
                return disjunction([_without(*trees), _without(trees[1], trees[0])]), 2 * size
            case Minus() if is_deep and not _is_complement(trees[1]):
                return _both(_opened((trees[0], complement(trees[1])))), size
            case Minus():
                return _without(*trees), size
            case And():
                return _both(_opened(trees) if is_deep else trees), size
            case _:
                return with_children(node, trees), size

    result, size = folded(tree, visit)
    return result if size <= most else None


def _count(tree: Tree) -> int:
    return folded(tree, lambda _, parts: 1 + sum(parts))


def _depth(tree: Tree) -> int:
    return folded(tree, lambda _, parts: 1 + max(parts, default=0))


def _opened(parts: tuple[Tree, ...]) -> tuple[Tree, ...]:
    """Differences as their left side and the complement of their right side."""
    opened: list[Tree] = []
    for part in parts:
        if isinstance(part, Minus) and not _is_complement(part):
            opened.extend((part.left, complement(part.right)))
        else:
            opened.append(part)
    return tuple(opened)


def _without(left: Tree, right: Tree) -> Tree:
    """Left without right; what a complement leaves out is what is asked for."""
    if _is_complement(right):
        assert isinstance(right, Minus)  # just asked
        return _both((left, right.right))
    if _is_complement(left):
        assert isinstance(left, Minus)  # just asked
        return complement(disjunction([left.right, right]))
    return difference(left, right)


def _both(parts: tuple[Tree, ...]) -> Tree:
    """All parts; complements are taken away from the others."""
    wanted = [part for part in parts if not _is_complement(part) and not isinstance(part, Everything)]
    unwanted = [part.right for part in parts if isinstance(part, Minus) and _is_complement(part)]
    if not wanted:
        return complement(disjunction(unwanted)) if unwanted else Everything()
    kept = conjunction(wanted)
    return difference(kept, disjunction(unwanted)) if unwanted else kept


def _is_complement(tree: Tree) -> bool:
    return isinstance(tree, Minus) and isinstance(tree.left, Everything)
