"""The bibliographic parts of an application publication in PAP XML: what each becomes."""

from __future__ import annotations

from zhihang.records.links import Citation
from zhihang.records.party import Party
from zhihang.sources.draft import Draft, Part, child_text, flat, texts, words
from zhihang.sources.symbols import uspc, written
from zhihang.sources.us.document_id import DocumentId
from zhihang.sources.us_early import lineage
from zhihang.sources.us_early.renaming import renamed
from zhihang.sources.xml import Element

_RELATIONS = {
    "division-of": "divisional",
    "continuation-of": "continuation",
    "continuation-in-part-of": "continuation_in_part",
    "continuing-reissue-of": "continuing_reissue",
    "a-371-of-international": "pct",
    "substitution-for": "substitute",
    "reissue-of": "reissue",
}


def numbered(element: Element) -> DocumentId | None:
    """The `document-id` below an element."""
    for child in element:
        if child.tag == "document-id":
            return _document_id(child)
    return None


def _document_id(element: Element) -> DocumentId:
    found = texts(element)
    kind = found.get("kind-code", "")
    return DocumentId(
        found.get("country-code", ""), found.get("doc-number", ""), kind, "", found.get("document-date", "")
    )


def publication(element: Element, draft: Draft) -> None:
    """The document's own number, kind and date."""
    lineage.set_document(_document_id(element), draft)


def filing(element: Element, draft: Draft) -> None:
    """The application's number and date; flags of its filing."""
    number = ""
    for child in element:
        if child.tag == "application-number":
            number = child_text(child, "doc-number")
        elif child.tag not in ("filing-date", "application-number-series-code"):
            draft.keep(str(child.tag), words(child) or "yes")
    lineage.set_application(number, child_text(element, "filing-date"), draft)


def priority(element: Element, draft: Draft) -> None:
    """One foreign priority."""
    number = ""
    for child in element:
        if child.tag == "priority-application-number":
            number = child_text(child, "doc-number")
    lineage.add_priority(
        DocumentId(child_text(element, "country-code"), number, "", "", child_text(element, "filing-date")), draft
    )


def technical(element: Element, draft: Draft) -> None:
    """Title, classes, plant, citations."""
    for child in element:
        reader = _TECHNICAL.get(str(child.tag))
        if reader is not None:
            reader(child, draft)


def _title(element: Element, draft: Draft) -> None:
    text = draft.line(renamed(element, "pap"))
    if text:
        draft.values["title"] = {draft.language: text}


def _ipc(element: Element, draft: Draft) -> None:
    for child in element:
        if child.tag == "classification-ipc-edition":
            draft.keep("ipc-edition", words(child))
            continue
        text = child_text(child, "ipc")
        symbol = written(text)
        if symbol is not None:
            draft.add("ipc", symbol)
            if child.tag == "classification-ipc-primary":
                draft.values.setdefault("ipc_first", symbol)
        elif text:
            draft.findings.note("class", text)


def _national(element: Element, draft: Draft) -> None:
    draft.add("national_classes", *(f"US{symbol}" for symbol in _national_symbols(element)))


def _national_symbols(element: Element) -> list[str]:
    found = []
    for group in element:
        for child in group:
            pieces = texts(child)
            text = f"{pieces['class']:>3}{pieces.get('subclass', '')}" if pieces.get("class") else words(child)
            symbol = uspc(text) if child.tag == "uspc" else text
            if symbol:
                found.append(symbol)
    return found


def _botanic(element: Element, draft: Draft) -> None:
    draft.values["species"] = child_text(element, "latin-name") or None
    draft.keep("variety", child_text(element, "variety"))


def _citation(element: Element, draft: Draft) -> None:
    passages = child_text(element, "relevant-section") or None
    for child in element:
        if child.tag == "cited-non-patent-literature":
            text = draft.line(renamed(child, "pap"))
            draft.add("citations", Citation(text=text, passages=passages))
        elif child.tag == "cited-patent-literature":
            draft.add("citations", _cited(child, passages, draft))


def _cited(element: Element, passages: str | None, draft: Draft) -> Citation:
    found = numbered(element)
    names, symbols = [], []
    for child in element:
        if child.tag == "party":
            names.append(flat(child))
        elif child.tag == "classification-us":
            symbols += [f"US{symbol}" for symbol in _national_symbols(child)]
        elif child.tag == "classification-ipc":
            symbols.append(flat(child))
    number = lineage.document_of(found, draft) if found else None
    return Citation(
        number=number,
        raw=found.raw if found and found.raw != number else None,
        name=", ".join(names) or None,
        date=draft.findings.date(found.date) if found else None,
        office=draft.findings.office(found.country) if found else None,
        classification="; ".join(symbols) or None,
        passages=passages,
    )


def continuity(element: Element, draft: Draft) -> None:
    """The lineage: parents with what became of them, provisionals, what a republication corrects."""
    for link in element:
        tag = str(link.tag)
        if tag == "continuations":
            continuity(link, draft)
        elif tag in _RELATIONS:
            for child in link:
                _parent(child, _RELATIONS[tag], draft)
        else:
            found = numbered(link)
            if found is not None and tag == "corrected-republication-of":
                lineage.add_publication("correction", found, draft)
            elif found is not None:
                lineage.add_parent("provisional", found, draft)


