"""A record while it is read from XML: the keys filled so far, and the small readers that every part uses."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from zhihang.records.dates import PartialDate
from zhihang.sources.findings import Findings
from zhihang.sources.flow import Flow
from zhihang.sources.xml import Element


@dataclass(slots=True)
class Draft:
    """What the parts of one document have given: record keys in `values`, all else by the source's name in `other`."""

    findings: Findings
    flow: Flow = field(default_factory=Flow)
    language: str = "en"
    values: dict[str, Any] = field(default_factory=dict)
    other: dict[str, list[str]] = field(default_factory=dict)

    def add(self, key: str, *values: Any) -> None:
        """More members of a key that is a list."""
        self.values[key] = (*self.values.get(key, ()), *values)

    def keep(self, name: str, text: str) -> None:
        """A value that no key holds."""
        if text:
            self.other.setdefault(name, []).append(text)

    def line(self, element: Element) -> str:
        """The text of an element in one line."""
        return self.flow.line(element)

    def day(self, element: Element) -> PartialDate | None:
        """The `date` below an element."""
        return self.findings.date(child_text(element, "date"))


Part: TypeAlias = Callable[[Element, Draft], None]


def words(element: Element) -> str:
    """The element's own characters, white space folded."""
    return " ".join((element.text or "").split())


def child_text(element: Element, tag: str) -> str:
    """The characters of the first child of that name; empty where there is none."""
    for child in element:
        if child.tag == tag:
            return words(child)
    return ""


def texts(element: Element) -> dict[str, str]:
    """Children's characters by name, the first of each name."""
    found: dict[str, str] = {}
    for child in element:
        found.setdefault(str(child.tag), words(child))
    return found


def flat(element: Element) -> str:
    """All characters of an element and what is below it, pieces parted by blanks."""
    return " ".join(" ".join(map(str, element.itertext())).split())
