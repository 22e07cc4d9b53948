"""Prosecution of US applications: answers of the Patent Examination Data System (PEDS), one application each.

Transactions, days of term adjustment and recorded assignments become events; the sums of the adjustment stand by the
office's own names, so that the rule `total = max(0, A + B + C - overlap - applicant + adjustments)` can be held to
them. Rows of the adjustment's history that count no days repeat transactions and are left to those.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.dates import PartialDate
from zhihang.records.events import Event
from zhihang.records.links import Priority, Related
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.sources.us_rights import words
from zhihang.sources.us_rights.places import country, state_or_country
from zhihang.sources.us_rights.right import application, joined, patent_right

COVERAGE = "zhihang.sources.us_rights:coverage-peds.yaml"
DOCS = "queryResults.searchResponse.response.docs"
_AT = DOCS.replace(".", "/")
_ENVELOPE = "envelope"
_KEPT = (
    "aDelay", "bDelay", "cDelay", "overlapDelay", "applDelay", "ptoDelay", "ptoAdjustments", "totalPtoDays",
    "ptaPteInd", "appGrpArtNumber", "appConfrNumber", "appCustNumber", "appAttrDockNumber", "appEntityStatus",
    "appType", "firstInventorFile", "appLocation", "publicInd",
)  # fmt: skip
_CORRESPONDENCE = (
    "corrAddrNameLineOne", "corrAddrNameLineTwo", "corrAddrStreetLineOne", "corrAddrStreetLineTwo", "corrAddrCity",
    "corrAddrGeoRegionCode", "corrAddrPostalCode", "corrAddrCountryCd",
)  # fmt: skip


def recognise(head: Head) -> bool:
    """By the envelope of the answers, or the keys of an application."""
    return has_keys(head, "queryResults", "searchResponse") or has_keys(head, "applId", "appFilingDate")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One application each."""
    yield from split_json(stream, place, (DOCS,))


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one application's right, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == _ENVELOPE:
        findings.unread(unread(value, coverage(COVERAGE)))
    elif said(value, "applId", "applIdStr", "id"):
        record = _record(value, findings)
        if record is not None:
            yield findings.stamped(record)
        findings.unread(unread(value, coverage(COVERAGE), _AT))
    elif "queryResults" not in value:
        findings.note("no-number", "applId", fatal=True)
    yield from findings.problems


def _record(value: JsonObject, findings: Findings) -> Record | None:
    filed = words.day(said(value, "appFilingDate"), findings)
    found = application(findings, said(value, "applId", "applIdStr", "id"), filed or "")
    if found is None:
        findings.note("no-number", said(value, "applId", "applIdStr", "id"), fatal=True)
        return None
    findings.record = found.joined
    title = said(value, "patentTitle")
    granted = words.day(said(value, "patentIssueDate"), findings)
    status_day = words.day(said(value, "appStatusDate"), findings)
    return patent_right(
        found,
        said(value, "patentNumber"),
        filing_date=filed,
        grant_date=granted,
        title={"en": title} if title else {},
        status=words.status(said(value, "appStatus"), status_day),
        national_classes=_national(value),
        inventors=tuple(_people(value, "inventors", findings)),
        applicants=tuple(_people(value, "applicants", findings)),
        agent_persons=tuple(_attorneys(value)),
        examiner=_examiner(value),
        priorities=tuple(_priorities(value, findings)),
        related=(*_lineage(value, findings), *_publications(value, granted, findings)),
        events=(*_transactions(value, findings), *_days(value, findings), *_assignments(value, findings)),
        owners=_owners(value, findings),
        other=_other(value),
    )


def _national(value: JsonObject) -> tuple[str, ...]:
    class_, subclass = said(value, "appCls").lstrip("0"), said(value, "appSubCls")
    if not class_:
        return ()
    whole, rest = subclass[:3].lstrip("0"), subclass[3:].rstrip("0")
    return (f"US{class_}/{whole}{'.' + rest if rest.isdigit() else rest}",)


def _people(value: JsonObject, key: str, findings: Findings) -> Iterator[Party]:
    for each in sorted(objects(value, key), key=lambda one: said(one, "rankNo").zfill(6)):
        name = ", ".join(filter(None, (said(each, one) for one in ("nameLineOne", "nameLineTwo", "suffix"))))
        lines = [said(each, one) for one in ("streetOne", "streetTwo")]
        if name:
            yield Party(
                name=name,
                country=country(said(each, "country"), findings),
                region=said(each, "geoCode") or None,
                city=said(each, "city").rstrip(", ") or None,
                address=", ".join(filter(None, lines)) or None,
            )


def _attorneys(value: JsonObject) -> Iterator[Party]:
    for each in objects(value, "attrnyAddr"):
        name = said(each, "fullName")
        if name:
            yield Party(name=name, id=said(each, "registrationNo") or None, role=said(each, "regStatus") or None)


def _examiner(value: JsonObject) -> tuple[Party, ...]:
    name = said(value, "appExamName")
    return (Party(name=name),) if name else ()


def _priorities(value: JsonObject, findings: Findings) -> Iterator[Priority]:
    for each in objects(value, "foreignPriority"):
        raw = said(each, "priorityClaim")
        office = country(said(each, "countryName"), findings)
        date = words.day(said(each, "filingDate"), findings)
        number = findings.earlier(office, raw, date)
        yield Priority(
            number=number.joined if number else raw or None,
            office=office,
            date=date,
            raw=raw if number and number.joined != raw else None,
        )


