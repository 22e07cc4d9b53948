"""A line of the search history, wherever it is kept, and what `#n` means through it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from zhihang.errors import QueryError
from zhihang.search.environment import GRAMMAR, Environment, Stored
from zhihang.search.notation import from_sexpr, to_sexpr
from zhihang.search.parser import Query
from zhihang.search.printing import print_query
from zhihang.search.tree import Reference, Saved, Tree, rebuilt, walk
from zhihang.text.folding import fold

_DEEPEST = 100


@dataclass(frozen=True, slots=True)
class Line:
    """One line 检索历史: its number, the query as typed and as read, how many records it had in which edition, when.

    `total` is None until it was counted: after an edit of a line that it rests on.
    """

    number: int
    query: str
    tree: str
    total: int | None
    edition: str
    at: datetime
    grammar: int = GRAMMAR

    @property
    def stored(self) -> Stored:
        """As the language takes it."""
        return Stored(self.tree, self.grammar)

    @property
    def rests_on(self) -> frozenset[int]:
        """The lines that its query names."""
        return referred(from_sexpr(self.tree))


def notation(query: Query) -> str:
    """The form in which a query is kept: as it was read, whatever becomes of the language."""
    return to_sexpr(query.tree)


def history_of(lines: Iterable[Line], before: int | None = None) -> dict[int, Stored]:
    """What `#n` means; for a line that is edited only those `before` it, so that no line leads back to itself."""
    return {line.number: line.stored for line in lines if before is None or line.number < before}


def referred(tree: Tree) -> frozenset[int]:
    """The numbers of the lines that a tree names."""
    return frozenset(node.number for node in walk(tree) if isinstance(node, Reference))


def resting_on(lines: Iterable[Line], number: int) -> list[int]:
    """The lines that name a line, directly or through others, ascending."""
    found: list[int] = []
    for line in sorted(lines, key=lambda each: each.number):
        if line.rests_on & {number, *found}:
            found.append(line.number)
    return found


def written_out(
    tree: Tree, environment: Environment, *, keep: frozenset[str] = frozenset(), opens_sets: bool = False
) -> Tree:
    """The tree with what `#n` and `##name` mean in their place, so that it means the same to everybody.

    `keep`: names of saved searches, folded, that stay as they are. Names of sets of records (collections, tags) stay:
    no text says them, and who may not see them is told so; `opens_sets` opens them too. Raises QueryError `E701`,
    `E702`, `E704` as a search would.
    """
    for _ in range(_DEEPEST):
        if not is_open(tree, environment, keep, opens_sets=opens_sets):
            return tree
        tree = rebuilt(tree, lambda node: _opened(node, environment, keep, opens_sets))
    raise QueryError("E704", 0)


def is_open(
    tree: Tree, environment: Environment, keep: frozenset[str] = frozenset(), *, opens_sets: bool = False
) -> bool:
    """Whether a part of a tree means something only through its asker's history or saved searches."""
    return any(_is_open(node, environment, keep, opens_sets) for node in walk(tree))


def _is_open(node: Tree, environment: Environment, keep: frozenset[str], opens_sets: bool) -> bool:
    if not isinstance(node, Saved):
        return isinstance(node, Reference)
    if fold(node.name) in keep:
        return False
    stored = environment.saved_query(node.name)
    return stored is None or stored.set_of is None or opens_sets


def _opened(node: Tree, environment: Environment, keep: frozenset[str], opens_sets: bool) -> Tree:
    return _meaning(node, environment) if _is_open(node, environment, keep, opens_sets) else node


def _meaning(node: Tree, environment: Environment) -> Tree:
    match node:
        case Reference(number):
            stored, missing = environment.entry(number), QueryError("E701", 0, n=number)
        case Saved(name):
            stored, missing = environment.saved_query(name), QueryError("E702", 0, x=name)
        case _:
            return node
    if stored is None:
        raise missing
    return stored.read()


def text_for_everybody(query: Query, environment: Environment) -> str:
    """The query as typed where it names nothing of its asker's own; else written out."""
    if not is_open(query.tree, environment):
        return query.text
    return print_query(written_out(query.tree, environment))
