"""The plan: what an index engine is asked, as plain dataclasses.

The query language (`zhihang.search`) parses into these nodes and a few of its own (references, lists, elements,
joins), which it resolves before an engine sees them. An engine receives a plan, never a string; results come back
as ids, totals and facets. Semantics: query language §4; notation: §9.

A *pattern* says how words stand in one value of a text field; a *leaf* says in which fields.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Unit: TypeAlias = Literal["s", "p", "c"]
ClassScope: TypeAlias = Literal["exact", "low", "high", "prefix"]


@dataclass(frozen=True, slots=True)
class FieldRef:
    """A field of the field table, in one language of its values or in all."""

    code: str
    language: str | None = None

    def __str__(self) -> str:
        return f"{self.code}.{self.language}" if self.language else self.code


@dataclass(frozen=True, slots=True)
class Phrase:
    """Consecutive folded tokens; one token is a word.

    In a token `*` (any number of characters), `?` (none or one) and `#` (exactly one) are wildcards. A token that
    is a lone wildcard stands for positions: `#` one, `?` none or one, `*` 0 to 20.
    """

    tokens: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    """One of several patterns, as operand of a proximity."""

    items: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Two patterns at most `distance` apart in either order, sharing no position."""

    distance: int
    left: Pattern
    right: Pattern


@dataclass(frozen=True, slots=True)
class Adjacent:
    """The right pattern starts 1 to `distance` positions after the left one ends."""

    distance: int
    left: Pattern
    right: Pattern


@dataclass(frozen=True, slots=True)
class Same:
    """All patterns in one sentence (s), one value (p) or one claim (c)."""

    unit: Unit
    items: tuple[Pattern, ...]


Pattern: TypeAlias = Phrase | AnyOf | Near | Adjacent | Same


@dataclass(frozen=True, slots=True)
class Text:
    """A pattern in at least one of the fields (text, name, or groups of them)."""

    fields: tuple[FieldRef, ...]
    pattern: Pattern


@dataclass(frozen=True, slots=True)
class Equals:
    """A whole value of text or name: its folded tokens joined as `zhihang.text.tokens.joined` does."""

    fields: tuple[FieldRef, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Code:
    """A key, folded; `*` at the end makes it a prefix."""

    fields: tuple[FieldRef, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Under:
    """A code of Vienna or Locarno with everything below it."""

    fields: tuple[FieldRef, ...]
    value: str


@dataclass(frozen=True, slots=True)
class Present:
    """The field has a value."""

    fields: tuple[FieldRef, ...]


@dataclass(frozen=True, slots=True)
class Range:
    """A date (ISO, whole days) or number between two inclusive ends; `None` is open."""

    fields: tuple[FieldRef, ...]
    low: str | int | None
    high: str | int | None


@dataclass(frozen=True, slots=True)
class ClassSymbol:
    """An IPC or CPC symbol (`H01L 21/02`, `H01L`): exactly, with all below, with its ancestors, or by digits."""

    fields: tuple[FieldRef, ...]
    scope: ClassScope
    symbol: str


@dataclass(frozen=True, slots=True)
class ClassRange:
    """Symbols between two of one subclass in scheme order."""

    fields: tuple[FieldRef, ...]
    low: str
    high: str


@dataclass(frozen=True, slots=True)
class CombinationSet:
    """All symbols in one combination set."""

    symbols: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Number:
    """A normalised number in its joined form, with or without kind (`EP1000000`, `EP1000000A1`); `*` = prefix."""

    fields: tuple[FieldRef, ...]
    number: str


@dataclass(frozen=True, slots=True)
class Records:
    """Records by their id: what an element, a join, a list or a collection came to."""

    ids: Sequence[str]


@dataclass(frozen=True, slots=True)
class Ordinals:
    """Records by their ordinal in the edition: what a relation between records came to, as the tables answer it."""

    ords: Sequence[int]


@dataclass(frozen=True, slots=True)
class Everything:
    """All records of the scope."""


@dataclass(frozen=True, slots=True)
class And:
    """Records of every part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Records of any part."""

    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Xor:
    """Records of exactly one side."""

    left: Node
    right: Node


@dataclass(frozen=True, slots=True)
class Minus:
    """Records of the left side without those of the right; left `Everything` is the complement."""

    left: Node
    right: Node


Leaf: TypeAlias = (
    Text
    | Equals
    | Code
    | Under
    | Present
    | Range
    | ClassSymbol
    | ClassRange
    | CombinationSet
    | Number
    | Records
    | Ordinals
    | Everything
)
Node: TypeAlias = Leaf | And | Or | Xor | Minus


def left_spine(pattern: Pattern) -> tuple[Pattern, list[Near | Adjacent]]:
    """The innermost left operand of a chain of proximities, and the chain from there outwards.

    `a NEAR/3 b NEAR/3 c …` may be thousands of operators deep on its left, so a chain is walked, not recursed into.
    """
    chain: list[Near | Adjacent] = []
    while isinstance(pattern, Near | Adjacent):
        chain.append(pattern)
        pattern = pattern.left
    return pattern, chain[::-1]


def left_chain(node: Node, kind: type[Minus] | type[Xor]) -> tuple[Node, list[Node]]:
    """The innermost left operand of a chain of NOT or of XOR, and the right operands from there outwards."""
    rights: list[Node] = []
    while isinstance(node, Minus | Xor) and isinstance(node, kind):
        rights.append(node.right)
        node = node.left
    return node, rights[::-1]
