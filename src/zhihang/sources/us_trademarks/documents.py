"""The documents of US trademark cases, list of TSDR (`DocumentList`): each is an event of its case.

Which letters came in and went out, on which day; the documents themselves lie with the office.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.events import Event
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import texts
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us_trademarks.register_case import day, is_serial
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.us_trademarks:coverage-documents.yaml"
ROOT = "DocumentList"
_SPACE = "urn:us:gov:doc:uspto:trademark"


def is_list(head: Head) -> bool:
    """By root and namespace."""
    return head.root == ROOT and _SPACE in head.attributes.values()


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One list each; a list is of one case, or of few."""
    yield from split_documents(stream, place)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of each case that the list names, then the problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    findings = Findings(place, chunk.position)
    if root.tag != ROOT:
        findings.note("foreign-document", f"<{root.tag}>", fatal=True)
        yield from findings.problems
        return
    cases: dict[str, list[Event]] = {}
    for document in root:
        serial = texts(document).get("SerialNumber", "")
        if is_serial(serial):
            cases.setdefault(serial, []).append(_event(document, findings))
        else:
            findings.note("no-number", serial or "SerialNumber", fatal=True)
    for serial, events in cases.items():
        own = right_id("US", "trademark", serial)
        record = Record(id=own, right_id=own, right="trademark", office="US", number=serial,
                        application_number=f"US{serial}", events=tuple(events))  # fmt: skip
        yield findings.stamped(record)
    findings.unread(coverage(COVERAGE).unread(root))
    yield from findings.problems


def _event(document: Element, findings: Findings) -> Event:
    said = texts(document)
    detail = {
        "category": said.get("CategoryTypeCodeDescriptionText") or said.get("CategoryTypeCode", ""),
        "pages": said.get("TotalPageQuantity", ""),
        "scanned": said.get("ScanDateTime", ""),
    }
    return Event(
        date=day(said.get("MailRoomDate", ""), findings),
        code=said.get("DocumentTypeCode") or None,
        text=said.get("DocumentTypeCodeDescriptionText") or said.get("DocumentTypeDescriptionText") or None,
        office="US",
        detail={key: text for key, text in detail.items() if text},
    )


SOURCE = Source("us-trademark-documents", is_list, split, parse, COVERAGE)
