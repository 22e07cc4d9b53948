"""A query that cannot be read, as the page shows it: where, what, what was expected, and the repair to press."""

from __future__ import annotations

from dataclasses import dataclass

from zhihang.errors import QueryError
from zhihang.messages import Language, error_text

_AROUND = 60


@dataclass(frozen=True, slots=True)
class Mending:
    """One error of a query in words and places.

    `line` and `column` count from 1; `before`, `wrong`, `after` are the line around it; `change` names the repair.
    """

    code: str
    position: int
    length: int
    line: int
    column: int
    before: str
    wrong: str
    after: str
    message: str
    expected: tuple[str, ...]
    repair: str | None
    change: str


def mending(query: str, error: QueryError, language: Language) -> Mending:
    """The error of a query as the page shows it."""
    start = min(error.position, len(query))
    line_start = query.rfind("\n", 0, start) + 1
    line_end = query.find("\n", start)
    line_end = len(query) if line_end < 0 else line_end
    end = min(start + error.length, line_end)
    return Mending(
        code=error.code,
        position=error.position,
        length=error.length,
        line=query.count("\n", 0, start) + 1,
        column=start - line_start + 1,
        before=query[max(line_start, start - _AROUND) : start],
        wrong=query[start:end],
        after=query[end : min(line_end, end + _AROUND)],
        message=error_text(error, language),
        expected=error.expected,
        repair=error.repair,
        change=changed_part(query, error.repair) if error.repair else "",
    )


def changed_part(before: str, after: str) -> str:
    """The words of `after` that are not in `before`: what a repair writes. Empty where it only takes away.

    >>> changed_part("ti=a NEAR b", "ti=a NEAR/5 b"), changed_part("ti=((a)", "ti=(a)")
    ('NEAR/5', '')
    """
    shorter = min(len(before), len(after))
    start = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    tail = next((i for i in range(shorter - start) if before[-1 - i] != after[-1 - i]), shorter - start)
    end = len(after) - tail
    if start == end:
        return ""
    while start > 0 and not after[start - 1].isspace():
        start -= 1
    while end < len(after) and not after[end].isspace():
        end += 1
    return after[start:end].strip()
