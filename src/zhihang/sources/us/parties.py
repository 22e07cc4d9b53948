"""Who stands on a US document, and as what.

Inventors are the inventors named as such, the applicants whose type is `applicant-inventor`, and deceased inventors.
Owners are the assignees. Applicants are the applicants named as such; where all of them are inventors (before
16 September 2012 only inventors could apply) and assignees are stated, the assignees are the applicants, as the
EPO's exchange data have them.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, flat, texts, words
from zhihang.sources.xml import Element

_STREETS = ("address-1", "address-2", "address-3", "mailcode", "pobox", "room", "address-floor", "building", "street")
_CONTACTS = ("phone", "fax", "email", "url", "ead", "dtext")


def _name(found: dict[str, str]) -> str:
    """`Last, First Middle, Suffix`, or the organization."""
    if found.get("last-name"):
        first = " ".join(filter(None, (found.get("prefix"), found.get("first-name"), found.get("middle-name"))))
        return ", ".join(filter(None, (found["last-name"], first, found.get("suffix"))))
    return found.get("orgname") or found.get("name") or found.get("text") or ""


def _is_person(found: dict[str, str]) -> bool:
    return bool(found.get("last-name"))


def _party(book: Element, draft: Draft, *, role: str | None = None, residence: str | None = None) -> Party | None:
    """A party from its `addressbook` (or an element with the same children); None where it has no name."""
    found = texts(book)
    address: dict[str, str] = {}
    for child in book:
        if child.tag == "address":
            address = texts(child)
    name = _name(found)
    if not name:
        return None
    number = found.get("registered-number") or found.get("iid")
    lines = [address[key] for key in _STREETS if address.get(key)]
    if lines:
        lines += [address[key] for key in ("city", "county", "state", "postcode") if address.get(key)]
    for key in _CONTACTS:
        draft.keep(key, found.get(key, ""))
    country = draft.findings.office(address.get("country")) or draft.findings.office(residence)
    return Party(
        name=name,
        country=country,
        region=address.get("state") or None,
        city=address.get("city") or None,
        address=", ".join(lines) or address.get("text") or None,
        id=number or None,
        role=role or found.get("role") or None,
    )


def _books(element: Element) -> Iterator[Element]:
    """The address books of a party, or itself where it holds the name directly."""
    books = [child for child in element if child.tag == "addressbook"]
    yield from books or [element]


def _below(element: Element, tag: str) -> str | None:
    for child in element:
        if child.tag == tag and len(child):
            return words(child[0])
    return None


def parties(element: Element, draft: Draft) -> None:
    """`parties` (to v4.2) and `us-parties`."""
    for group in element:
        for member in group:
            reader = _MEMBERS.get(str(member.tag))
            if reader is not None:
                reader(member, draft)
        if group.tag == "correspondence-address":
            _correspondence(group, draft)


def _applicant(member: Element, draft: Draft) -> None:
    kind = member.get("app-type") or ""
    authority = member.get("applicant-authority-category")
    is_inventor = kind == "applicant-inventor" or authority == "inventor"
    for book in _books(member):
        role = authority or (kind if kind not in ("applicant", "applicant-inventor") else None)
        party = _party(book, draft, role=role, residence=_below(member, "residence"))
        if party is None:
            continue
        if kind == "applicant-inventor":
            draft.add("inventors", party)
        draft.add("inventing_applicants" if is_inventor else "applicants", party)
    _rights(member, draft)


def _rights(member: Element, draft: Draft) -> None:
    for child in member:
        if child.tag == "us-rights":
            draft.keep("us-rights", words(child))
        elif child.tag == "nationality" and len(child):
            country = draft.findings.office(words(child[0]))
            draft.keep("nationality", country or "")
        elif child.tag in ("designated-states", "designated-states-as-inventor"):
            draft.keep(str(child.tag), flat(child))


def _inventor(member: Element, draft: Draft) -> None:
    for book in _books(member):
        party = _party(book, draft, role="deceased" if "deceased" in str(member.tag) else None)
        if party is not None:
            draft.add("inventors", party)
    _rights(member, draft)


def _agent(member: Element, draft: Draft) -> None:
    if member.tag == "customer-number":
        draft.keep("agent-customer-number", words(member))
        return
    for book in _books(member):
        party = _party(book, draft, role=member.get("rep-type"))
        if party is not None:
            draft.add("agent_persons" if _is_person(texts(book)) else "agents", party)


def _correspondence(group: Element, draft: Draft) -> None:
    for child in group:
        if child.tag == "customer-number":
            draft.keep("correspondence-customer-number", words(child))
        else:
            party = _party(child, draft)
            if party is not None:
                draft.keep("correspondence-address", ", ".join(filter(None, (party.name, party.address))))


def assignees(element: Element, draft: Draft) -> None:
    """Owners; `role` is the office's code for the kind of assignee (02 US company, 03 foreign company …)."""
    for member in element:
        for book in _books(member):
            party = _party(book, draft)
            if party is not None:
                draft.add("owners", party)


def deceased(element: Element, draft: Draft) -> None:
    """A deceased inventor outside of the parties (to v4.2)."""
    _inventor(element, draft)


def examiners(element: Element, draft: Draft) -> None:
    """Primary and assistant examiner; the department is the art unit."""
    for member in element:
        found = texts(member)
        name = _name(found)
        if name:
            number = found.get("registered-number") or found.get("iid")
            role = str(member.tag).replace("-", "_")
            draft.add("examiner", Party(name=name, role=role, id=number or None))
        draft.keep("department", found.get("department", ""))
        for key in _CONTACTS:
            draft.keep(key, found.get(key, ""))


def settle(draft: Draft) -> None:
    """Who the applicants are, once all parts are read."""
    inventing = draft.values.pop("inventing_applicants", ())
    if draft.values.get("applicants"):
        draft.add("applicants", *inventing)
    elif inventing:
        draft.values["applicants"] = draft.values.get("owners") or inventing


_MEMBERS: dict[str, Part] = {
    "applicant": _applicant,
    "us-applicant": _applicant,
    "inventor": _inventor,
    "deceased-inventor": _inventor,
    "agent": _agent,
}

PARTS: dict[str, Part] = {
    "parties": parties,
    "us-parties": parties,
    "assignees": assignees,
    "examiners": examiners,
    "us-deceased-inventor": deceased,
}
