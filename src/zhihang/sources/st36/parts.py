"""Numbers, classes, citations and texts of an ST.36 document."""

from __future__ import annotations

import re

from zhihang.errors import InvalidCode
from zhihang.records.dates import PartialDate
from zhihang.records.events import Designation, Event
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.records.marks import Image
from zhihang.sources import symbols
from zhihang.sources.claim_references import independent
from zhihang.sources.claims_run_together import parted
from zhihang.sources.draft import Draft, Part, child_text, flat, texts, words
from zhihang.sources.findings import language
from zhihang.sources.st36.parties import parties
from zhihang.sources.xml import Element
from zhihang.standards.classes import parse_st8
from zhihang.standards.numbers import ApplicationNumber, DocumentNumber

_EPO_FORMS = frozenset({"epo", "docdb"})
_WITHOUT_YEAR = 6
_YEAR_AND_SIX = re.compile(r"(?:19|20)\d{2}0\d{5}")
_GRANTED = "date-of-grant"


def numbered(element: Element) -> Element:
    """The `document-id` below an element; the element itself where its parts stand directly in it."""
    return next((child for child in element if child.tag == "document-id"), element)


def application_in(element: Element, draft: Draft) -> ApplicationNumber | None:
    """An application: in the parts of DOCDB where the file says so, else as its office prints it."""
    inner = numbered(element)
    said = texts(inner)
    office = draft.findings.office(said.get("country"))
    number = said.get("doc-number", "")
    if (inner.get("format") or "") in _EPO_FORMS:
        return draft.findings.docdb_application(office, number, said.get("kind", ""))
    date = said.get("date", "")
    return draft.findings.earlier(office, number, PartialDate(date[:4]) if date[:4].isdigit() else None)


def document_in(element: Element, draft: Draft) -> DocumentNumber | None:
    """A publication."""
    said = texts(numbered(element))
    return document_of(said.get("country"), said.get("doc-number", ""), said.get("kind", ""), said.get("date"), draft)


def document_of(country: str | None, number: str, kind: str, date: str | None, draft: Draft) -> DocumentNumber | None:
    """A publication from its parts; numbers of WIPO that lack their year begin with that of their date."""
    office = draft.findings.office(country)
    if office == "WO" and date and len(number) == _WITHOUT_YEAR and number.isdigit():
        number = f"{date[:4]}{number}"
    return draft.findings.document(office, number, kind)


def application(element: Element, draft: Draft) -> None:
    """The application's number and date."""
    draft.values["application"] = application_in(element, draft)
    draft.values["filing_date"] = draft.findings.date(texts(numbered(element)).get("date"))


def publication(element: Element, draft: Draft) -> None:
    """The document's date."""
    day = draft.findings.date(texts(numbered(element)).get("date"))
    draft.values["publication_date"] = day or draft.values.get("publication_date")


def priorities(element: Element, draft: Draft) -> None:
    """Priorities in order; collections state one in the office's form and again in that of the EPO."""
    stated: dict[str | None, Priority] = {}
    for child in element:
        if child.tag == "priority-claim":
            said = texts(numbered(child))
            found = application_in(child, draft)
            number = found.joined if found else said.get("doc-number") or None
            stated[number] = Priority(
                number=number,
                office=found.office if found else draft.findings.office(said.get("country")),
                date=draft.findings.date(said.get("date")),
                kind=said.get("kind") or child.get("kind") or (stated[number].kind if number in stated else None),
            )
    draft.add("priorities", *stated.values())


def technical(element: Element, draft: Draft) -> None:
    """Titles, classes and citations, in a group of their own or directly below the bibliographic data."""
    for child in element:
        part = PARTS.get(str(child.tag))
        if part is not None:
            part(child, draft)


def title(element: Element, draft: Draft) -> None:
    """One title for each language; the first that the file gives."""
    text = draft.line(element)
    if text:
        draft.values.setdefault("title", {}).setdefault(language(element.get("lang")), text)


def ipcr(element: Element, draft: Draft) -> None:
    """Reformed IPC in the columns of ST.8."""
    for child in element:
        text = child_text(child, "text") or (child.text or "").strip("\r\n")
        try:
            found = parse_st8(text)
        except InvalidCode:
            if text.strip():
                draft.findings.note("class", text)
            continue
        symbol = found.symbol.canonical
        draft.add("ipc", symbol)
        if found.position == "F":
            draft.values.setdefault("ipc_first", symbol)


