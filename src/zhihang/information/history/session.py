"""The search history of a reader without an account: lines in the session of the browser.

The oldest lines go where there are more than `MOST_LINES`, or more than `MOST_CHARACTERS`; the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from django.contrib.sessions.backends.base import SessionBase

from zhihang.information.history.line import Line

MOST_LINES: Final = 100
MOST_CHARACTERS: Final = 200_000
_KEY: Final = "history"
_LAST: Final = "history_last"


def kept_lines(session: SessionBase) -> list[Line]:
    """The lines, the first one first."""
    return [_line(each) for each in session.get(_KEY, ())]


def keep_lines(session: SessionBase, lines: Iterable[Line]) -> None:
    """Keep these lines, as many of the latest as there is room for."""
    kept: list[Line] = []
    room = MOST_CHARACTERS
    for line in reversed(list(lines)):
        room -= len(line.query) + len(line.tree)
        if len(kept) == MOST_LINES or (room < 0 and kept):
            break
        kept.append(line)
    session[_KEY] = [_plain(line) for line in reversed(kept)]


def next_number(session: SessionBase) -> int:
    """A number that no line had, also none that was taken away."""
    session[_LAST] = int(session.get(_LAST, 0)) + 1
    return int(session[_LAST])


def _plain(line: Line) -> list[Any]:
    return [line.number, line.query, line.tree, line.total, line.edition, line.at.isoformat(), line.grammar]


def _line(kept: list[Any]) -> Line:
    number, query, tree, total, edition, at, grammar = kept
    return Line(number, query, tree, total, edition, datetime.fromisoformat(at), grammar)
