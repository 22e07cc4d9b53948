"""US application publications of 2001 to 2004: PAP XML v1.5 and v1.6, root `patent-application-publication`."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, words
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us import texts
from zhihang.sources.us_early.assembly import assembled
from zhihang.sources.us_early.pap_parts import PARTS
from zhihang.sources.us_early.renaming import renamed
from zhihang.sources.xml import Element, read_xml

ROOT = "patent-application-publication"
COVERAGE = "zhihang.sources.us_early:coverage-pap.yaml"
FIXED = ("st32-name", "inid-code")
"""Attributes to which the document type gives one fixed value; they say nothing of the document."""

_TEXTS = {
    "subdoc-abstract": texts.abstract,
    "subdoc-description": texts.description,
    "subdoc-claims": texts.claims,
    "subdoc-drawings": texts.drawings,
}


def recognise(head: Head) -> bool:
    """By the root element."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one publication, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    if root.tag != ROOT:
        yield place.problem("foreign-document", chunk.position, f"<{root.tag}>", fatal=True)
        return
    for element in root.iter(etree.Element):
        for name in FIXED:
            element.attrib.pop(name, "")
    draft = Draft(Findings(place, chunk.position))
    unread = coverage(COVERAGE).unread(root)
    for child in root:
        _read(child, draft)
    record = assembled(draft, is_grant=False)
    if record is not None:
        yield draft.findings.stamped(record)
    draft.findings.unread({**unread, **{f"text//{tag}": number for tag, number in draft.flow.unknown.items()}})
    yield from draft.findings.problems


def _read(child: Element, draft: Draft) -> None:
    if child.tag in _TEXTS:
        if child.tag == "subdoc-drawings":
            for figure in child.iter("representative-figure"):
                draft.keep("figure-to-publish", words(figure))
        _TEXTS[str(child.tag)](renamed(child, "pap"), draft)
    elif child.tag == "subdoc-bibliographic-information":
        for part in sorted(child, key=lambda each: each.tag != "document-id" and each.tag != "domestic-filing-data"):
            reader = PARTS.get(str(part.tag))
            if reader is not None:
                reader(part, draft)


SOURCE = Source("us-application-pap", recognise, split_documents, parse, COVERAGE)
