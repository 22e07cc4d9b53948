"""The parser 语法分析: native text → query tree with notices, or the first error with its repair (query language §2).

One pass over the tokens with a stack of open brackets: no recursion, linear time. A fault does not stop the reading;
the one that stands first in the text is raised.

    >>> from zhihang.search.notation import to_sexpr
    >>> to_sexpr(parse("ti=battery and pa=catl").tree)
    '(and ti:"battery" pa:"catl")'
"""

from __future__ import annotations

from dataclasses import dataclass

from zhihang.errors import QueryError
from zhihang.messages import Language
from zhihang.search.environment import EMPTY, GRAMMAR, Environment
from zhihang.search.faults import Advice, Fault, edited
from zhihang.search.joining import joined_left_to_right
from zhihang.search.notation import to_sexpr
from zhihang.search.notices import Notice
from zhihang.search.reader import Reader
from zhihang.search.tree import Tree

LONGEST = 100_000
_REPAIR_ROUNDS = 4
_REPAIR_TRIES = 12
_REPAIR_CHARACTERS = 100_000  # read in all tries together, so that a long query is answered at once


@dataclass(frozen=True, slots=True)
class Query:
    """A query that was understood 检索式: its tree, what its asker should be told, the text as typed."""

    tree: Tree
    notices: tuple[Notice, ...]
    text: str
    grammar: int = GRAMMAR


def parse(text: str, *, language: Language = "en", environment: Environment = EMPTY) -> Query:
    """The query that a native text means. Raises `QueryError` for the first fault in reading order.

    `language` is that of names in messages; `environment` says what `#3`, `##name` and `@list` may mean.
    """
    reading = _read(text, language, environment)
    if isinstance(reading, Fault):
        advice = reading.advise()
        raise QueryError(
            reading.code,
            reading.position,
            reading.length,
            expected=advice.expected,
            repair=_Mender(language, environment, len(text)).repaired(text, advice),
            **reading.fields,
            **advice.fields,
        )
    return reading


def left_to_right(text: str, *, environment: Environment = EMPTY) -> Tree | None:
    """The tree as Espacenet would read the same signs: AND, OR, NOT, XOR from left to right, none binding tighter.

    None where that is the same tree, or the text has a fault.
    """
    native = _read(text, "en", environment)
    if isinstance(native, Fault) or not any(notice.code == "W01" for notice in native.notices):
        return None
    tree = Reader(text, "en", environment, join=joined_left_to_right).read().tree
    return tree if tree is not None and to_sexpr(tree) != to_sexpr(native.tree) else None


def _read(text: str, language: Language, environment: Environment) -> Query | Fault:
    if len(text) > LONGEST:
        excess = len(text) - LONGEST
        return Fault("E211", LONGEST, excess, {}, lambda: Advice(("@list",)))
    reader = Reader(text, language, environment)
    part = reader.read()
    if reader.faults.first is not None:
        return reader.faults.first
    assert part.tree is not None  # without a fault every part has its tree
    return Query(part.tree, tuple(reader.notices), text)


class _Mender:
    """Finds a corrected query: the first edit, followed by further ones if needed, whose result can be read."""

    def __init__(self, language: Language, environment: Environment, size: int) -> None:
        self.language = language
        self.environment = environment
        self.tries = 0
        self.most_tries = min(max(_REPAIR_CHARACTERS // max(size, 1), 2), _REPAIR_TRIES)

    def repaired(self, text: str, advice: Advice, rounds: int = _REPAIR_ROUNDS) -> str | None:
        for edits in advice.repairs:
            if self.tries >= self.most_tries:
                return None
            self.tries += 1
            candidate = edited(text, edits).strip()
            reading = _read(candidate, self.language, self.environment)
            if not isinstance(reading, Fault):
                return candidate
            further = self.repaired(candidate, reading.advise(), rounds - 1) if rounds else None
            if further is not None:
                return further
        return None


__all__ = ["EMPTY", "GRAMMAR", "Environment", "Query", "left_to_right", "parse"]
