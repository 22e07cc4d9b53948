"""A recorded conveyance, as the event it is for each of its properties."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zhihang.records.dates import PartialDate
from zhihang.records.events import Event
from zhihang.records.links import Related
from zhihang.sources.findings import Findings
from zhihang.sources.us_rights import words


@dataclass(frozen=True, slots=True)
class Conveyance:
    """One reel and frame: what was recorded, between whom, when."""

    text: str
    reel_frame: str
    assignors: tuple[str, ...] = ()
    assignees: tuple[str, ...] = ()
    recorded: PartialDate | None = None
    executed: tuple[PartialDate, ...] = ()
    more: dict[str, str] = field(default_factory=dict)

    def event(self) -> Event:
        """The event; it takes effect between the parties when the last of them signed."""
        detail = {
            "reel_frame": self.reel_frame,
            "assignors": "; ".join(self.assignors),
            "assignees": "; ".join(self.assignees),
            **self.more,
        }
        return Event(
            date=self.recorded,
            code="ASSIGNMENT",
            category=words.conveyance(self.text)[0],
            text=self.text or None,
            office="US",
            effective=max(self.executed) if self.executed else None,
            detail={key: found for key, found in detail.items() if found},
        )


def documents(found: Iterable[tuple[str, str, PartialDate | None]], findings: Findings) -> tuple[Related, ...]:
    """The documents of a right: publication and grant, as name, number, date."""
    made = []
    for name, raw, date in found:
        document = findings.document("US", raw) if words.text_or_none(raw) else None
        if document is not None:
            made.append(Related(kind="publication", relation=name, document=document.joined, office="US", date=date))
    return tuple(made)


def title_of(text: str) -> dict[str, str]:
    """A title in English; nothing where none is said."""
    return {"en": text} if words.text_or_none(text) else {}
