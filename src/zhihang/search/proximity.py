"""Proximity 邻近运算: which operands NEAR, ADJ and SAME take, and what they make of them.

Operands are words, phrases, OR of such and proximities, all in the same fields; SAME stands outside NEAR and ADJ.
What is refused is reported at the operator (E501 to E510), with the query that was probably meant.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import cast

from zhihang.corpus.plan import (
    Adjacent,
    And,
    Everything,
    FieldRef,
    Minus,
    Near,
    Or,
    Pattern,
    Same,
    Text,
    Unit,
    Xor,
)
from zhihang.messages import Language
from zhihang.search.faults import Advice, Edit, Faults, replace
from zhihang.search.lexicon import lexicon
from zhihang.search.parts import Part, Sign
from zhihang.search.printing import print_operand, print_query
from zhihang.search.scope import field_codes
from zhihang.search.tree import (
    Reference,
    Saved,
    Tree,
    alternatives,
    complement,
    conjunction,
    difference,
    disjunction,
    folded,
    walk,
    walk_pattern,
)

DISTANCES = range(1, 100)
CLAIM_FIELDS = frozenset({"clm", "iclm"})


@dataclass(frozen=True, slots=True)
class Operands:
    """The two or more operands of one proximity, checked: their fields and patterns."""

    fields: tuple[FieldRef, ...]
    patterns: tuple[Pattern, ...]


class Proximities:
    """Builds the proximities of one query."""

    def __init__(self, faults: Faults, language: Language) -> None:
        self.faults = faults
        self.language = language

    def check_sign(self, sign: Sign) -> None:
        """What is wrong with the operator itself: its distance (E501, E502) or its unit (E507)."""
        if sign.operator == "near" and not sign.argument:
            self._sign("E501", sign, Advice(("NEAR/5",), replace(sign.start, sign.end, "NEAR/5")))
        elif sign.operator in {"near", "adj"} and not _is_distance(sign):
            name = sign.operator.upper()
            repairs = replace(sign.start, sign.end, "SAME/p", f"{name}/99")
            self._sign("E502", sign, Advice(("1..99", "SAME/p"), repairs))
        elif sign.operator == "same" and unit_of(sign) is None:
            repairs = replace(sign.start, sign.end, "SAME/s", "SAME/p")
            self._sign("E507", sign, Advice(("SAME/s", "SAME/p", "SAME/c"), repairs))

    def near(self, sign: Sign, left: Part, right: Part) -> Part:
        """`left NEAR/n right` or `left ADJ/n right`."""
        operands = self._operands(sign, (left, right))
        tree: Tree | None = None
        if operands is not None and _is_distance(sign):
            tree = Text(operands.fields, self._pattern(sign, operands.patterns))
        return Part(tree, left.start, right.end, "group")

    def same(self, sign: Sign, operands: list[Part]) -> Part:
        """`a SAME/s b SAME/s c`: all in one unit."""
        checked = self._operands(sign, tuple(operands))
        unit = unit_of(sign)
        if checked is not None and unit == "c" and not field_codes(checked.fields) <= CLAIM_FIELDS:
            first, last = operands[0].start, operands[-1].end
            moved = Text((FieldRef("clm"),), Same("c", checked.patterns))
            self._sign("E508", sign, Advice(("clm=( )", "iclm=( )"), _in_place(first, last, moved)))
            checked = None
        tree = Text(checked.fields, Same(unit, checked.patterns)) if checked is not None and unit else None
        return Part(tree, operands[0].start, operands[-1].end, "group", holds_same=True)

    def _pattern(self, sign: Sign, patterns: tuple[Pattern, ...]) -> Pattern:
        unit = unit_of(sign)
        if unit is not None:
            return Same(unit, patterns)
        kind = Near if sign.operator == "near" else Adjacent
        return kind(int(sign.argument or 1), *patterns)

    def _operands(self, sign: Sign, parts: tuple[Part, ...]) -> Operands | None:
        """The operands' patterns; None after a fault here or inside an operand."""
        trees = [part.tree for part in parts]
        for check in (self._check_nodes, self._check_fields):
            if not check(sign, parts):
                return None
        if any(tree is None for tree in trees):
            return None
        texts = [text for tree in trees if tree is not None for text in _texts(tree)]
        return Operands(texts[0].fields, tuple(pattern_of(tree) for tree in trees if tree is not None))

    def _check_nodes(self, sign: Sign, parts: tuple[Part, ...]) -> bool:
        for part in parts:
            code = _refused(part, sign)
            if code is not None:
                self._sign(code, sign, partial(self._instead, code, sign, parts))
                return False
        return True

    def _check_fields(self, sign: Sign, parts: tuple[Part, ...]) -> bool:
        fields = {text.fields for part in parts if part.tree is not None for text in _texts(part.tree)}
        if len(fields) > 1:
            self._sign("E503", sign, lambda: self._one_field(sign, parts))
            return False
        return True

    def _sign(self, code: str, sign: Sign, advice: Advice | Callable[[], Advice]) -> None:
        given = (lambda: advice) if isinstance(advice, Advice) else advice
        fields = {"op": "XOR" if sign.operator == "xor" else sign.operator.upper()}
        self.faults.add(code, sign.start, sign.end - sign.start, given, **fields)

    def _one_field(self, sign: Sign, parts: tuple[Part, ...]) -> Advice:
        """Both sides in the field that was written, the left one if both were."""
        trees = [part.tree for part in parts if part.tree is not None]
        fields = [text.fields for tree in trees for text in _texts(tree)]
        written = next((refs for refs in fields if refs != (FieldRef("bi"),)), fields[0])
        if len(trees) < len(parts):
            return Advice()
        pattern = self._pattern(sign, tuple(map(pattern_of, trees)))
        tree = Text(written, pattern)
        return Advice((print_query(tree),), _in_place(parts[0].start, parts[-1].end, tree))

    def _instead(self, code: str, sign: Sign, parts: tuple[Part, ...]) -> Advice:
        if code in {"E506", "E509"} or any(part.tree is None for part in parts) or len(parts) != 2:
            return Advice(("AND",), replace(sign.start, sign.end, "AND"))
        left, right = (cast(Tree, part.tree) for part in parts)
        moved = self._exchanged(sign, left, right) if code == "E510" else self._moved_out(sign, left, right)
        if moved is None:
            return Advice(("AND",), replace(sign.start, sign.end, "AND"))
        return Advice((print_query(moved),), _in_place(parts[0].start, parts[1].end, moved))

    def _moved_out(self, sign: Sign, left: Tree, right: Tree) -> Tree | None:
        """The proximity taken into the AND, OR or NOT that stood inside it."""

        def near(one: Tree, other: Tree) -> Tree | None:
            texts = [*_texts(one), *_texts(other)]
            if not _is_pattern(one) or not _is_pattern(other) or len({text.fields for text in texts}) != 1:
                return None
            return Text(texts[0].fields, self._pattern(sign, (pattern_of(one), pattern_of(other))))

        is_left = not _is_pattern(left)
        inside, fixed = (left, right) if is_left else (right, left)
        if not _is_pattern(fixed):
            return None

        def visit(node: Tree, parts: tuple[Tree | None, ...]) -> Tree | None:
            if isinstance(node, Text):
                return near(node, fixed) if is_left else near(fixed, node)
            if isinstance(node, Everything):
                return fixed
            known = [part for part in parts if part is not None]
            if len(known) != len(parts) or not known:
                return None
            return _rejoined(node, known)

        return folded(inside, visit)

    def _exchanged(self, sign: Sign, left: Tree, right: Tree) -> Tree | None:
        """SAME outside, the proximity between its nearest operand and the other side."""
        outer, inner, is_left = (left, right, True) if _has_same(left) else (right, left, False)
        if not isinstance(outer, Text) or not isinstance(outer.pattern, Same) or _has_same(inner):
            return None
        items, other = outer.pattern.items, pattern_of(inner)
        if is_left:
            changed = (*items[:-1], self._pattern(sign, (items[-1], other)))
        else:
            changed = (self._pattern(sign, (other, items[0])), *items[1:])
        return Text(outer.fields, Same(outer.pattern.unit, changed))


