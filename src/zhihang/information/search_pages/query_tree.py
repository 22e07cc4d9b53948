"""The parsed query as a tree 检索式结构: each operator over its clauses, each with its records and its colours."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from zhihang.information.search_pages.clause_colors import ClauseColors
from zhihang.library import Result
from zhihang.search.explanation import Clause, Explanation
from zhihang.search.tree import Element, Tree, children


@dataclass(slots=True)
class Branch:
    """One clause with those below it. `colors`: of its words, none for an operator, a date, a class, a code."""

    clause: Clause
    colors: list[int] = field(default_factory=list)
    branches: list[Branch] = field(default_factory=list)


def query_tree(explained: Explanation, result: Result, colors: ClauseColors) -> Branch:
    """The whole query as a branch."""
    above: list[Branch] = []
    whole: list[Branch] = []
    for clause, node in zip(explained.clauses, _parts(result.query.tree), strict=True):
        branch = Branch(clause, colors.of_leaf(node))
        del above[clause.depth :]
        (above[-1].branches if above else whole).append(branch)
        above.append(branch)
    return whole[0]


def _parts(tree: Tree) -> Iterator[Tree]:
    """The parts that are counted, in the order of the explanation: what braces hold belongs to their element."""
    stack = [tree]
    while stack:
        node = stack.pop()
        yield node
        if not isinstance(node, Element):
            stack.extend(reversed(children(node)))
