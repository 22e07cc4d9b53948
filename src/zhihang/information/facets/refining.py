"""Narrowing a query by a value: the condition is written into its text, on a line of its own, for all to read.

    tac=battery            tac=battery
                      →    AND cc=(CN, EP)
                           AND (in=="Li Ming" OR in=="Wang Fang")
                           NOT status=lapsed

A name is meant whole. What a page writes it can also take back: a condition is a last line of exactly this form.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from zhihang.corpus.fields import fields
from zhihang.corpus.plan import Or, Xor
from zhihang.errors import QueryError
from zhihang.search.conditions import condition, quoted
from zhihang.search.parser import parse
from zhihang.search.tree import Tree

_PLAIN_FORM = r"[A-Za-z0-9]+(?:[/-][A-Za-z0-9]+)*"
_QUOTED_FORM = r'"(?:\\.|[^"\\])*"'
_VALUE_FORM = rf"(?:{_PLAIN_FORM}|{_QUOTED_FORM})"
_LINE = re.compile(
    rf"(?P<sign>AND|NOT) (?P<field>[a-z]+)=(?:\((?P<list>{_VALUE_FORM}(?:, {_VALUE_FORM})+)\)|(?P<one>{_VALUE_FORM}))"
)
_NAMES = re.compile(
    rf"(?P<sign>AND|NOT) (?P<all>(?P<field>[a-z]+)=={_VALUE_FORM}"
    rf"|\((?P<first>[a-z]+)=={_VALUE_FORM}(?: OR (?P=first)=={_VALUE_FORM})+\))"
)
_NAMED = re.compile(rf"[a-z]+==(?P<value>{_VALUE_FORM})")
_VALUE = re.compile(rf"{_QUOTED_FORM}|{_PLAIN_FORM}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One line that a page wrote: a field is (or is not) one of some values."""

    field: str
    values: tuple[str, ...]
    is_excluded: bool = False

    @property
    def line(self) -> str:
        """As it stands in the query."""
        return f"{'NOT' if self.is_excluded else 'AND'} {clause(self.field, self.values)}"


def clause(field: str, values: Sequence[str]) -> str:
    """The clause that a field is one of the values; names are meant whole.

    >>> clause("cc", ["CN", "EP"]), clause("in", ["Li Ming"])
    ('cc=(CN, EP)', 'in=="Li Ming"')
    """
    if not is_whole(field):
        return condition(field, values)
    each = [f"{field}=={quoted(value)}" for value in values]
    return each[0] if len(each) == 1 else f"({' OR '.join(each)})"


def is_whole(field: str) -> bool:
    """Whether a clause on a value of this field must say that the whole value is meant: names of people and firms."""
    known = fields().get(field)
    return known is not None and known.type == "name"


def split(query: str) -> tuple[str, tuple[Condition, ...]]:
    """A query without the conditions at its end, and these."""
    lines = query.rstrip().split("\n")
    found: list[Condition] = []
    while len(lines) > 1 and (match := _match(lines[-1].strip())):
        found.append(_condition(match))
        lines.pop()
    return "\n".join(lines), tuple(reversed(found))


def _match(line: str) -> re.Match[str] | None:
    found = _LINE.fullmatch(line)
    if found is not None:
        return None if is_whole(found["field"]) else found
    found = _NAMES.fullmatch(line)
    return found if found is not None and is_whole(found["field"] or found["first"]) else None


def _condition(match: re.Match[str]) -> Condition:
    groups = match.groupdict()
    field = groups["field"] or groups["first"]
    if "all" in groups:
        written = [found["value"] for found in _NAMED.finditer(groups["all"])]
    else:
        written = [found[0] for found in _VALUE.finditer(groups["list"] or groups["one"])]
    values = (re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL) if text[0] == '"' else text for text in written)
    return Condition(field, tuple(values), groups["sign"] == "NOT")


def joined(query: str, conditions: Iterable[Condition]) -> str:
    """A query with conditions at its end. Its own OR or XOR gets brackets first, so that they hold for all of it."""
    lines = [condition.line for condition in conditions if condition.values]
    return "\n".join([_bracketed(query) if lines else query, *lines])


def with_value(query: str, field: str, value: str, *, is_excluded: bool = False) -> str:
    """The query narrowed to records with the value (one more of the values already chosen), or without it."""
    return with_values(query, field, [value], is_excluded=is_excluded)


def with_values(query: str, field: str, values: Iterable[str], *, is_excluded: bool = False) -> str:
    """The same with several values: any of them, or none of them."""
    own, conditions = split(query)
    added = tuple(dict.fromkeys(values))
    kept = [_without(each, field, added) for each in conditions]
    same = next((each for each in kept if (each.field, each.is_excluded) == (field, is_excluded)), None)
    if same is None:
        return joined(own, [*kept, Condition(field, added, is_excluded)])
    grown = Condition(field, (*same.values, *added), is_excluded)
    return joined(own, [grown if each is same else each for each in kept])


def without_value(query: str, field: str, value: str) -> str:
    """The query with a chosen or excluded value taken back."""
    own, conditions = split(query)
    return joined(own, [_without(each, field, (value,)) for each in conditions])


def without_field(query: str, field: str) -> str:
    """The query without what was chosen and left out of a field."""
    own, conditions = split(query)
    return joined(own, [each for each in conditions if each.field != field])


def _without(each: Condition, field: str, values: Sequence[str]) -> Condition:
    if each.field != field:
        return each
    return Condition(field, tuple(known for known in each.values if known not in values), each.is_excluded)


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
