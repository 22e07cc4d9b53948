"""What a query may name 引用: the search history, saved queries and lists of its asker."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from zhihang.search.faults import Advice, Faults, replace
from zhihang.search.notation import from_sexpr
from zhihang.search.suggestions import nearest
from zhihang.search.tree import InList, Reference, Saved, Tree, walk
from zhihang.text.folding import fold

GRAMMAR = 1
"""The version of the language that this reader reads; stored with every query that is kept."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A query that was kept 已存检索式: its canonical tree as S-expression, and the grammar it was read with.

    `set_of`: where a name stands for a set of records that no text says (a list of many), the tree itself.
    """

    tree: str = ""
    grammar: int = GRAMMAR
    set_of: Tree | None = None

    def read(self) -> Tree:
        """The tree."""
        return from_sexpr(self.tree) if self.set_of is None else self.set_of


@dataclass(frozen=True, slots=True)
class Environment:
    """What `#3`, `##name` and `@list` may mean for this asker.

    `history` and `saved` hold stored queries (a plain collection of numbers or names will do where only existence
    matters); `lists` names the lists. `saving` is the name under which this query is going to be saved: a
    reference that leads back to it is refused (E704).
    """

    history: Mapping[int, Stored] | Collection[int] = field(default_factory=dict)
    saved: Mapping[str, Stored] | Collection[str] = field(default_factory=dict)
    lists: Collection[str] = ()
    saving: str | None = None

    def entry(self, number: int) -> Stored | None:
        """The history entry with a number."""
        if number not in self.history:
            return None
        return self.history[number] if isinstance(self.history, Mapping) else Stored()

    def saved_query(self, name: str) -> Stored | None:
        """The saved query with a name; names are folded before they are compared."""
        known = name if name in self.saved else next((each for each in self.saved if fold(each) == fold(name)), None)
        if known is None:
            return None
        return self.saved[known] if isinstance(self.saved, Mapping) else Stored()

    def leads_back(self, tree: Tree) -> bool:
        """Whether a reference reaches the query that is being saved."""
        if self.saving is None:
            return False
        seen: set[Tree] = set()
        open_trees = [tree]
        while open_trees:
            for node in walk(open_trees.pop()):
                if not isinstance(node, Reference | Saved) or node in seen:
                    continue
                if isinstance(node, Saved) and fold(node.name) == fold(self.saving):
                    return True
                seen.add(node)
                stored = self.entry(node.number) if isinstance(node, Reference) else self.saved_query(node.name)
                if stored is not None and (stored.tree or stored.set_of is not None):
                    open_trees.append(stored.read())
        return False


EMPTY = Environment()


def check_reference(tree: Reference | Saved, start: int, end: int, environment: Environment, faults: Faults) -> None:
    """Report a reference that leads nowhere (E701, E702), back to itself (E704) or to a newer grammar (E705)."""
    length = end - start
    if environment.leads_back(tree):
        faults.add("E704", start, length)
        return
    if isinstance(tree, Reference):
        stored = environment.entry(tree.number)
        if stored is None:
            faults.add("E701", start, length, lambda: _near_entries(tree, environment, start, end), n=tree.number)
    else:
        stored = environment.saved_query(tree.name)
        if stored is None:
            faults.add("E702", start, length, lambda: _near_saved(tree, environment, start, end), x=tree.name)
    if stored is not None and stored.grammar > GRAMMAR:
        faults.add("E705", start, length, v=stored.grammar)


def check_list(tree: InList, start: int, end: int, environment: Environment, faults: Faults) -> None:
    """Report a list that does not exist (E703)."""
    if tree.name not in environment.lists:
        faults.add("E703", start, end - start, lambda: _near_lists(tree.name, environment, start, end), x=tree.name)


def _near_entries(tree: Reference, environment: Environment, start: int, end: int) -> Advice:
    numbers = sorted(environment.history, key=lambda number: (abs(number - tree.number), number))[:3]
    names = tuple(f"#{number}" for number in numbers)
    return Advice(names, replace(start, end, *names))


def _near_saved(tree: Saved, environment: Environment, start: int, end: int) -> Advice:
    names = tuple(f'##"{name}"' for name in nearest(tree.name, environment.saved))
    return Advice(names, replace(start, end, *names))


def _near_lists(name: str, environment: Environment, start: int, end: int) -> Advice:
    names = tuple(f'@"{known}"' for known in nearest(name, environment.lists))
    return Advice(names, replace(start, end, *names))
