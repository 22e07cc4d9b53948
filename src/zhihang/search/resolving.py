"""From a query tree to a plan: references, lists, elements, joins and derived fields become what an engine can take.

History entries and saved queries are read from their stored trees. Elements and joins are answered by the tables of
the edition and come back as ordinals; so do the fields that are computed across records.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from zhihang.corpus.plan import Code, FieldRef, Node, Number, Or, Ordinals, Present, Range
from zhihang.errors import QueryError
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.tree import Element, InList, Join, Reference, Saved, Tree, folded, with_children

if TYPE_CHECKING:
    from zhihang.corpus.tables.reading import Tables
    from zhihang.corpus.tables.relations import Join as RelationKind

DERIVED = frozenset({"fam", "xfam", "citedby", "nfc", "nfam", "pan", "grp"})
"""Fields that no record holds by itself; the tables answer them."""
MOST_REFERENCES = 1_000


@dataclass(slots=True)
class Resolution:
    """How one query is resolved: for whom, against which tables, and which list lines had no readable value."""

    relations: Callable[[], Tables]
    ordinals: Callable[[Node], Sequence[int]]
    environment: Environment = EMPTY
    list_leaves: Callable[[InList], Iterable[Node]] = lambda _: ()
    opened: int = field(default=0)

    def plan(self, tree: Tree) -> Node:
        """The plan of a tree."""
        return folded(tree, self._node)

    def _node(self, tree: Tree, parts: tuple[Node, ...]) -> Node:
        match tree:
            case Reference() | Saved():
                return self._stored(tree)
            case InList():
                return Or(tuple(self.plan(leaf) for leaf in self.list_leaves(tree)))
            case Element(ref, _):
                return Ordinals(as_list(self.relations().elements(ref.code, parts[0])))
            case Join(ref, _):
                return Ordinals(as_list(self.relations().join(cast("RelationKind", ref.code), self.ordinals(parts[0]))))
            case Number(fields, number):
                return self._split(tree, fields, lambda code: self._numbered(code, number))
            case Range(fields, low, high):
                return self._split(tree, fields, lambda code: self._derived(Range((FieldRef(code),), low, high)))
            case Code(fields, value):
                return self._split(tree, fields, lambda code: self._derived(Code((FieldRef(code),), value)))
            case Present(fields):
                return self._split(tree, fields, lambda code: self._derived(Present((FieldRef(code),))))
            case _:
                return cast("Node", with_children(tree, parts))

    def _derived(self, leaf: Range | Code | Present) -> Sequence[int]:
        return as_list(self.relations().derived(leaf))

    def _numbered(self, code: str, number: str) -> list[int]:
        """Records in a relation (`citedby fam xfam`) to a document, which need not be in the corpus."""
        if code == "citedby":
            return as_list(self.relations().cited_by([number]))
        members = self.relations().family_members(number, "simple" if code == "fam" else "extended")
        return sorted({member.ord for member in members if member.ord is not None})

    def _split(
        self,
        leaf: Number | Range | Code | Present,
        fields: tuple[FieldRef, ...],
        answer: Callable[[str], Sequence[int]],
    ) -> Node:
        """The leaf as it is, or with its derived fields answered by the tables."""
        derived = [ref for ref in fields if ref.code in DERIVED]
        if not derived:
            return leaf
        parts: list[Node] = [Ordinals(answer(ref.code)) for ref in derived]
        plain = tuple(ref for ref in fields if ref.code not in DERIVED)
        if plain:
            parts.append(_over(leaf, plain))
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _stored(self, tree: Reference | Saved) -> Node:
        self.opened += 1
        match tree:
            case Saved(name):
                stored, missing = self.environment.saved_query(name), QueryError("E702", 0, x=name)
            case Reference(number):
                stored, missing = self.environment.entry(number), QueryError("E701", 0, n=number)
        if stored is None:
            raise missing
        if self.opened > MOST_REFERENCES:
            raise QueryError("E704", 0)
        return self.plan(stored.read())


def _over(leaf: Number | Range | Code | Present, fields: tuple[FieldRef, ...]) -> Node:
    match leaf:
        case Number(_, number):
            return Number(fields, number)
        case Range(_, low, high):
            return Range(fields, low, high)
        case Code(_, value):
            return Code(fields, value)
        case Present():
            return Present(fields)


def as_list(ords: Any) -> list[int]:
    """Ordinals from an Arrow array."""
    return list(ords.to_numpy().tolist() if hasattr(ords, "to_numpy") else ords)
