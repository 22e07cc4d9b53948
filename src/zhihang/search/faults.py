"""What is wrong with a query, and how to mend it.

A reader reports every fault it meets and reads on; the one that stands first in the text is what the user is told.
A fault carries a recipe (`advise`) that is only followed for that one: nearest names and repairs cost time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace `text[start:end]` by `replacement`."""

    start: int
    end: int
    replacement: str


@dataclass(frozen=True, slots=True)
class Advice:
    """What was expected, and edits that would mend the query, best first.

    A repair may rest on several edits, made together. `fields` are further fields of the message.
    """

    expected: tuple[str, ...] = ()
    repairs: tuple[tuple[Edit, ...], ...] = ()
    fields: dict[str, Any] = field(default_factory=dict)


NO_ADVICE = Advice()


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong, at its place in the query as typed."""

    code: str
    position: int
    length: int
    fields: dict[str, Any]
    advise: Callable[[], Advice]


class Faults:
    """Keeps the fault that stands first; of two at one place, the one that was met first."""

    def __init__(self) -> None:
        self.first: Fault | None = None

    def add(
        self, code: str, position: int, length: int = 1, advise: Callable[[], Advice] | None = None, **fields: Any
    ) -> None:
        """Note a fault."""
        if self.first is None or position < self.first.position:
            self.first = Fault(code, position, max(length, 1), fields, advise or (lambda: NO_ADVICE))


def edited(text: str, edits: tuple[Edit, ...]) -> str:
    """The text with its edits made, from the last to the first; blanks are not doubled."""
    for edit in sorted(edits, key=lambda edit: edit.start, reverse=True):
        before, middle, after = text[: edit.start], edit.replacement, text[edit.end :]
        if before[-1:].isspace():
            middle = middle.lstrip()
        if after[:1].isspace() and (middle[-1:].isspace() or (not middle and before[-1:].isspace())):
            after = after[1:]
        text = before + middle + after
    return text


def replace(start: int, end: int, *replacements: str) -> tuple[tuple[Edit, ...], ...]:
    """Repairs that put one of several texts in one place."""
    return tuple((Edit(start, end, replacement),) for replacement in replacements)
