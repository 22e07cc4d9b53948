"""Applicants and inventors of an exchange document, each once, with the spellings that the EPO gives.

The name is the standardized one (`docdb`, `epodoc`); the longer spelling (`docdba`, `intermediate`) and the original
script (`original`) stand in `also`, where there are as many of them, so that the same sequence number means the same
party; else they are kept by the name of their form. A country in brackets behind a name (`ACME CORP [US]`) is its
country.
"""

from __future__ import annotations

import re

from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, child_text, texts, words
from zhihang.sources.xml import Element

_ORDER = {"docdb": 0, "epodoc": 1, "": 2, "docdba": 3, "intermediate": 4, "original": 5}
_COUNTRY = re.compile(r"\s*\[([A-Z]{2})\]\s*,?\s*$")
_KEYS = {"applicants": "applicants", "inventors": "inventors", "agents": "agents"}


def parties(element: Element, draft: Draft) -> None:
    """All groups of parties."""
    for group in element:
        key = _KEYS.get(str(group.tag))
        if key is not None:
            draft.add(key, *_members(key, group, draft))


def _members(key: str, group: Element, draft: Draft) -> list[Party]:
    forms: dict[str, list[Element]] = {}
    for member in group:
        forms.setdefault(member.get("data-format") or "", []).append(member)
    best, *others = sorted(forms, key=_rank) if forms else [""]
    together = [[member] for member in sorted(forms.get(best, ()), key=_sequence)]
    for form in others:
        ordered = sorted(forms[form], key=_sequence)
        if [_sequence(member) for member in ordered] == [_sequence(members[0]) for members in together]:
            for members, member in zip(together, ordered, strict=True):
                members.append(member)
        else:
            for member in ordered:
                draft.keep(f"{key}-{form}", _name(member))
    return [party for members in together if (party := _party(members, draft)) is not None]


def _rank(form: str) -> int:
    return _ORDER.get(form, len(_ORDER))


def _sequence(member: Element) -> int:
    text = member.get("sequence") or ""
    return int(text) if text.isdigit() else 0


def _party(members: list[Element], draft: Draft) -> Party | None:
    names: list[str] = []
    country = address = city = None
    for member in members:
        name, bracket = _split(_name(member))
        if name and name not in names:
            names.append(name)
        country = country or draft.findings.office(_residence(member) or bracket)
        address = address or _address(member)
        city = city or _city(member)
    if not names:
        return None
    return Party(name=names[0], country=country, address=address, city=city, also=tuple(names[1:]))


def _name(member: Element) -> str:
    for child in member:
        if str(child.tag).endswith("-name"):
            return child_text(child, "name") or words(child)
    return child_text(member, "name")


def _split(name: str) -> tuple[str, str]:
    match = _COUNTRY.search(name)
    if match is None:
        return name.rstrip(" ,"), ""
    return name[: match.start()].rstrip(" ,"), match[1]


def _residence(member: Element) -> str:
    for child in member:
        if child.tag in ("residence", "nationality"):
            return child_text(child, "country")
    return ""


def _address(member: Element) -> str | None:
    for child in member:
        if child.tag == "address":
            return ", ".join(filter(None, texts(child).values())) or None
    return None


def _city(member: Element) -> str | None:
    for child in member:
        if child.tag == "address":
            return child_text(child, "city") or None
    return None


PARTS: dict[str, Part] = {"parties": parties}
