"""A made-up invention, its applications at several offices and what these publish."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from zhihang.demo.composing import Composition
from zhihang.demo.lexicon import Theme
from zhihang.demo.organizations import Agency, Organization, Person
from zhihang.standards.numbers import cn, ep


@dataclass(frozen=True, slots=True)
class Cited:
    """One citation: an earlier publication of the demo, or literature; who cited it and with which category."""

    publication: Publication | None
    text: str = ""
    category: str = "A"
    by: str = "examiner"


@dataclass(slots=True)
class Publication:
    """What an office published of an application: `stage` is `application` or `grant`; the number comes later."""

    filing: Filing
    kind: str
    stage: str
    date: datetime.date
    number: str = ""
    cited: list[Cited] = field(default_factory=list)

    @property
    def printed(self) -> str:
        """Office, number and kind in one."""
        return f"{self.filing.office}{self.number}{self.kind}"


@dataclass(slots=True)
class Filing:
    """An application: `route` is `first`, `paris`, `pct` (national phase), `international`, `continuation`,
    `divisional`; `parent` is the earlier application that a continuation or divisional came from."""

    invention: Invention
    office: str
    route: str
    date: datetime.date
    right: str = "patent"
    parent: Filing | None = None
    entry: datetime.date | None = None
    number: str = ""
    publications: list[Publication] = field(default_factory=list)
    agency: Agency | None = None
    agent: Person | None = None
    examiner: Person | None = None

    @property
    def year(self) -> int:
        """The year that its number bears."""
        return self.date.year

    @property
    def printed(self) -> str:
        """The application number as its office prints it, check digit included."""
        if self.office == "CN":
            return f"{self.number}.{cn.check_digit(self.number)}"
        if self.office == "EP":
            return f"{self.number}.{ep.check_digit(self.number)}"
        return self.number

    @property
    def priority(self) -> Filing | None:
        """The first filing that this one claims, if it is not the first itself."""
        first = self.invention.filings[0]
        return None if self is first or first.office == self.office else first

    @property
    def international(self) -> Filing | None:
        """The international application that this national phase came from."""
        return self.invention.at("WO") if self.route == "pct" else None

    def published(self, stage: str) -> Publication | None:
        """What was published at a stage."""
        return next((found for found in self.publications if found.stage == stage), None)


@dataclass(slots=True)
class Invention:
    """An invention with its texts, people and applications; the first application comes first."""

    serial: int
    theme: Theme
    composition: Composition
    applicants: tuple[Organization, ...]
    inventors: tuple[Person, ...]
    ipc: tuple[str, ...]
    cpc: tuple[str, ...]
    filings: list[Filing] = field(default_factory=list)
    family: str = ""

    def at(self, office: str) -> Filing | None:
        """Its first application at an office."""
        return next((filing for filing in self.filings if filing.office == office), None)

    @property
    def publications(self) -> list[Publication]:
        """All its publications."""
        return [publication for filing in self.filings for publication in filing.publications]
