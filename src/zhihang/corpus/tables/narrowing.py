"""Conditions that every match must meet, as SQL: a superset of the matches, found without looking at each entry."""

from __future__ import annotations

from typing import Any

from zhihang.corpus import plan
from zhihang.corpus.plan import Node
from zhihang.corpus.tables.declarations import subfields

_PLAIN = "regexp_matches({column}, '^[ -~]*$')"


def narrowed(element: str, node: Node) -> tuple[str, list[Any]]:
    """A condition over the element's table `e`, and its parameters."""
    match node:
        case plan.And(parts):
            return _combined(element, parts, " AND ")
        case plan.Or(parts):
            return _combined(element, parts, " OR ")
        case plan.Xor(left, right):
            return _combined(element, (left, right), " OR ")
        case plan.Minus(left, _):
            return narrowed(element, left)
        case plan.Everything() | plan.Records() | plan.CombinationSet():
            return "true", []
        case _:
            return _any_field(element, node)


def _combined(element: str, parts: tuple[Node, ...], word: str) -> tuple[str, list[Any]]:
    pieces = [narrowed(element, part) for part in parts]
    return "(" + word.join(sql for sql, _ in pieces) + ")", [p for _, parameters in pieces for p in parameters]


def _any_field(element: str, leaf: Any) -> tuple[str, list[Any]]:
    names = subfields(element)
    pieces = []
    for ref in leaf.fields:
        column = names.get(ref.code.rpartition(".")[2])
        if column is not None:
            pieces.append(_leaf(f'e."{column}"', leaf))
    if not pieces:
        return "false", []
    return "(" + " OR ".join(sql for sql, _ in pieces) + ")", [p for _, parameters in pieces for p in parameters]


def _leaf(column: str, leaf: Any) -> tuple[str, list[Any]]:
    match leaf:
        case plan.Code(_, code) if code.isascii():
            # folding plain ASCII is lower-casing; any other stored text is looked at
            plain = f"NOT {_PLAIN.format(column=column)}"
            if code.endswith("*"):
                return f"(starts_with(lower(trim({column})), ?) OR {plain})", [code[:-1]]
            return f"(lower(trim({column})) = ? OR {plain})", [code]
        case plan.Range(_, low, high) if column == 'e."date"':
            pieces, parameters = [f"{column} IS NOT NULL"], []
            if low is not None:
                pieces.append(f"substr({column}, 1, 4) >= ?")
                parameters.append(str(low)[:4])
            if high is not None:
                pieces.append(f"substr({column}, 1, 4) <= ?")
                parameters.append(str(high)[:4])
            return "(" + " AND ".join(pieces) + ")", parameters
        case _:
            return f"{column} IS NOT NULL", []
