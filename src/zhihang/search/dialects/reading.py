"""Reading another system's query 读取其他系统的检索式: text of a dialect → the native tree.

Systems that document no order of AND and OR get no guess: a query that mixes them without brackets is refused (E802)
with both readings.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from zhihang.errors import QueryError
from zhihang.messages import Language
from zhihang.search.dialects.lexer import DialectLexer
from zhihang.search.dialects.system import Dialect
from zhihang.search.dialects.system import dialect as dialect_named
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.faults import Advice, Edit, Fault, edited
from zhihang.search.frames import Join
from zhihang.search.joining import joined_by_precedence, joined_left_to_right, mixed_sign
from zhihang.search.parser import LONGEST, Query
from zhihang.search.parts import Item, Part, Sign
from zhihang.search.proximity import Proximities
from zhihang.search.reader import Reader
from zhihang.search.scope import Scope

_KEPT_NOTICES = frozenset({"W04", "W09"})
_PROXIMITIES = frozenset({"near", "adj", "same"})


def read(text: str, dialect: str, *, language: Language = "en", environment: Environment = EMPTY) -> Query:
    """The query that a text of another system means.

    Raises UsageError `DIALECT` for an unknown dialect, QueryError for the first fault: beside the native ones E802
    (mixed operators where the system's order is not documented) and E803 (a field or construct it does not have).
    Notices about native habits (W01, W02, W03) are not given.

    >>> from zhihang.search.notation import to_sexpr
    >>> to_sexpr(read("(SMART W CARD?)/TI/AB AND (SIEMENS)/PA", "orbit").tree)
    '(and (adj 1 ti+ab "smart" "card?") pa:"siemens")'
    """
    known = dialect_named(dialect)
    reading = _read(text, known, language, environment)
    if isinstance(reading, Query):
        return reading
    advice = reading.advise()
    raise QueryError(
        reading.code,
        reading.position,
        reading.length,
        expected=advice.expected,
        repair=_repaired(text, advice, known, language, environment),
        **reading.fields,
        **advice.fields,
    )


def _read(text: str, dialect: Dialect, language: Language, environment: Environment) -> Query | Fault:
    if len(text) > LONGEST:
        return Fault("E211", LONGEST, len(text) - LONGEST, {}, lambda: Advice(("@list",)))
    default = Scope(dialect.bare, "text", is_default=True)
    lex = partial(DialectLexer, known=dialect)
    reader = Reader(text, language, environment, _join(dialect, text), lex, default)
    part = reader.read()
    if reader.faults.first is not None:
        return reader.faults.first
    assert part.tree is not None  # without a fault every part has its tree
    return Query(part.tree, tuple(notice for notice in reader.notices if notice.code in _KEPT_NOTICES), text)


def _repaired(text: str, advice: Advice, dialect: Dialect, language: Language, environment: Environment) -> str | None:
    """The first mended query that the dialect can read."""
    for edits in advice.repairs:
        candidate = edited(text, edits).strip()
        if isinstance(_read(candidate, dialect, language, environment), Query):
            return candidate
    return None


def _join(dialect: Dialect, text: str) -> Join:
    """How the operators of one bracket are read in a dialect."""

    def joined(items: Sequence[Item], proximities: Proximities) -> Part:
        written = _with_adjacency(items) if dialect.system.implicit == "adj" else list(items)
        if dialect.system.order == "left_to_right":
            return _left_to_right(written, proximities)
        mixed = mixed_sign(written)
        if mixed is not None:
            system = dialect.system.system
            length = max(mixed.end - mixed.start, 1)
            proximities.faults.add(
                "E802", mixed.start, length, lambda: _both_readings(written, mixed, text), system=system
            )
        return joined_by_precedence(written, proximities)

    return joined


def _with_adjacency(items: Sequence[Item]) -> list[Item]:
    """Words side by side are neighbours in this order."""
    out: list[Item] = []
    for item in items:
        if out and isinstance(item, Part) and isinstance(out[-1], Part):
            out.append(Sign("adj", item.start, item.start + 1, "1"))
        out.append(item)
    return out


def _left_to_right(items: list[Item], proximities: Proximities) -> Part:
    """No operator binds tighter than another: what stands left of a proximity is its left side."""
    read: list[Item] = []
    is_boolean = False
    for item in items:
        if isinstance(item, Sign) and item.operator in _PROXIMITIES:
            if is_boolean:
                read = [joined_left_to_right(read, proximities)]
                is_boolean = False
        elif isinstance(item, Sign) or (read and isinstance(read[-1], Part)):
            is_boolean = True
        read.append(item)
    return joined_left_to_right(read, proximities)


def _both_readings(items: list[Item], mixed: Sign, text: str) -> Advice:
    """The query with brackets around what stands before the second operator, or around that operator and its sides."""
    places = [index for index, item in enumerate(items) if isinstance(item, Part)]
    before = max(index for index in places if items[index].end <= mixed.start)
    first, last = items[places[0]], items[before]
    end = items[_end_of_run(items, before)].end
    left = (Edit(first.start, first.start, "("), Edit(last.end, last.end, ")"))
    right = (Edit(last.start, last.start, "("), Edit(end, end, ")"))
    return Advice((edited(text, left), edited(text, right)), (left, right))


def _end_of_run(items: list[Item], start: int) -> int:
    """The last operand of the run of one level that begins at an operand."""
    end = start
    for index in range(start + 1, len(items)):
        if isinstance(items[index], Part):
            if mixed_sign(items[start : index + 1]) is not None:
                break
            end = index
    return end
