"""Prosecution of US applications: file wrappers of the Open Data Portal (ODP), JSON, whole or in parts.

`patentFileWrapperDataBag` (and `patentBag` before it) holds applications; metadata stand on top or one level below.
Events, term adjustment, continuity, priorities and assignments are read as those of PEDS.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.events import Event
from zhihang.records.links import InternationalApplication, Priority, Related
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.symbols import written
from zhihang.sources.us_rights import words
from zhihang.sources.us_rights.places import country
from zhihang.sources.us_rights.recorded import Conveyance, documents, title_of
from zhihang.sources.us_rights.right import application, joined, patent_right

COVERAGE = "zhihang.sources.us_rights:coverage-odp.yaml"
PARTS = "us-odp-parts"
_LISTS = ("patentFileWrapperDataBag", "patentBag")
_BELOW = ("applicationMetaData", "entityStatusData", "continuityBag")
_ADJUSTMENT = (
    "aDelayQuantity", "bDelayQuantity", "cDelayQuantity", "overlappingDayQuantity", "applicantDayDelayQuantity",
    "ipOfficeAdjustmentDelayQuantity", "ipOfficeDayDelayQuantity", "adjustmentTotalQuantity",
    "nonOverlappingDayQuantity", "nonOverlappingDayDelayQuantity",
)  # fmt: skip
_KEPT = (
    "applicationTypeCode", "applicationTypeLabelName", "applicationTypeCategory", "applicationStatusCode",
    "applicationConfirmationNumber", "groupArtUnitNumber", "docketNumber", "customerNumber", "effectiveFilingDate",
    "firstInventorToFileIndicator", "nationalStageIndicator", "businessEntityStatusCategory",
    "smallEntityStatusIndicator", "publicationCategoryBag",
)  # fmt: skip


def recognise(head: Head) -> bool:
    """By the name of the list of applications."""
    return any(has_keys(head, name) for name in _LISTS)


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One application each."""
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
    else:
        found = flat(_without_slashes(value))
        if not said(found, "applicationNumberText", "inventionTitle"):
            yield place.aside("aside-answer", chunk.position, ", ".join(found))  # a part that names no application
            return
        record = record_of(found, findings)
        if record is not None:
            yield findings.stamped(record, _product_of(found, place))
        findings.unread(unread(found, coverage(COVERAGE), "application"))
    yield from findings.problems


def _product_of(value: JsonObject, place: Place) -> Place:
    """A wrapper without its metadata is a part (events, adjustment, assignments): it must not replace the whole."""
    if any(key in value for key in ("inventionTitle", "filingDate", "applicationStatusDescriptionText")):
        return place
    return Place(file=place.file, product=PARTS, delivered=place.delivered)


def _without_slashes(value: Any) -> Any:
    """Keys like `class/subclass` with a hyphen: a slash parts the steps of a path."""
    if isinstance(value, dict):
        return {key.replace("/", "-"): _without_slashes(each) for key, each in value.items()}
    return [_without_slashes(each) for each in value] if isinstance(value, list) else value


def flat(value: JsonObject) -> JsonObject:
    """Metadata and bags that stand a level deeper, on top."""
    found = {key: each for key, each in value.items() if key not in _BELOW}
    for key in _BELOW:
        inner = value.get(key)
        if isinstance(inner, dict):
            found = {**flat(inner), **found}
    return found


