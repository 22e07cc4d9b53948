"""Answers of the JPO's API: progress of applications, registration, priorities, citations, numbers.

Each answer speaks of one right, named by its application number. Which right it is, the keys tell (`designArticle`,
`trademarkForDisplay`); an answer that holds only priorities does not say it and is read as a patent, with a problem.
Answers without an application (applicants, addresses of pages) and refusals of the service are left aside.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from importlib import resources
from typing import BinaryIO

from zhihang.errors import InvalidNumber
from zhihang.records.events import Event
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.records.marks import Goods, Mark
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.standards.numbers import register_number
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.jpo:coverage.yaml"
_PATENT_KEYS = frozenset(
    {"inventionTitle", "patentDoc", "nationalPublicationNumber", "divisionalApplicationInformation"}
)
_SUCCESS = "100"
_PRINTED = re.compile(r"JP([ABUY])\s*([345])(\d{2})(\d{6})")
_ERAS = {"3": ("S", 1925), "4": ("H", 1988), "5": ("R", 2018)}
_WESTERN = 2000
_APPLICANT, _AGENT = "1", "2"


def is_answer(head: Head) -> bool:
    """An object `result` with a count of accesses that are left."""
    return has_keys(head, "result", "remainAccessCount")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each answer."""
    return split_json(stream, place)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of the right that the answer is about, then its problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    result = value.get("result") if isinstance(value, dict) else None
    if not isinstance(result, dict):
        if value is not None:
            yield place.problem("no-number", chunk.position, "result", fatal=True)
        return
    data = result.get("data")
    findings = Findings(place, chunk.position)
    if said(result, "statusCode") != _SUCCESS:
        yield place.aside("aside-fault", chunk.position, said(result, "errorMessage", "statusCode"))
    elif not isinstance(data, dict) or not said(data, "applicationNumber"):
        yield place.aside("aside-answer", chunk.position, ", ".join(data) if isinstance(data, dict) else "")
    else:
        record = _record(data, findings)
        if record is not None:
            yield findings.stamped(record)
    findings.unread(unread(value, coverage(COVERAGE)))
    yield from findings.problems


def _right(data: JsonObject, findings: Findings) -> str:
    if "designArticle" in data or "designClass" in data:
        return "design"
    if "trademarkForDisplay" in data or "goodsServiceInformation" in data:
        return "trademark"
    if not _PATENT_KEYS & data.keys():
        findings.note("kind", said(data, "applicationNumber"))
    return "patent"


def _record(data: JsonObject, findings: Findings) -> Record | None:
    right = _right(data, findings)
    number = _number(said(data, "applicationNumber"), right, findings)
    if number is None:
        findings.note("no-number", said(data, "applicationNumber"), fatal=True)
        return None
    identifier = right_id("JP", right, number)
    findings.record = identifier
    title = said(data, "inventionTitle", "designArticle")
    goods = tuple(_goods(data))
    return Record(
        id=identifier,
        right_id=identifier,
        right=right,
        office="JP",
        number=number,
        application_number=f"JP{number}",
        registration_number=said(data, "registrationNumber") or None,
        filing_date=findings.date(said(data, "filingDate")),
        publication_date=findings.date(said(data, "publicationDate")),
        registration_date=findings.date(said(data, "registrationDate")),
        expiry_date=findings.date(said(data, "expireDate")),
        title={"ja": title} if title else {},
        claim_count=_count(said(data, "numberOfClaims"), findings),
        mark=_mark(data),
        goods_services=goods,
        nice=tuple(dict.fromkeys(each.class_ for each in goods if each.class_)),
        vienna=tuple(_texts(data.get("viennaClass"))),
        national_classes=(f"JP{code}",) if (code := said(data, "designClass")) else (),
        applicants=_parties(data, _APPLICANT),
        agents=_parties(data, _AGENT),
        owners=_owners(data),
        priorities=tuple(_priorities(data, right, findings)),
        related=tuple(_related(data, right, findings)),
        pct=_pct(data, findings),
        citations=tuple(_citations(data, findings)),
        events=tuple(_events(data, findings)),
        other=_other(data),
    )


def _number(text: str, right: str, findings: Findings) -> str | None:
    """The number without office: patents in the office's scheme, other rights as the register writes it."""
    if right == "patent":
        found = findings.application("JP", text)
        return found.number if found else None
    try:
        return register_number(text)
    except InvalidNumber:
        findings.note("number", text)
        return None


def _count(text: str, findings: Findings) -> int | None:
    if not text:
        return None
    if not text.isdigit():
        findings.note("count", text)
        return None
    return int(text)


def _texts(value: object) -> list[str]:
    """Texts of a list, or of an object whose keys count them."""
    each = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in each if (text := " ".join(str(one).split()))]


def _mark(data: JsonObject) -> Mark | None:
    text = said(data, "trademarkForDisplay")
    readings = _texts(data.get("transliteration"))
    if not text and not readings:
        return None
    return Mark(text=text or None, transliteration="; ".join(readings) or None)


def _goods(data: JsonObject) -> Iterator[Goods]:
    for each in objects(data, "goodsServiceInformation"):
        yield Goods(
            class_=said(each, "goodsServiceClass").lstrip("0") or None,
            text=said(each, "goodsServiceName") or None,
            group=said(each, "similarCode") or None,
            language="ja",
        )


