"""One query against one edition: total, pages, ids, facets, and the explanation of its parts.

An execution is made for one asker and one moment: it holds the resolved plan, the edition's index and, lazily, its
tables. Tree + grammar + edition determine its set (query language §4.11).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, Literal, TypeAlias

from zhihang.corpus.fields import members
from zhihang.corpus.index.reader import Hit, IndexReader, Page
from zhihang.corpus.plan import And, ClassSymbol, Everything, Node
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.lists import Line, read_list, without_hit
from zhihang.search.notices import Notice
from zhihang.search.parser import Query
from zhihang.search.resolving import Resolution, as_list
from zhihang.search.tree import InList, Tree, walk
from zhihang.standards.schemes import Hierarchy

if TYPE_CHECKING:
    from zhihang.corpus.tables.reading import Tables

Collapse: TypeAlias = Literal["document", "right", "simple", "extended"]
LEVELS: tuple[Collapse, ...] = ("document", "right", "simple", "extended")
SORTS = (
    "id", "pd", "ad", "prd", "gd", "rd", "exd", "ti", "pa", "right", "cc", "kind", "lang", "ap", "status", "ncl", "nct",
    "nfc", "nfam", "relevance",
)  # fmt: skip
DEFAULT_SORT = "pd"
_SHALLOW: Final = 10_000
"""Hits up to which the engine finds the first ones faster than all are put in order."""
_SORT_COLUMN: Final = {
    "pd": ("records", "publication_date"),
    "ad": ("records", "filing_date"),
    "prd": ("records", "priority_date"),
    "gd": ("records", "grant_date"),
    "rd": ("records", "registration_date"),
    "exd": ("records", "expiry_date"),
    "ti": ("records", "title"),
    "pa": ("records", "applicant"),
    "cc": ("records", "office"),
    "lang": ("records", "language"),
    "ap": ("records", "application_number"),
    "ncl": ("records", "claim_count"),
    "nct": ("counts", "citations_made"),
    "nfc": ("counts", "citations_received"),
    "nfam": ("counts", "family_size"),
}


@dataclass
class Execution:
    """A query 检索 being answered. `scope` narrows what `all` means; `lists` gives the text of a named list."""

    query: Query
    reader: IndexReader
    tables: Callable[[], Tables]
    environment: Environment = EMPTY
    lists: Mapping[str, str] = field(default_factory=dict)
    scope: Tree | None = None

    def restart(self) -> None:
        """Let the time limit begin anew: a result may be asked again long after it was made."""
        self.reader = self.reader.within(self.reader.seconds)

    @cached_property
    def plan(self) -> Node:
        """The whole query, scope included, as the index takes it."""
        return self.plan_of(self.query.tree)

    @cached_property
    def _scope(self) -> Node | None:
        return None if self.scope is None else self._resolution().plan(self.scope)

    @cached_property
    def _lists(self) -> dict[InList, list[Line]]:
        return {}

    def plan_of(self, tree: Tree) -> Node:
        """Any part of the query, within the scope."""
        node = self._resolution().plan(tree)
        if self._scope is None:
            return node
        return self._scope if isinstance(node, Everything) else And((self._scope, node))

    def _resolution(self) -> Resolution:
        return Resolution(self.tables, self.reader.ordinals, self.environment, self._list_leaves)

    def _list_leaves(self, tree: InList) -> list[Node]:
        if tree not in self._lists:
            self._lists[tree] = read_list(tree.fields, self.lists[tree.name])
        return [line.leaf for line in self._lists[tree] if line.leaf is not None]

    @cached_property
    def total(self) -> int:
        """How many documents match, exactly."""
        return self.reader.count(self.plan)

    def count(self, tree: Tree) -> int:
        """How many records of the scope a part of the query has by itself."""
        return self.reader.count(self.plan_of(tree))

    @cached_property
    def notices(self) -> tuple[Notice, ...]:
        """How the query was read, and symbols that the loaded scheme does not list (W09)."""
        unknown = {
            leaf.symbol: None
            for leaf in walk(self.query.tree)
            if isinstance(leaf, ClassSymbol) and leaf.scope in {"low", "high"}
            for scheme in self._schemes_of(leaf)
            if not scheme.knows(leaf.symbol)
        }
        return (*self.query.notices, *(Notice("W09", 0, fields={"symbol": symbol}) for symbol in unknown))

    def _schemes_of(self, leaf: ClassSymbol) -> list[Hierarchy]:
        """The loaded schemes of a condition's fields; none is needed above the main group."""
        if "/" not in leaf.symbol:
            return []
        codes = [code for ref in leaf.fields for code in members(ref.code)]
        return [self.reader.compiler.schemes[code] for code in codes if code in self.reader.compiler.schemes][:1]

    def page(
        self,
        offset: int = 0,
        limit: int = 20,
        *,
        sort: str = DEFAULT_SORT,
        descending: bool = True,
        collapse: Collapse = "document",
    ) -> Page:
        """Some hits in the order of `sort`; with `collapse`, the first document of each right or family."""
        wanted = offset + limit
        is_engines = self.reader.has_sort(sort) and (wanted <= _SHALLOW or sort == "relevance")
        if collapse == "document" and is_engines:
            return self.reader.page(self.plan, sort, descending=descending, offset=offset, limit=limit)
        if collapse == "document":
            ords = self.tables().sort(self._matching, sort, descending=descending, wanted=wanted)
            return Page(len(self._matching), self.hits(as_list(ords[offset:])))
        ordered = self.ordinals(sort, descending=descending, collapse=collapse)
        return Page(len(ordered), self.hits(ordered[offset:wanted]))

    def hits(self, ords: Sequence[int]) -> list[Hit]:
        """The rows of some records, in the order given."""
        return self.reader.rows(ords)

    def ordinals(
        self, sort: str | None = None, *, descending: bool = True, collapse: Collapse = "document"
    ) -> Sequence[int]:
        """All matching records, by their ordinal, in the order of `sort`."""
        if sort is None and collapse == "document":
            return self._matching
        sort = sort or DEFAULT_SORT
        if sort == "relevance":
            ords = self.reader.ordinals(self.plan, sort, descending=descending)
        else:
            ords = self.tables().sort(self._matching, sort, descending=descending)
        return as_list(ords if collapse == "document" else self.tables().representatives(ords, collapse))

    def groups(self, collapse: Collapse) -> int:
        """How many rights or families the documents belong to."""
        if collapse == "document":
            return self.total
        return len(self.tables().representatives(self._matching, collapse))

    @cached_property
    def _matching(self) -> list[int]:
        """All matching records, by their ordinal, ascending."""
        return self.reader.ordinals(self.plan)

    def sort_values(self, ords: Sequence[int], sort: str) -> list[Any]:
        """By what each of the records is sorted (not for `relevance`); None where it has nothing of the kind."""
        table, column = _SORT_COLUMN.get(sort, ("records", sort))
        rows = self.tables().arrow(ords, ["ord", column], table).to_pydict()
        values = dict(zip(rows["ord"], rows[column], strict=True))
        return [values.get(ord_) for ord_ in ords]

    def group_keys(self, ords: Sequence[int], collapse: Collapse) -> list[str]:
        """The right or family of each of the records, by a name that all corpora share; its id where it has none."""
        rows = self.tables().arrow(ords, ["id", "right_id"]).to_pydict()
        if collapse == "document" or collapse == "right":
            return list(rows["id" if collapse == "document" else "right_id"])
        homes = self.tables().homes(ords)
        families = [homes[ord_].family(collapse) if ord_ in homes else None for ord_ in ords]
        return [family or identifier for family, identifier in zip(families, rows["id"], strict=True)]

    def facets(self, codes: Sequence[str]) -> dict[str, list[tuple[str | int, int]]]:
        """The values of fields over all matching records, the most frequent first."""
        found = self.reader.facets(self.plan, [code for code in codes if self.reader.has_facet(code)])
        others = [code for code in codes if code not in found]
        if others:
            found |= {code: list(self.tables().facet(code, self._matching)) for code in others}
        return found

    def lines_without_hit(self) -> dict[str, list[Line]]:
        """For each list of the query, its lines that found nothing in the scope or could not be read."""
        self.plan_of(self.query.tree)
        return {tree.name: without_hit(lines, self.count) for tree, lines in self._lists.items()}
