"""What a system can say of a query 可表达部分: native tree → a tree of its means, with every loss on the way.

The lowered tree holds native nodes whose fields the system names and whose patterns it can write, and `Unwritten` for
a clause it cannot say at all. Printing it loses nothing further. Losses are counted where they happen and turned round
on the side that a difference takes away.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias, cast

from zhihang.corpus.fields import fields as field_table
from zhihang.corpus.plan import (
    ClassRange,
    ClassScope,
    ClassSymbol,
    Code,
    CombinationSet,
    Equals,
    Everything,
    FieldRef,
    Minus,
    Number,
    Phrase,
    Present,
    Range,
    Text,
    Under,
    Xor,
)
from zhihang.search.dialects.losses import Effect, Loss, blurred, reversed_
from zhihang.search.dialects.patterns import Patterns, under
from zhihang.search.dialects.rewriting import rewritten
from zhihang.search.dialects.system import Dialect
from zhihang.search.notation import phrase_tokens
from zhihang.search.printing import print_query
from zhihang.search.tree import (
    Element,
    InList,
    Join,
    Reference,
    Saved,
    Tree,
    children,
    conjunction,
    disjunction,
    folded,
    walk_pattern,
    with_children,
)
from zhihang.text.tokens import is_single

_STATES = frozenset({"status", "cstatus", "evd", "evc", "evx"})
_CODED: TypeAlias = Code | Under | Number | Range | Present


@dataclass(frozen=True, slots=True)
class Unwritten:
    """A clause that the system cannot say; printed as `?`."""


UNWRITTEN = cast(Tree, Unwritten())


@dataclass(frozen=True, slots=True)
class Lowered:
    """A tree that the system can say, and what it lost."""

    tree: Tree
    losses: tuple[Loss, ...] = ()


@dataclass(slots=True)
class Lowering:
    """Lowers one query for one dialect; `used` gathers the constructs it will be printed with."""

    dialect: Dialect
    used: set[str] = field(default_factory=set)

    def lower(self, tree: Tree) -> Lowered:
        """The whole query."""
        prepared = rewritten(tree, has_xor="xor" in self.dialect.system.signs)
        if prepared is None:
            return Lowered(UNWRITTEN, (Loss("L10", print_query(tree), "other"),))
        return folded(prepared, self._visit)

    def _visit(self, node: Tree, parts: tuple[Lowered, ...]) -> Lowered:
        if not children(node) or isinstance(node, Element | Join):
            return _Clause(self.dialect, node, self.used).lowered()
        trees = tuple(part.tree for part in parts)
        match node:
            case Xor():
                losses = blurred(loss for part in parts for loss in part.losses)
            case Minus(left, right):
                losses = (*parts[0].losses, *reversed_(parts[1].losses))
                if isinstance(left, Everything):
                    losses = (Loss("L12", f"NOT {print_query(right)}", "other"), *losses[1:])
            case _:
                losses = tuple(loss for part in parts for loss in part.losses)
        return Lowered(_rejoined(node, trees), losses)


def _rejoined(node: Tree, trees: tuple[Tree, ...]) -> Tree:
    name = type(node).__name__
    if name in {"And", "Or"}:
        return conjunction(trees) if name == "And" else disjunction(trees)
    return with_children(node, trees)


class _Clause:
    """Lowers one clause."""

    def __init__(self, dialect: Dialect, node: Tree, used: set[str]) -> None:
        self.dialect = dialect
        self.system = dialect.system
        self.node = node
        self.used = used
        self.losses: list[Loss] = []

    def lowered(self) -> Lowered:
        tree = self._tree()
        return Lowered(tree, tuple(self.losses))

    def _lose(self, code: str, effect: Effect) -> None:
        loss = Loss(code, print_query(self.node), effect)
        if loss not in self.losses:
            self.losses.append(loss)

    def _unwritten(self, code: str) -> Tree:
        self.losses.clear()
        self._lose(code, "other")
        return UNWRITTEN

    def _tree(self) -> Tree:
        match self.node:
            case Text(fields, pattern):
                patterns = Patterns(self.system, self._lose, self.used)
                conditions = patterns.conditions(pattern)
                return self._over_text(fields, lambda refs: under(refs, conditions))
            case Equals(fields, value):
                self._lose("L10", "more")
                return self._over_text(fields, lambda refs: Text(refs, Phrase(phrase_tokens(value))))
            case Everything():
                return self._unwritten("L12")
            case Element() | Join() | InList() | Reference() | Saved():
                return self._unwritten("L10")
            case ClassSymbol() | ClassRange() | CombinationSet():
                return self._classes()
            case Code() | Under() | Number() | Range() | Present():
                return self._coded(self.node)
            case _:
                return self._unwritten("L10")  # records by id: no query says them

    def _over_text(self, fields: tuple[FieldRef, ...], make: Callable[[tuple[FieldRef, ...]], Tree]) -> Tree:
        if fields == self.dialect.bare:
            return make(fields)
        refs = self._names(fields, is_text=True)
        if not refs:
            return self._missing(fields)
        named = [ref for ref in refs if (ref,) != self.dialect.bare]
        if self.system.style == "suffix" and len(named) == len(refs):
            return make(tuple(refs))
        return disjunction(make((ref,)) for ref in refs)

    def _missing(self, fields: tuple[FieldRef, ...]) -> Tree:
        return self._unwritten("L10" if any(ref.code in _STATES for ref in fields) else "L05")

    def _names(self, fields: tuple[FieldRef, ...], *, is_text: bool = False) -> list[FieldRef]:
        """The fields as far as the system names them, groups opened where it has no name for them (L05, L09)."""
        found: list[FieldRef] = []
        is_short = False
        for ref in fields:
            refs, is_whole = self._named(ref, is_text)
            found.extend(known for known in refs if known not in found)
            is_short |= not is_whole
        if found and is_short:
            self._lose("L05", "fewer")
        return found

    def _named(self, ref: FieldRef, is_text: bool) -> tuple[list[FieldRef], bool]:
        """The references that say a field, and whether they say all of it."""
        known = self._known(ref, is_text)
        if known is not None:
            return [known], True
        table = field_table().get(ref.code)
        if table is None or table.type != "group":
            return [], False
        members = [self._known(FieldRef(code, ref.language), is_text) for code in table.members]
        return [member for member in members if member is not None], None not in members

    def _known(self, ref: FieldRef, is_text: bool) -> FieldRef | None:
        if self.dialect.name_of(ref) is not None or (is_text and (ref,) == self.dialect.bare):
            return ref
        plain = FieldRef(ref.code)
        if ref.language is not None:
            if self.dialect.name_of(plain) is None and not (is_text and (plain,) == self.dialect.bare):
                return None
            self._lose("L09", "more")
            return plain
        asked = FieldRef(ref.code, self._language())
        if self.dialect.name_of(asked) is None:
            return None
        self._lose("L09", "fewer")
        return asked

    def _language(self) -> str:
        """The language of a clause that names none: that of its characters."""
        pattern = self.node.pattern if isinstance(self.node, Text) else Phrase(())
        if isinstance(self.node, Equals):
            pattern = Phrase(phrase_tokens(self.node.value))
        tokens = [token for item in walk_pattern(pattern) if isinstance(item, Phrase) for token in item.tokens]
        return "zh" if any(token[0] not in "*?#" and is_single(token[0]) for token in tokens) else "en"

    def _coded(self, node: _CODED) -> Tree:
        if isinstance(node, Present) and not self.system.present:
            return self._unwritten("L10")
        if isinstance(node, Present):
            self.used.add("present")
        kinds = {field_table()[ref.code].type for ref in node.fields if ref.code in field_table()}
        refs = self._names(node.fields)
        is_state = any(ref.code == "status" for ref in refs)
        if not refs or (is_state and not (isinstance(node, Code) and node.value in self.system.states)):
            return self._missing(node.fields)
        if isinstance(node, Code) and "loc" in kinds:
            self._lose("L07", "more")  # a code there holds what is below it
            return disjunction(Under((ref,), node.value) for ref in refs)
        return disjunction(_over(node, ref) for ref in refs)

    def _classes(self) -> Tree:
        match self.node:
            case ClassSymbol(fields, scope, symbol):
                refs = self._names(fields)
                shown = self._scope(scope, symbol) if refs else scope
                make = disjunction(ClassSymbol((ref,), shown, symbol) for ref in refs) if refs else None
            case ClassRange(fields, low, high):
                refs = self._names(fields)
                subclass, group = low.split()
                group = group.partition("/")[0]
                above = f"{subclass} {group}/00" if high.startswith(f"{subclass} {group}/") else subclass
                make = disjunction(ClassSymbol((ref,), "low", above) for ref in refs) if refs else None
                self._lose("L07", "more")
            case CombinationSet(symbols):
                fields = (FieldRef("cset"),)
                if self.dialect.name_of(fields[0]) is not None:
                    return self.node
                single = FieldRef("cpc")
                make = conjunction(ClassSymbol((single,), self._scope("exact", symbol), symbol) for symbol in symbols)
                make = make if self.dialect.name_of(single) is not None else None
                self.losses.clear()
                self._lose("L07", "other")
            case _:  # pragma: no cover  # asked only for the three
                make = None
        return make if make is not None else self._missing(fields)

    def _scope(self, scope: ClassScope, symbol: str) -> ClassScope:
        """How much of the scheme the system can ask for at this symbol (L07)."""
        is_open = "/" not in symbol
        is_below = self.system.class_low == "below"
        match scope:
            case "prefix":
                return scope
            case "low":
                if is_open or symbol.endswith("/00") or self.system.class_low:
                    return scope
                self._lose("L07", "fewer")
                return "exact"
            case "exact":
                if is_open or is_below:
                    self._lose("L07", "more")
                    return "low"
                return scope
            case _:
                self._lose("L07", "other" if is_open or is_below else "fewer")
                return "low" if is_open or is_below else "exact"


def _over(node: _CODED, ref: FieldRef) -> Tree:
    """The same clause over one field."""
    match node:
        case Code(_, value):
            return Code((ref,), value)
        case Under(_, value):
            return Under((ref,), value)
        case Number(_, value):
            return Number((ref,), value)
        case Range(_, low, high):
            return Range((ref,), low, high)
        case Present():
            return Present((ref,))
