"""What stands on the right of a relation: a value, a range, a list, brackets, braces."""

from __future__ import annotations

from typing import TYPE_CHECKING

from zhihang.corpus.plan import Present
from zhihang.messages import text
from zhihang.search.clauses import Head, is_present, joined_symbol, joins, split_commas, takes_range, words_of
from zhihang.search.environment import check_list
from zhihang.search.faults import Advice, Edit, replace
from zhihang.search.frames import Finish, Frame
from zhihang.search.lexer import Token
from zhihang.search.parts import Part
from zhihang.search.scope import DEFAULT_SCOPE, Scope, field_of
from zhihang.search.tree import Element, InList, Join, Tree, complement, conjunction, disjunction

if TYPE_CHECKING:
    from zhihang.search.reader import Reader

_ORDERED = frozenset({">", ">=", "<", "<="})
_OF_EACH = _ORDERED | {"=="}
"""Relations in which each value within brackets stands to the field; `!=` is said of them all together."""
_WITHIN_ENDS = 2
MOST_CLASSES = 45


class OperandReader:
    """Reads operands for a `Reader`, whose tokens, faults and brackets it shares."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader

    def read(self, head: Head) -> None:
        """The operand after a head, put into the innermost bracket or opening a new one."""
        stream = self.reader.stream
        token = stream.peek()
        if head.relation in {"any", "all", "within", "in"} and head.sign.kind == "word":
            self.reader.put(self._by_keyword(head, stream.take()))
            return
        if token.kind == "relation" and token.start == head.sign.end:
            self._doubled_relation(head, stream.take())
            token = stream.peek()
        if token.kind == "open":
            self._brackets(head, stream.take())
        elif token.foreign is not None and token.foreign.place == "prefix":
            self._signed(head, stream.take())
        elif token.foreign is not None and token.foreign.place == "value":
            return  # reported by the reader, which puts it as an operand
        elif token.kind in {"reference", "saved", "list"}:
            self._named(head, stream.take())
        elif token.kind == "range":
            self.reader.put(self._open_range(head, stream.take()))
        elif token.kind in {"word", "phrase"} and not self._is_next_clause(token):
            self.reader.put(self._valued(head, stream.take()))
        else:
            self._missing(head)

    def value(self, scope: Scope, relation: str, token: Token, clause: int | None = None) -> Part:
        """A value with the range that may follow it, under a field; `clause` is where a clause of its own begins."""
        reader = self.reader
        token = joined_symbol(token, reader.stream, scope)
        following = reader.stream.peek()
        if following.kind == "range" and following.start == token.end:
            return self.range(scope, relation, token, reader.stream.take())
        reader.count_leaf(token)
        tree = reader.values.value(scope, relation, token, clause)
        return Part(tree, token.start, token.end, "word" if token.kind == "word" else "phrase")

    def _is_next_clause(self, token: Token) -> bool:
        return token.start in self.reader.stream.heads and field_of(token.text) is not None

    def _missing(self, head: Head) -> None:
        end = head.sign.end
        advice = Advice(("*",), replace(end, end, "*"))
        fields = {"x": self.reader.source[head.start : head.end]}
        self.reader.faults.add("E302", head.start, head.end - head.start, lambda: advice, **fields)
        self.reader.put(Part(None, head.start, end, "clause"))

    def _doubled_relation(self, head: Head, token: Token) -> None:
        swapped = {"=>": ">=", "=<": "<="}.get(head.sign.text + token.text, head.sign.text)
        advice = Advice((swapped,), replace(head.sign.start, token.end, swapped))
        self.reader.faults.add("E107", token.start, token.length, lambda: advice, c=token.text)

    def _signed(self, head: Head, sign: Token) -> None:
        """`-` or `+` in front of a value: no number and no date; NOT of another system before a word."""
        assert sign.foreign is not None  # asked before
        kind = head.scope.type if head.scope is not None else "text"
        dropped = Edit(sign.start, sign.end, "")
        if kind in {"int", "date"}:
            code = "E404" if kind == "int" else "E401"
            self.reader.faults.add(code, sign.start, sign.length, lambda: Advice(repairs=((dropped,),)))
        else:
            system, native = sign.foreign.system, sign.foreign.native
            edits = (Edit(head.start, head.start, "NOT "), dropped) if native == "NOT" else (dropped,)
            offer = text("search", "READ_AS", self.reader.language, system=system)
            advice = Advice((native, offer), (edits,))
            self.reader.faults.add("E801", sign.start, sign.length, lambda: advice, system=system, native=native)
        self.read(head)

    def _valued(self, head: Head, token: Token) -> Part:
        scope = head.scope
        if scope is None:
            self.reader.count_leaf(token)
            return Part(None, head.start, token.end, "clause")
        if is_present(token, head.relation):
            return self._part(head, Present(scope.fields), token.end)
        if scope.type == "elem":
            self._braces_missing(head, token)
            return Part(None, head.start, token.end, "clause")
        first, *rest = split_commas(token, scope)
        self.reader.stream.put_back(rest)
        part = self.value(scope, head.relation, first, head.start)
        covers = None
        if scope.is_text and scope.element is None and token.kind == "word" and head.relation == "=":
            covers = (token.start, self.reader.source[head.start : head.end])
        return self._part(head, part.tree, part.end, covers)

    def _part(self, head: Head, tree: Tree | None, end: int, covers: tuple[int, str] | None = None) -> Part:
        if tree is not None and head.relation == "!=":
            tree = complement(tree)
        return Part(tree, head.start, end, "clause", covers=covers)

    def _braces_missing(self, head: Head, token: Token) -> None:
        assert head.scope is not None  # asked before
        self.reader.heads.refuse_inside(head.scope.fields[0].code, token, is_outside=True)

    def range(self, scope: Scope, relation: str, low: Token | None, dots: Token) -> Part:
        """`low..high`, `low..` or `..high`; the dots are taken already."""
        reader = self.reader
        high: Token | None = None
        following = reader.stream.peek()
        if following.kind in {"word", "phrase"} and following.start == dots.end:
            first, *rest = split_commas(reader.stream.take(), scope)
            reader.stream.put_back(rest)
            high = joined_symbol(first, reader.stream, scope)
        start = low.start if low is not None else dots.start
        end = high.end if high is not None else dots.end
        reader.count_leaf(low or dots)
        is_open_class = scope.type == "class" and (low is None or high is None)
        if not takes_range(scope) or is_open_class or relation in _ORDERED:
            label = scope.label(reader.language)
            advice = Advice(("=",), _listed(scope, low, high) if low is not None and high is not None else ())
            reader.faults.add("E303", dots.start, 2, lambda: advice, rel="..", field=label)
            return Part(None, start, end, "clause")
        if low is None and high is None:
            reader.faults.add("E107", dots.start, 2, lambda: Advice(("2019..2021",)), c="..")
            return Part(None, start, end, "clause")
        return Part(reader.values.span(scope, low, high), start, end, "clause")

    def _open_range(self, head: Head, dots: Token) -> Part:
        if head.scope is None:
            return Part(None, head.start, dots.end, "clause")
        part = self.range(head.scope, head.relation, None, dots)
        return self._part(head, part.tree, part.end)

    def _by_keyword(self, head: Head, operand: Token) -> Part:
        scope = head.scope
        if scope is None:
            return Part(None, head.start, operand.end, "clause")
        if head.relation == "in":
            self.reader.count_leaf(operand)
            listed = InList(scope.fields, operand.text)
            check_list(listed, operand.start, operand.end, self.reader.environment, self.reader.faults)
            return Part(listed, head.start, operand.end, "clause")
        words = words_of(operand)
        if head.relation == "within":
            return Part(self._within(scope, operand, words), head.start, operand.end, "clause")
        parts = [self._single(scope, word) for word in words]
        if not words:
            self.reader.faults.add("E103", operand.start, operand.length)
        trees = [tree for tree in parts if tree is not None]
        make = conjunction if head.relation == "all" else disjunction
        tree = make(trees) if trees and len(trees) == len(parts) else None
        return Part(tree, head.start, operand.end, "group")

    def _single(self, scope: Scope, word: Token) -> Tree | None:
        self.reader.count_leaf(word)
        return self.reader.values.value(scope, "=", word)

    def _within(self, scope: Scope, operand: Token, words: list[Token]) -> Tree | None:
        self.reader.count_leaf(operand)
        if len(words) != _WITHIN_ENDS:
            code = "E401" if scope.type == "date" else "E404"
            example = '"2019 2021"' if scope.type == "date" else '"5 20"'
            self.reader.faults.add(code, operand.start, operand.length, lambda: Advice((example,)))
            return None
        return self.reader.values.span(scope, words[0], words[1])

    def _named(self, head: Head, token: Token) -> None:
        """A stored query (E509) or a list (which needs `in`) after a relation."""
        faults = self.reader.faults
        if token.kind == "list":
            advice = Advice(("in",), replace(head.sign.start, head.sign.end, " in "))
            faults.add("E107", token.start, token.length, lambda: advice, c="@")
        else:
            advice = Advice(("AND",), replace(head.start, token.start, ""))
            faults.add("E509", token.start, token.length, lambda: advice)
        self.reader.put(Part(None, head.start, token.end, "clause"))

    def _brackets(self, head: Head, opening: Token) -> None:
        reader, scope = self.reader, head.scope
        if scope is None:
            reader.push(Frame("operand", DEFAULT_SCOPE, opening, self._finish(head), is_bad=True))
        elif opening.text == "(" and scope.type != "elem":
            each = head.relation if head.relation in _OF_EACH else "="
            finish, name = self._finish(head), self._name(head)
            reader.push(Frame("operand", scope, opening, finish, name, head.start, relation=each))
        elif opening.text == "{" and scope.type == "elem":
            inner = Scope((), "elem", scope.fields[0].code)
            reader.push(Frame("element", inner, opening, self._finish(head, Element)))
        elif opening.text == "{" and joins(scope):
            reader.push(Frame("join", DEFAULT_SCOPE, opening, self._finish(head, Join)))
        else:
            self._refuse_brackets(scope, opening)
            reader.push(Frame("operand", DEFAULT_SCOPE, opening, self._finish(head), is_bad=True))

    def _name(self, head: Head) -> str:
        return self.reader.source[head.start : head.end]

    def _refuse_brackets(self, scope: Scope, opening: Token) -> None:
        left, right = {"{": ("(", ")"), "(": ("{", "}")}[opening.text]

        def advise() -> Advice:
            end = self.reader.closing_end(opening)
            edits = (Edit(opening.start, opening.end, left), Edit(end - 1, end, right))
            return Advice((left,), (edits,))

        label = scope.label(self.reader.language)
        self.reader.faults.add("E306", opening.start, 1, advise, x=opening.text, field=label)

    def _finish(self, head: Head, kind: type[Element] | type[Join] | None = None) -> Finish:
        def finished(inside: Part) -> Part:
            tree = inside.tree
            if tree is not None and kind is not None and head.scope is not None:
                tree = kind(head.scope.fields[0], tree)
            part = self._part(head, tree, inside.end)
            return Part(part.tree, part.start, part.end, "clause", holds_same=inside.holds_same)

        return finished


def _listed(scope: Scope, low: Token, high: Token) -> tuple[tuple[Edit, ...], ...]:
    """The values of a range that these fields do not take, as a list."""
    if scope.type == "nice" and low.text.isdigit() and high.text.isdigit():
        classes = range(int(low.text), min(int(high.text), MOST_CLASSES) + 1)
        return replace(low.start, high.end, f"({', '.join(map(str, classes))})")
    return replace(low.start, high.end, f"({low.text} OR {high.text})")
