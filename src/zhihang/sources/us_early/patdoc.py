"""US grants of 2001 to 2004: ST.32 in XML or the SGML before it, DTD 2.4 and 2.5, root `PATDOC`."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us import texts
from zhihang.sources.us_early.assembly import assembled
from zhihang.sources.us_early.patdoc_parts import PARTS
from zhihang.sources.us_early.renaming import renamed
from zhihang.sources.xml import Element, read_xml

ROOT = "PATDOC"
COVERAGE = "zhihang.sources.us_early:coverage-patdoc.yaml"
FIXED = ("INID",)
"""Attributes to which the document type gives one fixed value."""

_FIRST = ("B100", "B200")
_HOLDERS = ("B400", "B500", "B700")


def recognise(head: Head) -> bool:
    """By the root element."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one grant, then its problems."""
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
    record = assembled(draft, is_grant=True)
    if record is not None:
        yield draft.findings.stamped(record)
    draft.findings.unread({**unread, **{f"text//{tag}": number for tag, number in draft.flow.unknown.items()}})
    yield from draft.findings.problems


def _read(child: Element, draft: Draft) -> None:
    if child.tag == "SDOBI":
        for group in sorted(child, key=lambda each: each.tag not in _FIRST):
            _group(group, draft)
    elif child.tag == "SDOAB":
        texts.abstract(renamed(child, "patdoc"), draft)
    elif child.tag == "SDODE":
        texts.description(renamed(child, "patdoc"), draft)
    elif child.tag == "SDODR":
        texts.drawings(renamed(child, "patdoc"), draft)
    elif child.tag == "SDOCL":
        for part in renamed(child, "patdoc"):
            if part.tag == "CL":
                texts.claims(part, draft)


def _group(group: Element, draft: Draft) -> None:
    for part in group if group.tag in _HOLDERS else [group]:
        reader = PARTS.get(str(part.tag))
        if reader is not None:
            reader(part, draft)


SOURCE = Source("us-grant-patdoc", recognise, split_documents, parse, COVERAGE)
