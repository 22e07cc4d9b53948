"""Operands and operators of one bracket, between reading and joining."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from zhihang.search.tree import Tree


@dataclass(frozen=True, slots=True)
class Part:
    """An operand as read. `tree` is None where a fault has been reported already.

    `covers`: the one word that a field clause covers, as (name, word) places; `is_bare`: a word or phrase that
    stands in the default field because no field was written; `holds_same`: a SAME is somewhere inside.
    """

    tree: Tree | None
    start: int
    end: int
    kind: Literal["word", "phrase", "clause", "group", "reference"]
    is_bare: bool = False
    covers: tuple[int, str] | None = None
    holds_same: bool = False


@dataclass(frozen=True, slots=True)
class Sign:
    """An operator as typed: `and or not andnot xor near adj same`, or a comma that means `or`."""

    operator: str
    start: int
    end: int
    argument: str | None = None
    text: str = ""


Item: TypeAlias = Part | Sign
