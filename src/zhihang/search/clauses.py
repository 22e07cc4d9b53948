"""Clauses 检索字段: `field relation operand`, the names and relations that are refused, and where an operand ends."""

from __future__ import annotations

import dataclasses
import re
from dataclasses import dataclass

from zhihang.corpus.fields import field_names, fields
from zhihang.corpus.plan import FieldRef, Present
from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.search.class_symbols import joins_symbol
from zhihang.search.faults import Advice, Faults, replace
from zhihang.search.lexer import Token
from zhihang.search.scope import JOINS, Scope, ValueType, field_of, subfield_type, subfields, value_type
from zhihang.search.stream import KEYWORDS, TokenStream
from zhihang.search.suggestions import near_enough, nearest
from zhihang.standards.languages import language_code, languages
from zhihang.text.folding import fold

SAME_SIGN = {":": "=", "<>": "!="}
_EQUAL = ("=", ":", "!=", "<>")
_ORDER = (">", ">=", "<", "<=")
_LIST = ("any", "all", "in")
RELATIONS: dict[ValueType, tuple[str, ...]] = {
    "text": (*_EQUAL, "==", *_LIST),
    "key": (*_EQUAL, "==", *_LIST),
    "date": (*_EQUAL, *_ORDER, "within", *_LIST),
    "int": (*_EQUAL, *_ORDER, "within", *_LIST),
    "num": (*_EQUAL, *_LIST),
    "class": (*_EQUAL, "==", *_LIST),
    "cset": (*_EQUAL, *_LIST),
    "loc": (*_EQUAL, "==", *_LIST),
    "nice": (*_EQUAL, "==", *_LIST),
    "vienna": (*_EQUAL, "==", *_LIST),
    "elem": _EQUAL,
}
_RANGES = frozenset({"date", "int", "class"})
_WITH_COMMA = frozenset({"text", "num"})


@dataclass(frozen=True, slots=True)
class Head:
    """The left side of a clause: its names, its fields (None after a fault), its relation as one native sign."""

    start: int
    end: int
    scope: Scope | None
    relation: str
    sign: Token
    name: str


class HeadReader:
    """Reads the names and the relation of a clause (E301, E303, E305, E306)."""

    def __init__(self, stream: TokenStream, faults: Faults, language: Language) -> None:
        self.stream = stream
        self.faults = faults
        self.language = language

    def read(self, first: Token, element: str | None) -> Head:
        """The head that begins with a word; `element` is the element field whose braces stand around."""
        names = [first]
        commas: list[Token] = []
        while self.stream.peek().kind == "comma":
            commas.append(self.stream.take())
            names.append(self.stream.take())
        scope = self._subfields(element, names) if element else self._fields(names, commas)
        sign = self.stream.take()
        relation = fold(sign.text) if sign.kind == "word" else SAME_SIGN.get(sign.text, sign.text)
        if scope is not None and relation not in RELATIONS[scope.type]:
            self._refuse_relation(sign, scope)
            scope = None
        return Head(first.start, names[-1].end, scope, relation, sign, first.text)

    def _refuse_relation(self, sign: Token, scope: Scope) -> None:
        allowed = tuple(relation for relation in RELATIONS[scope.type] if relation not in SAME_SIGN)
        repairs = replace(sign.start, sign.end, "=" if sign.kind != "word" else " = ")
        self.faults.add(
            "E303",
            sign.start,
            sign.length,
            lambda: Advice(allowed, repairs),
            rel=sign.text,
            field=scope.label(self.language),
        )

    def _fields(self, names: list[Token], commas: list[Token]) -> Scope | None:
        refs: list[FieldRef] = []
        kinds: list[ValueType] = []
        for name in names:
            ref = self._field(name)
            if ref is None:
                return None
            refs.append(ref)
            kinds.append(value_type(fields()[ref.code]))
        for comma, kind, ref in zip(commas, kinds[1:], refs[1:], strict=True):
            if kind != kinds[0] or kind in {"elem", "cset"}:
                label = fields()[ref.code].label(self.language)
                self.faults.add("E303", comma.start, 1, rel=",", field=label)
                return None
        return Scope(tuple(refs), kinds[0])

    def _field(self, name: Token) -> FieldRef | None:
        found = field_of(name.text) if not name.wild else None
        if found is None:
            self.faults.add("E301", name.start, name.length, lambda: self._near_fields(name), x=name.text)
            return None
        field, language = found
        if language is None:
            return FieldRef(field.code)
        base = name.text[: len(name.text) - len(language) - 1]
        if value_type(field) != "text":
            advice = Advice((base,), replace(name.start, name.end, base))
            self.faults.add("E305", name.start, name.length, lambda: advice)
            return None
        if language not in languages():
            self._refuse_language(name, base, language)
            return None
        return FieldRef(field.code, language)

    def _near_fields(self, name: Token) -> Advice:
        names = _near_names(name.text)
        near = nearest(name.text, names)
        shown = ("、" if self.language == "zh" else ", ").join(near)
        return Advice(near, replace(name.start, name.end, *near_enough(name.text, names)), {"nearest": shown})

    def _refuse_language(self, name: Token, base: str, language: str) -> None:
        label = fields()["lang"].label(self.language)

        def advise() -> Advice:
            codes = _near_languages(language)
            return Advice(codes, replace(name.start, name.end, *(f"{base}.{code}" for code in codes)))

        self.faults.add("E408", name.end - len(language), len(language), advise, v=language, field=label)

    def _subfields(self, element: str, names: list[Token]) -> Scope | None:
        refs: list[FieldRef] = []
        kinds: list[ValueType] = []
        for name in names:
            known = subfields(element)
            found = known.get(fold(name.text))
            if found is None or (kinds and subfield_type(found) != kinds[0]):
                self.refuse_inside(element, name)
                return None
            refs.append(FieldRef(found.name))
            kinds.append(subfield_type(found))
        return Scope(tuple(refs), kinds[0], element)

    def refuse_inside(self, element: str, token: Token, *, is_outside: bool = False) -> None:
        """What does not belong inside the braces of an element, or stands in their place (E306)."""
        label = fields()[element].label(self.language)
        names = fields()[element].members
        near = tuple(dict.fromkeys((*nearest(token.text or "?", names), *names)))
        repairs = replace(token.start, token.end, *near) if token.start in self.stream.heads else ()
        if is_outside:
            typed = f'"{token.text}"' if token.kind == "phrase" else token.text
            repairs = replace(token.start, token.end, *(f"{{{name}={typed}}}" for name in names))
        elif token.kind in {"word", "phrase"} and not repairs:
            repairs = replace(token.start, token.start, *(f"{name}=" for name in names))
        self.faults.add("E306", token.start, token.length, lambda: Advice(names, repairs), x=token.text, field=label)


