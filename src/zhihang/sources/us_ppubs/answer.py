"""Patent Public Search: lists of hits (bibliography) and single documents (with texts), JSON.

Lists are joined by `;`, parallel lists tell parties; keys without a value say nothing and are passed over, whatever
they are called. A publication and the patent of one case are two documents of one right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.links import Family
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.symbols import locarno, written
from zhihang.sources.us_ppubs import parts
from zhihang.sources.us_ppubs.texts import claims, independent, paragraphs, plain
from zhihang.sources.us_rights.words import day
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.us_ppubs:coverage.yaml"
_DESIGN = re.compile(r"^D/(?=\d{6}$)")
"""Design applications are written `D/723103`: their series is 29."""

_NOTHING: tuple[Any, ...] = (None, "", [], "N/A", ["N/A"], "[]", {})
_KEPT = (
    "governmentInterest", "continuityData", "examinerGroup", "termOfExtension", "termOfPatentGrant", "numberOfFigures",
    "numberOfDrawingSheets", "exemplaryClaimNumber", "editionField", "applicationRefFilingType", "claimStatement",
    "relatedApplNumber", "relatedApplFilingDate", "relatedApplPatentNumber", "relatedApplParentStatusCode",
    "relatedApplCountryCode", "relatedApplChildPatentNumber", "relatedApplChildPatentCountry",
    "fieldOfSearchClassSubclassHighlights", "fieldOfSearchCpcClassification", "certOfCorrectionFlag", "ptabCertFlag",
)  # fmt: skip
_DESCRIPTION = ("backgroundTextHtml", "briefHtml", "descriptionHtml")


def recognise(head: Head) -> bool:
    """By the keys of a document or of an answer."""
    return has_keys(head, "guid", "publicationReferenceDocumentNumber") or has_keys(head, "numFound", "hlSnippets")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One document each."""
    yield from split_json(stream, place, ("patents",))


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one document, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    value = {key: each for key, each in value.items() if each not in _NOTHING}
    if chunk.context.get("part") == ENVELOPE or "guid" not in value:
        if "numFound" not in value:
            findings.note("no-number", "guid", fatal=True)
        findings.unread(unread(value, coverage(COVERAGE)))
    else:
        record = _record(value, findings)
        if record is not None:
            yield findings.stamped(record)
        findings.unread(unread(value, coverage(COVERAGE), "patents"))
    yield from findings.problems


def _record(value: JsonObject, findings: Findings) -> Record | None:
    office, _, rest = said(value, "guid").partition("-")
    number, _, kind = rest.partition("-")
    document = findings.document(office, number, kind)
    if document is None:
        findings.note("no-number", said(value, "guid"), fatal=True)
        return None
    findings.record = document.joined
    filed = day(parts.at(value, "applicationFilingDate", 0), findings)
    raw = _DESIGN.sub("29/", said(value, "applicationNumber"))
    application = findings.application(office, raw, int(filed[:4]) if filed else None)
    if application is None:
        findings.note("no-application", document.joined)
    published = day(said(value, "datePublished"), findings)
    is_grant = said(value, "type") in ("USPAT", "USOCR")
    right = "design" if document.number.startswith("D") or raw.startswith("29/") else "patent"
    family = said(value, "familyIdentifierCur", "familyIdentifierCurStr")
    return Record(
        id=document.joined,
        right_id=right_id("US", right, application.number if application else document.joined),
        right=right,
        office=office,
        number=document.number,
        kind=document.kind or None,
        language="en",
        application_number=application.joined if application else None,
        filing_date=filed,
        publication_date=published,
        grant_date=published if is_grant else None,
        priorities=tuple(parts.priorities(value, findings)),
        related=tuple(parts.earlier(value, findings)),
        pct=parts.international(value, findings),
        citations=tuple(parts.citations(value, findings)),
        family=Family(source_id=family) if family not in ("", "0") else None,
        **_texts(value),
        **_parties(value, findings),
        **_classes(value, findings),
        **_facts(value),
    )


