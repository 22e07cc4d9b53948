"""Numbers, dates and links of a US document: its own, its priorities, its lineage, its international application."""

from __future__ import annotations

from zhihang.records.links import InternationalApplication, Priority, Related
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.us.document_id import DocumentId, document_id
from zhihang.sources.xml import Element
from zhihang.standards.numbers import ApplicationNumber

RELATIONS = {
    "addition": "addition",
    "division": "divisional",
    "continuation": "continuation",
    "continuation-in-part": "continuation_in_part",
    "continuing-reissue": "continuing_reissue",
    "reissue": "reissue",
    "us-divisional-reissue": "divisional_reissue",
    "reexamination": "reexamination",
    "us-reexamination-reissue-merger": "reexamination_reissue_merger",
    "substitution": "substitute",
    "utility-model-basis": "utility_model",
}


def publication(element: Element, draft: Draft) -> None:
    """The document's own number, kind and date."""
    found = document_id(element)
    if found is None:
        return
    number = draft.findings.document(draft.findings.office(found.country) or "US", found.number, found.kind)
    if number is not None:
        draft.values["document"] = number
        draft.findings.record = number.joined
    draft.values["publication_date"] = draft.findings.date(found.date)


def application(element: Element, draft: Draft) -> None:
    """The application's number, date and type."""
    found = document_id(element)
    draft.values["type"] = element.get("appl-type") or ""
    if found is None:
        return
    draft.values["filing_date"] = day = draft.findings.date(found.date)
    draft.values["application"] = draft.findings.application(
        draft.findings.office(found.country) or "US", found.number, int(day[:4]) if day else None
    )


def priorities(element: Element, draft: Draft) -> None:
    """Priorities claimed under the Paris Convention; `kind` as printed (national, regional, international)."""
    for claim in element:
        office = draft.findings.office(child_text(claim, "country"))
        raw = child_text(claim, "doc-number")
        day = draft.findings.date(child_text(claim, "date"))
        number = draft.findings.earlier(office, raw, day)
        draft.add(
            "priorities",
            Priority(
                number=number.joined if number else raw or None,
                office=office,
                date=day,
                kind=claim.get("kind"),
                raw=raw if number and number.joined != raw else None,
            ),
        )
        for child in claim:
            if child.tag == "office-of-filing":
                draft.keep("office-of-filing", " ".join(str(text).strip() for text in child.itertext()).strip())
            elif child.tag in ("priority-doc-requested", "priority-doc-attached"):
                draft.keep("priority-document", f"{raw} {str(child.tag).rpartition('-')[2]}")


def related(element: Element, draft: Draft) -> None:
    """The lineage: parents with what became of them, provisionals, earlier publications, corrections."""
    for link in element:
        tag = str(link.tag)
        if tag in RELATIONS:
            for relation in link:
                _parents(relation, RELATIONS[tag], draft)
        elif tag == "us-provisional-application":
            _provisional(link, draft)
        elif tag == "related-publication":
            _publication_before(link, draft)
        elif tag == "correction":
            _correction(link, draft)


def _parents(relation: Element, name: str, draft: Draft) -> None:
    own: ApplicationNumber | None = draft.values.get("application")
    children: list[str] = []
    for child in relation:
        found = document_id(child) if child.tag == "child-doc" else None
        number = _application_of(found, draft)
        if found and number != (own.joined if own else None):
            children.append(number or found.raw)
        if child.tag == "child-doc":
            _international_date(child, draft)
    for parent in relation:
        if parent.tag == "parent-doc":
            draft.add("related", _parent(parent, name, children, draft))
            _international_date(parent, draft)


def _parent(parent: Element, name: str, children: list[str], draft: Draft) -> Related:
    found = document_id(parent)
    document, pct = None, None
    for child in parent:
        if child.tag == "parent-grant-document":
            document = _document_of(document_id(child), draft)
        elif child.tag == "parent-pct-document":
            pct = document_id(child)
    number = _application_of(found, draft) if found else None
    if pct is not None:
        draft.add("related", Related(kind="parent", relation="pct", number=_application_of(pct, draft) or pct.raw,
                                     date=draft.findings.date(pct.date), of=number))  # fmt: skip
    return Related(
        kind="parent",
        relation=name,
        number=number or (found.raw if found else None),
        office=draft.findings.office(found.country) if found else None,
        document=document,
        date=draft.findings.date(found.date) if found else None,
        status=child_text(parent, "parent-status").lower() or None,
        of=", ".join(children) or None,
    )


def _international_date(element: Element, draft: Draft) -> None:
    for child in element:
        if child.tag == "international-filing-date":
            draft.keep("international-filing-date", draft.day(child) or "")


