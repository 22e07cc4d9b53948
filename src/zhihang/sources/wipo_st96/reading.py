"""Small readers of ST.96 that its kinds of rights share."""

from __future__ import annotations

from functools import cache
from importlib import resources

from zhihang.errors import InvalidNumber
from zhihang.records.events import Status
from zhihang.records.party import Party
from zhihang.sources.draft import words
from zhihang.sources.findings import Findings, language
from zhihang.sources.xml import Element, without_namespaces
from zhihang.standards.numbers import register_number
from zhihang.standards.status import UNASSIGNED

_NAMES = ("EntityName", "OrganizationStandardName", "PersonFullName")
_GIVEN, _FAMILY = ("FirstName", "MiddleName"), "LastName"


_ORDER = frozenset({"sequenceNumber", "schemaLocation", "st96Version", "ipoVersion", "id", "measureUnitCode"})


def plain(root: Element) -> Element:
    """The tree with local names; attributes that only order, measure or version elements are taken off."""
    without_namespaces(root)
    for element in root.iter():
        for name, value in list(element.attrib.items()):
            local = str(name).rpartition("}")[2]
            del element.attrib[name]
            if local not in _ORDER:
                element.set(local, value)
    return root


def spoken(element: Element, path: str) -> str:
    """The language of what stands at a path; `und` where the file does not say."""
    found = element.find(path)
    return language(found.get("languageCode")) if found is not None else "und"


def at(element: Element, path: str) -> str:
    """The characters of the first element at a path; empty where there is none."""
    found = element.find(path)
    return words(found) if found is not None else ""


def each_at(element: Element, path: str) -> tuple[str, ...]:
    """The characters of all elements at a path."""
    return tuple(text for found in element.iterfind(path) if (text := words(found)))


def number(text: str, findings: Findings) -> str | None:
    """A number of a register, or a problem."""
    if not text:
        return None
    try:
        return register_number(text)
    except InvalidNumber:
        findings.note("number", text)
        return None


def parties(element: Element, path: str, findings: Findings) -> tuple[Party, ...]:
    """The parties at a path: an organization, or a person as `last name, first name`."""
    found = []
    for member in element.iterfind(path):
        names = dict.fromkeys(text for tag in _NAMES for each in member.iter(tag) if (text := words(each)))
        if not names:
            given = " ".join(text for tag in _GIVEN for each in member.iter(tag) if (text := words(each)))
            family = next((words(each) for each in member.iter(_FAMILY)), "")
            names = dict.fromkeys(filter(None, (", ".join(filter(None, (family, given))),)))
        if names:
            first, *also = names
            country = at(member, "Contact/PostalAddressBag/PostalAddress/PostalStructuredAddress/CountryCode")
            country = country or at(member, "IncorporationCountryCode")
            found.append(Party(name=first, also=tuple(also), country=findings.office(country) if country else None))
    return tuple(dict.fromkeys(found))


@cache
def _statuses() -> dict[str, str]:
    text = (resources.files(__package__) / "statuses.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {printed: value for printed, _, value in rows if printed != "printed"}


def status(printed: str, date: str, findings: Findings) -> Status | None:
    """The status that a file states; `unassigned` for words outside the list."""
    if not printed:
        return None
    value = _statuses().get(printed.casefold().replace("_", " "), UNASSIGNED)
    return Status(value=value, date=findings.date(date), raw=printed)