def unit_of(sign: Sign) -> Unit | None:
    """The unit of a SAME: `s`, `p` or `c`; None for other operators and unknown units."""
    if sign.operator != "same":
        return None
    return cast("Unit | None", lexicon()["units"].get(sign.argument or ""))


def pattern_of(tree: Tree) -> Pattern:
    """The pattern of an operand: a text leaf, or an `or` of them."""
    if isinstance(tree, Text):
        return tree.pattern
    assert isinstance(tree, Or)  # checked before
    return alternatives(pattern_of(part) for part in tree.parts)


def _is_pattern(tree: Tree) -> bool:
    return isinstance(tree, Text) or (isinstance(tree, Or) and all(isinstance(part, Text) for part in tree.parts))


def _texts(tree: Tree) -> list[Text]:
    return [node for node in walk(tree) if isinstance(node, Text)]


def _is_distance(sign: Sign) -> bool:
    argument = "1" if sign.operator == "adj" and sign.argument is None else sign.argument or ""
    return sign.operator == "same" or (argument.isdigit() and len(argument) < 9 and int(argument) in DISTANCES)


def _refused(part: Part, sign: Sign) -> str | None:
    """The error for an operand that a proximity does not take."""
    for node in walk(part.tree) if part.tree is not None else ():
        if isinstance(node, And):
            return "E504"
        if isinstance(node, Minus | Xor):
            return "E505"
        if isinstance(node, Reference | Saved):
            return "E509"
        if not isinstance(node, Text | Or):
            return "E506"
    return "E510" if sign.operator != "same" and part.holds_same else None


def _has_same(tree: Tree) -> bool:
    return any(isinstance(item, Same) for text in _texts(tree) for item in walk_pattern(text.pattern))


def _rejoined(node: Tree, parts: list[Tree]) -> Tree:
    match node:
        case And():
            return conjunction(parts)
        case Or():
            return disjunction(parts)
        case Minus():
            return difference(parts[0], parts[1])
        case _:
            return conjunction([disjunction(parts), complement(conjunction(parts))])


def _in_place(start: int, end: int, tree: Tree) -> tuple[tuple[Edit, ...], ...]:
    return replace(start, end, print_operand(tree))
