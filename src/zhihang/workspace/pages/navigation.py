"""Where one can go: areas in the band, pages in the rail. Each app registers its own when it starts."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the rail: the name of its address, its label (an English text the catalogs know), its heading."""

    address: str
    label: str
    heading: str = ""
    also: tuple[str, ...] = ()

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.address)

    def shows(self, address: str) -> bool:
        """Whether the page of that name belongs to this entry."""
        return address == self.address or address in self.also


@dataclass(frozen=True, slots=True)
class Area:
    """One area of the band with its pages. `goto`: the address that answers the go-to box."""

    label: str
    pages: tuple[Page, ...]
    goto: str = ""

    @property
    def url(self) -> str:
        """The first page of the area."""
        return self.pages[0].url

    def groups(self) -> list[tuple[str, list[Page]]]:
        """The pages under their headings, in order."""
        found: dict[str, list[Page]] = {}
        for page in self.pages:
            found.setdefault(page.heading, []).append(page)
        return list(found.items())


_AREAS: dict[str, Area] = {}


def register(area: Area) -> None:
    """Show an area; an app calls this once, when it is ready."""
    _AREAS[area.label] = area


def areas() -> tuple[Area, ...]:
    """All areas in the order of the installed apps."""
    return tuple(_AREAS.values())


def area_of(address: str) -> Area | None:
    """The area that a page belongs to; the first one where no area claims it."""
    for area in _AREAS.values():
        if any(page.shows(address) for page in area.pages):
            return area
    return next(iter(_AREAS.values()), None)
