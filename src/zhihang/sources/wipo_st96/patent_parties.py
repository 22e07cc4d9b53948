"""Who stands on an ST.96 patent publication, and as what.

Where all applicants are designated for the United States only, they are its inventors; owners that are stated then
stand as the applicants, as in the office's own files before 16 September 2012.
"""

from __future__ import annotations

from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, child_text, texts, words
from zhihang.sources.wipo_st96.reading import at
from zhihang.sources.xml import Element

_KEYS = {
    "ApplicantBag": "applicants",
    "InventorBag": "inventors",
    "OwnerBag": "owners",
    "AssigneeBag": "owners",
    "RegisteredPractitionerBag": "agents",
    "ExaminerBag": "examiner",
}
_ROLES = {"PrimaryExaminer": "primary_examiner", "AssistantExaminer": "assistant_examiner"}
_ONLY = "us only"
_ORGANIZATION = ("EntityName", "OrganizationStandardName")


def parties(element: Element, draft: Draft) -> None:
    """All groups of parties."""
    for group in element:
        key = _KEYS.get(str(group.tag))
        if key is None:
            draft.keep(str(group.tag), draft.line(group))
            continue
        for member in group:
            party, is_person = _party(member, draft)
            if party is None:
                continue
            if key == "applicants" and child_text(member, "DesignationCategory").lower() == _ONLY:
                draft.add("inventing_applicants", party)
            else:
                draft.add("agent_persons" if key == "agents" and is_person else key, party)


def _party(member: Element, draft: Draft) -> tuple[Party | None, bool]:
    """A party, and whether it is named as a person."""
    contact = next((child for child in member if child.tag in ("PublicationContact", "Contact")), member)
    name = contact.find("Name")
    if name is None:
        return None, False
    person = next(name.iter("PersonStructuredName"), None)
    organizations = dict.fromkeys(text for tag in _ORGANIZATION for each in name.iter(tag) if (text := words(each)))
    names = [*organizations, *(words(each) for each in name.iter("PersonFullName") if words(each))]
    if person is not None and _structured(person):
        names.insert(0, _structured(person))
    if not names:
        return None, False
    nation = next((words(each) for each in contact.iter("CountryCode") if words(each)), "")
    number = child_text(member, "RegisteredPractitionerRegistrationNumber")
    role = child_text(member, "RegisteredPractitionerCategory").lower() or _ROLES.get(str(member.tag))
    found = Party(
        name=names[0],
        also=tuple(dict.fromkeys(names[1:])),
        country=draft.findings.office(nation) if nation else None,
        region=at(contact, "GeographicRegionName") or None,
        city=next((words(each) for each in contact.iter("CityName") if words(each)), None),
        id=number or None,
        role=role,
    )
    return found, person is not None


def _structured(person: Element) -> str:
    """`Last, First Middle, Suffix`."""
    said = texts(person)
    first = " ".join(filter(None, (said.get("FirstName"), said.get("MiddleName"))))
    return ", ".join(filter(None, (said.get("LastName"), first, said.get("NameSuffix"))))


def settle(draft: Draft) -> None:
    """Who the applicants are, once all parties are read."""
    inventing = draft.values.pop("inventing_applicants", ())
    if draft.values.get("applicants"):
        draft.add("applicants", *inventing)
    elif inventing:
        draft.values["applicants"] = draft.values.get("owners") or inventing


PARTS: dict[str, Part] = {"PartyBag": parties}
