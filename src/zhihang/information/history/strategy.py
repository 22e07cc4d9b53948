"""A search strategy as a text file 检索策略: one query a line, `#n` means line n of the file. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from zhihang.errors import QueryError
from zhihang.information.history.line import notation, referred
from zhihang.messages import Language
from zhihang.search.environment import Environment, Stored
from zhihang.search.parser import Query, parse
from zhihang.search.printing import print_query
from zhihang.search.tree import Reference, Tree, rebuilt


@dataclass(frozen=True, slots=True)
class StrategyLine:
    """One line of a file: its number there, and its query as read."""

    number: int
    query: Query


class StrategyFault(Exception):
    """A line of a strategy that cannot be read: its number, its text, and the fault at its place there."""

    def __init__(self, number: int, text: str, error: QueryError) -> None:
        super().__init__(f"line {number}")
        self.number, self.text, self.error = number, text, error


def read_strategy(text: str, environment: Environment, language: Language) -> list[StrategyLine]:
    """The lines of a file in their order; empty lines count and say nothing.

    A line may name the lines before it. `environment`: what `##name` means; its history counts for nothing.
    Raises StrategyFault at the first line that cannot be read.
    """
    history: dict[int, Stored] = {}
    found: list[StrategyLine] = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        try:
            known = Environment(dict(history), environment.saved)
            query = parse(line.strip(), language=language, environment=known)
        except QueryError as error:
            raise StrategyFault(number, line.strip(), error) from error
        history[number] = Stored(notation(query), query.grammar)
        found.append(StrategyLine(number, query))
    return found


def renumbered(query: Query, numbers: Mapping[int, int]) -> str:
    """A query of a file whose lines have other numbers now (`numbers`: file → history)."""
    if all(numbers[number] == number for number in referred(query.tree)):
        return query.text

    def moved(node: Tree) -> Tree:
        return Reference(numbers[node.number]) if isinstance(node, Reference) else node

    return print_query(rebuilt(query.tree, moved))
