"""Where one can go: areas in the band, pages in the rail. Each app registers its own when it starts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase

from django.http import HttpRequest
from django.urls import reverse


def everybody(request: HttpRequest) -> bool:
    """A page that nobody needs to be let into."""
    return True


@dataclass(frozen=True, slots=True)
class Page:
    """One entry of the rail: the name of its address, its label (an English text the catalogs know), its heading.

    `also`: names of further addresses that belong to it, `*` for any ending; `is_for`: who sees the entry.
    """

    address: str
    label: str
    heading: str = ""
    also: tuple[str, ...] = ()
    is_for: Callable[[HttpRequest], bool] = everybody

    @property
    def url(self) -> str:
        """Where it is."""
        return reverse(self.address)

    def shows(self, address: str) -> bool:
        """Whether the page of that name belongs to this entry."""
        return address == self.address or any(fnmatchcase(address, pattern) for pattern in self.also)


@dataclass(frozen=True, slots=True)
class Area:
    """One area with its pages. `goto`: the address that answers the go-to box.

    An area that is not in the band is reached otherwise (the account menu); its rail is like that of any other.
    """

    label: str
    pages: tuple[Page, ...]
    goto: str = ""
    is_in_band: bool = True

    @property
    def url(self) -> str:
        """The first page of the area."""
        return self.pages[0].url

    def rail(self, request: HttpRequest, address: str) -> list[tuple[str, list[tuple[Page, str]]]]:
        """The pages this reader sees under their headings, each with what it is: `page`, `true` (above it) or ``."""
        found: dict[str, list[tuple[Page, str]]] = {}
        for page in self.pages:
            if page.is_for(request):
                current = "page" if page.address == address else "true" if page.shows(address) else ""
                found.setdefault(page.heading, []).append((page, current))
        return list(found.items())


_AREAS: dict[str, Area] = {}


def register(area: Area) -> None:
    """Show an area; an app calls this once, when it is ready."""
    _AREAS[area.label] = area


def areas() -> tuple[Area, ...]:
    """The areas of the band, in the order of the installed apps."""
    return tuple(area for area in _AREAS.values() if area.is_in_band)


def pages(request: HttpRequest) -> list[Page]:
    """Every page that this reader can go to by its name."""
    return [page for area in _AREAS.values() for page in area.pages if page.is_for(request)]


def goto() -> str:
    """The address that answers the go-to box, the same on every page; empty where no area brings one."""
    return next((area.goto for area in _AREAS.values() if area.goto), "")


def area_of(request: HttpRequest, address: str) -> Area | None:
    """The area that a page belongs to; the first of the band where none claims it, or has nothing for this reader."""
    for area in _AREAS.values():
        if any(page.shows(address) for page in area.pages) and area.rail(request, address):
            return area
    return next(iter(areas()), None)
