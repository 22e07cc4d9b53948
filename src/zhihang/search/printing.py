"""Canonical print 规范写法: a tree as native text that reads back to the same tree.

Brackets are written in full, so no order of operators has to be known. A tree deeper than the language allows
brackets (a chain of thousands of NOT, say) is written with only the brackets its meaning needs.
"""

from __future__ import annotations

from typing import TypeAlias

from zhihang.corpus.fields import fields as field_table
from zhihang.corpus.plan import (
    Adjacent,
    And,
    AnyOf,
    ClassRange,
    ClassSymbol,
    Code,
    CombinationSet,
    Equals,
    Everything,
    FieldRef,
    Minus,
    Near,
    Number,
    Or,
    Pattern,
    Phrase,
    Present,
    Range,
    Same,
    Text,
    Under,
    Xor,
)
from zhihang.search.dates import FIRST_YEAR, LAST_YEAR, day_after, day_before
from zhihang.search.tree import Element, InList, Join, Reference, Saved, Tree, children, pattern_parts
from zhihang.text.tokens import joined

DEEPEST = 64
DEFAULT_FIELDS = (FieldRef("bi"),)

# how tight an operator binds; a side that binds looser needs brackets
_OR, _XOR, _AND, _SAME, _NEAR, _UNIT = range(6)


class _In:
    """A pattern together with the fields that each of its words must be written with."""

    __slots__ = ("fields", "pattern")

    def __init__(self, pattern: Pattern, fields: tuple[FieldRef, ...]) -> None:
        self.pattern, self.fields = pattern, fields


Piece: TypeAlias = "str | Tree | _In"


def print_query(tree: Tree) -> str:
    """The tree as native text. It can be longer than a query that is typed may be.

    >>> from zhihang.search.notation import from_sexpr
    >>> print_query(from_sexpr('(and (or ti:"a1" ti:"b1") (near 5 bi "c1" "d*"))'))
    '(ti="a1" OR ti="b1") AND ("c1" NEAR/5 "d*")'
    """
    is_full = _depth(tree) <= DEEPEST
    out: list[str] = []
    stack: list[Piece] = [tree]
    while stack:
        piece = stack.pop()
        if isinstance(piece, str):
            out.append(piece)
        else:
            stack.extend(reversed(_pieces(piece, is_full)))
    return "".join(out)


def print_operand(tree: Tree) -> str:
    """The tree as native text that may stand beside any operator: in brackets unless it is one clause."""
    printed = print_query(tree)
    return printed if _level(tree, is_full=True) == _UNIT else f"({printed})"


def _depth(tree: Tree) -> int:
    """How deep the brackets of the full print would lie."""
    deepest = 0
    stack: list[tuple[Tree | Pattern, int]] = [(tree, 0)]
    while stack:
        node, depth = stack.pop()
        deepest = max(deepest, depth)
        if isinstance(node, Text):
            if not isinstance(node.pattern, Phrase):
                stack.append((node.pattern, depth + 1))
        elif isinstance(node, Phrase | AnyOf | Near | Adjacent | Same):
            stack.extend((part, depth + 1) for part in pattern_parts(node))
        else:
            stack.extend((part, depth + 1) for part in children(node))
    return deepest


def _pieces(piece: Tree | _In, is_full: bool) -> list[Piece]:
    if isinstance(piece, _In):
        return _pattern(piece.pattern, piece.fields, is_full)
    match piece:
        case And(parts):
            return _operation(" AND ", parts, _AND, is_full)
        case Or(parts):
            return _operation(" OR ", parts, _OR, is_full)
        case Xor(left, right):
            return _operation(" XOR ", (left, right), _XOR, is_full)
        case Minus(Everything(), right):
            return ["NOT ", *_side(right, _AND + 1, is_full)]
        case Minus(left, right):
            return _operation(" NOT ", (left, right), _AND, is_full)
        case Text(fields, pattern):
            return _text(fields, pattern, is_full)
        case Element(field, inner) | Join(field, inner):
            return [f"{field}={{", inner, "}"]
        case _:
            return [leaf(piece)]


def _operation(sign: str, parts: tuple[Tree, ...], level: int, is_full: bool) -> list[Piece]:
    pieces: list[Piece] = []
    for index, part in enumerate(parts):
        pieces.append(sign if index else "")
        pieces.extend(_side(part, level + (index > 0), is_full))
    return pieces


def _side(part: Tree, level: int, is_full: bool) -> list[Piece]:
    """One side of an operator, in brackets unless it is a unit or binds as tight as `level` asks."""
    own = _level(part, is_full=is_full)
    if own == _UNIT or (not is_full and own >= level):
        return [part]
    if not is_full and isinstance(part, Minus) and isinstance(part.left, Everything) and _may_be_unequal(part.right):
        return [leaf(part.right, relation="!=")]
    return ["(", part, ")"]


def _may_be_unequal(node: Tree) -> bool:
    """Whether a complement can be written `field!=value` (spares a bracket)."""
    return isinstance(node, Code | Under | ClassSymbol | Number | Present) or (
        isinstance(node, Text) and isinstance(node.pattern, Phrase)
    )


def _level(node: Tree, *, is_full: bool) -> int:
    match node:
        case Or():
            return _OR
        case Xor():
            return _XOR
        case And() | Minus():
            return _AND
        case Text(fields, pattern) if fields == DEFAULT_FIELDS or not (is_full or isinstance(pattern, AnyOf)):
            return _pattern_level(pattern)
        case _:
            return _UNIT


