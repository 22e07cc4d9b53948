"""A list of numbers against a corpus: which line is which record, and which lines found nothing, each with its reason.

Lines are read as those of `num in @list` (`search.lists`): any usual way of writing a publication, application or
registration number; an id of this corpus is one too. A number without kind means every document that has it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from zhihang.corpus.plan import Code, FieldRef, Node, Or
from zhihang.information.collections.answering import answer
from zhihang.library import Corpus
from zhihang.search.lists import Line, read_list
from zhihang.text.folding import fold

_NUMBERS: Final = (FieldRef("num"),)
_ID: Final = (FieldRef("id"),)
_STEP: Final = 200


@dataclass(frozen=True, slots=True)
class Unmatched:
    """A line that found nothing: where it stands, what it says, why (`NO_RECORD`, or what is wrong with the number)."""

    line: int
    text: str
    reason: str


@dataclass(slots=True)
class Matched:
    """What a list of numbers came to. `identifiers` in the order of the lines, each once; blank lines do not count."""

    lines: int = 0
    identifiers: list[str] = field(default_factory=list)
    unmatched: list[Unmatched] = field(default_factory=list)

    @property
    def matched(self) -> int:
        """How many lines found a record."""
        return self.lines - len(self.unmatched)


def _nobody(done: int, total: int) -> None:
    """Nobody asks how far it is."""


def matched_numbers(corpus: Corpus, text: str, told: Callable[[int, int], None] = _nobody) -> Matched:
    """Which records the lines of a text name. `told` hears how many lines were looked up, of how many."""
    lines = read_list(_NUMBERS, text)
    found = Matched(lines=len(lines))
    seen: dict[str, None] = {}
    for start in range(0, len(lines), _STEP):
        for line in lines[start : start + _STEP]:
            ids = _ids(corpus, line)
            seen.update(dict.fromkeys(ids))
            if not ids:
                found.unmatched.append(Unmatched(line.number, line.text, line.fault or "NO_RECORD"))
        told(min(start + _STEP, len(lines)), len(lines))
    found.identifiers = list(seen)
    return found


def _ids(corpus: Corpus, line: Line) -> list[str]:
    readings: list[Node] = [Code(_ID, fold(line.text))]
    if line.leaf is not None:
        readings.append(line.leaf)
    result = answer(corpus, Or(tuple(readings)), line.text, "en", 0)
    return [row.id for row in result.page(0, result.total, "id", False)] if result.total else []