def ipc(element: Element, draft: Draft) -> None:
    """IPC of editions 1 to 7."""
    for child in element:
        text = words(child)
        if child.tag == "edition":
            draft.keep("ipc-edition", text)
            continue
        symbol = symbols.written(text)
        if symbol is not None:
            draft.add("ipc", symbol)
            if child.tag == "main-classification":
                draft.values.setdefault("ipc_first", symbol)
        elif text:
            draft.findings.note("class", text)


def national(element: Element, draft: Draft) -> None:
    """National classes with their office; former US classes in their written form."""
    country = element.get("country") or child_text(element, "country")
    for child in element:
        text = (child.text or "").strip("\r\n")
        if child.tag in ("main-classification", "further-classification", "text") and text.strip():
            shown = symbols.uspc(text) if country == "US" and "/" not in text else " ".join(text.split())
            draft.add("national_classes", f"{country}{shown}")


def ecla(element: Element, draft: Draft) -> None:
    """ECLA and ICO, in force until 2012: kept by name, not as CPC."""
    for child in element:
        scheme = child.get("scheme") or ""
        draft.keep("classification-ecla", " ".join(filter(None, (scheme if scheme != "EC" else "", words(child)))))


def cpc(element: Element, draft: Draft) -> None:
    """CPC symbols as text."""
    for child in element:
        symbol = symbols.written(child_text(child, "text") or words(child))
        if symbol is not None:
            draft.add("cpc", symbol)
        elif flat(child):
            draft.findings.note("class", flat(child))


def citations(element: Element, draft: Draft) -> None:
    """What the document cites, in any of the usual groups, in order."""
    for child in element.iter("patcit", "nplcit"):
        source = next(child.iter("source"), None)
        category = (
            child_text(child, "category")
            or child.get("category")
            or (source.get("category") if source is not None else "")
            or None
        )
        phase = (
            "search"
            if element.tag == "srep-citations" or (source is not None and source.get("name") == "SEA")
            else None
        )
        if child.tag == "nplcit":
            text = child_text(child, "text") or draft.line(child)
            draft.add("citations", Citation(text=text or None, category=category, phase=phase))
            continue
        found = document_in(child, draft)
        said = texts(numbered(child))
        passages = "; ".join(filter(None, (words(each) for each in child.iter("passage"))))
        draft.add(
            "citations",
            Citation(
                number=found.joined if found else None,
                office=found.office if found else None,
                name=said.get("name") or None,
                date=draft.findings.date(said.get("date")),
                category=category,
                phase=phase,
                by="examiner" if phase else None,
                passages=passages or None,
                raw=None if found else said.get("doc-number") or child.get("dnum"),
            ),
        )


def international(element: Element, draft: Draft) -> None:
    """Designated states and the numbers of the international application."""
    for child in element:
        tag = str(child.tag)
        if tag == "designated-states":
            states(child, draft)
        elif tag in ("pct-or-regional-filing-data", "pct-or-regional-publishing-data"):
            _pct(child, draft)


def states(element: Element, draft: Draft) -> None:
    """Designated states by their group."""
    for country in element.iter("country"):
        above = country.getparent()
        kind = str(above.tag).removesuffix("-states") if above is not None else None
        office = draft.findings.office(words(country))
        if office and kind != "region":
            draft.add("designations", Designation(office=office, kind=kind))


def _pct(element: Element, draft: Draft) -> None:
    known = draft.values.get("pct") or InternationalApplication()
    said = texts(numbered(element))
    day = draft.findings.date(said.get("date"))
    if element.tag == "pct-or-regional-filing-data":
        filed = _filed_internationally(element, draft)
        number = filed.joined if filed else said.get("doc-number")
        found = InternationalApplication(
            application=number, filing_date=day, publication=known.publication, publication_date=known.publication_date
        )
    else:
        published = document_in(element, draft)
        number = published.joined if published else said.get("doc-number")
        found = InternationalApplication(
            application=known.application, filing_date=known.filing_date, publication=number, publication_date=day
        )
    draft.values["pct"] = found


def _filed_internationally(element: Element, draft: Draft) -> ApplicationNumber | None:
    """The international or regional application: year and six digits are an international one under its receiving
    office, whatever office uses that form for its own (`JP 2001010225` here is PCT/JP2001/010225)."""
    said = texts(numbered(element))
    if _YEAR_AND_SIX.fullmatch(said.get("doc-number", "")):
        return draft.findings.docdb_application(
            draft.findings.office(said.get("country")), said.get("doc-number", ""), "W"
        )
    return application_in(element, draft)


def availability(element: Element, draft: Draft) -> None:
    """Dates of the procedure, each an event by its name."""
    for child in element:
        day = draft.day(child) or draft.day(numbered(child))
        if day:
            if child.tag in (_GRANTED, "printed-with-grant"):
                draft.values["grant_date"] = day
            draft.add("events", Event(code=str(child.tag), date=day, office=draft.values.get("office")))