def record_of(value: JsonObject, findings: Findings) -> Record | None:
    """The record of one application's right, metadata brought on top; without a number none, and a fatal problem."""
    number = said(value, "applicationNumberText")
    filed = words.day(said(value, "filingDate"), findings)
    found = application(findings, number, filed or "") if number else None
    if found is None:
        findings.note("no-number", number or said(value, "inventionTitle"), fatal=True)
        return None
    findings.record = found.joined
    granted = words.day(said(value, "grantDate"), findings)
    published = words.day(said(value, "earliestPublicationDate"), findings)
    changed = words.day(said(value, "applicationStatusDate"), findings)
    patent = said(value, "patentNumber")
    cpc = tuple(filter(None, (_symbol(each, findings) for each in members(value, "cpcClassificationBag"))))
    return patent_right(
        found,
        patent,
        filing_date=filed,
        grant_date=granted,
        title=title_of(said(value, "inventionTitle")),
        status=words.status(said(value, "applicationStatusDescriptionText"), changed),
        pct=_international(value, findings),
        cpc=tuple(dict.fromkeys(cpc)),
        national_classes=_national(value),
        inventors=tuple(_people(value, "inventorBag", "inventorNameText", findings)),
        applicants=tuple(_people(value, "applicantBag", "applicantNameText", findings)),
        agent_persons=tuple(_attorneys(value)),
        examiner=_examiner(value),
        priorities=tuple(_priorities(value, findings)),
        related=(
            *_lineage(value, findings),
            *documents(
                (("publication", said(value, "earliestPublicationNumber"), published), ("grant", patent, granted)),
                findings,
            ),
        ),
        events=(*_events(value, findings), *_days(value, findings), *_assignments(value, findings)),
        other=_other(value),
    )


def _symbol(each: Any, findings: Findings) -> str | None:
    symbol = written(str(each))
    if symbol is None:
        findings.note("class", str(each))
    return symbol


def _national(value: JsonObject) -> tuple[str, ...]:
    symbol = said(value, "uspcSymbolText", "class-subclass")
    class_, subclass = said(value, "class"), said(value, "subclass")
    symbol = symbol or (f"{class_}/{subclass}" if class_ and subclass else class_)
    return (f"US{symbol}",) if symbol else ()


def _international(value: JsonObject, findings: Findings) -> InternationalApplication | None:
    raw = said(value, "pctPublicationNumber")
    if not raw:
        return None
    document = findings.document("WO", raw.removeprefix("WO").strip())
    date = words.day(said(value, "pctPublicationDate"), findings)
    return InternationalApplication(publication=document.joined if document else raw, publication_date=date)


def _people(value: JsonObject, key: str, name: str, findings: Findings) -> Iterator[Party]:
    for each in objects(value, key):
        places = [*objects(each, "correspondenceAddressBag"), {}]
        nation = said(places[0], "countryCode") or said(each, "countryCode")
        if said(each, name):
            yield Party(
                name=_person(each) or said(each, name),
                country=country(nation, findings) if nation else None,
                region=said(places[0], "geographicRegionCode") or None,
                city=said(places[0], "cityName") or None,
                address=", ".join(
                    filter(None, (said(places[0], line) for line in ("addressLineOneText", "addressLineTwoText")))
                )
                or None,
            )


def _person(each: JsonObject) -> str:
    first = " ".join(filter(None, (said(each, "firstName"), said(each, "middleName"))))
    return ", ".join(filter(None, (said(each, "lastName"), first, said(each, "nameSuffix"))))


def _attorneys(value: JsonObject) -> Iterator[Party]:
    for holder in objects(value, "recordAttorney"):
        for key in ("powerOfAttorneyBag", "attorneyBag"):
            for each in objects(holder, key):
                name = _person(each)
                if name:
                    role = f"{key.removesuffix('Bag')} {said(each, 'activeIndicator')}".strip()
                    yield Party(name=name, id=said(each, "registrationNumber") or None, role=role)


def _examiner(value: JsonObject) -> tuple[Party, ...]:
    name = said(value, "examinerNameText")
    return (Party(name=name),) if name else ()


def _priorities(value: JsonObject, findings: Findings) -> Iterator[Priority]:
    for each in objects(value, "foreignPriorityBag"):
        raw = said(each, "applicationNumberText")
        office = country(said(each, "ipOfficeName"), findings)
        date = words.day(said(each, "filingDate"), findings)
        number = findings.earlier(office, raw, date)
        text = number.joined if number else raw or None
        yield Priority(number=text, office=office, date=date, raw=raw if raw and raw != text else None)