def _lineage(value: JsonObject, findings: Findings) -> Iterator[Related]:
    for key, kind in (("parentContinuity", "parent"), ("childContinuity", "child")):
        for each in objects(value, key):
            raw = said(each, "claimApplicationNumberText")
            said_words = said(each, "applicationStatusDescription")
            how = words.relation(said_words)
            if how is None and kind == "parent":
                findings.note("relation", said_words)
            date = words.day(said(each, "filingDate"), findings)
            patent = said(each, "patentNumberText")
            document = findings.document("US", patent) if patent and words.text_or_none(patent) else None
            yield Related(
                kind=kind,
                relation=how,
                number=joined(findings, raw, date or ""),
                office="WO" if raw.upper().startswith("PCT") else "US",
                document=document.joined if document else None,
                date=date,
                status=said(each, "applicationStatus").lower() or None,
            )


def _publications(value: JsonObject, granted: PartialDate | None, findings: Findings) -> Iterator[Related]:
    """The documents of the right: its publication, its patent."""
    number, patent = said(value, "appEarlyPubNumber"), said(value, "patentNumber")
    published = words.day(said(value, "appEarlyPubDate"), findings)
    for raw, date, name in ((number, published, "publication"), (patent, granted, "grant")):
        document = findings.document("US", raw) if raw else None
        if document is not None:
            yield Related(kind="publication", relation=name, document=document.joined, office="US", date=date)


def _transactions(value: JsonObject, findings: Findings) -> Iterator[Event]:
    for each in objects(value, "transactions"):
        code = said(each, "code")
        yield Event(
            date=words.day(said(each, "recordDate"), findings),
            code=code or None,
            category=words.event_category(code),
            text=said(each, "description") or None,
            office="US",
        )


def _days(value: JsonObject, findings: Findings) -> Iterator[Event]:
    """Rows of the term adjustment that count days, of the office or of the applicant."""
    for each in objects(value, "ptaPteTranHistory"):
        detail = {name: said(each, key) for name, key in (("office_days", "ptoDays"), ("applicant_days", "applDays"))}
        counted = {name: days for name, days in detail.items() if days not in ("", "0")}
        if counted:
            rows = {name: said(each, name) for name in ("number", "start") if said(each, name)}
            yield Event(
                date=words.day(said(each, "ptaOrPteDate"), findings),
                code="PTA",
                text=said(each, "contentsDescription") or None,
                office="US",
                detail={**counted, **rows},
            )


def _assignments(value: JsonObject, findings: Findings) -> Iterator[Event]:
    for each in objects(value, "assignments"):
        text = said(each, "converyanceName")
        assignors, assignees = objects(each, "assignors"), objects(each, "assignee")
        executed = sorted(filter(None, (words.day(said(one, "execDate"), findings) for one in assignors)))
        detail = {
            "reel_frame": "/".join(filter(None, (said(each, "reelNumber"), said(each, "frameNumber")))),
            "assignors": "; ".join(filter(None, (said(one, "assignorName") for one in assignors))),
            "assignees": "; ".join(filter(None, (said(one, "assigneeName") for one in assignees))),
            "executed": executed[-1] if executed else "",
            "received": words.day(said(each, "receivedDate"), findings) or "",
            "mailed": words.day(said(each, "mailDate"), findings) or "",
            "pages": said(each, "pagesCount"),
            "correspondent": ", ".join(
                filter(None, (words.text_or_none(said(each, key)) for key in (
                    "addressNameText", "addressLineOneText", "addressLineTwoText", "addressLineThreeText",
                    "addressLineFourText",
                )))
            ),
        }  # fmt: skip
        yield Event(
            date=words.day(said(each, "recordedDate"), findings),
            code="ASSIGNMENT",
            category=words.conveyance(text)[0],
            text=text or None,
            office="US",
            effective=executed[-1] if executed else None,
            detail={key: found for key, found in detail.items() if found},
        )


def _owners(value: JsonObject, findings: Findings) -> tuple[Party, ...]:
    """The assignees of the transfer recorded last; silence where none is recorded."""
    transfers = [
        (words.day(said(each, "recordedDate"), findings) or "", -place, each)
        for place, each in enumerate(objects(value, "assignments"))
        if words.conveyance(said(each, "converyanceName"))[1] and objects(each, "assignee")
    ]
    if not transfers:
        return ()
    last = max(transfers, key=lambda one: one[:2])[2]
    return tuple(filter(None, (_assignee(each, findings) for each in objects(last, "assignee"))))


def _assignee(each: JsonObject, findings: Findings) -> Party | None:
    name = said(each, "assigneeName")
    if not name:
        return None
    nation, state = state_or_country(said(each, "countryCode"), findings)
    lines = [words.text_or_none(said(each, key)) for key in ("streetLineOneText", "streetLineTwoText", "postalCode")]
    return Party(
        name=name,
        country=nation,
        region=state,
        city=words.text_or_none(said(each, "cityName")),
        address=", ".join(filter(None, lines)) or None,
    )


def _other(value: JsonObject) -> dict[str, tuple[str, ...]]:
    found: dict[str, Any] = {key: (said(value, key),) for key in _KEPT if said(value, key)}
    address = ", ".join(filter(None, (said(value, key) for key in _CORRESPONDENCE)))
    if address:
        found["correspondence-address"] = (address,)
    return found


SOURCE = Source("us-peds", recognise, split, parse, COVERAGE)
