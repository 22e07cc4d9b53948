"""Narrowing a query by a value: the condition is written into its text, on a line of its own, for all to read.

    tac=battery            tac=battery
                      →    AND cc=(CN, EP)
                           NOT status=lapsed

What a page writes it can also take back: a condition is a last line of exactly this form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from zhihang.corpus.plan import Or, Xor
from zhihang.errors import QueryError
from zhihang.search.conditions import condition
from zhihang.search.parser import parse
from zhihang.search.tree import Tree

_PLAIN_FORM = r"[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*"
_QUOTED_FORM = r'"(?:\\.|[^"\\])*"'
_VALUE_FORM = rf"(?:{_PLAIN_FORM}|{_QUOTED_FORM})"
_LINE = re.compile(
    rf"(?P<sign>AND|NOT) (?P<field>[a-z]+)=(?:\((?P<list>{_VALUE_FORM}(?:, {_VALUE_FORM})+)\)|(?P<one>{_VALUE_FORM}))"
)
_VALUE = re.compile(rf"(?P<quoted>{_QUOTED_FORM})|{_PLAIN_FORM}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One line that a page wrote: a field is (or is not) one of some values."""

    field: str
    values: tuple[str, ...]
    is_excluded: bool = False

    @property
    def line(self) -> str:
        """As it stands in the query."""
        return f"{'NOT' if self.is_excluded else 'AND'} {condition(self.field, self.values)}"


def split(query: str) -> tuple[str, tuple[Condition, ...]]:
    """A query without the conditions at its end, and these."""
    lines = query.rstrip().split("\n")
    found: list[Condition] = []
    while len(lines) > 1 and (match := _LINE.fullmatch(lines[-1].strip())):
        found.append(_condition(match))
        lines.pop()
    return "\n".join(lines), tuple(reversed(found))


def _condition(match: re.Match[str]) -> Condition:
    written = match["list"] if match["list"] is not None else match["one"]
    values = (
        re.sub(r"\\(.)", r"\1", found[0][1:-1], flags=re.DOTALL) if found["quoted"] else found[0]
        for found in _VALUE.finditer(written)
    )
    return Condition(match["field"], tuple(values), match["sign"] == "NOT")


def joined(query: str, conditions: Iterable[Condition]) -> str:
    """A query with conditions at its end. Its own OR or XOR gets brackets first, so that they hold for all of it."""
    lines = [condition.line for condition in conditions if condition.values]
    return "\n".join([_bracketed(query) if lines else query, *lines])


def with_value(query: str, field: str, value: str, *, is_excluded: bool = False) -> str:
    """The query narrowed to records with the value (one more of the values already chosen), or without it."""
    own, conditions = split(query)
    kept = [_without(each, field, value) for each in conditions]
    same = next((each for each in kept if (each.field, each.is_excluded) == (field, is_excluded)), None)
    if same is None:
        return joined(own, [*kept, Condition(field, (value,), is_excluded)])
    grown = Condition(field, (*same.values, value), is_excluded)
    return joined(own, [grown if each is same else each for each in kept])


def without_value(query: str, field: str, value: str) -> str:
    """The query with a chosen or excluded value taken back."""
    own, conditions = split(query)
    return joined(own, [_without(each, field, value) for each in conditions])


def without_field(query: str, field: str) -> str:
    """The query without what was chosen and left out of a field."""
    own, conditions = split(query)
    return joined(own, [each for each in conditions if each.field != field])


def _without(each: Condition, field: str, value: str) -> Condition:
    if each.field != field:
        return each
    return Condition(field, tuple(known for known in each.values if known != value), each.is_excluded)


@lru_cache(maxsize=256)
def _bracketed(query: str) -> str:
    """The query as one operand of AND. One that cannot be read without its asker's history gets brackets too."""
    if not _needs_brackets(query):
        return query
    end = "\n" if "--" in query.rsplit("\n", 1)[-1] else ""
    return f"({query.strip()}{end})"


def _needs_brackets(query: str) -> bool:
    tree = _tree(query)
    if tree is not None and not isinstance(tree, Or | Xor):
        return False
    inside = query.strip()
    has_brackets = inside.startswith("(") and inside.endswith(")")
    return not (has_brackets and tree is not None and _tree(inside[1:-1]) == tree)


def _tree(query: str) -> Tree | None:
    try:
        return parse(query).tree
    except QueryError:
        return None
