"""Prosecution of US applications as JSON lines drawn from PEDS: chosen events of an application, or its texts.

The events are a choice out of the file (its rows tell how many there are in all), so they add to what PEDS and the
portal say and replace nothing. A row of texts gives abstract, description and claims of an application without saying
which publication they stood in: they are the right's, never a document's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.events import Event
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.claim_references import independent
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.sources.us_rights import words
from zhihang.sources.us_rights.recorded import documents, title_of
from zhihang.sources.us_rights.right import application, patent_right

COVERAGE = "zhihang.sources.us_rights:coverage-event-lines.yaml"
_STATEMENT = re.compile(r"(?:What|That which|I|We)\b[^.\d]{0,60}?claim(?:ed)?\b[^.\d]{0,20}?:\s*", re.IGNORECASE)
_ROW = re.compile(r'\ufeff?\s*\{\s*"application_number"\s*:')
_NUMBER = re.compile(r"(\d+)\s*[.)]")
_KEPT = {"art_unit": "appGrpArtNumber", "app_type": "appType", "entity_status": "appEntityStatus"}


def is_lines(head: Head) -> bool:
    """By the first key of a row, and what rows hold."""
    keys = ("prosecution_events", "description_paragraphs")
    return bool(_ROW.match(head.text)) and any(has_keys(head, key) for key in keys)


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One application each."""
    yield from split_json(stream, place)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one application's right, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    record = _record(value, findings)
    if record is not None:
        yield findings.stamped(record)
    findings.unread(unread(value, coverage(COVERAGE)))
    yield from findings.problems


def _record(value: JsonObject, findings: Findings) -> Record | None:
    filed = words.day(said(value, "filing_date"), findings)
    number = said(value, "application_number")
    found = application(findings, number, filed or "") if number else None
    if found is None:
        findings.note("no-number", number or said(value, "patent_title", "title"), fatal=True)
        return None
    findings.record = found.joined
    patent, examiner = said(value, "patent_number"), said(value, "examiner_name")
    claims = _claims(_texts(value, "claims"))
    return patent_right(
        found,
        patent,
        filing_date=filed,
        title=title_of(said(value, "patent_title", "title")),
        status=words.status(said(value, "status"), None),
        examiner=(Party(name=examiner),) if examiner else (),
        related=documents((("grant", patent, None),), findings) if patent else (),
        events=tuple(_events(value, findings)),
        abstract={"en": abstract} if (abstract := _texts(value, "abstract")) else {},
        description={"en": paragraphs} if (paragraphs := _texts(value, "description_paragraphs")) else {},
        claims={"en": claims} if claims else {},
        independent_claims={"en": independent(claims, "en")} if claims else {},
        claim_count=len(claims) or None,
        other={name: (text,) for key, name in _KEPT.items() if (text := said(value, key))},
    )


def _texts(value: JsonObject, key: str) -> tuple[str, ...]:
    return tuple(text for each in members(value, key) if isinstance(each, str) and (text := " ".join(each.split())))


def _claims(pieces: tuple[str, ...]) -> tuple[str, ...]:
    """Claims, each with its steps on lines of their own: a piece with the next number begins the next claim."""
    found: list[list[str]] = []
    for piece in pieces:
        text = _STATEMENT.sub("", piece, count=1) if not found else piece
        match = _NUMBER.match(text)
        if not found or (match is not None and int(match[1]) == len(found) + 1):
            found.append([text])
        else:
            found[-1].append(text)
    return tuple("\n".join(lines) for lines in found)


def _events(value: JsonObject, findings: Findings) -> Iterator[Event]:
    for each in objects(value, "prosecution_events"):
        code = said(each, "code")
        yield Event(
            date=words.day(said(each, "date"), findings),
            code=code or None,
            category=words.event_category(code),
            text=said(each, "description") or None,
            office="US",
        )


SOURCE = Source("us-peds-events", is_lines, split, parse, COVERAGE)
