"""Parts of US file wrappers, single answers of the Open Data Portal (ODP), JSON.

Lists of documents (`documentBag`), and answers whose keys begin with capitals: metadata, foreign priorities, the files
of the published documents. What a part says is read as in the whole wrapper. A part that names no application
(attorneys alone, columns of a download without the number) is left aside with a word.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.events import Event
from zhihang.records.links import Related
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.us_rights import odp, words
from zhihang.sources.us_rights.recorded import documents
from zhihang.sources.us_rights.right import application, patent_right

COVERAGE = "zhihang.sources.us_rights:coverage-odp-parts.yaml"
_LISTS = ("documentBag", "patentdata")
_NAMES = {
    "ApplicationNumber": "applicationNumberText",
    "Claims": "foreignPriorityBag",
    "IPOfficeName": "ipOfficeName",
    "Applicants": "applicantBag",
    "Inventors": "inventorBag",
    "EntityStatus": "entityStatusData",
}
_FILES = {"GrantDocumentMetaData": "grant", "PgpubDocumentMetaData": "publication"}


def is_part(head: Head) -> bool:
    """By the lists of the parts, or by keys that begin with capitals."""
    return (
        has_keys(head, "documentBag", "documentIdentifier")
        or has_keys(head, "attorneyBag")
        or has_keys(head, "patentdata", "applicationMetaData")
        or any(has_keys(head, "ApplicationNumber", key) for key in ("Claims", "InventionTitle", *_FILES))
    )


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One document, or one part."""
    yield from split_json(stream, place, _LISTS)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one application's right, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == ENVELOPE:
        findings.unread(unread(value, coverage(COVERAGE)))
    elif "documentIdentifier" in value:
        yield from _read(value, _document(value, findings), "documentBag", findings)
    elif any(key in value for key in _FILES):
        yield from _read(value, _files(value, findings), "files", findings)
    elif said(value, "ApplicationNumber", "applicationNumberText"):
        yield from _wrapper(_lowered(value), findings)
    else:
        yield place.aside("aside-answer", chunk.position, ", ".join(value))
    yield from findings.problems


def _read(value: JsonObject, record: Record | None, at: str, findings: Findings) -> Iterator[Outcome]:
    if record is not None:
        yield findings.stamped(record)
    else:
        findings.note("no-number", said(value, "applicationNumberText", "ApplicationNumber"), fatal=True)
    findings.unread(unread(value, coverage(COVERAGE), at))


def _wrapper(value: JsonObject, findings: Findings) -> Iterator[Outcome]:
    """Metadata and priorities, read as the whole wrapper."""
    flat = odp.flat(value)
    record = odp.record_of(flat, findings)
    if record is not None:
        yield findings.stamped(record)
    findings.unread(unread(flat, coverage(odp.COVERAGE), "application"))


def _lowered(value: Any) -> Any:
    """The keys of the whole wrapper: they begin with small letters there, and some have other names."""
    if isinstance(value, dict):
        found = {}
        for key, each in value.items():
            if isinstance(each, str) and not each.strip():
                continue
            found[_NAMES.get(key, key[:1].lower() + key[1:])] = _lowered(each)
        return found
    return [_lowered(each) for each in value] if isinstance(value, list) else value


def _document(value: JsonObject, findings: Findings) -> Record | None:
    """A document in the file, as an event of the right, alike here and in the Global Dossier."""
    number = said(value, "applicationNumberText")
    found = application(findings, number) if number else None
    if found is None:
        return None
    findings.record = found.joined
    pages = (said(each, "pageTotalQuantity") for each in objects(value, "downloadOptionBag"))
    detail = {"document": said(value, "documentIdentifier"), "pages": next(filter(None, pages), "")}
    event = Event(
        date=words.day(said(value, "officialDate"), findings),
        code=said(value, "documentCode") or None,
        text=said(value, "documentCodeDescriptionText") or None,
        office="US",
        detail={key: text for key, text in detail.items() if text},
    )
    return patent_right(found, events=(event,))


def _files(value: JsonObject, findings: Findings) -> Record | None:
    """The published documents, by the names of their files: `17248024_11646472.xml`."""
    number = said(value, "ApplicationNumber")
    found = application(findings, number) if number else None
    if found is None:
        return None
    findings.record = found.joined
    links: tuple[Related, ...] = ()
    patent = ""
    for key, name in _FILES.items():
        file = value.get(key)
        printed = said(file, "xmlFileName").rpartition("_")[2].removesuffix(".xml") if isinstance(file, dict) else ""
        patent = printed if key == "GrantDocumentMetaData" else patent
        links += documents(((name, printed, None),), findings) if printed else ()
    return patent_right(found, patent, related=links)


SOURCE = Source(odp.PARTS, is_part, split, parse, COVERAGE)