def _parties(data: JsonObject, role: str) -> tuple[Party, ...]:
    """Applicants (class 1) or their agents (class 2), with the office's number of each."""
    return tuple(
        Party(name=name, id=said(each, "applicantAttorneyCd") or None, id_type="JPO", language="ja")
        for each in objects(data, "applicantAttorney")
        if said(each, "applicantAttorneyClass") == role and (name := said(each, "name"))
    )


def _owners(data: JsonObject) -> tuple[Party, ...]:
    return tuple(
        Party(name=name, id=said(each, "rightPersonCd") or None, id_type="JPO", language="ja")
        for each in objects(data, "rightPersonInformation")
        if (name := said(each, "rightPersonName"))
    )


def _priorities(data: JsonObject, right: str, findings: Findings) -> Iterator[Priority]:
    """Priorities of the Paris Convention and national ones."""
    for each in objects(data, "priorityRightInformation"):
        paris = said(each, "parisPriorityApplicationNumber")
        if paris:
            office = findings.office(said(each, "parisPriorityCountryCd"))
            found = findings.application(office, paris) if right == "patent" else None
            yield Priority(
                number=found.joined if found else paris,
                office=office,
                date=findings.date(said(each, "parisPriorityDate")),
            )
        national = said(each, "nationalPriorityApplicationNumber")
        if national:
            found = findings.application("JP", national)
            yield Priority(
                number=found.joined if found else national,
                office="JP",
                date=findings.date(said(each, "nationalPriorityDate")),
            )
        international = said(each, "nationalPriorityInternationalApplicationNumber")
        if international:
            yield Priority(number=international, office="WO", date=findings.date(said(each, "nationalPriorityDate")))


def _related(data: JsonObject, right: str, findings: Findings) -> Iterator[Related]:
    """The application that this one was divided from, and those divided from it."""
    parent = data.get("parentApplicationInformation")
    if isinstance(parent, dict) and (number := said(parent, "parentApplicationNumber", "applicationNumber")):
        found = _number(number, right, findings)
        date = findings.date(said(parent, "filingDate"))
        yield Related(kind="parent", relation="divisional", office="JP", number=found and f"JP{found}", date=date)
    for each in objects(data, "divisionalApplicationInformation"):
        if number := said(each, "applicationNumber"):
            found = _number(number, right, findings)
            yield Related(kind="child", relation="divisional", office="JP", number=found and f"JP{found}")


def _pct(data: JsonObject, findings: Findings) -> InternationalApplication | None:
    application = said(data, "internationalApplicationNumber")
    publication = said(data, "internationalPublicationNumber")
    if not application and not publication:
        return None
    filed = findings.application("WO", application) if application else None
    published = findings.document("WO", publication) if publication else None
    return InternationalApplication(
        application=filed.joined if filed else application or None,
        publication=published.joined if published else publication or None,
        publication_date=findings.date(said(data, "internationalPublicationDate")),
    )


def _citations(data: JsonObject, findings: Findings) -> Iterator[Citation]:
    """Documents that examiners cite, in the office's code: `JPA 414233033` is JP2002-233033A."""
    for each in objects(data, "patentDoc"):
        printed = said(each, "documentNumber")
        match = _PRINTED.fullmatch(printed)
        number = None
        if match:
            kind, era, year, serial = match.groups()
            letter, begin = _ERAS[era]
            western = begin + int(year)
            digits = f"{western}{serial}" if western >= _WESTERN else f"{letter}{year}{serial}"
            number = findings.document("JP", digits, kind)
        yield Citation(
            number=number.joined if number else None,
            office=number.office if number else None,
            date=None,
            phase="examination",
            by="examiner",
            raw=printed,
        )
    for each in objects(data, "nonPatentDoc"):
        text = "; ".join(filter(None, (" ".join(str(part).split()) for part in each.values())))
        yield Citation(text=text or None, phase="examination", by="examiner")


@cache
def _progress() -> dict[str, str]:
    text = (resources.files(__package__) / "progress.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {key: meaning for key, _, meaning in rows if key != "key"}


def _events(data: JsonObject, findings: Findings) -> Iterator[Event]:
    """Dates of the right, and the documents of its file with their codes."""
    for key, text in _progress().items():
        day = findings.date(said(data, key))
        if day:
            yield Event(code=key, date=day, text=text, office="JP")
    for file in objects(data, "bibliographyInformation"):
        for each in objects(file, "documentList"):
            kept = {
                "file": said(file, "number"),
                "document": said(each, "documentNumber"),
                "part": said(each, "documentSeparator"),
            }
            yield Event(
                code=said(each, "documentCode") or None,
                date=findings.date(said(each, "legalDate")),
                text=said(each, "documentDescription") or None,
                office="JP",
                detail={name: text for name, text in kept.items() if text},
            )


def _other(data: JsonObject) -> dict[str, tuple[str, ...]]:
    """Numbers of publications and marks of the register, by the office's names."""
    keys = (
        "publicationNumber", "ADPublicationNumber", "nationalPublicationNumber", "ADNationalPublicationNumber",
        "erasureIdentifier", "lastPaymentYearly", "nextPensionPaymentDate",
        "principalDesignApplicationNumber", "updateDate",
    )  # fmt: skip
    return {key: (text,) for key in keys if (text := said(data, key))}


SOURCE = Source("jpo-api", is_answer, split, parse, COVERAGE)
