"""Numbers, classes, citations and texts of a Japanese gazette."""

from __future__ import annotations

from zhihang.errors import InvalidCode, InvalidNumber
from zhihang.records.events import Event
from zhihang.records.links import Citation, Priority, Related
from zhihang.records.marks import Image
from zhihang.sources.claim_references import independent
from zhihang.sources.draft import Draft, Part, child_text, flat, texts, words
from zhihang.sources.xml import Element
from zhihang.standards.classes import parse_st8
from zhihang.standards.numbers import publication_number

OFFICE = "JP"
_GRANTED = ("printed-with-grant", "date-of-grant")
_RELATIONS = {"division": "divisional", "conversion": "conversion", "continuation": "continuation"}


def _inner(element: Element) -> Element:
    """The `document-id` below an element; the element itself where its parts stand directly in it."""
    return next((child for child in element if child.tag == "document-id"), element)


def publication(element: Element, draft: Draft) -> None:
    """The date of publication; the number is read with the root."""
    draft.values["publication_date"] = draft.day(_inner(element))


def application(element: Element, draft: Draft) -> None:
    """Number and date of the application."""
    inner = _inner(element)
    draft.values["application"] = draft.findings.application(OFFICE, child_text(inner, "doc-number"))
    draft.values["filing_date"] = draft.day(inner)


def title(element: Element, draft: Draft) -> None:
    """The title in Japanese."""
    text = draft.line(element)
    if text:
        draft.values["title"] = {draft.language: text}


def priorities(element: Element, draft: Draft) -> None:
    """Priorities, in the form that each office prints."""
    for child in element:
        said = texts(child)
        date, raw = draft.day(child), said.get("doc-number", "")
        office = draft.findings.office(said.get("country"))
        found = draft.findings.application(
            "WO" if raw.startswith("PCT") else office, raw, int(date[:4]) if date else None
        )
        number = found.joined if found else raw or None
        kept_raw = raw if raw != number else None
        draft.add(
            "priorities",
            Priority(number=number, office=office, date=date, kind=child.get("kind"), raw=kept_raw),
        )


def availability(element: Element, draft: Draft) -> None:
    """When the application or the patent was printed: dates, and the number of the patent."""
    for child in element:
        inner = _inner(child)
        day, number = draft.day(inner), child_text(inner, "doc-number")
        if str(child.tag) in _GRANTED:
            draft.values["grant_date"] = day
            document = draft.findings.document(OFFICE, number) if number else None
            if document is not None:
                draft.values["registration_number"] = document.number
                draft.add("related", Related(kind="publication", relation="grant", document=document.joined,
                                             office=OFFICE, date=day))  # fmt: skip
        elif day:
            draft.add("events", Event(code=str(child.tag), date=day, office=OFFICE))


def related(element: Element, draft: Draft) -> None:
    """The application that this one was divided or converted from."""
    for relation in element:
        for side in relation.iter("parent-doc", "child-doc"):
            inner = _inner(side)
            found = draft.findings.application(OFFICE, child_text(inner, "doc-number"))
            name = str(relation.tag)
            draft.add(
                "related",
                Related(
                    kind=str(side.tag).removesuffix("-doc"),
                    relation=_RELATIONS.get(name, name),
                    number=found.joined if found else child_text(inner, "doc-number") or None,
                    office=OFFICE,
                    date=draft.day(inner),
                ),
            )


def ipc(element: Element, draft: Draft) -> None:
    """IPC in the columns of ST.8."""
    for child in element:
        text = (child.text or "").strip("\r\n")
        if child.tag == "edition":
            draft.keep("ipc-edition", words(child))
            continue
        try:
            symbol = parse_st8(text).symbol.canonical
        except InvalidCode:
            if text.strip():
                draft.findings.note("class", text)
            continue
        draft.add("ipc", symbol)
        if child.tag == "main-clsf":
            draft.values.setdefault("ipc_first", symbol)


def national(element: Element, draft: Draft) -> None:
    """FI, the office's own division of the IPC, with its facet."""
    for child in element:
        if child.tag in ("main-clsf", "further-clsf") and words(child):
            draft.add("national_classes", OFFICE + " ".join(filter(None, (words(child), child.get("facet")))))


def f_terms(element: Element, draft: Draft) -> None:
    """F-terms, the office's second scheme: theme and viewpoints."""
    draft.add("national_classes", *(f"{OFFICE}{words(child)}" for child in element if words(child)))


