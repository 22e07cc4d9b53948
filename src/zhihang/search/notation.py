"""S-expressions 树的记法: the one notation of trees in `explain --json`, logs and cases (query language §9).

>>> tree = from_sexpr('(and ti:"lithium ion" (range pd 2019-01-01 *))')
>>> to_sexpr(tree)
'(and ti:"lithium ion" (range pd 2019-01-01 *))'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeAlias, cast

from zhihang.corpus.plan import (
    Adjacent,
    And,
    AnyOf,
    ClassRange,
    ClassScope,
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
    Records,
    Same,
    Text,
    Under,
    Unit,
    Xor,
)
from zhihang.errors import UsageError
from zhihang.search.tree import (
    Element,
    InList,
    Join,
    Reference,
    Saved,
    Tree,
    alternatives,
    conjunction,
    difference,
    disjunction,
    either,
)
from zhihang.text.tokens import is_single, joined

Piece: TypeAlias = "str | Tree | Pattern"


def to_sexpr(tree: Tree) -> str:
    """The tree as one S-expression."""
    out: list[str] = []
    stack: list[Piece] = [tree]
    while stack:
        piece = stack.pop()
        if isinstance(piece, str):
            out.append(piece)
        else:
            stack.extend(reversed(_operator(piece) or _pattern(piece) or [_leaf(piece)]))
    return "".join(out)


def _operator(node: Tree | Pattern) -> list[Piece]:
    match node:
        case And(parts):
            return _list("and", parts)
        case Or(parts):
            return _list("or", parts)
        case Xor(left, right):
            return _list("xor", (left, right))
        case Minus(left, right):
            return _list("not", (left, right))
        case Element(field, inner):
            return _list(f"elem {field}", (inner,))
        case Join(field, inner):
            return _list(f"join {field}", (inner,))
    return []


def _pattern(node: Tree | Pattern) -> list[Piece]:
    where = ""
    if isinstance(node, Text):
        if isinstance(node.pattern, Phrase):
            return [f"{_fields(node.fields)}:{_quoted(joined(list(node.pattern.tokens)))}"]
        if isinstance(node.pattern, AnyOf):
            return _list("or", tuple(Text(node.fields, item) for item in node.pattern.items))
        where, node = f" {_fields(node.fields)}", node.pattern
    match node:
        case Phrase(tokens):
            return [_quoted(joined(list(tokens)))]
        case AnyOf(items):
            return _list("or", items)
        case Near(distance, left, right):
            return _list(f"near {distance}{where}", (left, right))
        case Adjacent(distance, left, right):
            return _list(f"adj {distance}{where}", (left, right))
        case Same(unit, items):
            return _list(f"same {unit}{where}", items)
    return []


def _list(head: str, parts: tuple[Tree, ...] | tuple[Pattern, ...]) -> list[Piece]:
    pieces: list[Piece] = [f"({head}"]
    for part in parts:
        pieces.extend((" ", part))
    return [*pieces, ")"]


def _leaf(node: Tree | Pattern) -> str:
    match node:
        case Equals(fields, value):
            return f"(eq {_fields(fields)} {_quoted(value)})"
        case Code(fields, value):
            return f"(is {_fields(fields)} {_quoted(value)})"
        case Under(fields, value):
            return f"(under {_fields(fields)} {_quoted(value)})"
        case Present(fields):
            return f"(has {_fields(fields)})"
        case Range(fields, low, high):
            return f"(range {_fields(fields)} {'*' if low is None else low} {'*' if high is None else high})"
        case Number(fields, number):
            return f"(num {_fields(fields)} {_quoted(number)})"
        case InList(fields, name):
            return f"(in {_fields(fields)} @{_quoted(name)})"
        case Reference(number):
            return f"(ref {number})"
        case Saved(name):
            return f"(saved {_quoted(name)})"
    return _class_leaf(node)


def _class_leaf(node: Tree | Pattern) -> str:
    match node:
        case ClassSymbol(fields, scope, symbol):
            return f"(class {_fields(fields)} {scope} {_quoted(symbol)})"
        case ClassRange(fields, low, high):
            return f"(classrange {_fields(fields)} {_quoted(low)} {_quoted(high)})"
        case CombinationSet(symbols):
            return f"(cset {' '.join(map(_quoted, symbols))})"
        case Records(ids):
            return f"(records {len(ids)})"
    return "all"


def _fields(fields: tuple[FieldRef, ...]) -> str:
    return "+".join(map(str, fields))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


_STRING = r'"(?:[^"\\]|\\.)*"'
_TOKEN = re.compile(rf"\s*(?:([()])|({_STRING})|@({_STRING})|([^\s()\"@:]+):({_STRING})|([^\s()\"]+))", re.DOTALL)


class _Atom(str):
    """A bare word of the notation: a head, a field, a number, `*`."""

    __slots__ = ()


class _Value(str):
    """A quoted value."""

    __slots__ = ()


_Item: TypeAlias = "_Atom | _Value | Tree | Pattern"


def from_sexpr(text: str) -> Tree:
    """The tree that an S-expression writes. Raises `UsageError` ("TREE") with the position where it cannot be read."""
    frames: list[list[_Item]] = [[]]
    position = 0
    text = text.rstrip()
    while position < len(text):
        match = _TOKEN.match(text, position)
        if match is None:
            raise UsageError("TREE", room="search", position=position)
        try:
            _take(match, frames)
        except (IndexError, KeyError, ValueError, TypeError) as error:
            raise UsageError("TREE", room="search", position=match.start()) from error
        position = match.end()
    if len(frames) != 1 or len(frames[0]) != 1 or isinstance(frames[0][0], _Value):
        raise UsageError("TREE", room="search", position=position)
    return _tree(frames[0][0])


def _take(match: re.Match[str], frames: list[list[_Item]]) -> None:
    bracket, string, name, field, words, atom = match.groups()
    if bracket == "(":
        frames.append([])
    elif bracket == ")":
        items = frames.pop()
        frames[-1].append(_built(items))
    elif string is not None or name is not None:
        frames[-1].append(_Value(_unquoted(string or name)))
    elif field is not None:
        frames[-1].append(Text(_field_refs(field), Phrase(phrase_tokens(_unquoted(words)))))
    else:
        frames[-1].append(Everything() if atom == "all" else _Atom(atom))


def _built(items: list[_Item]) -> Tree | Pattern:
    head, rest = items[0], items[1:]
    if not isinstance(head, _Atom):
        raise ValueError(head)
    if head in {"near", "adj", "same"}:
        return _proximity(head, rest)
    if head in {"and", "or", "xor", "not", "elem", "join"}:
        return _operation(head, rest)
    return _value_leaf(head, rest)


def _operation(head: str, rest: list[_Item]) -> Tree | Pattern:
    if head == "or" and all(isinstance(item, _Value | Pattern) for item in rest):
        return alternatives(map(_item, rest))
    if head in {"elem", "join"}:
        field, inner = rest
        kind = Element if head == "elem" else Join
        return kind(_field_refs(str(cast(_Atom, field)))[0], _tree(inner))
    parts = list(map(_tree, rest))
    if head in {"xor", "not"}:
        left, right = parts
        return either(left, right) if head == "xor" else difference(left, right)
    if len(parts) < 2:
        raise ValueError(head)
    return conjunction(parts) if head == "and" else disjunction(parts)


def _proximity(head: str, rest: list[_Item]) -> Tree | Pattern:
    argument = str(cast(_Atom, rest[0]))
    where = rest[1] if isinstance(rest[1], _Atom) else None
    items = tuple(map(_item, rest[2:] if where is not None else rest[1:]))
    if len(items) < 2 or (head != "same" and len(items) > 2):
        raise ValueError(head)
    pattern: Pattern
    if head == "same":
        pattern = Same(cast(Unit, argument), items)
    else:
        kind = Near if head == "near" else Adjacent
        pattern = kind(int(argument), *items)
    return pattern if where is None else Text(_field_refs(where), pattern)


def _value_leaf(head: str, rest: list[_Item]) -> Tree:
    values = [str(item) for item in rest if isinstance(item, _Atom | _Value)]
    if len(values) != len(rest):
        raise ValueError(head)
    if head == "ref":
        return Reference(int(values[0]))
    if head == "saved":
        return Saved(values[0])
    if head == "cset":
        return CombinationSet(tuple(values))
    fields = _field_refs(values.pop(0))
    if head == "has":
        return Present(fields)
    if head == "range":
        low, high = map(_bound, values)
        return Range(fields, low, high)
    if head == "class":
        scope, symbol = values
        return ClassSymbol(fields, cast(ClassScope, scope), symbol)
    if head == "classrange":
        first, last = values
        return ClassRange(fields, first, last)
    (value,) = values
    return _ONE_VALUE[head](fields, value)


_ONE_VALUE: dict[str, Callable[[tuple[FieldRef, ...], str], Tree]] = {
    "eq": Equals,
    "is": Code,
    "under": Under,
    "num": Number,
    "in": InList,
}


def _bound(text: str) -> str | int | None:
    if text == "*":
        return None
    return int(text) if text.lstrip("-").isdigit() else text


def _tree(item: _Item) -> Tree:
    if isinstance(item, str | Phrase | AnyOf | Near | Adjacent | Same):
        raise ValueError(item)
    return item


def _item(item: _Item) -> Pattern:
    if isinstance(item, _Value):
        return Phrase(phrase_tokens(item))
    if isinstance(item, Phrase | AnyOf | Near | Adjacent | Same):
        return item
    raise ValueError(item)


def _field_refs(text: str) -> tuple[FieldRef, ...]:
    refs = []
    for part in text.split("+"):
        code, _, language = part.partition(".")
        refs.append(FieldRef(code, language or None))
    return tuple(refs)


def _unquoted(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL)


def phrase_tokens(text: str) -> tuple[str, ...]:
    """The tokens of a leaf's readable form: blanks separate, joined Han characters are one token each.

    >>> phrase_tokens("light emit* diode")
    ('light', 'emit*', 'diode')
    """
    tokens: list[str] = []
    for part in text.split(" "):
        if part and is_single(part[0]):
            tokens.extend(part)
        elif part:
            tokens.append(part)
    return tuple(tokens)
