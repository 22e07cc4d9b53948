"""Who stands on a Japanese gazette, and where they are.

Addresses name no country of their own: one that begins with a prefecture lies in Japan, one that begins with a
country's name lies there (`places.tsv`); of any other the country is not known. Who is marked as an attorney is a
person, other representatives are firms.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, child_text
from zhihang.sources.xml import Element

_PERSONS = frozenset({"attorney", "lawyer"})


@cache
def _places() -> tuple[tuple[str, str, str], ...]:
    text = (resources.files(__package__) / "places.tsv").read_text("utf-8")
    rows = [tuple(line.split("\t")) for line in text.splitlines() if line and not line.startswith("#")][1:]
    return tuple(sorted(((name, country, region) for name, country, region in rows), key=lambda row: -len(row[0])))


def origin(address: str) -> tuple[str | None, str | None]:
    """Country (ST.3) and region (`JP-13`) that an address begins with; nothing where it begins otherwise."""
    for name, country, region in _places():
        if address.startswith(name):
            return country, region or None
    return None, None


def parties(element: Element, draft: Draft) -> None:
    """Applicants with their representatives, and inventors."""
    for member in element.iter("applicant", "agent", "inventor", "right-holder"):
        party = _party(member, member.get("kind") if member.tag == "agent" else None)
        if party is None:
            continue
        if member.tag == "agent":
            is_person = any(child.tag in _PERSONS for child in member)
            draft.add("agent_persons" if is_person else "agents", party)
        else:
            draft.add({"applicant": "applicants", "inventor": "inventors"}.get(str(member.tag), "owners"), party)


def _party(member: Element, role: str | None) -> Party | None:
    """A party from its address books: one in Japanese, and one in the letters of its own where it is foreign."""
    books = [child for child in member if child.tag == "addressbook"]
    names = dict.fromkeys(name for book in books if (name := child_text(book, "name")))
    if not names:
        return None
    first, *also = names
    addresses = [text for book in books for place in book if place.tag == "address" if (text := _line(place))]
    country, region = origin(addresses[0]) if addresses else (None, None)
    number = next((found for book in books if (found := child_text(book, "registered-number"))), None)
    return Party(
        name=first,
        also=tuple(also),
        country=country,
        region=region,
        address="; ".join(addresses) or None,
        id=number,
        id_type="JPO" if number else None,
        role=role,
        language="ja",
    )


def _line(place: Element) -> str:
    return child_text(place, "text")


def examiners(element: Element, draft: Draft) -> None:
    """Who examined the application."""
    for member in element:
        name = child_text(member, "name") or next((found for book in member if (found := child_text(book, "name"))), "")
        if name:
            draft.add("examiner", Party(name=name, role=str(member.tag).replace("-", "_"), language="ja"))


PARTS: dict[str, Part] = {"parties": parties, "examiners": examiners}