def _pattern_level(pattern: Pattern) -> int:
    match pattern:
        case AnyOf():
            return _OR
        case Same():
            return _SAME
        case Near() | Adjacent():
            return _NEAR
        case Phrase():
            return _UNIT


def _text(fields: tuple[FieldRef, ...], pattern: Pattern, is_full: bool) -> list[Piece]:
    if isinstance(pattern, Phrase):
        return [_phrase(pattern, fields)]
    if fields == DEFAULT_FIELDS:
        return [_In(pattern, ())]
    if not is_full:
        return ["(", _In(pattern, fields), ")"] if isinstance(pattern, AnyOf) else [_In(pattern, fields)]
    return [f"{_fields(fields)}=(", _In(pattern, ()), ")"]


def _pattern(pattern: Pattern, fields: tuple[FieldRef, ...], is_full: bool) -> list[Piece]:
    match pattern:
        case Phrase():
            return [_phrase(pattern, fields)]
        case AnyOf(items):
            sign, level = " OR ", _OR
        case Same(unit, items):
            sign, level = f" SAME/{unit} ", _SAME
        case Near(distance, left, right):
            sign, level, items = f" NEAR/{distance} ", _NEAR, (left, right)
        case Adjacent(distance, left, right):
            sign, level, items = f" ADJ/{distance} ", _NEAR, (left, right)
    pieces: list[Piece] = []
    for index, item in enumerate(items):
        own = _pattern_level(item)
        # a chain of SAME of one unit would read back as one SAME, so its inner one keeps its brackets
        is_tight = own >= level + (index > 0 or (isinstance(item, Same) and _unit(item) == _unit(pattern)))
        is_plain = own == _UNIT or (not is_full and is_tight)
        inner: list[Piece] = [_In(item, fields)]
        pieces.extend([sign if index else "", *(inner if is_plain else ["(", *inner, ")"])])
    return pieces


def _unit(pattern: Pattern) -> str:
    return pattern.unit if isinstance(pattern, Same) else ""


def _phrase(phrase: Phrase, fields: tuple[FieldRef, ...]) -> str:
    words = f'"{joined(list(phrase.tokens))}"'
    return words if fields in ((), DEFAULT_FIELDS) else f"{_fields(fields)}={words}"


def leaf(node: Tree, relation: str = "=") -> str:
    """One leaf as `field relation value`."""
    match node:
        case Text(fields, Phrase() as phrase):
            return f"{_fields(fields)}{relation}{_phrase(phrase, ())}"
        case Equals(fields, value):
            return f'{_fields(fields)}=="{value}"'
        case Code(fields, value) if _holds_what_is_below(fields):
            return f'{_fields(fields)}=="{value}"'
        case Code(fields, value):
            return f'{_fields(fields)}{relation}"{_escaped(value)}"'
        case Under(fields, value) | Number(fields, value):
            return f'{_fields(fields)}{relation}"{value}"'
        case Present(fields):
            return f"{_fields(fields)}{relation}*"
        case Range(fields, low, high):
            return f"{_fields(fields)}{_range(low, high)}"
        case _:
            return _named_leaf(node, relation)


def _named_leaf(node: Tree, relation: str) -> str:
    match node:
        case InList(fields, name):
            return f'{_fields(fields)} in @"{name}"'
        case Reference(number):
            return f"#{number}"
        case Saved(name):
            return f'##"{name}"'
        case _:
            return _class_leaf(node, relation)


def _holds_what_is_below(fields: tuple[FieldRef, ...]) -> bool:
    """Whether `=` on these fields includes what lies below, so that a single code is written `==`."""
    field = field_table().get(fields[0].code)
    return field is not None and field.type in {"loc", "vienna"}


def _class_leaf(node: Tree, relation: str) -> str:
    match node:
        case ClassSymbol(fields, "prefix", symbol):
            return f"{_fields(fields)}{relation}{_compact(symbol)}*"
        case ClassSymbol(fields, scope, symbol):
            return f"{_fields(fields)}{relation}{_compact(symbol)}/{scope}"
        case ClassRange(fields, low, high):
            return f"{_fields(fields)}={_compact(low)}..{_compact(high)}"
        case CombinationSet(symbols):
            return f'cset="{", ".join(map(_compact, symbols))}"'
        case _:
            return "id=*"  # everything, by the one field that every record has


def _range(low: str | int | None, high: str | int | None) -> str:
    """Both ends, or the open one; ends outside what can be typed are written by their neighbour."""
    if low is None and isinstance(high, str) and int(high[:4]) < FIRST_YEAR:
        return f"<{day_after(high)}"
    if high is None and isinstance(low, str) and int(low[:4]) > LAST_YEAR:
        return f">{day_before(low)}"
    if low is None and isinstance(high, int):
        return f"<{high + 1}"
    return f"={'' if low is None else low}..{'' if high is None else high}"


def _fields(fields: tuple[FieldRef, ...]) -> str:
    return ",".join(map(str, fields))


def _compact(symbol: str) -> str:
    return symbol.replace(" ", "")


def _escaped(value: str) -> str:
    """A key in quotes; only a `*` at its end is a wildcard."""
    body, star = (value[:-1], "*") if value.endswith("*") else (value, "")
    return "".join("\\" + sign if sign in '\\"*?#' else sign for sign in body) + star
