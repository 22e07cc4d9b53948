"""Families and legal events of OPS (`patent-family`): each member is a document; its events belong to its right.

The members of the answer are the extended family (INPADOC), kept by number; `family-id` is the simple family of DOCDB.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.errors import UsageError
from zhihang.records.dates import PartialDate, iso_date
from zhihang.records.events import Event
from zhihang.records.links import Family
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, child_text, words
from zhihang.sources.epo import docdb, numbers
from zhihang.sources.epo.reference import application_of, dated, document_of, written
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_elements
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.kinds import right_of
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.epo:coverage-legal.yaml"
ELEMENT = "patent-family"
_ANSWER = re.compile(r"<(?:\w+:)?patent-family\b")
_DETAIL = re.compile(r"L5\d\dEP")
_EFFECTIVE = "L525EP"


def is_family(head: Head) -> bool:
    """An answer of the family or the legal service."""
    return head.root == "world-patent-data" and bool(_ANSWER.search(head.text))


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each family."""
    return split_elements(stream, place, ELEMENT)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """For each member its document, and the record of its right where events are told; then problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    found = Findings(place, chunk.position)
    members = [child for child in root if child.tag == "family-member"]
    names = tuple(
        number.joined
        for member in members
        for reference in _references(member)
        if (number := document_of(written([reference]), Draft(Findings(place, chunk.position)))) is not None
    )
    for member in members:
        yield from _member(member, tuple(dict.fromkeys(names)), chunk, place)
    found.unread(coverage(COVERAGE).unread(root))
    yield from found.problems


def _references(member: Element) -> list[Element]:
    return [child for child in member if child.tag == "publication-reference"]


def _member(member: Element, names: tuple[str, ...], chunk: Chunk, place: Place) -> Iterator[Outcome]:
    findings = Findings(place, chunk.position)
    application = next((child for child in member if child.tag == "application-reference"), None)
    forms = written([application]) if application is not None else []
    for reference in _references(member):
        draft = Draft(findings)
        document = document_of(written([reference]), draft)
        if document is None:
            findings.note("no-number", " ".join(form.raw for form in written([reference])), fatal=True)
            continue
        findings.record = document.joined
        numbers.priorities(member, draft)
        applied = application_of(forms, draft)
        right = right_of(document.office, document.kind, document.number)
        right = "patent" if right == UNKNOWN_RIGHT else right
        owner = applied.office if applied else document.office
        owned = right_id(owner, right, applied.number if applied else document.joined)
        yield findings.stamped(
            Record(
                id=document.joined,
                right_id=owned,
                right=right,
                office=document.office,
                number=document.number,
                kind=document.kind or None,
                application_number=applied.joined if applied else None,
                filing_date=findings.date(dated(forms)),
                publication_date=findings.date(dated(written([reference]))),
                family=Family(source_id=member.get("family-id")) if member.get("family-id") else None,
                other={
                    "extended-family": names,
                    **{name: tuple(dict.fromkeys(kept)) for name, kept in draft.other.items()},
                },
                **draft.values,
            )
        )
        events = tuple(_event(child, findings) for child in member if child.tag == "legal")
        if events:
            number = applied.number if applied else document.joined
            yield findings.stamped(
                Record(
                    id=owned,
                    right_id=owned,
                    right=right,
                    office=owner,
                    number=number,
                    application_number=applied.joined if applied else None,
                    events=events,
                )
            )
    for child in member:
        if child.tag == docdb.ELEMENT:
            yield from docdb.outcomes_of(child, chunk, place)
    yield from findings.problems


def _event(element: Element, findings: Findings) -> Event:
    """One legal event; the further fields by the names that the answer gives them."""
    detail: dict[str, str] = {}
    effective = None
    sign = (element.get("infl") or "").strip()
    if sign:
        detail["influence"] = sign
    for field in element.iter():
        tag = str(field.tag)
        if tag == "L500EP" or not _DETAIL.fullmatch(tag):
            continue
        if tag == _EFFECTIVE:
            effective = _effective(words(field))
        if tag != _EFFECTIVE or (words(field) and effective is None):
            name = field.get("desc") or tag
            said = " ".join(filter(None, (words(field), field.get("descData"))))
            detail[name] = f"{detail[name]}; {said}" if name in detail else said
    return Event(
        code=(element.get("code") or child_text(element, "L008EP")).strip() or None,
        date=findings.date(child_text(element, "L007EP")),
        text=(element.get("desc") or "").strip() or None,
        office=findings.office(child_text(element, "L001EP")),
        effective=effective,
        detail=detail,
    )


def _effective(text: str) -> PartialDate | None:
    """The day on which the event takes effect; other words in the field stay in the details."""
    try:
        return iso_date(text)
    except UsageError:
        return None


SOURCE = Source("epo-ops-legal", is_family, split, parse, COVERAGE)