def _texts(value: JsonObject) -> dict[str, Any]:
    title, found_claims = plain(said(value, "inventionTitle")), claims(str(value.get("claimsHtml") or ""))
    description = tuple(line for key in _DESCRIPTION for line in paragraphs(str(value.get(key) or "")))
    abstract = paragraphs(str(value.get("abstractHtml") or ""))
    found = {
        "title": {"en": title} if title else {},
        "abstract": {"en": abstract} if abstract else {},
        "claims": {"en": found_claims} if found_claims else {},
        "independent_claims": {"en": independent(found_claims)} if found_claims else {},
        "description": {"en": description} if description else {},
    }
    return {key: text for key, text in found.items() if text}


def _parties(value: JsonObject, findings: Findings) -> dict[str, Any]:
    inventors = tuple(parts.people(value, "inventorsName", "inventor", findings))
    applicants = tuple(parts.people(value, "applicantName", "applicant", findings))
    owners = tuple(parts.people(value, "assigneeName", "assignee", findings))
    examiners = [(said(value, "primaryExaminer"), "primary_examiner")]
    examiners += [(plain(str(each)), "assistant_examiner") for each in members(value, "assistantExaminer")]
    firms = (*members(value, "legalFirmName"), *members(value, "attorneyName"))
    return {
        "inventors": inventors,
        "applicants": applicants or owners or inventors,
        "owners": owners,
        "agents": tuple(Party(name=plain(str(each))) for each in firms),
        "agent_persons": tuple(
            Party(name=plain(str(each)).replace("; ", ", ", 1)) for each in members(value, "principalAttorneyName")
        ),
        "examiner": tuple(Party(name=name.replace("; ", ", ", 1), role=role) for name, role in examiners if name),
    }


def _classes(value: JsonObject, findings: Findings) -> dict[str, Any]:
    inventive = _symbols(value, "cpcInventiveFlattened", findings)
    additional = _symbols(value, "cpcAdditionalFlattened", findings)
    ipc = _symbols(value, "ipcCodeFlattened", findings)
    national = [each.strip() for each in said(value, "uspcFullClassificationFlattened").split(";") if each.strip()]
    designs = [locarno(str(each)) for each in members(value, "locarnoMainClassification") if str(each).isdigit()]
    return {
        "ipc": ipc,
        "ipc_first": ipc[0] if ipc else None,
        "cpc": tuple(dict.fromkeys((*inventive, *additional))),
        "cset": tuple(
            filter(None, (_combination(str(each)) for each in members(value, "cpcCombinationSetsCurHighlights")))
        ),
        "national_classes": tuple(dict.fromkeys(f"US{each}" for each in national)),
        "locarno": tuple(filter(None, designs)),
    }


def _symbols(value: JsonObject, key: str, findings: Findings) -> tuple[str, ...]:
    found = []
    for each in filter(None, (piece.strip() for piece in said(value, key).split(";"))):
        symbol = written(each)
        if symbol is None:
            findings.note("class", each)
        else:
            found.append(symbol)
    return tuple(dict.fromkeys(found))


def _combination(text: str) -> tuple[str, ...]:
    """A combination set, `1 C08F210/16, 2 C08F2/001`, in the order of its ranks."""
    ranked = [piece.split(None, 1) for piece in text.split(",") if piece.strip()]
    symbols = (written(piece[-1]) for piece in sorted(ranked, key=lambda piece: piece[0].zfill(4)))
    return tuple(symbol for symbol in symbols if symbol)


def _facts(value: JsonObject) -> dict[str, Any]:
    other: dict[str, tuple[str, ...]] = {}
    for key in _KEPT:
        texts = [line for each in members(value, key) for line in paragraphs(str(each))]
        if texts and texts != ["0"]:
            other[key] = tuple(texts)
    additional = said(value, "cpcAdditionalFlattened")
    if additional:
        other["cpc-additional"] = tuple(filter(None, (written(each) for each in additional.split(";"))))
    if not value.get("inventorsName") and said(value, "inventorsShort"):
        other["inventorsShort"] = (plain(said(value, "inventorsShort")),)
    count, pages = said(value, "numberOfClaims"), said(value, "pageCount")
    return {
        "claim_count": int(count) if count.isdigit() and count != "0" else None,
        "pages": int(pages) if pages.isdigit() and pages != "0" else None,
        "other": other,
    }


SOURCE = Source("us-ppubs", recognise, split, parse, COVERAGE)
