"""Parties of an ST.36 document, each once, with the spellings that the file gives.

The forms of one party stand in groups (`format`: `epo`, `intermediate`, `original`); where two groups have as many
members, the members are the same parties in order, and the further spellings stand in `also`.
"""

from __future__ import annotations

from zhihang.records.party import Party
from zhihang.sources.draft import Draft, child_text, texts
from zhihang.sources.xml import Element

_KEYS = {
    "applicants": "applicants",
    "inventors": "inventors",
    "assignees": "owners",
    "agents": "agents",
    "examiners": "examiner",
}
_ORDER = {"original": 2, "intermediate": 1, "epo": 0, "docdb": 0}
_NAME = ("name", "orgname")
_PERSON = ("last-name", "first-name", "middle-name")
_PLACE = ("street", "building", "address-1", "address-2", "address-3", "postcode", "city", "county", "state")


def parties(element: Element, draft: Draft) -> None:
    """All groups of parties."""
    for group in element:
        key = _KEYS.get(str(group.tag))
        if key is not None:
            draft.add(key, *_members(key, group, draft))


def _members(key: str, group: Element, draft: Draft) -> list[Party]:
    forms: dict[str, list[Element]] = {}
    for member in group:
        forms.setdefault(member.get("format") or member.get("data-format") or "", []).append(member)
    ordered = sorted(forms, key=lambda form: _ORDER.get(form, 1))
    if not ordered:
        return []
    together = [[member] for member in forms[ordered[0]]]
    for form in ordered[1:]:
        if len(forms[form]) == len(together):
            for members, member in zip(together, forms[form], strict=True):
                members.append(member)
        else:
            for member in forms[form]:
                draft.keep(f"{key}-{form}", _name(member))
    return [party for members in together if (party := _party(members, draft)) is not None]


def _book(member: Element) -> Element | None:
    return next((child for child in member if child.tag == "addressbook"), None)


def _name(member: Element) -> str:
    """An organization, or a person as `last name, first name middle name`."""
    book = _book(member)
    said = texts(book if book is not None else member)
    for tag in _NAME:
        if said.get(tag):
            return said[tag].rstrip(" ,")
    given = " ".join(filter(None, (said.get("first-name"), said.get("middle-name"))))
    return ", ".join(filter(None, (said.get("last-name"), given)))


def _party(members: list[Element], draft: Draft) -> Party | None:
    names: list[str] = []
    country = place = city = role = None
    for member in members:
        name = _name(member)
        if name and name not in names:
            names.append(name)
        country = country or draft.findings.office(_country(member))
        place = place or _address(member)
        city = city or _city(member)
        book = _book(member)
        role = role or (child_text(book, "suffix") if book is not None else "") or member.get("examiner-level")
    if not names:
        return None
    return Party(name=names[0], country=country, address=place, city=city, role=role or None, also=tuple(names[1:]))


def _address_of(member: Element) -> Element | None:
    book = _book(member)
    return next((child for child in book if child.tag == "address"), None) if book is not None else None


def _country(member: Element) -> str:
    address = _address_of(member)
    found = child_text(address, "country") if address is not None else ""
    for tag in ("residence", "nationality"):
        for child in member if not found else ():
            if child.tag == tag:
                found = child_text(child, "country")
    return found


def _address(member: Element) -> str | None:
    address = _address_of(member)
    if address is None:
        return None
    said = texts(address)
    return ", ".join(filter(None, (*(said.get(tag) for tag in _PLACE), " ".join((address.text or "").split())))) or None


def _city(member: Element) -> str | None:
    address = _address_of(member)
    return child_text(address, "city") or None if address is not None else None
