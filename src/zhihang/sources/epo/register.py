"""The European Patent Register in OPS (`register-document`): one right each, with status, history and procedure.

What the register has changed stands there in several groups with the date of their change: the newest one is what
holds now, older ones are kept by name. An answer that holds only procedural steps does not say the application; the
right is then named by the publication that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import BinaryIO

from zhihang.records.events import Event, Status
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft, child_text, words
from zhihang.sources.epo import register_parts
from zhihang.sources.epo.reference import application_of, dated, written
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_elements
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.rights import right_id
from zhihang.standards.status import UNASSIGNED

COVERAGE = "zhihang.sources.epo:coverage-register.yaml"
ELEMENT = "register-search"
_ANSWER = re.compile(r"<(?:\w+:)?register-documents?\b")
_ASKED = re.compile(r"\s*(?:publication|pn)\s*=\s*\"?EP\s*0*(\d{1,7})(?:\.?[AB]\d)?\"?\s*", re.IGNORECASE)


def is_register(head: Head) -> bool:
    """An answer of the register service."""
    return head.root == "world-patent-data" and bool(_ANSWER.search(head.text))


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each answer: what was asked names a right whose data does not."""
    return split_elements(stream, place, ELEMENT)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of each right in the answer, then the problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    documents = list(root.iter("register-document"))
    asked = _ASKED.fullmatch(child_text(root, "query")) if len(documents) == 1 else None
    for document in documents:
        draft = Draft(Findings(place, chunk.position))
        yield from _right(document, asked[1] if asked else "", draft)
    findings = Findings(place, chunk.position)
    findings.unread(coverage(COVERAGE).unread(root))
    yield from findings.problems


def _right(document: Element, asked: str, draft: Draft) -> Iterator[Outcome]:
    findings = draft.findings
    application = None
    for child in document:
        if child.tag == "bibliographic-data":
            forms = written(part for part in child if part.tag == "application-reference")
            application = application_of(forms, draft)
            draft.values["filing_date"] = findings.date(dated(forms))
            register_parts.bibliographic(child, draft)
        elif child.tag == "ep-patent-statuses":
            _statuses(child, draft)
        elif child.tag == "procedural-data":
            draft.add("events", *(_step(step, draft) for step in child if step.tag == "procedural-step"))
    published = findings.document("EP", asked) if application is None and asked else None
    number = application.number if application else published.joined if published else None
    if number is None:
        findings.note("no-number", document.get("status") or "", fatal=True)
    else:
        identifier = right_id("EP", "patent", number)
        findings.record = identifier
        if application is None:
            findings.note("no-application", identifier)
        yield findings.stamped(
            Record(
                id=identifier,
                right_id=identifier,
                right="patent",
                office="EP",
                number=number,
                application_number=application.joined if application else None,
                other={name: tuple(dict.fromkeys(found)) for name, found in draft.other.items()},
                **draft.values,
            )
        )
    yield from findings.problems


def _statuses(element: Element, draft: Draft) -> None:
    """The newest status is the status; all are events."""
    told = [
        Event(
            code=f"status-{child.get('status-code')}",
            date=draft.findings.date(child.get("change-date")),
            text=words(child),
            office="EP",
        )
        for child in element
        if words(child)
    ]
    draft.add("events", *told)
    if told:
        newest = max(told, key=lambda event: event.date or "")
        raw = newest.text or ""
        draft.values["status"] = Status(value=status_value(raw), date=newest.date, raw=raw)


@cache
def _status_values() -> dict[str, str]:
    text = (resources.files(__package__) / "register_statuses.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {printed: value for printed, _, value in rows if printed != "printed"}


def status_value(printed: str) -> str:
    """The value of the one list that a text of the register means; `unassigned` where none does."""
    values = _status_values()
    if printed in values:
        return values[printed]
    for known, value in values.items():
        if known.endswith("*") and printed.startswith(known[:-1]):
            return value
    return UNASSIGNED


def _step(step: Element, draft: Draft) -> Event:
    """A procedural step: its code and texts, its dates by their kinds; the first date is the event's."""
    detail: dict[str, str] = {}
    first = None
    description = ""
    for child in step:
        if child.tag == "procedural-step-date":
            day = draft.day(child)
            first = first or day
            name = child.get("step-date-type") or "date"
            if day:
                detail[name] = f"{detail[name]}; {day}" if name in detail else day
        elif child.tag == "procedural-step-text":
            if child.get("step-text-type") == "STEP_DESCRIPTION":
                description = words(child)
            elif words(child):
                detail[child.get("step-text-type") or "text"] = words(child)
        elif child.tag == "time-limit":
            detail["time-limit"] = f"{words(child)} {child.get('time-limit-unit') or ''}".strip()
        elif child.tag == "procedural-step-result" and words(child):
            detail["result"] = words(child)
    phase = step.get("procedure-step-phase") or ""
    if phase not in ("", "undefined"):
        detail["phase"] = phase
    return Event(
        code=child_text(step, "procedural-step-code") or None,
        date=first,
        text=description or None,
        office="EP",
        detail=detail,
    )


SOURCE = Source("epo-ops-register", is_register, split, parse, COVERAGE)
