"""Values of CNIPA publications, read with their problems: numbers, links, symbols, parties.

Zeros stand for "nothing" in these files (`0`, `00000000`, `0000000000`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml.etree import _Element as Element

from zhihang.records.links import Priority, Related
from zhihang.records.party import Party
from zhihang.sources import symbols
from zhihang.sources.cnipa.parties import agency, origin
from zhihang.sources.findings import Findings
from zhihang.sources.flow import Flow

_NOTHING = re.compile(r"0*")


def said(text: str | None) -> str:
    """What a text says; zeros and blanks say nothing."""
    found = " ".join((text or "").split())
    return "" if _NOTHING.fullmatch(found) else found


def at(element: Element | None, path: str) -> str:
    """What the first element at `path` that says anything says."""
    found = (said(each.text) for each in element.findall(path)) if element is not None else ()
    return next(filter(None, found), "")


@dataclass(frozen=True, slots=True)
class Numbered:
    """A document or application as files name it: office, number, kind, date, as printed."""

    office: str = ""
    number: str = ""
    kind: str = ""
    date: str = ""

    @property
    def raw(self) -> str:
        """All of the number, as it stands in the file."""
        return " ".join(filter(None, (self.office, self.number, self.kind)))


def printed_document(element: Element | None) -> Numbered:
    """A `document-id` as printed."""
    return Numbered(at(element, "country"), at(element, "doc-number"), at(element, "kind"), at(element, "date"))


@dataclass(slots=True)
class Reading(Findings):
    """The reading of one publication: its problems so far, and what its running text holds besides words."""

    flow: Flow = field(default_factory=Flow)

    def joined_application(self, printed: Numbered) -> str | None:
        """The application that is named, joined; None where it is none or cannot be one."""
        office = "WO" if printed.number.startswith("PCT") else self.office(printed.office)
        year = int(printed.date[:4]) if printed.date[:4].isdigit() else None
        number = self.application(office, printed.number, year)
        return number.joined if number else None

    def joined_document(self, printed: Numbered) -> str | None:
        """The publication that is named, joined."""
        office = self.office(printed.office)
        number = self.document(office, printed.number, printed.kind)
        return number.joined if number else None

    def symbols(self, scheme: str, texts: list[str]) -> tuple[str, ...]:
        """Classification symbols, each once; what is none is a problem. `scheme`: ipc or locarno."""
        read = symbols.locarno if scheme == "locarno" else symbols.written
        found: dict[str, None] = {}
        for text in filter(None, texts):
            symbol = read(text)
            if symbol is None:
                self.note("class", f"{scheme} {text}")
            else:
                found[symbol] = None
        return tuple(found)

    def priority(self, printed: Numbered, kind: str) -> Priority:
        """A claimed priority."""
        number = self.joined_application(printed)
        return Priority(
            number=number or printed.number or None,
            office=self.office(printed.office),
            date=self.date(printed.date),
            kind=kind or None,
            raw=printed.number if number and number != printed.number else None,
        )

    def related(self, printed: Numbered, relation: str, kind: str = "parent", status: str = "") -> Related:
        """A related application."""
        return Related(
            kind=kind,
            relation=relation,
            number=self.joined_application(printed) or printed.number or None,
            office=self.office(printed.office),
            date=self.date(printed.date),
            status=status or None,
        )

    def published(self, printed: Numbered, relation: str) -> Related:
        """A related publication."""
        return Related(
            kind="publication",
            relation=relation,
            document=self.joined_document(printed) or printed.raw or None,
            office=self.office(printed.office),
            date=self.date(printed.date),
        )


def party(
    name: str, address: str = "", country: str | None = None, *, city: str = "", number: str = "", role: str = ""
) -> Party:
    """A party; where its country is not stated, the first words of its address may tell country and region."""
    told = origin(address)
    same = country in (None, told.country)
    return Party(
        name=name,
        country=country or told.country,
        region=told.region if same else None,
        address=address or None,
        city=city or None,
        id=number or None,
        role=role or None,
    )


def agency_party(printed: str) -> Party:
    """An agency; the code behind its name becomes its identifier."""
    name, code = agency(printed)
    return Party(name=name, id=code, id_type="agency" if code else None)