def claim_count(element: Element, draft: Draft) -> None:
    """How many claims the file has by now; an amendment may have changed their number."""
    text = words(element)
    if text.isdigit():
        draft.values["claim_count"] = int(text)
    elif text:
        draft.findings.note("count", text)


def pages(element: Element, draft: Draft) -> None:
    """Pages of the gazette."""
    text = words(element)
    if text.isdigit():
        draft.values["pages"] = int(text)


def examination(element: Element, draft: Draft) -> None:
    """Whether examination had been requested; the gazette does not say when."""
    draft.keep(str(element.tag), element.get("true-or-false") or "")


def kept(element: Element, draft: Draft) -> None:
    """A value that no key holds, or the mark of an empty element."""
    draft.keep(str(element.tag), flat(element) or "true")


def each_kept(element: Element, draft: Draft) -> None:
    """Values that no key holds, each by its own name."""
    for child in element:
        draft.keep(str(child.tag), words(child))


def text(element: Element, draft: Draft) -> None:
    """Abstract or description; what the description cites."""
    paragraphs = tuple(draft.flow.paragraphs(element))
    if paragraphs:
        draft.values[str(element.tag)] = {draft.language: paragraphs}
    cited(element, draft, by="applicant")


def claims(element: Element, draft: Draft) -> None:
    """The claims, each as one text."""
    found = _claims(element, draft)
    if found:
        draft.values["claims"] = {draft.language: found}
        draft.values["independent_claims"] = {draft.language: independent(found, draft.language)}


def _claims(element: Element, draft: Draft) -> tuple[str, ...]:
    return tuple(said for child in element if child.tag == "claim" if (said := draft.flow.text(child)))


def references(element: Element, draft: Draft) -> None:
    """What the examiner cites."""
    cited(element, draft, by="examiner")


def cited(element: Element, draft: Draft, by: str) -> None:
    """Documents by number, where the printed words give one, and literature by its text."""
    for child in element.iter("patcit", "nplcit"):
        raw = child_text(child, "text") or flat(child)
        number = _document(raw) if child.tag == "patcit" else None
        if number is not None:
            draft.add("citations", Citation(number=number, office=OFFICE, by=by, raw=raw))
        elif raw:
            is_patent = child.tag == "patcit"
            draft.add("citations", Citation(text=None if is_patent else raw, by=by, raw=raw if is_patent else None))


def _document(printed: str) -> str | None:
    """A Japanese document; words for another office's stay as they are printed."""
    try:
        return publication_number(printed, OFFICE).joined
    except InvalidNumber:
        return None


def drawings(element: Element, draft: Draft) -> None:
    """Pictures; all of a gazette lie in one file, so each file is named once."""
    for image in element.iter("img", "doc-page"):
        found = Image(file=image.get("file") or "", kind="drawing" if image.tag == "img" else "page")
        if found.file and found not in draft.values.get("images", ()):
            draft.add("images", found)


def amendments(element: Element, draft: Draft) -> None:
    """Each amendment as an event; the claims that it brought are kept."""
    for each in element:
        groups = list(each.iter("amendment-group"))
        contents = [part for group in groups for part in group if part.tag == "contents-of-amendment"]
        detail = {
            "documents": "; ".join(dict.fromkeys(filter(None, (part.get("kind-of-document") for part in contents)))),
            "codes": "; ".join(dict.fromkeys(child_text(group, "document-code") for group in groups)),
            "items": "; ".join(child_text(group, "item-of-amendment") for group in groups),
        }
        draft.add("events", Event(code=each.get("kind") or "amendment", date=draft.day(each), office=OFFICE,
                                  detail={key: said for key, said in detail.items() if said}))  # fmt: skip
        for part in contents:
            for inner in part:
                if inner.tag == "claims":
                    for claim in _claims(inner, draft):
                        draft.keep("amended-claims", claim)


PARTS: dict[str, Part] = {
    "publication-reference": publication,
    "application-reference": application,
    "invention-title": title,
    "priority-claims": priorities,
    "dates-of-public-availability": availability,
    "related-documents": related,
    "classification-ipc": ipc,
    "classification-national": national,
    "f-term-info": f_terms,
    "theme-code-info": each_kept,
    "number-of-claims": claim_count,
    "total-pages": pages,
    "request-for-examination": examination,
    "filing-form": kept,
    "application-in-foreign-language": kept,
    "references-cited": references,
    "abstract": text,
    "description": text,
    "claims": claims,
    "drawings": drawings,
    "image-of-bibliographic-data": drawings,
    "image-of-chosen-drawing": drawings,
    "foreign-language-body": drawings,
    "written-amendment-group": amendments,
}
