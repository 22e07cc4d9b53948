"""Patent documents after WIPO ST.36 (`patent-document`): MAREC and its successors, and documents of offices.

A description that stands alone (`description` as root) names no document and gives no record.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.links import Family
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.st36 import parts
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.kinds import right_of
from zhihang.standards.numbers import DocumentNumber
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.st36:coverage.yaml"
_ROOTS = frozenset({"patent-document", "description"})


def is_document(head: Head) -> bool:
    """Root `patent-document`, or a description alone."""
    return head.root in _ROOTS


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one document, that of its right where legal events are told, then problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    draft = Draft(Findings(place, chunk.position), language=language(root.get("lang")))
    document = _number(root, draft)
    if document is None:
        draft.findings.note("no-number", f"<{root.tag}>", fatal=True)
    else:
        draft.findings.record = document.joined
        for record in _records(root, document, draft):
            yield draft.findings.stamped(record)
    if root.tag == "patent-document":
        unknown = {f"text//{tag}": number for tag, number in draft.flow.unknown.items()}
        draft.findings.unread({**coverage(COVERAGE).unread(root), **unknown})
    yield from draft.findings.problems


def _number(root: Element, draft: Draft) -> DocumentNumber | None:
    """The number on the root, else the one of the publication."""
    for reference in root.iter("publication-reference"):
        found = parts.document_in(reference, draft)
        if found is not None:
            return found
    number = root.get("doc-number") or root.get("docnumber") or ""
    date = root.get("date") or root.get("date-published")
    return parts.document_of(root.get("country"), number, root.get("kind") or "", date, draft)


def _records(root: Element, document: DocumentNumber, draft: Draft) -> Iterator[Record]:
    values = draft.values
    values["office"] = document.office
    values["publication_date"] = draft.findings.date(root.get("date") or root.get("date-published"))
    for child in root:
        for part in child if child.tag == "bibliographic-data" else (child,):
            reader = parts.PARTS.get(str(part.tag))
            if reader is not None:
                reader(part, draft)
    application = values.pop("application", None)
    if application is None:
        draft.findings.note("no-application", document.joined)
    right = right_of(document.office, document.kind, document.number)
    right = "patent" if right == UNKNOWN_RIGHT else right
    owner = application.office if application else document.office
    number = application.number if application else document.joined
    legal = values.pop("legal", [])
    _settle(root, draft)
    yield Record(
        id=document.joined,
        right_id=right_id(owner, right, number),
        right=right,
        number=document.number,
        kind=document.kind or None,
        application_number=application.joined if application else None,
        other={name: tuple(dict.fromkeys(found)) for name, found in draft.other.items()},
        **values,
    )
    if legal:
        identifier = right_id(owner, right, number)
        yield Record(id=identifier, right_id=identifier, right=right, office=owner, number=number, events=tuple(legal))


def _settle(root: Element, draft: Draft) -> None:
    values = draft.values
    values.setdefault("language", draft.language if draft.language != "und" else None)
    if root.get("family-id"):
        values["family"] = Family(source_id=root.get("family-id"))
    for key in ("ipc", "cpc", "national_classes"):
        if key in values:
            values[key] = tuple(dict.fromkeys(values[key]))
    if values.get("ipc"):
        values.setdefault("ipc_first", values["ipc"][0])
    if values.get("claims"):
        values["claim_count"] = max(map(len, values["claims"].values()))


SOURCE = Source("st36-xml", is_document, split_documents, parse, COVERAGE)