def _parent(element: Element, relation: str, draft: Draft) -> None:
    if element.tag == "parent-pct":
        found = numbered(element)
        if found is not None:
            lineage.add_parent("pct", found, draft)
        return
    members = {str(child.tag): numbered(child) for child in element}
    parent = members.get("parent")
    if parent is not None:
        lineage.add_parent(
            relation,
            parent,
            draft,
            child=members.get("child"),
            status=child_text(element, "parent-status"),
            patent=members.get("parent-patent"),
        )


def published_before(element: Element, draft: Draft) -> None:
    """An earlier publication of the same application."""
    found = numbered(element)
    if found is not None:
        lineage.add_publication("previous_publication", found, draft)


def conventions(element: Element, draft: Draft) -> None:
    """The international application and its publication; the day the national stage began."""
    for child in element:
        found = numbered(child)
        if child.tag == "usc371-date":
            lineage.set_international(draft, national_entry=draft.findings.date(words(child)))
        elif found is None:
            draft.keep(str(child.tag), words(child))
        elif child.tag == "pct-application":
            number = lineage.application_of(found, draft) or found.raw
            lineage.set_international(draft, application=number, filing_date=draft.findings.date(found.date))
        else:
            number = lineage.document_of(found, draft) or found.raw
            lineage.set_international(draft, publication=number, publication_date=draft.findings.date(found.date))


def inventors(element: Element, draft: Draft) -> None:
    """The inventors, who are the applicants too; `INV` is said of every one, anything else is a role."""
    for child in element:
        authority = child_text(child, "authority-applicant")
        party = _party(child, draft, role=authority if authority not in ("", "INV") else None)
        if party is not None:
            draft.add("inventors", party)
            draft.add("inventing_applicants", party)


def assignee(element: Element, draft: Draft) -> None:
    """An owner; `role` is the office's code for the kind of assignee."""
    party = _party(element, draft, role=child_text(element, "assignee-type") or None)
    if party is not None:
        draft.add("owners", party)


def _party(element: Element, draft: Draft, *, role: str | None) -> Party | None:
    name, address = child_text(element, "organization-name"), ""
    place: dict[str, str] = {}
    for child in element:
        if child.tag == "name":
            name = _person(texts(child)) or name
        elif child.tag == "address":
            place = {**_place(child), **place}
            address = _line(child, draft)
        elif child.tag == "residence":
            place = {**place, **_residence(child, draft)}
    if not name:
        return None
    country = draft.findings.office(place.get("country-code"))
    return Party(
        name=name,
        country=country,
        region=place.get("state") or None,
        city=place.get("city") or None,
        address=address or None,
        role=role,
    )


def _person(found: dict[str, str]) -> str:
    first = " ".join(filter(None, (found.get("name-prefix"), found.get("given-name"), found.get("middle-name"))))
    return ", ".join(filter(None, (found.get("family-name"), first, found.get("name-suffix"))))


def _place(address: Element) -> dict[str, str]:
    found = texts(address)
    for child in address:
        if child.tag == "country":
            found["country-code"] = child_text(child, "country-code")
    return found


def _line(address: Element, draft: Draft) -> str:
    found = texts(address)
    for key in ("email", "telephone", "fax"):
        draft.keep(key, found.get(key, ""))
    lines = [found.get(key, "") for key in ("military-address", "address-1", "address-2")]
    if not any(lines):
        return ""
    return ", ".join(filter(None, [*lines, *(found.get(key, "") for key in ("city", "state", "postalcode"))]))


def _residence(element: Element, draft: Draft) -> dict[str, str]:
    place: dict[str, str] = {}
    for child in element:
        if child.tag == "citizenship":
            draft.keep("nationality", draft.findings.office(child_text(child, "country-code")) or "")
        elif child.tag == "military-service":
            draft.keep("military-service", words(child))
        else:
            place = {key: value for key, value in texts(child).items() if value}
    return place


def correspondence(element: Element, draft: Draft) -> None:
    """To whom the office writes."""
    pieces = [child_text(element, "name-1"), child_text(element, "name-2")]
    for child in element:
        if child.tag == "address":
            country = draft.findings.office(_place(child).get("country-code"))
            pieces += [_line(child, draft) or ", ".join(filter(None, texts(child).values())), country or ""]
    draft.keep("correspondence-address", ", ".join(filter(None, pieces)))


def fact(element: Element, draft: Draft) -> None:
    """A fact that is kept by its own name."""
    draft.keep(str(element.tag), flat(element))


_TECHNICAL: dict[str, Part] = {
    "title-of-invention": _title,
    "classification-ipc": _ipc,
    "classification-us": _national,
    "botanic": _botanic,
    "citation": _citation,
}

PARTS: dict[str, Part] = {
    "document-id": publication,
    "publication-filing-type": fact,
    "domestic-filing-data": filing,
    "foreign-priority-data": priority,
    "technical-information": technical,
    "continuity-data": continuity,
    "prior-publication": published_before,
    "inventors": inventors,
    "assignee": assignee,
    "correspondence-address": correspondence,
    "international-conventions": conventions,
    "appendix-data": fact,
}