def _application_of(found: DocumentId | None, draft: Draft) -> str | None:
    if found is None:
        return None
    day = draft.findings.date(found.date)
    office = "WO" if found.number.startswith("PCT") else draft.findings.office(found.country)
    number = draft.findings.application(office, found.number, int(day[:4]) if day else None)
    return number.joined if number else None


def _document_of(found: DocumentId | None, draft: Draft) -> str | None:
    """A granted parent; its kind left off where it is the bare `A` that these links print for every kind."""
    if found is None:
        return None
    number = draft.findings.document(
        draft.findings.office(found.country), found.number, "" if found.kind == "A" else found.kind
    )
    return number.joined if number else None


def _provisional(link: Element, draft: Draft) -> None:
    found = document_id(link)
    if found is None:
        return
    draft.add(
        "related",
        Related(
            kind="parent",
            relation="provisional",
            number=_application_of(found, draft) or found.raw,
            office=draft.findings.office(found.country),
            date=draft.findings.date(found.date),
            status=child_text(link, "us-provisional-application-status").lower() or None,
        ),
    )


def _publication_before(link: Element, draft: Draft) -> None:
    found = document_id(link)
    if found is None:
        draft.keep("related-publication", draft.line(link))
        return
    office = draft.findings.office(found.country)
    number = draft.findings.document(office, _with_year(found), found.kind)
    draft.add(
        "related",
        Related(
            kind="publication",
            relation="previous_publication",
            document=number.joined if number else found.raw,
            office=office,
            date=draft.findings.date(found.date),
        ),
    )


def _with_year(found: DocumentId) -> str:
    """Early republications print only the serial (`0193250`): the year is that of their date."""
    short = found.country == "US" and len(found.number) == 7 and found.number[0] == "0" and found.kind[:1] == "A"
    return found.date[:4] + found.number if short else found.number


def _correction(link: Element, draft: Draft) -> None:
    for child in link:
        if child.tag == "document-corrected":
            found = document_id(child)
            number = draft.findings.document(found.country, found.number, found.kind) if found else None
            draft.add(
                "related",
                Related(
                    kind="publication",
                    relation="correction",
                    document=number.joined if number else found.raw if found else None,
                    date=draft.findings.date(found.date) if found else None,
                    status=child_text(link, "type-of-correction") or None,
                ),
            )
        elif child.tag != "type-of-correction":
            draft.keep("correction", flat(child))


def filing_abroad(element: Element, draft: Draft) -> None:
    """The international application, and the day the national stage began (35 U.S.C. 371)."""
    found = document_id(element)
    entry = next((draft.day(child) for child in element if child.tag in ("us-371c124-date", "us-371c12-date")), None)
    if found is None:
        return
    number = _application_of(found, draft)
    _international(draft, application=number or found.raw, filing_date=draft.findings.date(found.date),
                   national_entry=entry)  # fmt: skip


def publication_abroad(element: Element, draft: Draft) -> None:
    """The international publication; its kind only where it is one (`A1`), since most files print a bare `A`."""
    found = document_id(element)
    if found is None:
        return
    office = "WO" if found.number.startswith(("WO", "PCT")) else draft.findings.office(found.country)
    number = draft.findings.document(office, found.number, found.kind if len(found.kind) > 1 else "")
    _international(draft, publication=number.joined if number else found.raw,
                   publication_date=draft.findings.date(found.date))  # fmt: skip
    for child in element:
        if child.tag == "gazette-reference":
            draft.keep("gazette-reference", flat(child))


def _international(draft: Draft, **fields: str | None) -> None:
    known = draft.values.get("pct")
    kept = {name: getattr(known, name) for name in known.__struct_fields__} if known is not None else {}
    draft.values["pct"] = InternationalApplication(**{**kept, **fields})


def hague(element: Element, draft: Draft) -> None:
    """A design that came from an international registration under the Hague Agreement."""
    for child in element:
        if child.tag == "international-registration-number":
            draft.values["international_registration"] = words(child) or None
        else:
            draft.keep(str(child.tag), draft.day(child) or "")


def family(element: Element, draft: Draft) -> None:
    """The family that the document prints."""
    for child in element:
        draft.keep("patent-family", flat(child))


PARTS: dict[str, Part] = {
    "publication-reference": publication,
    "application-reference": application,
    "priority-claims": priorities,
    "us-related-documents": related,
    "pct-or-regional-filing-data": filing_abroad,
    "pct-or-regional-publishing-data": publication_abroad,
    "hague-agreement-data": hague,
    "patent-family": family,
}
