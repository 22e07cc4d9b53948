"""Assignments of US patents and trademarks: answers and exports of the Assignment Center, JSON.

One conveyance names many properties; each gives a record of its right with the conveyance as event. These answers do
not say when it was recorded, only when it was signed (`effective`). Search results show some conveyances of a right
and not others, so a patent's owner is not concluded from them; for marks the answer itself names the current owner.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.marks import Mark
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.us_rights import words
from zhihang.sources.us_rights.recorded import Conveyance, documents, title_of
from zhihang.sources.us_rights.right import application, patent_right
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.us_rights:coverage-assignments.yaml"
_LISTS = ("successResponse.data", "data")


def recognise(head: Head) -> bool:
    """By the keys of a conveyance; an answer without any is known by its envelope."""
    return has_keys(head, "reelNumber", "frameNumber", "assignors", "properties", "noOfProperties") or (
        has_keys(head, "successResponse", "backendPagination")
    )


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One conveyance each."""
    yield from split_json(stream, place, _LISTS)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """A record for each property of one conveyance, then the problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == ENVELOPE or "reelNumber" not in value:
        findings.unread(unread(value, coverage(COVERAGE)))
    else:
        for record in _records(value, findings):
            yield findings.stamped(record)
        findings.unread(unread(value, coverage(COVERAGE), "data"))
    yield from findings.problems


def _conveyance(value: JsonObject, findings: Findings) -> Conveyance:
    assignors = objects(value, "assignors")
    signed = [said(each, "executionDate") for each in assignors] or [said(value, "assignorExecutionDate")]
    return Conveyance(
        text=said(value, "conveyance"),
        reel_frame="/".join(filter(None, (said(value, "reelNumber"), said(value, "frameNumber")))),
        assignors=tuple(filter(None, (said(each, "assignorName") for each in assignors))),
        assignees=tuple(" ".join(each.split()) for each in members(value, "assignees") if isinstance(each, str)),
        executed=tuple(filter(None, (words.day(each, findings) for each in signed))),
        more={
            "code": said(value, "conveyanceCode"),
            "correspondent": said(value, "correspondentName"),
            "domestic_representative": said(value, "domesticRepresentative"),
            "properties": said(value, "noOfProperties"),
        },
    )


def _records(value: JsonObject, findings: Findings) -> Iterator[Record]:
    conveyance = _conveyance(value, findings)
    for each in objects(value, "properties"):
        record = (
            _trademark(each, conveyance, findings) if "serialNumber" in each else _patent(each, conveyance, findings)
        )
        if record is not None:
            yield record
        else:
            findings.note("no-number", f"{conveyance.reel_frame} {said(each, 'inventionTitle', 'mark')}", fatal=True)


def _patent(each: JsonObject, conveyance: Conveyance, findings: Findings) -> Record | None:
    filed = words.day(said(each, "fillingDate", "filingDate"), findings)
    raw = said(each, "applicationNumber", "pctNumber17", "pctNumber")
    found = application(findings, raw, filed or "") if raw else None
    if found is None:
        return None
    issued = words.day(said(each, "issueDate"), findings)
    published = words.day(said(each, "publicationDate"), findings)
    patent = said(each, "patentNumber")
    other = {
        key: (said(each, key),)
        for key in ("inventors", "pctNumber", "pctNumber17", "internationalPublicationDate")
        if said(each, key)
    }
    return patent_right(
        found,
        patent,
        filing_date=filed,
        grant_date=issued,
        international_registration=said(each, "internationalRegistrationNumber"),
        title=title_of(said(each, "inventionTitle")),
        related=documents(
            (("publication", said(each, "publicationNumber"), published), ("grant", patent, issued)), findings
        ),
        events=(conveyance.event(),),
        other=other,
    )


def _trademark(each: JsonObject, conveyance: Conveyance, findings: Findings) -> Record | None:
    serial = said(each, "serialNumber")
    if not (serial.isdigit() and len(serial) == 8):
        findings.note("number", f"US {serial}")
        return None
    mark, owner, registrant = said(each, "mark"), said(each, "currentOwner"), said(each, "registrantName")
    own = right_id("US", "trademark", serial)
    return Record(
        id=own,
        right_id=own,
        right="trademark",
        office="US",
        number=serial,
        application_number=f"US{serial}",
        registration_number=said(each, "registrationNumber") or None,
        international_registration=said(each, "internationalRegistrationNumber") or None,
        filing_date=words.day(said(each, "applicationFilingDate"), findings),
        registration_date=words.day(said(each, "registrationDate"), findings),
        mark=Mark(text=mark) if mark else None,
        owners=(Party(name=owner),) if owner else (),
        events=(conveyance.event(),),
        other={"registrantName": (registrant,)} if registrant else {},
    )


SOURCE = Source("us-assignments-json", recognise, split, parse, COVERAGE)
