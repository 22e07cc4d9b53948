"""Japanese patent gazettes, XML (`jp-official-gazette`): publications of applications, patents, utility models.

An ST.36 document in the words of the JPO. Texts of amendments are printed behind the published ones: the amendment is
an event, its claims are kept beside those of the publication; other amended texts are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, Part, child_text
from zhihang.sources.findings import Findings, language
from zhihang.sources.jpo import gazette_parties, gazette_parts
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.kinds import is_grant, right_of
from zhihang.standards.numbers import DocumentNumber
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.jpo:coverage-gazette.yaml"
ROOT = "jp-official-gazette"
_BIBLIOGRAPHIC = "bibliographic-data"
_PRINTED_KIND = re.compile(r"[(\uff08]([A-Z]\d?)[)\uff09]")
_PARTS: dict[str, Part] = {**gazette_parts.PARTS, **gazette_parties.PARTS}
_LISTS = ("ipc", "national_classes", "citations")


def is_gazette(head: Head) -> bool:
    """Root `jp-official-gazette`."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one gazette, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    _local(root)
    draft = Draft(Findings(place, chunk.position), language=language(root.get("lang")))
    if root.tag != ROOT:
        draft.findings.note("foreign-document", f"<{root.tag}>", fatal=True)
        yield from draft.findings.problems
        return
    document = _number(root, draft)
    if document is not None:
        draft.findings.record = document.joined
        yield draft.findings.stamped(_record(root, document, draft))
    unknown = {f"text//{tag}": number for tag, number in draft.flow.unknown.items()}
    draft.findings.unread({**coverage(COVERAGE).unread(root), **unknown})
    yield from draft.findings.problems


def _local(root: Element) -> None:
    """Local names, of attributes too: `jp:` stands before what ST.36 lacks."""
    without_namespaces(root)
    for element in root.iter():
        for name in [str(name) for name in element.attrib if str(name).startswith("{")]:
            element.set(name.rpartition("}")[2], element.attrib.pop(name))


def _number(root: Element, draft: Draft) -> DocumentNumber | None:
    """The publication's number; its kind is the one of ST.16 on the root, else the letters printed with it."""
    head = root.find(_BIBLIOGRAPHIC)
    printed = head.find("publication-reference/document-id") if head is not None else None
    if printed is None:
        draft.findings.note("no-number", "publication-reference", fatal=True)
        return None
    match = _PRINTED_KIND.search(child_text(printed, "kind"))
    kind = root.get("kind-of-st16") or (match[1] if match else "")
    office = draft.findings.office(child_text(printed, "country") or root.get("country"))
    found = draft.findings.document(office, child_text(printed, "doc-number"), kind)
    if found is None:
        draft.findings.note("no-number", child_text(printed, "doc-number"), fatal=True)
    return found


def _record(root: Element, document: DocumentNumber, draft: Draft) -> Record:
    for child in root:
        for part in child if child.tag == _BIBLIOGRAPHIC else (child,):
            reader = _PARTS.get(str(part.tag))
            if reader is not None:
                reader(part, draft)
    values = draft.values
    application = values.pop("application", None)
    if application is None:
        draft.findings.note("no-application", document.joined)
    for key in _LISTS:
        if key in values:
            values[key] = tuple(dict.fromkeys(values[key]))
    if is_grant(document.office, document.kind, values.get("publication_date") or ""):
        values.setdefault("grant_date", values.get("publication_date"))
    if root.get("kind-of-jp") not in (None, document.kind):
        draft.keep("kind-of-jp", root.get("kind-of-jp") or "")
    right = right_of(document.office, document.kind, document.number)
    right = "patent" if right == UNKNOWN_RIGHT else right
    return Record(
        id=document.joined,
        right_id=right_id(document.office, right, application.number if application else document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        language=draft.language,
        application_number=application.joined if application else None,
        other={name: tuple(found) for name, found in draft.other.items()},
        **values,
    )


SOURCE = Source("jp-gazette-xml", is_gazette, split_documents, parse, COVERAGE)
