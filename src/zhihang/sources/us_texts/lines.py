"""US patents as JSON lines, made from web pages: title, abstract, owner, beginning of the text; no classes, no claims.

The key `publication_date` holds the day of filing (its days spread over all weekdays, while grants issue on Tuesdays),
so it is read as the filing date and no publication date is given. Kind and application number are not there: the right
is named after the patent, as is told of other products record by record.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.us_texts:coverage.yaml"


def recognise(head: Head) -> bool:
    """By the keys of the first line."""
    return has_keys(head, "number", "title", "owner", "publication_date", "text_head")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One line each."""
    yield from split_json(stream, place)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one line, then its problems."""
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
    number = findings.document("US", said(value, "number"))
    if number is None:
        findings.note("no-number", said(value, "number", "title"), fatal=True)
        return None
    findings.record = number.joined
    right = "design" if number.number.startswith("D") else "patent"
    return Record(
        id=number.joined,
        right_id=right_id("US", right, number.joined),
        right=right,
        office="US",
        number=number.number,
        language="en",
        filing_date=findings.date(said(value, "publication_date")),
        **_texts(value),
        **_owner(value, findings),
    )


def _texts(value: JsonObject) -> dict[str, Any]:
    title, abstract, head = said(value, "title"), said(value, "abstract"), said(value, "text_head")
    found: dict[str, Any] = {}
    if title:
        found["title"] = {"en": title}
    if abstract:
        found["abstract"] = {"en": (abstract,)}
    if head:
        found["description"] = {"en": (head,)}
        found["other"] = {"description": ("beginning only",)}
    return found


def _owner(value: JsonObject, findings: Findings) -> dict[str, Any]:
    name = said(value, "owner")
    if not name:
        return {}
    country = findings.office(said(value, "owner_country"))
    return {"owners": (Party(name=name, city=said(value, "owner_city") or None, country=country),)}


SOURCE = Source("us-patent-texts", recognise, split, parse, COVERAGE)
