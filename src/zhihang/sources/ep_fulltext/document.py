"""European publications (EPO full text): applications (A1, A2, A9 …) and patents (B1, B2, B9 …), one document each.

The DTD changed little from 1.0 (2003) to 1.5.1: bibliographic data in `SDOBI` by B-numbers (ST.32), texts beside it.
A file is one document or many in a row; version differences are differences of vocabulary, read by the same parts.
"""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, Part, child_text
from zhihang.sources.ep_fulltext import classes, numbers, parties, texts
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.xml import Element, read_xml
from zhihang.standards.numbers import DocumentNumber
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.ep_fulltext:coverage.yaml"
ROOT = "ep-patent-document"
_BIBLIOGRAPHIC = "SDOBI"
_PARTS: dict[str, Part] = {**texts.PARTS, **numbers.PARTS, **classes.PARTS, **parties.PARTS}


def is_document(head: Head) -> bool:
    """Root `ep-patent-document`."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one document, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    findings = Findings(place, chunk.position)
    if root.tag != ROOT:
        findings.note("foreign-document", str(root.tag), fatal=True)
        yield from findings.problems
        return
    draft = Draft(findings, language=language(root.get("lang")))
    document = _number(root, findings)
    if document is None:
        findings.note("no-number", f"{root.get('country')} {root.get('doc-number')} {root.get('kind')}", fatal=True)
    else:
        findings.record = document.joined
        yield findings.stamped(_record(root, document, draft))
    unknown = {f"text//{tag}": number for tag, number in draft.flow.unknown.items()}
    findings.unread({**coverage(COVERAGE).unread(root), **unknown})
    yield from findings.problems


def _number(root: Element, findings: Findings) -> DocumentNumber | None:
    """The number on the root, else the one of B100."""
    found = findings.document(
        findings.office(root.get("country")), root.get("doc-number") or "", root.get("kind") or ""
    )
    if found is not None:
        return found
    for part in root.iter("B100"):
        return findings.document(
            findings.office(child_text(part, "B190")), child_text(part, "B110"), child_text(part, "B130")
        )
    return None


def _record(root: Element, document: DocumentNumber, draft: Draft) -> Record:
    values = draft.values
    values["publication_date"] = draft.findings.date(root.get("date-publ"))
    for child in root:
        for part in child if child.tag == _BIBLIOGRAPHIC else (child,):
            reader = _PARTS.get(str(part.tag))
            if reader is not None:
                reader(part, draft)
    application = values.pop("application", None)
    if application is None:
        draft.findings.note("no-application", document.joined)
    _settle(draft)
    values.setdefault("language", draft.language)
    return Record(
        id=document.joined,
        right_id=right_id(document.office, "patent", application.number if application else document.joined),
        right="patent",
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        application_number=application.joined if application else None,
        claim_count=max(map(len, values.get("claims", {}).values()), default=0) or None,
        other={name: tuple(dict.fromkeys(found)) for name, found in draft.other.items()},
        **values,
    )


def _settle(draft: Draft) -> None:
    """Symbols once each, the first one named; pictures inside the texts by number."""
    values = draft.values
    for key in ("ipc", "cpc"):
        if key in values:
            values[key] = tuple(dict.fromkeys(values[key]))
    if values.get("ipc"):
        values.setdefault("ipc_first", values["ipc"][0])
    if draft.flow.images:
        draft.keep("embedded-images", str(len(draft.flow.images)))


SOURCE = Source("ep-fulltext-xml", is_document, split_documents, parse, COVERAGE)
