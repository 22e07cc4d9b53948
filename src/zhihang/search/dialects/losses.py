"""Losses 损失: what a query gives up when it is written for another system (query language §7)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from zhihang.messages import Language, text
from zhihang.search.notices import Notice

Effect: TypeAlias = Literal["more", "fewer", "other"]
_REVERSED: dict[Effect, Effect] = {"more": "fewer", "fewer": "more", "other": "other"}


@dataclass(frozen=True, slots=True)
class Loss:
    """One loss: its code L01 to L12, the clause as native text, what the printed query finds because of it."""

    code: str
    clause: str
    effect: Effect

    def message(self, language: Language = "en") -> str:
        """The loss in words."""
        found = text("search", f"FINDS_{self.effect.upper()}", language)
        return text("search", self.code, language, clause=self.clause, finds=found)


@dataclass(frozen=True, slots=True)
class Printed:
    """A query written for another system: its text, its losses in reading order, the unverified signs it uses.

    `is_complete`: nothing had to be written as `?`, so that the text can be run there as it stands.
    """

    text: str
    losses: tuple[Loss, ...]
    unverified: tuple[str, ...]
    system: str
    is_complete: bool

    @property
    def effect(self) -> Effect | None:
        """What the printed query finds beside the native one; None for the same records."""
        effects = {loss.effect for loss in self.losses}
        return None if not effects else next(iter(effects)) if len(effects) == 1 else "other"

    @property
    def lost(self) -> tuple[str, ...]:
        """The codes of the losses, in reading order."""
        return tuple(loss.code for loss in self.losses)

    def notice(self) -> Notice | None:
        """W07, where something was lost."""
        if not self.losses:
            return None
        return Notice("W07", 0, fields={"system": self.system, "L": ", ".join(dict.fromkeys(self.lost))})


def reversed_(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """The same losses on the side that is taken away."""
    return tuple(replace(loss, effect=_REVERSED[loss.effect]) for loss in losses)


def blurred(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """The same losses where neither direction is certain."""
    return tuple(replace(loss, effect="other") for loss in losses)


def distinct(losses: Iterable[Loss]) -> tuple[Loss, ...]:
    """Each loss of a clause once; where its directions differ, neither."""
    found: dict[tuple[str, str], Loss] = {}
    for loss in losses:
        known = found.get((loss.code, loss.clause))
        found[loss.code, loss.clause] = loss if known is None or known == loss else replace(loss, effect="other")
    return tuple(found.values())
