"""What a long build says while it runs."""

from __future__ import annotations

from typing import Literal, Protocol, TypeAlias

Stage: TypeAlias = Literal["read", "merge", "index", "derive", "verify", "encode"]
"""What is going on: reading (bytes), merging and indexing (records), derived tables, verifying (files),
encoding (records)."""


class Progress(Protocol):
    """A listener. `total` is 0 where it is not known; `done` never decreases within a stage."""

    def __call__(self, stage: Stage, done: int, total: int, detail: str = "") -> None:
        """`done` of `total` units of a stage; `detail` names the file at hand."""


def silent(stage: Stage, done: int, total: int, detail: str = "") -> None:
    """Nobody listens."""
