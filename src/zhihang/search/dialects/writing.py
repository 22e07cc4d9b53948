"""Writing a lowered tree in a system's signs 写出: text only, nothing is decided or lost here.

Brackets are written in full. Nothing recurses, because a query may be thousands of operators deep.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from zhihang.corpus.plan import (
    Adjacent,
    And,
    AnyOf,
    ClassSymbol,
    Code,
    CombinationSet,
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
from zhihang.search.dialects.lowering import Unwritten
from zhihang.search.dialects.ranges import written_range
from zhihang.search.dialects.system import Dialect, FieldName
from zhihang.search.tree import Tree, pattern_parts
from zhihang.text.tokens import joined

_OFFICES = frozenset({"cc", "kind", "prcc", "pacc", "ds"})
_PLAIN = str.maketrans(dict.fromkeys("-./_*?#+"))


@dataclass(frozen=True, slots=True)
class _Inside:
    """A pattern with the fields that each of its words is written with."""

    pattern: Pattern
    fields: tuple[FieldRef, ...]


_Piece: TypeAlias = "str | Tree | _Inside"


@dataclass(slots=True)
class Writer:
    """Writes for one dialect; `used` gathers constructs and field names in the order they are written."""

    dialect: Dialect
    used: dict[str, None] = field(default_factory=dict)
    terms: dict[str, int] = field(default_factory=dict)

    def write(self, tree: Tree) -> str:
        """The whole tree."""
        out: list[str] = []
        stack: list[_Piece] = [tree]
        while stack:
            piece = stack.pop()
            if isinstance(piece, str):
                out.append(piece)
            elif isinstance(piece, _Inside):
                stack.extend(reversed(self._pattern(piece)))
            else:
                stack.extend(reversed(self._pieces(piece)))
        return "".join(out)

    def _pieces(self, node: Tree) -> list[_Piece]:
        match node:
            case And(parts):
                return self._operation("and", parts)
            case Or(parts):
                return self._operation("or", parts)
            case Xor(left, right):
                return self._operation("xor", (left, right))
            case Minus(left, right):
                return self._operation("not", (left, right))
            case Text(fields, pattern):
                return self._text(fields, pattern)
            case _:
                return [self._leaf(node)]

    def _operation(self, operator: str, parts: tuple[Tree, ...]) -> list[_Piece]:
        self._note(operator)
        sign = self.dialect.system.signs[operator]
        between = f" {sign}" if sign == "-" else f" {sign} "
        pieces: list[_Piece] = []
        for index, part in enumerate(parts):
            pieces.append(between if index else "")
            pieces.extend(["(", part, ")"] if self._is_operation(part) else [part])
        return pieces

    def _is_operation(self, node: Tree) -> bool:
        """Whether a node needs brackets beside an operator."""
        if isinstance(node, And | Or | Xor | Minus):
            return True
        if isinstance(node, Range) and self.dialect.system.dates == "before after":
            return node.low is not None and node.high is not None
        if not isinstance(node, Text):
            return False
        if self.dialect.system.style == "relation":
            return not isinstance(node.pattern, Phrase)
        return node.fields == self.dialect.bare and not self._is_unit(node.pattern)

    def _is_unit(self, pattern: Pattern) -> bool:
        """Whether a pattern is one word or one quoted piece."""
        if isinstance(pattern, Phrase):
            return self.dialect.system.phrases == "quotes" or " " not in joined(list(pattern.tokens))
        return self.dialect.system.near == "slop"

    def _text(self, fields: tuple[FieldRef, ...], pattern: Pattern) -> list[_Piece]:
        system = self.dialect.system
        if fields == self.dialect.bare:
            return [_Inside(pattern, fields if system.style == "relation" else ())]
        names = [self._name(ref) for ref in fields]
        if system.style == "relation":
            return [_Inside(pattern, fields)]
        inside: list[_Piece] = [_Inside(pattern, ())]
        if system.style == "suffix":
            return ["(", *inside, ")", *(f"/{name.name}" for name in names)]
        if names[0].use == "colon":
            is_word = isinstance(pattern, Phrase)
            return [f"{names[0].name}:", *([f'"{self._words(pattern)}"'] if is_word else ["(", *inside, ")"])]
        if system.style == "brackets":
            return [f"{names[0].name}=(", *inside, ")"]
        return [f"{names[0].name}:", *(inside if self._is_unit(pattern) else ["(", *inside, ")"])]

    def _pattern(self, piece: _Inside) -> list[_Piece]:
        pattern, fields = piece.pattern, piece.fields
        match pattern:
            case Phrase():
                return [self._prefix(fields) + self._phrase(pattern)]
            case Adjacent(distance, left, right) if self.dialect.system.adj == "slop":
                words = " ".join(self._words(side) for side in (left, right))
                return [f'"{words}"~{distance - 1}']
            case AnyOf():
                self._note("or")
                sign = self.dialect.system.signs["or"]
            case Same(unit, _):
                self._note(unit)
                sign = self.dialect.system.same[unit]
            case Near(distance, _, _):
                sign = self._proximity("near", distance)
            case Adjacent(distance, _, _):
                sign = self._proximity("adj", distance)
        pieces: list[_Piece] = []
        for index, item in enumerate(pattern_parts(pattern)):
            inner: list[_Piece] = [_Inside(item, fields)]
            is_plain = isinstance(item, Phrase) and self._is_unit(item)
            pieces.extend([f" {sign} " if index else "", *(inner if is_plain else ["(", *inner, ")"])])
        return pieces

    def _proximity(self, operator: str, distance: int) -> str:
        self._note(operator)
        system = self.dialect.system
        if distance == 1 and operator in system.beside:
            return system.beside[operator]
        form = system.near if operator == "near" else system.adj
        return form.format(n=distance, between=distance - 1)

    def _prefix(self, fields: tuple[FieldRef, ...]) -> str:
        if not fields or fields == self.dialect.bare:
            return ""
        return f"{self._name(fields[0]).name}="

    def _phrase(self, phrase: Phrase) -> str:
        self.terms[""] = self.terms.get("", 0) + 1
        words = self._words(phrase)
        pieces = words.split(" ")
        if len(pieces) > 1 and self.dialect.system.phrases != "quotes":
            return f" {self.dialect.system.phrases} ".join(map(self._word, pieces))
        return self._word(words) if len(pieces) == 1 else f'"{words}"'

    def _word(self, word: str) -> str:
        """A word, in quotes where it would be read as an operator."""
        return f'"{word}"' if self.dialect.operator(word) is not None else word

    def _words(self, pattern: Pattern) -> str:
        """The words of a phrase with the wildcards of the system."""
        assert isinstance(pattern, Phrase)  # a slop and a name take phrases only
        signs = self.dialect.system.wildcards
        self._note(*(sign for token in pattern.tokens for sign in token if sign in "*?#"))
        words = "".join(signs[sign] if sign in "*?#" else sign for sign in joined(list(pattern.tokens)))
        return words.upper() if self.dialect.system.upper else words

    def _leaf(self, node: Tree) -> str:
        match node:
            case Unwritten() | Everything():
                return "?"
            case Range(fields, low, high):
                return self._range(fields[0], low, high)
            case ClassSymbol(fields, scope, symbol):
                return self._clause(fields[0], self._symbol(scope, symbol))
            case CombinationSet(symbols):
                return self._clause(FieldRef("cset"), f'"{", ".join(symbol.replace(" ", "") for symbol in symbols)}"')
            case Code(fields, value):
                return self._clause(fields[0], self._key(value.upper() if fields[0].code in _OFFICES else value))
            case Under(fields, value) | Number(fields, value):
                return self._clause(fields[0], self._key(value))
            case Present(fields):
                return self._clause(fields[0], "*")
        raise AssertionError(node)  # lowering leaves no other node

    def _range(self, ref: FieldRef, low: str | int | None, high: str | int | None) -> str:
        name = self._name(ref)
        self._note("dates", *(["after"] if low is not None else []))
        return written_range(self.dialect.system.dates, name.name, low, high)

    def _symbol(self, scope: str, symbol: str) -> str:
        """A class symbol as written; a main group or higher with all below stands for itself."""
        system = self.dialect.system
        written = symbol.replace(" ", "")
        is_main = written.endswith("/00")
        if scope == "prefix":
            self._note("*")
            return self._escaped(written) + system.wildcards["*"]
        if scope == "low" and is_main and system.class_low != "below":
            written = written.removesuffix("/00")
        elif scope == "low" and "/" in written:
            self._note("low")
            written += "/low"
        return f'"{written}"' if any(sign in written for sign in system.escape) else written

    def _escaped(self, value: str) -> str:
        return "".join("\\" + sign if sign in self.dialect.system.escape else sign for sign in value)

    def _key(self, value: str) -> str:
        """A code or number; its `*` at the end is a wildcard."""
        body, star = (value[:-1], True) if value.endswith("*") else (value, False)
        if not body.translate(_PLAIN).isalnum() or any(sign in body for sign in "*?#+:"):
            body = '"' + "".join("\\" + sign if sign in '\\"*?#+' else sign for sign in body)
            return f'{body}{self._star()}"' if star else f'{body}"'
        return self._word(body + (self._star() if star else ""))

    def _star(self) -> str:
        self._note("*")
        return self.dialect.system.wildcards["*"]

    def _clause(self, ref: FieldRef, value: str) -> str:
        name = self._name(ref)
        match self.dialect.system.style:
            case "suffix":
                return f"({value})/{name.name}"
            case "relation":
                return f"{name.name}={value}"
            case "brackets" if name.use != "colon" and not self.dialect.system.class_low:
                return f"{name.name}=({value})"
            case "brackets" if name.use != "colon":
                return f"{name.name}={value}"
            case _:
                return f"{name.name}:{value}"

    def _name(self, ref: FieldRef) -> FieldName:
        name = self.dialect.name_of(ref)
        assert name is not None  # lowering leaves only fields that have one
        if not name.is_confirmed:
            self.used.setdefault(name.name)
        self.terms[name.name] = self.terms.get(name.name, 0) + 1
        return name

    def _note(self, *constructs: str) -> None:
        unverified = self.dialect.system.unverified
        self.used.update(dict.fromkeys(unverified[construct] for construct in constructs if construct in unverified))
