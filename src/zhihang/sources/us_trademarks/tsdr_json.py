"""US trademark cases from TSDR, status in JSON: one case, or several behind each question (`transactionList`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import BinaryIO

from zhihang.records.events import Event
from zhihang.records.links import Related
from zhihang.records.marks import Goods, Mark
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import ENVELOPE, split_json
from zhihang.sources.us_trademarks import tables
from zhihang.sources.us_trademarks.register_case import add_first_use, add_owners, day, entry, is_serial
from zhihang.sources.us_trademarks.statements import Class, nice_of, number
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.us_trademarks:coverage-tsdr-json.yaml"
_LISTS = ("trademarks", "transactionList")
_AT = "trademarks"
_FEATURES = {
    "collectiveTradeMark": "collective",
    "collectiveServiceMark": "collective",
    "collectiveMembershipMark": "collective",
    "certificationMark": "certification",
}
_KEPT = {
    "attrnyDktNumber": "attorney-docket-number", "lawOffAsgnCd": "law-office-assigned-location-code",
    "currentLoc": "current-location", "extStatusDesc": "status-description", "intStatusDesc": "status-internal",
    "tm5StatusDesc": "tm5-status", "concurrentUse": "concurrent-use", "correction": "correction",
    "pseudoMark": "pseudo-mark",
}  # fmt: skip


def is_status(head: Head) -> bool:
    """By the parts of a case."""
    return has_keys(head, "trademarks", "gsList") or has_keys(head, "trademarks", "prosecutionHistory")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One case, or one question with its cases."""
    yield from split_json(stream, place, _LISTS)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The records of a chunk's cases, then the problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    if chunk.context.get("part") == ENVELOPE:
        findings.unread(unread(value, coverage(COVERAGE)))
    else:
        cases = objects(value, _AT) if _AT in value else [value]
        for case in cases:
            case = _with_owners(case)
            record = _record(case, Draft(findings))
            if record is not None:
                yield findings.stamped(record)
            findings.unread(unread(case, coverage(COVERAGE), _AT))
        around = {key: each for key, each in value.items() if key != _AT}
        if _AT in value:
            findings.unread(unread(around, coverage(COVERAGE), "transactionList"))
    yield from findings.problems


def _with_owners(case: JsonObject) -> JsonObject:
    """The owners in one list: they stand under their party type, which each of them names too."""
    parties = case.get("parties")
    groups = parties.get("ownerGroups") if isinstance(parties, dict) else None
    if not isinstance(parties, dict) or not isinstance(groups, dict):
        return case
    found = [owner for group in groups.values() if isinstance(group, list) for owner in group]
    return {**case, "parties": {**parties, "ownerGroups": found}}


def _record(case: JsonObject, draft: Draft) -> Record | None:
    status = _inner(case, "status")
    serial = said(status, "serialNumber") or said(_inner(case, "publication"), "serialNumber")
    if not is_serial(serial):
        draft.findings.note("no-number", serial or "serialNumber", fatal=True)
        return None
    own = right_id("US", "trademark", serial)
    draft.findings.record = own
    _status(status, draft)
    for group in objects(case, "gsList"):
        _goods(group, draft)
    add_owners(_owners(case, draft), draft)
    _people(status, draft)
    for each in objects(case, "prosecutionHistory"):
        date = day(said(each, "entryDate"), draft.findings)
        draft.add("events", entry(said(each, "entryCode"), said(each, "entryType"), said(each, "entryNumber"), date,
                                  said(each, "entryDesc")))  # fmt: skip
    _links(case, status, draft)
    for gazette in objects(_inner(case, "publication"), "officialGazettes"):
        date = day(said(gazette, "publicationDate", "officialGazetteDate"), draft.findings)
        draft.values.setdefault("opposition_publication_date", date)
    for key in ("nice", "national_classes"):
        draft.values[key] = tuple(dict.fromkeys(draft.values.get(key, ())))
    return Record(
        id=own,
        right_id=own,
        right="trademark",
        office="US",
        number=serial,
        language="en",
        application_number=f"US{serial}",
        registration_number=said(status, "usRegistrationNumber").lstrip("0") or None,
        mark=_sign(status),
        other={name: tuple(found) for name, found in draft.other.items()},
        **draft.values,
    )


