"""What `##name` may mean to an actor: saved searches, and the sets of records that other concepts give names.

A saved search comes first. What others name (collections by their name, records by tag, by rating, by a column's value)
is a set that changes with the work, so it stays as a name wherever a saved search or a line of the history would be
written out. Sets that nobody names in a query are never read.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, Protocol

from zhihang.search.environment import Stored
from zhihang.text.folding import fold
from zhihang.workspace.actors.actor import Actor


class Giver(Protocol):
    """One that gives names to sets of records."""

    def names(self, actor: Actor) -> Mapping[str, int | None]:
        """The names that can be proposed, with the number of records where that is known without counting."""

    def meaning(self, actor: Actor, name: str) -> Stored | None:
        """What a name means; None where it is none of these. Names are compared folded."""

    def is_taken(self, organization: int, name: str) -> bool:
        """Whether a saved search of that name could be mistaken for one of these, whoever may see it."""


_GIVERS: Final[list[Giver]] = []


def register(giver: Giver) -> None:
    """Let a concept give names."""
    if giver not in _GIVERS:
        _GIVERS.append(giver)


def is_taken(organization: int, name: str) -> bool:
    """Whether another concept gave the name in an organization: a saved search must not hide it."""
    return any(giver.is_taken(organization, name) for giver in _GIVERS)


def written(name: str) -> str:
    """A name as a query says it: `##name`, in quotes where it is not one plain word.

    >>> written("cells"), written("to read")
    ('##cells', '##"to read"')
    """
    return f"##{name}" if name.isalnum() else f'##"{name}"'


class Names(Mapping[str, Stored]):
    """The names of one actor, `saved` those of saved searches."""

    def __init__(self, actor: Actor, saved: Mapping[str, Stored]) -> None:
        self._actor = actor
        self._saved = {fold(name): stored for name, stored in saved.items()}
        self._own = tuple(saved)
        self._found: dict[str, Stored | None] = {}

    def __getitem__(self, name: str) -> Stored:
        stored = self._saved.get(fold(name)) or self._given(name)
        if stored is None:
            raise KeyError(name)
        return stored

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and (fold(name) in self._saved or self._given(name) is not None)

    def __iter__(self) -> Iterator[str]:
        yield from self._own
        for name in given_names(self._actor):
            if fold(name) not in self._saved:
                yield name

    def __len__(self) -> int:
        return sum(1 for _ in self)

    def is_set(self, name: str) -> bool:
        """Whether a name stands for a set that keeps its name, not for a query that can be written out."""
        return fold(name) not in self._saved and self._given(name) is not None

    def _given(self, name: str) -> Stored | None:
        key = fold(name)
        if key not in self._found:
            meanings = (giver.meaning(self._actor, name) for giver in _GIVERS)
            self._found[key] = next((meaning for meaning in meanings if meaning is not None), None)
        return self._found[key]


def given_names(actor: Actor) -> dict[str, int | None]:
    """Every name of a set that can be proposed, with the number of its records where that is known."""
    found: dict[str, int | None] = {}
    for giver in _GIVERS:
        for name, number in giver.names(actor).items():
            found.setdefault(name, number)
    return found
