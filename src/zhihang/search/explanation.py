"""The explanation of a query 检索说明: how it was read, and what each of its parts has by itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from zhihang.corpus.fields import fields
from zhihang.corpus.plan import FieldRef, Range
from zhihang.messages import Language
from zhihang.search.execution import Execution
from zhihang.search.notation import to_sexpr
from zhihang.search.notices import Notice
from zhihang.search.parser import left_to_right
from zhihang.search.printing import print_query
from zhihang.search.tree import Element, Tree, children, walk

MOST_CLAUSES = 200
"""Parts that are counted one by one; a query with more is explained without their counts, and says so."""


@dataclass(frozen=True, slots=True)
class Clause:
    """One part of a query: its notation, its native text, how deep it stands, how many records it has alone."""

    tree: str
    text: str
    depth: int
    total: int | None


@dataclass(frozen=True, slots=True)
class Explanation:
    """How a query was understood, with the count of every clause in the scope.

    `looked_at`: records whose stored text was read, because the index alone could not decide (the same set, slower);
    `overlay`: the version of the judgements on names, empty where there are none.
    """

    tree: str
    canonical: str
    total: int
    clauses: tuple[Clause, ...]
    notices: tuple[Notice, ...]
    edition: str
    grammar: int
    left_to_right: str | None
    looked_at: int
    overlay: str = ""

    def to_json(self, language: Language = "en") -> dict[str, object]:
        """The form of `explain --json`."""
        return {
            "tree": self.tree,
            "canonical": self.canonical,
            "total": self.total,
            "clauses": [{"tree": clause.tree, "total": clause.total} for clause in self.clauses],
            "notices": [
                {"code": notice.code, "position": notice.position, "message": notice.message(language)}
                for notice in self.notices
            ],
            "edition": self.edition,
            "overlay": self.overlay or None,
            "grammar": self.grammar,
            "left_to_right": self.left_to_right,
            "looked_at": self.looked_at,
        }


def explain(executions: Sequence[Execution], edition: str, overlay: str = "") -> Explanation:
    """The explanation of one query against one or several editions, whose counts are added."""
    query = executions[0].query
    parts = _parts(query.tree)
    counted = len(parts) <= MOST_CLAUSES
    clauses = tuple(
        Clause(to_sexpr(part), print_query(part), depth, _sum(executions, part) if counted else None)
        for depth, part in parts
    )
    other = left_to_right(query.text, environment=executions[0].environment)
    ranges = _date_ranges(query.tree)
    undecided = sum(execution.reader.undecided(leaf) for execution in executions for leaf in ranges)
    notices = executions[0].notices
    if undecided:
        notices = (*notices, Notice("W06", 0, fields={"n": undecided}))
    return Explanation(
        tree=to_sexpr(query.tree),
        canonical=print_query(query.tree),
        total=sum(execution.total for execution in executions),
        clauses=clauses,
        notices=notices,
        edition=edition,
        overlay=overlay,
        grammar=query.grammar,
        left_to_right=None if other is None or other == query.tree else to_sexpr(other),
        looked_at=sum(execution.reader.looked_at for execution in executions),
    )


def _sum(executions: Sequence[Execution], part: Tree) -> int:
    return sum(execution.count(part) for execution in executions)


def _parts(tree: Tree) -> list[tuple[int, Tree]]:
    """Every clause with its depth, in reading order; conditions inside braces belong to their element."""
    parts: list[tuple[int, Tree]] = []
    stack: list[tuple[int, Tree]] = [(0, tree)]
    while stack:
        depth, node = stack.pop()
        parts.append((depth, node))
        if not isinstance(node, Element):
            stack.extend((depth + 1, part) for part in reversed(children(node)))
    return parts


def _date_ranges(tree: Tree) -> list[Range]:
    """The date conditions of a query outside elements."""
    inside = {id(leaf) for node in walk(tree) if isinstance(node, Element) for leaf in walk(node.tree)}
    return [leaf for leaf in walk(tree) if isinstance(leaf, Range) and id(leaf) not in inside and _is_date(leaf.fields)]


def _is_date(refs: tuple[FieldRef, ...]) -> bool:
    return all(ref.code in fields() and fields()[ref.code].type == "date" for ref in refs)