def _near_languages(written: str) -> tuple[str, ...]:
    """The code of a language that was written in another way, else the nearest codes."""
    try:
        return (language_code(written),)
    except InvalidCode:
        return nearest(written, languages())


def _near_names(name: str) -> list[str]:
    """The field names in the script that was typed."""
    names = [known for field in fields().values() for known in field.names]
    return [known for known in names if known.isascii() == fold(name).isascii()] or list(field_names())


def split_commas(token: Token, scope: Scope) -> list[Token]:
    """A word whose commas belong to numbers, cut at them where the field's values hold none."""
    if token.kind != "word" or scope.type in _WITH_COMMA or "," not in token.text or token.offsets is not None:
        return [token]
    pieces: list[Token] = []
    start = 0
    for index, character in enumerate([*token.text, ","]):
        if character != ",":
            continue
        pieces.append(slice_of(token, start, index))
        if index < len(token.text):
            pieces.append(Token("comma", token.at(index), token.at(index) + 1, ","))
        start = index + 1
    return pieces


def slice_of(token: Token, start: int, end: int) -> Token:
    """Part of a value as a word of its own."""
    offsets = tuple(token.at(index) for index in range(start, end))
    wild = frozenset(index - start for index in token.wild if start <= index < end)
    return Token("word", offsets[0], offsets[-1] + 1, token.text[start:end], wild, offsets)


def words_of(phrase: Token) -> list[Token]:
    """The values of `any "a b"`, `all`, `within`: cut at blanks, commas and semicolons."""
    return [slice_of(phrase, match.start(), match.end()) for match in re.finditer(r"[^\s,;]+", phrase.text)]


def joined_symbol(token: Token, stream: TokenStream, scope: Scope) -> Token:
    """A class symbol that was written with a blank, as one value."""
    following = stream.peek()
    if scope.type != "class" or token.kind != "word" or following.kind != "word":
        return token
    if following.start in stream.heads or not joins_symbol(token.text, following.text):
        return token
    stream.take()
    shift = len(token.text) + 1
    first = (token.at(index) for index in range(shift - 1))
    offsets = (*first, token.end, *(following.at(index) for index in range(len(following.text))))
    wild = token.wild | {index + shift for index in following.wild}
    return dataclasses.replace(
        token, end=following.end, text=f"{token.text} {following.text}", wild=frozenset(wild), offsets=offsets
    )


def takes_range(scope: Scope) -> bool:
    """Whether values of these fields have an order to range over."""
    return scope.type in _RANGES


def is_present(token: Token, relation: str) -> bool:
    """Whether the operand is the lone `*` of `ab=*`."""
    return token.kind == "word" and token.text == "*" and bool(token.wild) and relation in {"=", "!="}


def present(scope: Scope) -> Present:
    """The field has a value."""
    return Present(scope.fields)


def joins(scope: Scope) -> bool:
    """Whether braces after this field hold an inner query."""
    return scope.element is None and scope.fields[0].code in JOINS


__all__ = [
    "KEYWORDS",
    "RELATIONS",
    "Head",
    "HeadReader",
    "is_present",
    "joined_symbol",
    "joins",
    "present",
    "slice_of",
    "split_commas",
    "takes_range",
    "words_of",
]
