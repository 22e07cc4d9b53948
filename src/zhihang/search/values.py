"""Typed operands 检索值: what a value means under its field.

One reader per type of field; each returns a tree, or None after it has reported a fault. A field group or list
reads a value for every field of it, and where the readings differ the tree is their `or`.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass

from zhihang.corpus.plan import ClassSymbol, Code, CombinationSet, Equals, FieldRef, Number, Range, Text, Under
from zhihang.errors import InvalidCode
from zhihang.messages import Language
from zhihang.search.class_symbols import read_class, read_class_range, read_combination
from zhihang.search.codes import read_code
from zhihang.search.dates import Days, OutOfRange, day_after, day_before, read_days
from zhihang.search.document_numbers import read_numbers
from zhihang.search.faults import Advice, Edit, Faults, replace
from zhihang.search.lexer import Token
from zhihang.search.notation import to_sexpr
from zhihang.search.patterns import Notify, read_phrase
from zhihang.search.scope import Scope
from zhihang.search.tree import Tree, disjunction, rebuilt
from zhihang.standards import locarno, nice, vienna
from zhihang.text.folding import fold
from zhihang.text.tokens import joined, tokens

COMPARISONS = {">", ">=", "<", "<="}


@dataclass(frozen=True, slots=True)
class ValueReader:
    """Reads values for one query: where its faults go, who is told of idle wildcards, the language of its messages."""

    faults: Faults
    notify_edge: Notify
    language: Language

    def value(self, scope: Scope, relation: str, token: Token, clause: int | None = None) -> Tree | None:
        """The tree of `field relation value`; `clause` is where the field stands, if it has this value only."""
        if scope.type in {"date", "int"}:
            return self._ordered(scope, relation, token)
        if scope.is_text:
            return self._text(scope, relation, token)
        parts: dict[FieldRef, Tree | None] = {}
        for ref in scope.fields:
            parts[ref] = self._coded(Scope((ref,), scope.type, scope.element), relation, token, clause)
        if any(tree is None for tree in parts.values()):
            return None
        return _merged({ref: tree for ref, tree in parts.items() if tree is not None})

    def span(self, scope: Scope, low: Token | None, high: Token | None) -> Tree | None:
        """The tree of `field=low..high`; one end may be open."""
        if scope.type == "class":
            if low is None or high is None:
                return None  # the parser refuses it
            return read_class_range(scope.fields, low, high, self.faults)
        ends = [self._ends(scope, token) for token in (low, high) if token is not None]
        if not ends or ends[0] is None or ends[-1] is None:
            return None
        first = ends[0][0] if low is not None else None
        last = ends[-1][1] if high is not None else None
        if low is not None and high is not None and _is_reversed(first, last):
            swapped = (Edit(low.start, low.end, high.text), Edit(high.start, high.end, low.text))
            advice = Advice(repairs=(swapped,))
            self.faults.add("E403", high.start, high.length, lambda: advice)
            return None
        return Range(scope.fields, first, last)

    def _text(self, scope: Scope, relation: str, token: Token) -> Tree | None:
        if relation != "==":
            phrase = read_phrase(token, self.faults, self.notify_edge, is_bare=scope.is_default)
            return Text(scope.fields, phrase) if phrase is not None else None
        if token.wild:
            index = min(token.wild)
            place, sign = token.at(index), token.text[index]
            self.faults.add("E107", place, 1, lambda: Advice(repairs=replace(place, place + 1, "")), c=sign)
            return None
        words = tokens(token.text)
        if not words:
            self.faults.add("E103", token.start, token.length)
            return None
        return Equals(scope.fields, joined(words))

    def _coded(self, scope: Scope, relation: str, token: Token, clause: int | None) -> Tree | None:
        fields, faults = scope.fields, self.faults
        match scope.type:
            case "key":
                code = read_code(scope, token, self.language, faults, is_whole=relation == "==")
                return Code(fields, code) if code is not None else None
            case "num":
                numbers = read_numbers(fields[0].code, token, faults, clause)
                return disjunction(Number(fields, number) for number in numbers) if numbers else None
            case "class":
                return read_class(fields, token, faults, is_whole=relation == "==")
            case "cset":
                symbols = read_combination(token, faults)
                return CombinationSet(symbols) if symbols else None
            case "nice":
                return self._nice(fields, token)
            case _:
                return self._below(scope, relation, token)

    def _nice(self, fields: tuple[FieldRef, ...], token: Token) -> Tree | None:
        text = fold(token.text).strip()
        if not (text.isascii() and text.isdigit()):
            self.faults.add("E404", token.start, token.length, lambda: Advice(("9",)))
            return None
        number = text.lstrip("0") or "0"
        if not nice.is_class(number):
            self.faults.add("E409", token.start, token.length, lambda: Advice(("1", "45")))
            return None
        return Code(fields, number)

    def _below(self, scope: Scope, relation: str, token: Token) -> Tree | None:
        read = locarno.canonical if scope.type == "loc" else vienna.canonical
        try:
            if token.wild:
                raise InvalidCode("CLASS", room="standards", value=token.text, suggestions="")
            code = read(fold(token.text).strip())
            return Code(scope.fields, code) if relation == "==" else Under(scope.fields, code)
        except InvalidCode:
            example = "14-03" if scope.type == "loc" else "3.7"
            self.faults.add("E405", token.start, token.length, lambda: Advice((example,)))
            return None

    def _ordered(self, scope: Scope, relation: str, token: Token) -> Tree | None:
        ends = self._ends(scope, token)
        if ends is None:
            return None
        first, last = ends
        match relation:
            case ">":
                return Range(scope.fields, _next(last), None)
            case ">=":
                return Range(scope.fields, first, None)
            case "<":
                return Range(scope.fields, None, _previous(first))
            case "<=":
                return Range(scope.fields, None, last)
            case _:
                return Range(scope.fields, first, last)

    def _ends(self, scope: Scope, token: Token) -> tuple[str | int, str | int] | None:
        """First and last day of a date, or a number twice; None after a fault (E401, E402, E404)."""
        if scope.type == "int":
            text = fold(token.text).strip()
            if text.isascii() and text.isdigit() and len(text) < 19 and not token.wild:
                return int(text), int(text)
            self.faults.add("E404", token.start, token.length, lambda: Advice(("10",)))
            return None
        days = self._days(token)
        return (days.first, days.last) if days is not None else None

    def _days(self, token: Token) -> Days | None:
        try:
            days = read_days(token.text) if not token.wild else None
        except OutOfRange as error:
            nearest = error.nearest
            self.faults.add(
                "E402", token.start, token.length, lambda: Advice((nearest,), replace(token.start, token.end, nearest))
            )
            return None
        if days is None:
            self.faults.add("E401", token.start, token.length, lambda: Advice(("2019-06-30", "2019-06", "2019")))
        return days


def _merged(parts: dict[FieldRef, Tree]) -> Tree:
    """One leaf over all fields where they read the value alike, else the `or` of the readings."""
    groups: dict[str, tuple[list[FieldRef], Tree]] = {}
    for ref, tree in parts.items():
        alike = to_sexpr(_over(tree, (FieldRef("any"),)))
        groups.setdefault(alike, ([], tree))[0].append(ref)
    return disjunction(_over(tree, tuple(refs)) for refs, tree in groups.values())


def _over(tree: Tree, fields: tuple[FieldRef, ...]) -> Tree:
    """The same leaves over other fields."""
    return rebuilt(
        tree,
        lambda node: (
            dataclasses.replace(node, fields=fields) if isinstance(node, Code | Number | Under | ClassSymbol) else node
        ),
    )


def _is_reversed(first: str | int | None, last: str | int | None) -> bool:
    return str(first) > str(last) if isinstance(first, str) else int(first or 0) > int(last or 0)


def _next(last: str | int) -> str | int:
    return last + 1 if isinstance(last, int) else day_after(last)


def _previous(first: str | int) -> str | int:
    return first - 1 if isinstance(first, int) else day_before(first)
