"""Office actions of the USPTO: texts of letters, and what they cite, answers of the office action services (JSON).

A letter is an event of its application, its words stand by its code and day. A row of citations is a citation of the
right, with the ground it was used for; rows that name no document say only that there was a rejection, and are events.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.events import Event
from zhihang.records.links import Citation
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, read_json, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.us_rights import words
from zhihang.sources.us_rights.recorded import title_of
from zhihang.sources.us_rights.right import application, patent_right
from zhihang.standards.numbers import ApplicationNumber

COVERAGE = "zhihang.sources.us_rights:coverage-office-actions.yaml"
_LIST = "response.docs"
_AT = _LIST.replace(".", "/")
_KEPT = {"groupArtUnitNumber": "groupArtUnitNumber", "patentApplicationConfirmationNumber":
         "applicationConfirmationNumber", "customerNumber": "customerNumber"}  # fmt: skip


def is_answer(head: Head) -> bool:
    """Documents of an answer that name an application and a letter, or a citation."""
    return has_keys(head, "docs", "patentApplicationNumber") and (
        has_keys(head, "legacyDocumentCodeIdentifier") or has_keys(head, "referenceIdentifier")
        or has_keys(head, "citedDocumentIdentifier")
    )  # fmt: skip


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One letter or citation each."""
    yield from split_json(stream, place, (_LIST,))


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of the right, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == ENVELOPE:
        findings.unread(unread(value, coverage(COVERAGE)))
    else:
        number = _said(value, "patentApplicationNumber")
        found = application(findings, number) if number else None
        if found is None:
            findings.note("no-number", number or _said(value, "id"), fatal=True)
        else:
            findings.record = found.joined
            reader = _letter if "legacyDocumentCodeIdentifier" in value else _citation
            yield findings.stamped(reader(value, found, findings))
        findings.unread(unread(value, coverage(COVERAGE), _AT))
    yield from findings.problems


def _said(value: JsonObject, key: str) -> str:
    """A text; the services put single values into lists."""
    texts = (" ".join(str(each).split()) for each in members(value, key) if each is not None)
    return "; ".join(filter(None, texts))


def _letter(value: JsonObject, found: ApplicationNumber, findings: Findings) -> Record:
    code, sent = _said(value, "legacyDocumentCodeIdentifier"), words.day(_said(value, "submissionDate"), findings)
    patent = _said(value, "patentNumber")
    event = Event(
        date=sent,
        code=code or None,
        category=words.event_category(code),
        office="US",
        detail={"document": _said(value, "obsoleteDocumentIdentifier")},
    )
    text = tuple(line for body in members(value, "bodyText") for line in _lines(str(body)))
    other: dict[str, tuple[str, ...]] = {name: (said,) for key, name in _KEPT.items() if (said := _said(value, key))}
    if text:
        other[" ".join(filter(None, (code, sent)))] = text
    return patent_right(
        found,
        patent,
        filing_date=words.day(_said(value, "filingDate"), findings),
        grant_date=words.day(_said(value, "grantDate"), findings),
        title=title_of(_said(value, "inventionTitle")),
        national_classes=_national(value),
        events=(event,),
        other=other,
    )


def _lines(body: str) -> Iterator[str]:
    yield from filter(None, (" ".join(line.split()) for line in body.splitlines()))


def _national(value: JsonObject) -> tuple[str, ...]:
    """Class and subclass; `144000` is subclass 144."""
    class_, subclass = _said(value, "nationalClass").lstrip("0"), _said(value, "nationalSubclass")
    if not class_:
        return ()
    whole, rest = subclass[:3].lstrip("0"), subclass[3:].rstrip("0")
    return (f"US{class_}/{whole}{'.' + rest if rest.isdigit() else rest}",) if whole or rest else (f"US{class_}",)


def _citation(value: JsonObject, found: ApplicationNumber, findings: Findings) -> Record:
    raw = _said(value, "referenceIdentifier")
    number = _said(value, "parsedReferenceIdentifier") or _said(value, "citedDocumentIdentifier")
    ground = _said(value, "legalSectionCode")
    letter = _said(value, "obsoleteDocumentIdentifier")
    if not raw and not number:
        detail = {"document": letter, "ground": ground, "action": _said(value, "actionTypeCategory")}
        event = Event(code="REJECTION", office="US", detail={key: text for key, text in detail.items() if text})
        return patent_right(found, events=(event,) if ground or detail["action"] else ())
    document = findings.document("US", number) if number.isdigit() or number[:1].isalpha() else None
    by_examiner = value.get("examinerCitedReferenceIndicator") is True
    by_applicant = value.get("applicantCitedExaminerReferenceIndicator") is True
    cited = Citation(
        number=document.joined if document else None,
        office=document.office if document else None,
        by="examiner" if by_examiner else "applicant" if by_applicant else None,
        phase="examination",
        category=ground or None,
        raw=raw or number or None,
    )
    return patent_right(found, citations=(cited,))


SOURCE = Source("us-office-actions", is_answer, split, parse, COVERAGE)
