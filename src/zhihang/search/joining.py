"""From operands and operators of one bracket to one tree, by precedence (query language §2).

Tightest first: NEAR ADJ · SAME · AND NOT and implicit AND · XOR · OR; equal level from left to right. Each level is
one pass over the items, so a bracket of any length is joined in linear time and without recursion.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from zhihang.search.parts import Item, Part, Sign
from zhihang.search.proximity import Proximities, unit_of
from zhihang.search.tree import Tree, complement, conjunction, difference, disjunction, either

_CLASSES = {"and": "and", "not": "and", "andnot": "and", "xor": "xor", "or": "or", "comma": "or"}


def joined_by_precedence(items: Sequence[Item], proximities: Proximities) -> Part:
    """One part of well-formed items: operands, with at most one binary operator and one NOT between two of them."""
    near = _joined_near(items, proximities)
    same = _joined_same(near, proximities)
    conjunctive = _split(same, frozenset({"xor", "or", "comma"}), _joined_and)
    exclusive = _split(conjunctive, frozenset({"or", "comma"}), _joined_xor)
    return _joined_or(exclusive)


def joined_left_to_right(items: Sequence[Item], proximities: Proximities) -> Part:
    """The reading without precedence among AND, OR, NOT, XOR: each takes all that stands on its left."""
    flat = _joined_same(_joined_near(items, proximities), proximities)
    operands: list[tuple[list[str], Part]] = []
    signs: list[str] = []
    for item in flat:
        if isinstance(item, Sign):
            signs.append(item.operator)
        else:
            operands.append((signs, item))
            signs = []
    result = _negated(operands[0][1]) if operands[0][0] else operands[0][1]
    for signs, part in operands[1:]:
        result = _applied(result, signs or ["and"], part)
    return result


def mixed_sign(items: Sequence[Item]) -> Sign | None:
    """The operator that first mixes the levels of AND/NOT, XOR and OR in one bracket (notice W01)."""
    first = ""
    previous: Item | None = None
    for item in items:
        level, sign = "", None
        if isinstance(item, Sign) and not (item.operator == "not" and not isinstance(previous, Part)):
            level, sign = _CLASSES.get(item.operator, ""), item
        elif isinstance(item, Part) and isinstance(previous, Part):
            level, sign = "and", Sign("and", item.start, item.start + 1)
        previous = item
        if not level:
            continue
        if first and level != first:
            return sign
        first = level
    return None


def _joined_near(items: Sequence[Item], proximities: Proximities) -> list[Item]:
    out: list[Item] = []
    index = 0
    while index < len(items):
        item = items[index]
        if isinstance(item, Sign) and item.operator in {"near", "adj"}:
            left, right = out.pop(), items[index + 1]
            assert isinstance(left, Part)  # the parser lets no operator stand without its sides
            assert isinstance(right, Part)
            out.append(proximities.near(item, left, right))
            index += 1
        else:
            out.append(item)
        index += 1
    return out


def _joined_same(items: Sequence[Item], proximities: Proximities) -> list[Item]:
    """Chains of one unit make one SAME; where the unit changes, what stands on the left is one operand."""
    out: list[Item] = []
    chain: list[Part] = []
    sign: Sign | None = None
    for item in items:
        if isinstance(item, Sign) and item.operator == "same":
            if sign is not None and unit_of(sign) != unit_of(item):
                chain = [proximities.same(sign, chain)]
            elif sign is None:
                last = out.pop()
                assert isinstance(last, Part)  # the parser lets no operator stand without its sides
                chain = [last]
            sign, is_open = item, True
        elif sign is not None and is_open and isinstance(item, Part):
            chain.append(item)
            is_open = False
        else:
            if sign is not None:
                out.append(proximities.same(sign, chain))
                sign = None
            out.append(item)
    if sign is not None:
        out.append(proximities.same(sign, chain))
    return out


def _split(items: Sequence[Item], separators: frozenset[str], join: Callable[[list[Item]], Part]) -> list[Item]:
    """Join the stretches between separators."""
    out: list[Item] = []
    stretch: list[Item] = []
    for item in items:
        if isinstance(item, Sign) and item.operator in separators:
            out.extend((join(stretch), item))
            stretch = []
        else:
            stretch.append(item)
    out.append(join(stretch))
    return out


def _joined_and(items: list[Item]) -> Part:
    """`[NOT] a AND b NOT c d`: runs of AND are one node, each NOT takes away from what stands before it."""
    run: list[Part] = []
    is_negative = False
    for item in items:
        if isinstance(item, Sign):
            is_negative = is_negative or item.operator in {"not", "andnot"}
            continue
        if is_negative and not run:
            run = [_negated(item)]
        elif is_negative:
            run = [_combined([_conjoined(run), item], lambda trees: difference(*trees))]
        else:
            run.append(item)
        is_negative = False
    return _conjoined(run)


def _conjoined(run: list[Part]) -> Part:
    return run[0] if len(run) == 1 else _combined(run, conjunction)


def _negated(part: Part) -> Part:
    return _combined([part], lambda trees: complement(trees[0]))


def _joined_xor(items: list[Item]) -> Part:
    parts = [item for item in items if isinstance(item, Part)]
    result = parts[0]
    for part in parts[1:]:
        result = _combined([result, part], lambda trees: either(*trees))
    return result


def _joined_or(items: list[Item]) -> Part:
    parts = [item for item in items if isinstance(item, Part)]
    return parts[0] if len(parts) == 1 else _combined(parts, disjunction)


def _applied(left: Part, signs: list[str], right: Part) -> Part:
    if signs[0] in {"not", "andnot"} or signs == ["and", "not"]:
        return _combined([left, right], lambda trees: difference(*trees))
    right = _negated(right) if signs[-1] == "not" else right
    if signs[0] == "and":
        return _combined([left, right], conjunction)
    if signs[0] == "xor":
        return _combined([left, right], lambda trees: either(*trees))
    return _combined([left, right], disjunction)


def _combined(parts: list[Part], make: Callable[[list[Tree]], Tree]) -> Part:
    """One part over several, without a tree where one of them was faulty."""
    trees = [part.tree for part in parts if part.tree is not None]
    tree = make(trees) if len(trees) == len(parts) else None
    is_same = any(part.holds_same for part in parts)
    return Part(tree, parts[0].start, parts[-1].end, "group", holds_same=is_same)
