"""Numbers, dates, priorities, family and designated states of an exchange document."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from zhihang.records.events import Designation, Event
from zhihang.records.links import Priority, Related
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.epo.reference import Written, application_of, dated, document_of, written
from zhihang.sources.xml import Element

_GRANTED = frozenset({"printed-with-grant", "not-printed-with-grant"})


def publication(elements: list[Element], draft: Draft) -> None:
    """The document's number and its date of publication."""
    forms = written(elements)
    draft.values["publication_date"] = draft.findings.date(dated(forms)) or draft.values.get("publication_date")
    for form in forms:
        if form.form == "original":
            draft.keep("publication-original", form.number)


def application(elements: list[Element], draft: Draft) -> None:
    """The application's number and date."""
    forms = written(elements)
    draft.values["filing_date"] = draft.findings.date(dated(forms))
    draft.values["application"] = application_of(forms, draft)
    for form in forms:
        if form.form == "original":
            draft.keep("application-original", form.number)


def priorities(element: Element, draft: Draft) -> None:
    """Priorities; `kind` is DOCDB's (A patent, U utility model, P provisional, W PCT …).

    The forms of one priority share a sequence number, but the printed ones (`original`) are numbered on their own, so
    they are kept apart and read only where there is nothing else. A linkage type says that the priority is a domestic
    or PCT relation: it stands as a related right too. Whether it is active is kept.
    """
    claims = [child for child in element if child.tag == "priority-claim"]
    printed = [claim for claim in claims if claim.get("data-format") == "original"]
    coded = [claim for claim in claims if claim not in printed]
    for _, group in groupby(sorted(coded or printed, key=_sequence), key=_sequence):
        _priority(list(group), draft)
    for claim in printed if coded else ():
        for form in written([claim]):
            draft.keep("priority-original", form.number)


def _sequence(element: Element) -> int:
    text = element.get("sequence") or ""
    return int(text) if text.isdigit() else 0


def _priority(claims: list[Element], draft: Draft) -> None:
    forms = written(claims)
    if not forms:
        return
    best = forms[0]
    number = application_of(forms, draft)
    shown = number.joined if number else best.raw
    draft.add(
        "priorities",
        Priority(
            number=shown,
            office=number.office if number else draft.findings.office(best.country),
            date=draft.findings.date(dated(forms)),
            kind=best.kind or next((str(claim.get("kind")) for claim in claims if claim.get("kind")), None),
            raw=_printed(forms, shown),
            active=_is_active(claims),
        ),
    )
    for claim in claims:
        _linkage(claim, shown, draft)


def _printed(forms: list[Written], shown: str) -> str | None:
    """The printed form inside one and the same priority (OPS)."""
    return next((form.number for form in forms if form.form == "original" and form.number != shown), None)


def _linkage(claim: Element, number: str, draft: Draft) -> None:
    letter = child_text(claim, "priority-linkage-type")
    if letter:
        relation = "pct" if letter == "W" else f"docdb-linkage-{letter}"
        draft.add("related", Related(kind="parent", relation=relation, number=number))


def _is_active(claims: list[Element]) -> bool | None:
    """DOCDB writes Y or N, OPS YES or NO; most claims say nothing."""
    said = next((text for claim in claims if (text := child_text(claim, "priority-active-indicator"))), "")
    return said.startswith("Y") if said else None


def availability(element: Element, draft: Draft) -> None:
    """Dates of public availability: each is an event under its own name; the ones of a grant are the grant's date."""
    for child in element:
        day = draft.findings.date(dated(written([child]))) or draft.findings.date(child_text(child, "date"))
        name = str(child.tag)
        if name in _GRANTED and day:
            draft.values.setdefault("grant_date", day)
        text = flat(child) if name == "gazette-reference" else None
        draft.add("events", Event(code=name, date=day, office=draft.values.get("office"), text=text))


def designations(element: Element, draft: Draft) -> None:
    """Designated states: European (contracting, extension, validation) and under the PCT (regional, national)."""
    for treaty in element:
        for group in treaty:
            draft.add("designations", *_designated(group, draft))


def _designated(group: Element, draft: Draft) -> Iterator[Designation]:
    kind = str(group.tag).removesuffix("-states")
    for child in group:
        if child.tag == "region":
            region = draft.findings.office(child_text(child, "country"))
            kind = " ".join(filter(None, (str(group.tag), region)))
        elif child.tag == "country":
            office = draft.findings.office(words(child))
            if office:
                yield Designation(office=office, kind=kind)
        elif words(child):
            draft.keep(f"designation-{child.tag}", words(child))


def family(element: Element, draft: Draft) -> None:
    """The family's members as the exchange file lists them, by publication number."""
    for member in element:
        groups: dict[str, list[Element]] = {}
        for child in member:
            if child.tag == "publication-reference":
                groups.setdefault(child.get("sequence") or "1", []).append(child)
        for references in groups.values():
            number = document_of(written(references), draft)
            if number is not None:
                draft.keep("patent-family", number.joined)


PARTS: dict[str, Part] = {
    "priority-claims": priorities,
    "dates-of-public-availability": availability,
    "designation-of-states": designations,
    "patent-family": family,
}
