"""Values of a record as lines of a report."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from zhihang.messages import Language, text
from zhihang.reporting.bibliography.values import Value
from zhihang.reporting.blocks import Line, Run

BETWEEN = Run(" · ", "", "muted")
"""Between values that stand side by side."""


def said(code: str, language: Language, /, **fields: Any) -> str:
    """A text of the report."""
    return text("reporting", code, language, **fields)


def inid(code: str) -> str:
    """An INID code as it hangs in the margin: in brackets, as offices print it."""
    return f"({code})" if code else ""


def plain(words: str, language: str = "") -> Line:
    """A line of one plain run."""
    return (Run(words, language),)


def muted(words: str) -> Line:
    """A line that only qualifies."""
    return (Run(words, "", "muted"),)


def line_of(value: Value) -> Line:
    """A value with what qualifies it."""
    shown = Run(value.text, value.language, "strong" if value.is_first else "plain")
    return (shown, Run(f"  {value.note}", "", "muted")) if value.note else (shown,)


def side_by_side(lines: Iterable[Line]) -> Line:
    """Lines as one, with a dot between."""
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(BETWEEN)
        runs.extend(line)
    return tuple(runs)


def value_lines(values: Sequence[Value], *, is_list: bool) -> tuple[Line, ...]:
    """Values one below the other; symbols without titles side by side."""
    if is_list and not any(value.note for value in values):
        return (side_by_side(line_of(value) for value in values),)
    return tuple(line_of(value) for value in values)
