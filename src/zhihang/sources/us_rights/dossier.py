"""Global Dossier: patent families with the documents in the files of the five large offices, answers in JSON.

Each member of a family is an application, named here as its right, with its publications and the priorities that tie
it to the others; each document in its file is an event of that right. A list of documents names its one application.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.records.events import Event
from zhihang.records.links import Priority, Related
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, has_keys, members, objects, read_json, said, unread
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.sources.us_rights.recorded import title_of
from zhihang.sources.us_rights.words import day
from zhihang.standards.kinds import is_grant, right_of
from zhihang.standards.numbers import ApplicationNumber
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.us_rights:coverage-dossier.yaml"
_INTERNATIONAL = "W"


def is_answer(head: Head) -> bool:
    """A family, or a list of documents."""
    return has_keys(head, "corrAppNum", "pubList") or has_keys(head, "docs", "docCodeDesc", "legalDateStr")


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One answer each: a list says whose documents it holds only behind them."""
    yield from split_json(stream, place)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """A record for each member, or for the one application of a list; then the problems."""
    value, problems = read_json(chunk, place)
    yield from problems
    if not isinstance(value, dict):
        return
    findings = Findings(place, chunk.position)
    found = _members(value, findings) if "list" in value else _listed(value, findings)
    for record in found:
        yield findings.stamped(record)
    at = "" if "list" in value else "list/docList"
    findings.unread(unread(value, coverage(COVERAGE), at))
    yield from findings.problems


def _members(value: JsonObject, findings: Findings) -> Iterator[Record]:
    family = [(member, _application(member, findings)) for member in objects(value, "list")]
    names = tuple(dict.fromkeys(number.joined for _, number in family if number is not None))
    for member, number in family:
        if number is None:
            findings.note("no-number", f"{said(member, 'countryCode')} {said(member, 'appNum')}", fatal=True)
        else:
            yield _member(member, number, names, findings)


def _application(member: JsonObject, findings: Findings) -> ApplicationNumber | None:
    """By the number in the parts of DOCDB, which `docNum` gives."""
    parts = member.get("docNum")
    parts = parts if isinstance(parts, dict) else {}
    office = findings.office(said(parts, "country") or said(member, "countryCode"))
    number = said(parts, "docNumber") or said(member, "appNum")
    return findings.docdb_application(office, number, said(parts, "kindCode") or said(member, "kindCode"))


def _member(member: JsonObject, number: ApplicationNumber, names: tuple[str, ...], findings: Findings) -> Record:
    publications = tuple(_publications(member, findings))
    documents = member.get("docList")
    documents = documents if isinstance(documents, dict) else {}
    people = members(member, "applicantNames") or members(documents, "applicantNames")
    return _right(
        number,
        publications,
        filing_date=day(said(member, "appDateStr"), findings),
        title=title_of(said(member, "title") or said(documents, "title")),
        priorities=tuple(_priorities(member, findings)),
        applicants=_applicants(people),
        events=tuple(_events(documents, number.office, findings)),
        other={"global-dossier-family": names},
    )


def _right(number: ApplicationNumber, publications: tuple[Related, ...], **values: Any) -> Record:
    """The record of the right; which kind it is, the publications tell by their kinds."""
    kinds = [(each.office or "", each.document or "") for each in publications]
    told = (right_of(office, _kind(document), _digits(office, document)) for office, document in kinds)
    right = next((found for found in told if found != UNKNOWN_RIGHT), "patent")
    own = right_id(number.office, right, number.number)
    filled = {key: each for key, each in values.items() if each not in (None, (), {}, "")}
    return Record(
        id=own,
        right_id=own,
        right=right,
        office=number.office,
        number=number.number,
        application_number=number.joined,
        related=publications,
        **filled,
    )


def _kind(joined: str) -> str:
    """The kind at the end of a joined number."""
    tail = joined[-2:] if joined[-1:].isdigit() and joined[-2:-1].isalpha() else joined[-1:]
    return tail if tail[:1].isalpha() else ""


def _digits(office: str, joined: str) -> str:
    return joined.removeprefix(office).removesuffix(_kind(joined))


def _publications(member: JsonObject, findings: Findings) -> Iterator[Related]:
    for each in objects(member, "pubList"):
        office, kind = findings.office(said(each, "pubCountry")), said(each, "kindCode")
        document = findings.document(office, said(each, "pubNum"), kind)
        date = day(said(each, "pubDateStr"), findings)
        if document is not None:
            name = "grant" if is_grant(document.office, kind, date or "") else "publication"
            yield Related(kind="publication", relation=name, document=document.joined, office=office, date=date)


def _priorities(member: JsonObject, findings: Findings) -> Iterator[Priority]:
    """Claimed priorities; the list names the application itself too, which is none."""
    own = said(member, "appNum")
    for each in objects(member, "priorityClaimList"):
        raw, kind = said(each, "docNumber"), said(each, "kindCode")
        if raw == own and said(each, "country") == said(member, "countryCode"):
            continue
        office = "WO" if kind == _INTERNATIONAL or raw.startswith("PCT") else findings.office(said(each, "country"))
        found = findings.application(office, raw)
        number = found.joined if found else raw or None
        yield Priority(number=number, office=office, kind=kind or None, raw=raw if raw != number else None)


def _applicants(names: list[Any]) -> tuple[Party, ...]:
    found = (" ".join(str(each).split()).rstrip(" ,") for each in names)
    return tuple(Party(name=name) for name in dict.fromkeys(found) if name)


def _events(documents: JsonObject, office: str, findings: Findings) -> Iterator[Event]:
    for each in objects(documents, "docs"):
        detail = {"document": said(each, "docId"), "pages": said(each, "numberOfPages")}
        yield Event(
            date=day(said(each, "legalDateStr"), findings),
            code=said(each, "docCode") or None,
            text=said(each, "docDesc") or None,
            office=office,
            detail={key: text for key, text in detail.items() if text},
        )


def _listed(value: JsonObject, findings: Findings) -> Iterator[Record]:
    """The right whose documents a list holds: office and the number of DOCDB with its kind, `201816123456.A`."""
    office = findings.office(said(value, "country"))
    digits, _, kind = said(value, "docNumber").partition(".")
    number = findings.docdb_application(office, digits, kind)
    if number is None:
        findings.note("no-number", f"{office or ''} {said(value, 'docNumber')}".strip(), fatal=True)
        return
    findings.record = number.joined
    yield _right(
        number,
        (),
        title=title_of(said(value, "title")),
        applicants=_applicants(members(value, "applicantNames")),
        events=tuple(_events(value, number.office, findings)),
    )


SOURCE = Source("us-global-dossier", is_answer, split, parse, COVERAGE)