def _inner(value: JsonObject, key: str) -> JsonObject:
    found = value.get(key)
    return found if isinstance(found, dict) else {}


def _status(status: JsonObject, draft: Draft) -> None:
    """Dates, the status, design codes, facts and what is raised."""
    values, findings = draft.values, draft.findings
    values["filing_date"] = day(said(status, "filingDate"), findings)
    values["registration_date"] = day(said(status, "usRegistrationDate", "registrationDate"), findings)
    values["status"] = tables.status(said(status, "status"), day(said(status, "statusDate"), findings))
    for key, code in (("dateAbandoned", "ABANDONED"), ("dateCancelled", "CANCELLED")):
        date = day(said(status, key), findings)
        if date:
            draft.add("events", Event(date=date, code=code, category="H", office="US"))
    draft.keep("mark-drawing-code", said(status, "markDrawingCd"))
    for search in objects(status, "designSearchList"):
        draft.keep("design-search", said(search, "code"))
    for key, name in _KEPT.items():
        draft.keep(name, said(status, key))
    draft.keep("location-date", said(status, "currLocationDt").replace("-", ""))
    for key, raised in status.items():
        if raised is True:
            draft.keep("indicators", key)


def _sign(status: JsonObject) -> Mark | None:
    found = Mark(
        text=said(status, "markElement") or None,
        type=tables.mark_type(said(status, "markDrawingCd")),
        features=tuple(dict.fromkeys(meant for key, meant in _FEATURES.items() if status.get(key) is True)),
        translation=tuple(filter(None, (said(status, "translation"),))),
        transliteration=said(status, "transliteration") or None,
        disclaimer=tuple(filter(None, (said(status, "disclaimer"),))),
        colors=tuple(filter(None, (said(status, "colorClaimed"),))),
        description=said(status, "descOfMark") or None,
    )
    return None if found == Mark() else found


def _goods(group: JsonObject, draft: Draft) -> None:
    known = Class(
        said(group, "primeClassCode"),
        tuple(filter(None, (said(each, "code") for each in objects(group, "internationalClasses")))),
        tuple(filter(None, (said(each, "code") for each in objects(group, "usClasses")))),
    )
    nice = [code for code in known.international if _is_nice(code)]
    others = dict.fromkeys(number(code) for code in known.international if not _is_nice(code))
    draft.add("nice", *map(number, nice))
    draft.add("national_classes", *(f"US{code}" for code in dict.fromkeys((*others, *map(number, known.national)))))
    text = said(group, "description")
    if text:
        draft.add("goods_services", Goods(class_=_class_of(known), text=text, language="en"))
    state = " ".join(filter(None, (said(group, "statusCode"), said(group, "statusDescription"),
                                   said(group, "statusDate"))))  # fmt: skip
    draft.keep("class-state", f"{known.primary}: {state}" if state else "")
    first = day(said(group, "firstUseDate"), draft.findings)
    commerce = day(said(group, "firstUseInCommerceDate"), draft.findings)
    add_first_use(first, draft)
    uses = ", ".join(filter(None, (f"first use {first}" if first else "", f"commerce {commerce}" if commerce else "")))
    draft.keep("class-use", f"{known.primary}: {uses}" if uses else "")


def _is_nice(code: str) -> bool:
    """A class of the Nice Classification; 200, A and B are those of membership and certification marks."""
    return code.isdigit() and 1 <= int(code) <= tables.LAST_NICE


def _class_of(known: Class) -> str | None:
    found = nice_of(known.primary, (known,))
    return found if found and _is_nice(found) else None