def _lineage(value: JsonObject, findings: Findings) -> Iterator[Related]:
    for kind in ("parent", "child"):
        other = "child" if kind == "parent" else "parent"
        for each in objects(value, f"{kind}ContinuityBag"):
            code = said(each, "claimParentageTypeCode")
            text = said(each, "claimParentageTypeCodeDescriptionText", "claimParentageTypeCodeDescription")
            how = words.relation(code) or words.relation(text)
            if how is None:
                findings.note("relation", f"{code} {text}".strip())
            raw, of = said(each, f"{kind}ApplicationNumberText"), said(each, f"{other}ApplicationNumberText")
            date = words.day(said(each, f"{kind}ApplicationFilingDate"), findings)
            patent = said(each, f"{kind}PatentNumber")
            document = findings.document("US", patent) if patent else None
            yield Related(
                kind=kind,
                relation=how,
                number=joined(findings, raw, date or ""),
                office="WO" if raw.upper().startswith("PCT") else "US",
                document=document.joined if document else None,
                date=date,
                status=said(each, f"{kind}ApplicationStatusDescriptionText").lower() or None,
                of=joined(findings, of) if of and of != said(value, "applicationNumberText") else None,
            )


def _events(value: JsonObject, findings: Findings) -> Iterator[Event]:
    for each in objects(value, "eventDataBag"):
        code = said(each, "eventCode")
        yield Event(
            date=words.day(said(each, "eventDate"), findings),
            code=code or None,
            category=words.event_category(code),
            text=said(each, "eventDescriptionText") or None,
            office="US",
        )


def _days(value: JsonObject, findings: Findings) -> Iterator[Event]:
    for holder in objects(value, "patentTermAdjustmentData"):
        for each in objects(holder, "patentTermAdjustmentHistoryDataBag"):
            pairs = (("office_days", "ipOfficeDayDelayQuantity"), ("applicant_days", "applicantDayDelayQuantity"))
            detail = {name: said(each, key).removesuffix(".0") for name, key in pairs}
            counted = {name: days for name, days in detail.items() if days not in ("", "0")}
            rows = {"number": said(each, "eventSequenceNumber"), "start": said(each, "originatingEventSequenceNumber")}
            if counted:
                yield Event(
                    date=words.day(said(each, "eventDate"), findings),
                    code=said(each, "ptaPTECode", "ptaPteCode") or "PTA",
                    text=said(each, "eventDescriptionText") or None,
                    office="US",
                    detail={**counted, **{key: text for key, text in rows.items() if text}},
                )


def _assignments(value: JsonObject, findings: Findings) -> Iterator[Event]:
    for each in objects(value, "assignmentBag"):
        assignors, assignees = objects(each, "assignorBag"), objects(each, "assigneeBag")
        letters = objects(each, "correspondenceAddressBag") + objects(each, "correspondenceAddress")
        addresses = [place for one in assignees for place in objects(one, "assigneeAddress")]
        yield Conveyance(
            text=said(each, "conveyanceText"),
            reel_frame=said(each, "reelAndFrameNumber", "reelNumber-frameNumber"),
            assignors=tuple(filter(None, (said(one, "assignorName") for one in assignors))),
            assignees=tuple(filter(None, (said(one, "assigneeNameText") for one in assignees))),
            recorded=words.day(said(each, "assignmentRecordedDate"), findings),
            executed=tuple(filter(None, (words.day(said(one, "executionDate"), findings) for one in assignors))),
            more={
                "received": words.day(said(each, "assignmentReceivedDate"), findings) or "",
                "mailed": words.day(said(each, "assignmentMailedDate"), findings) or "",
                "pages": said(each, "pageNumber", "pageTotalQuantity"),
                "assignee_address": "; ".join(", ".join(map(str, filter(None, one.values()))) for one in addresses),
                "correspondent": "; ".join(", ".join(map(str, filter(None, one.values()))) for one in letters),
            },
        ).event()


def _other(value: JsonObject) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for key in _KEPT:
        texts = tuple(
            str(each) for each in members(value, key) if each not in (None, "") and not isinstance(each, bool)
        )
        if isinstance(value.get(key), bool):
            texts = (said(value, key),)
        if texts:
            found[key] = texts
    for holder in objects(value, "patentTermAdjustmentData"):
        for key in _ADJUSTMENT:
            if said(holder, key):
                found[key] = (said(holder, key).removesuffix(".0"),)
    letters = [", ".join(map(str, filter(None, one.values()))) for one in objects(value, "correspondenceAddressBag")]
    if letters:
        found["correspondence-address"] = tuple(letters)
    return found


SOURCE = Source("us-odp", recognise, split, parse, COVERAGE)
