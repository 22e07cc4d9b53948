"""Applicants, inventors, proprietors, representatives and opponents of a European document (B700)."""

from __future__ import annotations

from zhihang.records.events import Event
from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.ep_fulltext.numbers import event_texts
from zhihang.sources.xml import Element

_KEYS = {"B710": "applicants", "B720": "inventors", "B730": "owners", "B740": "agents"}
_STATES = frozenset({"B716EP", "B736EP"})


def parties(element: Element, draft: Draft) -> None:
    """B700: the groups of parties; oppositions are events with the opponent's name."""
    for group in element:
        key = _KEYS.get(str(group.tag))
        for member in group:
            if member.tag == "B725EP":
                draft.keep("B725EP", words(member) or "waived")
            elif key is not None:
                draft.keep("file-reference", child_text(member, "irf"))
                found = _party(member, draft)
                if found is not None:
                    draft.add(key, found)
            elif group.tag in ("B780", "B770"):
                _opponent(member, draft)


def _party(member: Element, draft: Draft) -> Party | None:
    """One party; the EPO's number of it is its id, its own file reference stands beside the record."""
    name = " ".join(filter(None, (_line(member, "snm", draft), child_text(member, "fnm"))))
    if not name:
        return None
    address = next((child for child in member if child.tag == "adr"), None)
    identifier = child_text(member, "iid")
    for child in member:
        if child.tag in _STATES:
            draft.keep(str(child.tag), f"{name}: {flat(child)}")
    return Party(
        name=name,
        country=draft.findings.office(child_text(address, "ctry")) if address is not None else None,
        city=_line(address, "city", draft) or None if address is not None else None,
        address=_address(address, draft) or None if address is not None else None,
        id=identifier or None,
        id_type="EPO" if identifier else None,
        role=child_text(member, "sfx") or None,
    )


def _line(member: Element, tag: str, draft: Draft) -> str:
    for child in member:
        if child.tag == tag:
            return draft.line(child)
    return ""


def _address(address: Element, draft: Draft) -> str:
    return ", ".join(filter(None, (_line(address, "str", draft), _line(address, "city", draft))))


def _opponent(member: Element, draft: Draft) -> None:
    """An opposition: number, date, opponent and representative."""
    opponent = _party(member, draft)
    number = next((child_text(child, "text") for child in member if child.tag == "dnum"), "")
    representative = next((_party(child, draft) for child in member if child.tag == "B784"), None)
    said = {
        "number": number,
        "kind": child_text(member, "kind"),
        "opponent": opponent.name if opponent else "",
        "country": (opponent.country or "") if opponent else "",
        "address": (opponent.address or "") if opponent else "",
        "id": (opponent.id or "") if opponent else "",
        "representative": representative.name if representative else "",
    }
    detail = {key: value for key, value in said.items() if value}
    draft.add(
        "events", Event(code="B781", date=draft.day(member), office="EP", text=event_texts()["B781"], detail=detail)
    )


PARTS: dict[str, Part] = {"B700": parties}
