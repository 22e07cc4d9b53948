"""EPO exchange documents: DOCDB front file, back file and amendments, and the same elements in answers of OPS.

A file is streamed element by element. A document whose status is `D` (deleted) or `DV` (its virtual place deleted) is
an instruction and gives a `Withdrawal`; created (`C`, `CV`) and amended (`A`) ones, and those without status, give
records, since each carries the whole document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.links import Family
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, Part, words
from zhihang.sources.epo import citations, classes, numbers, parties, texts
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source, Withdrawal
from zhihang.sources.splitting import split_elements
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.kinds import right_of
from zhihang.standards.numbers import DocumentNumber
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.epo:coverage-docdb.yaml"
ELEMENT = "exchange-document"
_DELETED = frozenset({"D", "DV"})
_ANSWER = re.compile(r"<(?:\w+:)?exchange-document\s")
_NOT_BIBLIOGRAPHIC = re.compile(r"<(?:\w+:)?(?:patent-family|register-documents|ops-legal|legal)\b")
_SINGLE: dict[str, Part] = {
    **numbers.PARTS,
    **parties.PARTS,
    **classes.PARTS,
    **citations.PARTS,
    "language-of-publication": texts.said_language,
}
_KEPT = ("language-of-filing", "extended-kind-code")


def is_exchange(head: Head) -> bool:
    """Root `exchange-documents`, or one `exchange-document` alone."""
    return head.root in ("exchange-documents", ELEMENT)


def is_answer(head: Head) -> bool:
    """An answer of OPS with exchange documents in it, neither of the family nor of the register service."""
    if head.root != "world-patent-data":
        return False
    return bool(_ANSWER.search(head.text)) and not _NOT_BIBLIOGRAPHIC.search(head.text)


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each exchange document; the query that an answer repeats is passed over."""
    return split_elements(stream, place, ELEMENT, passing=("query",))


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record, or the instruction, of one exchange document, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    yield from outcomes_of(without_namespaces(root), chunk, place)


def outcomes_of(root: Element, chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record, or the instruction, of an exchange document that is read already, then its problems."""
    findings = Findings(place, chunk.position)
    draft = Draft(findings)
    document = findings.document(
        findings.office(root.get("country")), root.get("doc-number") or "", root.get("kind") or ""
    )
    if document is None:
        written = " ".join(filter(None, (root.get("country"), root.get("doc-number"), root.get("kind"))))
        findings.note("no-number", written, fatal=True)
    else:
        findings.record = document.joined
        if (root.get("status") or "").strip().upper() in _DELETED:
            yield _withdrawal(root, document, chunk, findings)
        else:
            yield findings.stamped(_record(root, document, draft))
    findings.unread({**coverage(COVERAGE).unread(root), **_unknown(draft)})
    yield from findings.problems


def _unknown(draft: Draft) -> dict[str, int]:
    return {f"text//{tag}": number for tag, number in draft.flow.unknown.items()}


def _withdrawal(root: Element, document: DocumentNumber, chunk: Chunk, findings: Findings) -> Withdrawal:
    return Withdrawal(
        id=document.joined,
        action="delete",
        date=findings.date(root.get("date-of-last-exchange")),
        reason=f"status {root.get('status')}",
        provenance=findings.place.provenance(chunk.position),
    )


def _record(root: Element, document: DocumentNumber, draft: Draft) -> Record:
    values = draft.values
    values["office"] = document.office
    values["publication_date"] = draft.findings.date(root.get("date-publ"))
    _read(root, draft)
    application = values.pop("application", None)
    right = right_of(document.office, document.kind, document.number)
    if right == UNKNOWN_RIGHT:
        draft.findings.note("kind", document.joined)
        right = "patent"
    if application is None:
        draft.findings.note("no-application", document.joined)
    if root.get("family-id"):
        values["family"] = Family(source_id=root.get("family-id"))
    if values.get("ipc"):
        values.setdefault("ipc_first", values["ipc"][0])
    for key in ("ipc", "cpc", "national_classes", "cset"):
        if key in values:
            values[key] = tuple(dict.fromkeys(values[key]))
    owner = application.office if application else document.office
    return Record(
        id=document.joined,
        right_id=right_id(owner, right, application.number if application else document.joined),
        right=right,
        number=document.number,
        kind=document.kind or None,
        application_number=application.joined if application else None,
        other={name: tuple(dict.fromkeys(found)) for name, found in draft.other.items()},
        **values,
    )


def _read(root: Element, draft: Draft) -> None:
    """All parts; those that come in several forms are read together."""
    groups: dict[str, list[Element]] = {}
    for child in root:
        if child.tag == "bibliographic-data":
            for part in child:
                groups.setdefault(str(part.tag), []).append(part)
        else:
            groups.setdefault(str(child.tag), []).append(child)
    numbers.publication(groups.pop("publication-reference", []), draft)
    numbers.application(groups.pop("application-reference", []), draft)
    texts.titles(groups.pop("invention-title", []), draft)
    texts.abstracts(groups.pop("abstract", []), draft)
    for tag, elements in groups.items():
        for element in elements:
            if tag in _SINGLE:
                _SINGLE[tag](element, draft)
            elif tag in _KEPT:
                draft.keep(tag, words(element))


SOURCE = (
    Source("epo-docdb", is_exchange, split, parse, COVERAGE),
    Source("epo-ops-exchange", is_answer, split, parse, COVERAGE),
)
