"""Texts that OPS delivers (`fulltext-document`): the description or the claims of one document in one language each.

The answers hold no bibliographic data but the number, so the application stays unknown and the document stands for its
right; what other products say of the same document is laid beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.claim_references import independent
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.epo.reference import document_of, written
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_elements
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.kinds import right_of
from zhihang.standards.numbers import DocumentNumber
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.epo:coverage-fulltext.yaml"
ELEMENT = "fulltext-document"
_ANSWER = re.compile(r"<(?:\w+:)?fulltext-document\b")
_NUMBERED = re.compile(r"\s*(\d+)\s*[.)]?\s")


def is_fulltext(head: Head) -> bool:
    """An answer of OPS with texts, or one text document alone."""
    return head.root == ELEMENT or (head.root == "world-patent-data" and bool(_ANSWER.search(head.text)))


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each document."""
    return split_elements(stream, place, ELEMENT)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one document's texts, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    draft = Draft(Findings(place, chunk.position), language=language(root.get("lang")))
    document = _number(root, draft)
    if document is None:
        draft.findings.note("no-number", str(root.tag), fatal=True)
    else:
        draft.findings.record = document.joined
        yield draft.findings.stamped(_record(root, document, draft))
    unknown = {f"text//{tag}": number for tag, number in draft.flow.unknown.items()}
    draft.findings.unread({**coverage(COVERAGE).unread(root), **unknown})
    yield from draft.findings.problems


def _number(root: Element, draft: Draft) -> DocumentNumber | None:
    """The number below `bibliographic-data`, else the one on the element itself."""
    found = document_of(written(root.iter("publication-reference")), draft)
    if found is None and root.get("doc-number"):
        office = draft.findings.office(root.get("country"))
        return draft.findings.document(office, root.get("doc-number") or "", root.get("kind") or "")
    return found


def _record(root: Element, document: DocumentNumber, draft: Draft) -> Record:
    for child in root:
        code = language(child.get("lang")) if child.get("lang") else draft.language
        if child.tag == "claims":
            _claims(child, code, draft)
        elif child.tag in ("description", "abstract"):
            paragraphs = draft.flow.paragraphs(child)
            if paragraphs:
                draft.values.setdefault(str(child.tag), {})[code] = tuple(paragraphs)
    right = right_of(document.office, document.kind, document.number)
    right = "patent" if right == UNKNOWN_RIGHT else right
    return Record(
        id=document.joined,
        right_id=right_id(document.office, right, document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        other={name: tuple(dict.fromkeys(found)) for name, found in draft.other.items()},
        **draft.values,
    )


def _claims(element: Element, code: str, draft: Draft) -> None:
    """Claims one by one: OPS puts all texts into one `claim`, each beginning with its number or going on."""
    found: list[str] = []
    for part in element.iter("claim-text"):
        above = part.getparent()
        if above is not None and above.tag == "claim-text":
            continue
        text = draft.flow.text(part)
        match = _NUMBERED.match(text)
        if not found or (match and int(match[1]) == len(found) + 1):
            found.append(text)
        elif text:
            found[-1] = f"{found[-1]}\n{text}"
    if found:
        draft.values.setdefault("claims", {})[code] = tuple(found)
        draft.values.setdefault("independent_claims", {})[code] = independent(found, code)
        draft.values["claim_count"] = max(len(found), draft.values.get("claim_count", 0))


SOURCE = Source("epo-ops-fulltext", is_fulltext, split, parse, COVERAGE)
