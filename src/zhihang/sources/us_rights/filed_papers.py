"""Papers that applicants filed, as the USPTO read them by machine (XML4IP): specifications, abstracts, claims.

A paper is an event of its application, on the day the mail room had it. Its text is what was filed - often only
replacements for some paragraphs - and so stands by the paper's code and day, never as the text of a publication.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.events import Event
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, child_text, words
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us_rights.right import application, patent_right
from zhihang.sources.xml import Element, read_xml, without_namespaces

COVERAGE = "zhihang.sources.us_rights:coverage-filed-papers.yaml"
_ROOTS = frozenset({"SpecificationDocument", "ClaimsDocument"})
_SPACE = "urn:us:gov:doc:uspto:patent"
_NAMES = {
    "P": "p", "Heading": "heading", "U": "u", "B": "b", "I": "i", "Sub": "sub", "Sup": "sup", "Br": "br",
    "OCRConfidenceData": "span", "PartName": "span", "PartNumber": "span", "ClaimLabelText": "span",
    "ClaimReference": "claim-ref", "ClaimText": "claim-text", "ClaimStatement": "p",
}  # fmt: skip


def is_paper(head: Head) -> bool:
    """By root and namespace."""
    return head.root in _ROOTS and _SPACE in head.attributes.values()


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of the right with the paper, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    _plain(root)
    draft = Draft(Findings(place, chunk.position), language="en")
    if root.tag not in _ROOTS:
        draft.findings.note("foreign-document", f"<{root.tag}>", fatal=True)
    else:
        unread = coverage(COVERAGE).unread(root)
        record = _record(root, draft)
        if record is not None:
            yield draft.findings.stamped(record)
        draft.findings.unread({**unread, **{f"text//{tag}": number for tag, number in draft.flow.unknown.items()}})
    yield from draft.findings.problems


def _plain(root: Element) -> None:
    """Local names; attributes, all of which order, measure or name elements, but the paper's own number off."""
    without_namespaces(root)
    number = next((value for name, value in root.attrib.items() if str(name).endswith("}id")), None)
    for element in root.iter():
        element.attrib.clear()
    if number:
        root.set("id", str(number))


def _record(root: Element, draft: Draft) -> Record | None:
    printed = next((words(each) for each in root.iter("ApplicationNumber")), "")
    found = application(draft.findings, printed) if printed else None
    if found is None:
        draft.findings.note("no-number", printed or root.get("id") or "", fatal=True)
        return None
    draft.findings.record = found.joined
    code, day = child_text(root, "DocumentCode"), draft.findings.date(child_text(root, "MailRoomDate"))
    pages = next((words(each) for each in root.iter("PageTotalQuantity")), "")
    detail = {"document": root.get("id") or "", "pages": pages}
    event = Event(
        date=day,
        code=code or None,
        text=child_text(root, "DocumentTitle") or None,
        office="US",
        detail={key: text for key, text in detail.items() if text},
    )
    texts = tuple(_texts(root, draft))
    return patent_right(found, events=(event,), other={" ".join(filter(None, (code, day))): texts} if texts else {})


def _texts(root: Element, draft: Draft) -> Iterator[str]:
    """Paragraphs, and claims with their parts on lines of their own; page heads and line numbers are taken out."""
    for margin in list(root.iter("BoundaryData")):
        _without(margin)
    for element in root.iter():
        element.tag = _NAMES.get(str(element.tag), element.tag)
    for body in root.iter("Specification"):
        yield from draft.flow.paragraphs(body)
    for claims in root.iter("ClaimList"):
        for claim in claims:
            parts = [claim] if claim.tag != "Claim" else [part for part in claim if part.tag == "claim-text"]
            text = "\n".join(filter(None, (draft.line(part) for part in parts)))
            if text:
                yield text


def _without(element: Element) -> None:
    """Takes an element out and leaves a blank and the text behind it: it stands where a line or a page ends."""
    parent, before = element.getparent(), element.getprevious()
    if parent is None:
        return
    tail = f" {element.tail or ''}"
    if before is None:
        parent.text = (parent.text or "") + tail
    else:
        before.tail = (before.tail or "") + tail
    element.tail = None
    parent.remove(element)


SOURCE = Source("us-filed-papers", is_paper, split_documents, parse, COVERAGE)