_RELATIONS = {"division": "divisional", "substitution": "substitute"}
"""Names of the standard for relations that other standards call otherwise."""


def related(element: Element, draft: Draft) -> None:
    """Related applications by the name of their relation."""
    for relation in element:
        said = relation.get("type") or str(relation.tag)
        name = _RELATIONS.get(said, said.replace("-", "_"))
        for side in relation.iter("parent-doc", "child-doc"):
            found = application_in(side, draft)
            if found is not None:
                kind = "parent" if side.tag == "parent-doc" else "child"
                draft.add("related", Related(kind=kind, relation=name, number=found.joined, office=found.office))


def text(element: Element, draft: Draft) -> None:
    """Abstract or description, in its language; a second text in the same language is kept by its source."""
    paragraphs = tuple(draft.flow.paragraphs(element))
    code = language(element.get("lang"))
    known = draft.values.setdefault(str(element.tag), {})
    if not paragraphs or known.get(code) == paragraphs:
        return
    if code in known:
        draft.other.setdefault(f"{element.tag}-{code}", []).extend(paragraphs)
    else:
        known[code] = paragraphs
    if element.get("load-source"):
        draft.keep(f"{element.tag}-source", f"{code}: {element.get('load-source')}")


def claims(element: Element, draft: Draft) -> None:
    """One set of claims; further sets in the same language are kept apart."""
    code = language(element.get("lang"))
    each = [child for child in element if child.tag == "claim"] or [element]
    found = tuple(said for child in each if (said := draft.flow.text(child)))
    found = parted(found[0], code) if len(found) == 1 else found
    known = draft.values.setdefault("claims", {})
    if not found or known.get(code) == found:
        return
    if code in known:
        draft.other.setdefault(f"claims-{code}", []).extend(found)
        return
    known[code] = found
    marked = [number for number, child in enumerate(each, 1) if next(child.iter("claim-ref"), None) is None]
    alone = tuple(marked) if len(marked) < len(each) == len(found) else independent(found, code)
    draft.values.setdefault("independent_claims", {})[code] = alone


def drawings(element: Element, draft: Draft) -> None:
    """Pictures of figures and pages."""
    for image in element.iter("img", "doc-page"):
        if image.get("file"):
            kind = (
                "drawing" if image.tag == "img" else "search-report" if element.tag == "search-report-data" else "page"
            )
            draft.add("images", Image(file=str(image.get("file")), kind=kind))
    for report in element.iter("srep-citations"):
        citations(report, draft)


def legal(element: Element, draft: Draft) -> None:
    """Legal events, which belong to the right."""
    for child in element:
        if child.tag == "legal-event":
            detail: dict[str, str] = {}
            for attribute in child.iter("event-attribute"):
                label = child_text(attribute, "event-attribute-label") or "attribute"
                value = child_text(attribute, "event-attribute-value")
                detail[label] = f"{detail[label]}; {value}" if label in detail else value
            title_ = next((words(each) for each in child.iter("event-title")), "")
            event = Event(
                code=child.get("code"),
                date=draft.findings.date(child.get("date")),
                office=draft.findings.office(child.get("country")),
                text=title_ or None,
                detail=detail,
            )
            draft.values.setdefault("legal", []).append(event)


def said_language(element: Element, draft: Draft) -> None:
    """The language of publication."""
    code = language(words(element))
    if code != "und":
        draft.values["language"] = code


def kept(element: Element, draft: Draft) -> None:
    """A value that no key holds."""
    draft.keep(str(element.tag), flat(element))


PARTS: dict[str, Part] = {
    "publication-reference": publication,
    "application-reference": application,
    "priority-claims": priorities,
    "technical-data": technical,
    "invention-title": title,
    "classifications-ipcr": ipcr,
    "classification-ipc": ipc,
    "classification-national": national,
    "classification-ecla": ecla,
    "classifications-cpc": cpc,
    "citations": citations,
    "references-cited": citations,
    "international-convention-data": international,
    "pct-or-regional-filing-data": _pct,
    "pct-or-regional-publishing-data": _pct,
    "designation-of-states": states,
    "dates-of-public-availability": availability,
    "related-documents": related,
    "parties": parties,
    "abstract": text,
    "description": text,
    "claims": claims,
    "drawings": drawings,
    "search-report-data": drawings,
    "doc-page": drawings,
    "legal-status": legal,
    "language-of-publication": said_language,
    "language-of-filing": kept,
    "plain-language-designation": kept,
}