def _owners(case: JsonObject, draft: Draft) -> Iterator[tuple[int, Party, str]]:
    for each in objects(_inner(case, "parties"), "ownerGroups"):
        party = _party(each, draft)
        if party is None:
            continue
        entity, citizen = _inner(each, "entityType"), _inner(each, "citizenship")
        kind = " ".join(filter(None, (said(entity, "code"), said(entity, "description"))))
        origin = " ".join(filter(None, (said(_inner(citizen, "stateCountry"), "code"),
                                        said(_inner(citizen, "iso"), "code"))))  # fmt: skip
        draft.keep("legal-entity-type", f"{party.name}: {kind}" if kind else "")
        draft.keep("nationality", f"{party.name}: {origin}" if origin else "")
        draft.keep("owner-reel-frame", said(each, "reelFrame"))
        type_ = said(each, "partyType")
        yield int(type_) if type_.isdigit() else 0, party, said(each, "partyTypeDescription")


def _party(each: JsonObject, draft: Draft) -> Party | None:
    name = said(each, "name")
    if not name:
        return None
    place = _inner(each, "addressStateCountry")
    country = draft.findings.office(said(_inner(place, "iso"), "code"))
    region = said(_inner(place, "stateCountry"), "code")
    lines = (said(each, key) for key in ("address1", "address2", "zip"))
    return Party(
        name=name,
        country=country,
        region=region if region and region != country else None,
        city=said(each, "city") or None,
        address=", ".join(filter(None, lines)) or None,
        also=tuple(filter(None, (said(each, "dbaAkaFormerly"), said(each, "composedOf")))),
    )


def _people(status: JsonObject, draft: Draft) -> None:
    letters = _inner(status, "correspondence")
    if said(letters, "attorneyName"):
        draft.add("agent_persons", Party(name=said(letters, "attorneyName")))
    if said(letters, "firmName"):
        draft.add("agents", Party(name=said(letters, "firmName")))
    examiner = said(_inner(_inner(status, "staff"), "examiner"), "name")
    if examiner:
        draft.add("examiner", Party(name=examiner))
    place = _inner(letters, "address")
    region = said(_inner(_inner(place, "region"), "stateCountry"), "code")
    lines = [said(letters, "individualFullName"), *(said(place, f"line{count}") for count in range(1, 5)),
             said(place, "city"), region, said(place, "postalCode"), said(place, "countryName"),
             *(str(line) for line in members(letters, "freeFormAddress") if isinstance(line, str))]  # fmt: skip
    draft.keep("correspondence-address", ", ".join(filter(None, lines)))
    for where in objects(status, "physicalLocationHistory"):
        found = (said(where, key) for key in ("eventDate", "physicalLocation", "physicalLocationDescription"))
        draft.keep("physical-location", " ".join(filter(None, found)))


def _links(case: JsonObject, status: JsonObject, draft: Draft) -> None:
    """Earlier registrations that are claimed, parts and wholes of divided cases, international registrations."""
    for earlier in members(status, "prevRegNumList"):
        text = said(earlier, "registrationNumber", "number") if isinstance(earlier, dict) else str(earlier)
        if text:
            link = Related(kind="parent", relation="prior_registration", number=text.lstrip("0"), office="US")
            draft.add("related", link)
    divided = _inner(case, "divisional")
    parents = [(each, "parent") for each in members(divided, "childOf")]
    for each, kind in (*parents, *((each, "child") for each in members(divided, "parentOfList"))):
        text = said(each, "serialNumber") if isinstance(each, dict) else str(each)
        if is_serial(text):
            draft.add("related", Related(kind=kind, relation="divisional", number=f"US{text}", office="US"))
    for each in objects(case, "relationshipBundleList"):
        found = {key: said(each, key) for key in ("internationalRegistrationNumber", "referenceNumber")}
        draft.keep("madrid-request", "; ".join(f"{key} {text}" for key, text in found.items() if text))
    for each in objects(case, "foreignInfoList"):
        draft.keep("foreign-application", "; ".join(f"{key} {said(each, key)}" for key in each if said(each, key)))


SOURCE = Source("us-trademark-tsdr-json", is_status, split, parse, COVERAGE)
