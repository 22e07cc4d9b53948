"""Parties of a grant in ST.32 (B700): inventors, assignees, agents, examiners."""

from __future__ import annotations

from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, flat
from zhihang.sources.us_early.renaming import renamed
from zhihang.sources.xml import Element

_CONTACTS = {"EAD": "email", "TEL": "phone", "FAX": "fax"}
_LINES = ("OMC", "STR")


def name_of(party: Element, draft: Draft) -> str:
    """`Last, First, Suffix`, or the organization; remarks where no name stands."""
    for each in party:
        if each.tag == "NAM":
            found = {str(part.tag): draft.line(renamed(part, "patdoc")) for part in each}
            first = " ".join(filter(None, (found.get("TTL"), found.get("FNM"))))
            person = ", ".join(filter(None, (found.get("SNM"), first, found.get("SFX"))))
            return person or found.get("ONM", "")
    return ""


def _is_person(party: Element) -> bool:
    return any(True for _ in party.iter("SNM"))


def _party(element: Element, draft: Draft, role: str | None = None) -> Party | None:
    name = name_of(element, draft)
    if not name:
        return None
    place: dict[str, str] = {}
    lines: list[str] = []
    for each in element:
        if each.tag in ("ADR", "RESIDENCE"):
            found = {str(part.tag): flat(part) for part in each}
            place = {**found, **place}
            lines = lines or [found[key] for key in _LINES if found.get(key)]
            for code, contact in _CONTACTS.items():
                draft.keep(contact, found.get(code, ""))
            draft.keep("military-service", found.get("MILS", ""))
        elif each.tag == "NCTRY":
            draft.keep("nationality", draft.findings.office(flat(each)) or "")
        elif each.tag == "DTXT":
            draft.keep("party-text", flat(each))
        elif each.tag == "RCTRY":
            place.setdefault("CTRY", flat(each))
    if lines:
        lines += [place[key] for key in ("CITY", "CNTY", "STATE", "PCODE") if place.get(key)]
    return Party(
        name=name,
        country=draft.findings.office(place.get("CTRY")) or ("US" if place.get("STATE") else None),
        region=place.get("STATE") or None,
        city=place.get("CITY") or None,
        address=", ".join(lines) or None,
        role=role,
    )


def inventors(element: Element, draft: Draft) -> None:
    """B720: the inventors, who were the applicants too; a legal representative stands in for one."""
    for each in element:
        for member in each:
            represents = member.tag == "LEGAL-REPRESENTATIVE"
            for party in member if represents else [member]:
                found = _party(party, draft, "legal_representative" if represents else None)
                if found is not None:
                    draft.add("inventing_applicants", found)
                    if not represents:
                        draft.add("inventors", found)


def assignees(element: Element, draft: Draft) -> None:
    """B730: owners, with the office's code for the kind of assignee (02 US company, 03 foreign company …)."""
    code = next((flat(each) for each in element if each.tag == "B732US"), None)
    for each in element:
        for party in each if each.tag == "B731" else ():
            found = _party(party, draft, code or None)
            if found is not None:
                draft.add("owners", found)


def agents(element: Element, draft: Draft) -> None:
    """B740: attorneys and firms."""
    for each in element:
        for party in each:
            found = _party(party, draft)
            if found is not None:
                draft.add("agent_persons" if _is_person(party) else "agents", found)


def examiners(element: Element, draft: Draft) -> None:
    """B745: primary and assistant examiner, and their department."""
    for each in element:
        if each.tag == "B748US":
            draft.keep("department", flat(each))
            continue
        role = "primary_examiner" if each.tag == "B746" else "assistant_examiner"
        for party in each:
            found = _party(party, draft, role)
            if found is not None:
                draft.add("examiner", found)


PARTIES: dict[str, Part] = {"B720": inventors, "B730": assignees, "B740": agents, "B745": examiners}
