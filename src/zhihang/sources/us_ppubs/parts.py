"""Parties, citations and links of a document of Patent Public Search: parallel lists, `N/A` where nothing stands."""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhihang.records.dates import PartialDate
from zhihang.records.links import Citation, InternationalApplication, Priority, Related
from zhihang.records.party import Party
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import JsonObject, members
from zhihang.sources.us_ppubs.texts import paragraphs, plain
from zhihang.sources.us_rights.words import day

_CITED = re.compile(
    r"(?:US\s+)?(?P<number>(?=\S*\d)[\w/.,-]+)(?:\s+(?P<kind>[A-Z]\d?))?\s+(?P<date>\d{8})(?:\s+(?P<rest>.*?))?"
    r"(?:\s*cited by (?P<by>examiner|applicant|other|third party))?"
)
_NAMED = re.compile(
    r"US\s+(?P<number>[\w/.,-]+)\s+(?P<kind>[A-Z]\d?)\s+(?P<rest>.+?)\s+(?P<date>\d{8})"
    r"(?:\s+cited by (?P<by>examiner|applicant|other|third party))?"
    r"(?:\s+(?P<cpc>[A-HY]\d\d[A-Z] \d+/\d+))?(?:\s+(?P<national>[A-Z]?\d{1,3}/[\w.]+))?"
)
"""The form since about 2013: the name before the date, classes at the end."""
_FOREIGN = re.compile(
    r"(?P<office>[A-Z]{2})\s+(?:PUPA\s+)?(?P<number>.+?)(?:\s+(?P<kind>[A-Z]\d?))?\s+(?P<date>\d{8})(?:\s+(?P<rest>.*?))?"
    r"(?:\s*cited by (?P<by>examiner|applicant|other|third party))?"
)
_OFFICE_LAST = re.compile(r"(?P<number>[\d ./-]+?)\s+(?P<date>\d{8})\s+(?P<office>[A-Z]{2})")
"""The form before about 2001."""
_BY = re.compile(r"\s*cited by (examiner|applicant|other|third party)$")
_CLASS = re.compile(r"\s*\b([A-Z]?\d{1,3}/[\w.]+)$")


def at(value: JsonObject, key: str, place: int) -> str:
    """One member of a list; empty where it is not there or says nothing."""
    values = members(value, key)
    text = plain(str(values[place])) if place < len(values) and values[place] is not None else ""
    return "" if text in ("N/A", "None") else text


def people(value: JsonObject, names: str, stem: str, findings: Findings) -> Iterator[Party]:
    """Parties of one role, from the lists of their names and places."""
    for place in range(len(members(value, names))):
        name = at(value, names, place).replace("; ", ", ", 1)
        code = at(value, f"{stem}PostalCode", place) or at(value, f"{stem}ZipCode", place)
        lines = [at(value, f"{stem}StreetAddress", place), code]
        if name:
            yield Party(
                name=name,
                country=findings.office(at(value, f"{stem}Country", place)),
                region=at(value, f"{stem}State", place) or None,
                city=at(value, f"{stem}City", place) or None,
                address=", ".join(filter(None, lines)) or None,
                role=at(value, f"{stem}TypeCode", place) or at(value, f"{stem}AuthorityType", place) or None,
            )


def citations(value: JsonObject, findings: Findings) -> Iterator[Citation]:
    """US patents, foreign patents, literature; a short answer lists only numbers of US patents."""
    groups = [text for each in members(value, "usRefGroup") if (text := plain(str(each)))]
    for text in groups:
        yield _cited(_CITED.fullmatch(text) or _NAMED.fullmatch(text), text, findings)
    if not groups:
        for each in members(value, "urpn"):
            number = findings.document("US", str(each))
            yield Citation(number=number.joined if number else None, raw=None if number else str(each), office="US")
    for each in members(value, "foreignRefGroup"):
        text = plain(str(each))
        yield _cited(_FOREIGN.fullmatch(text) or _OFFICE_LAST.fullmatch(text), text, findings)
    for each in members(value, "otherRefPub"):
        for text in paragraphs(str(each)):
            by = _BY.search(text)
            yield Citation(text=_BY.sub("", text), by=by[1].replace(" ", "_") if by else None)


def _cited(match: re.Match[str] | None, text: str, findings: Findings) -> Citation:
    if match is None:
        findings.note("number", text)
        return Citation(text=text)
    parts = match.groupdict()
    office, kind = findings.office(parts.get("office") or "US"), parts.get("kind") or ""
    number = findings.document(office, parts["number"].replace(" ", ""), kind)
    rest = parts.get("rest") or ""
    symbol = _CLASS.search(rest)
    national = parts.get("national") or (symbol and symbol[1])
    classes = filter(None, (parts.get("cpc"), national and f"US{national}"))
    printed = " ".join(filter(None, (parts["number"], kind)))
    return Citation(
        number=number.joined if number else None,
        raw=None if number and number.joined == f"{office}{printed}".replace(" ", "") else printed,
        by=parts["by"].replace(" ", "_") if parts.get("by") else None,
        name=(rest[: symbol.start()] if symbol else rest).strip() or None,
        date=findings.date(parts["date"]),
        office=office,
        classification="; ".join(classes) or None,
    )


def priorities(value: JsonObject, findings: Findings) -> Iterator[Priority]:
    """Foreign priorities."""
    for place in range(len(members(value, "priorityClaimsDocNumber"))):
        raw = at(value, "priorityClaimsDocNumber", place)
        office = findings.office(at(value, "priorityClaimsCountry", place))
        date = day(at(value, "priorityClaimsDate", place), findings)
        number = findings.earlier(office, raw, date)
        written = number.joined if number else raw or None
        yield Priority(number=written, office=office, date=date, raw=raw if raw and raw != written else None)


def earlier(value: JsonObject, findings: Findings) -> Iterator[Related]:
    """Earlier publications of the same case, and related applications as far as their numbers say which they are."""
    for place in range(len(members(value, "priorPublishedDocIdentifier"))):
        office = findings.office(at(value, "priorPublishedDocCountryCode", place)) or "US"
        raw, kind = at(value, "priorPublishedDocNumber", place), at(value, "priorPublishedDocKindCode", place)
        document = findings.document(office, raw, kind)
        if document is not None:
            yield Related(
                kind="publication",
                relation="previous_publication",
                document=document.joined,
                office=office,
                date=day(at(value, "priorPublishedDocDate", place), findings),
            )


def international(value: JsonObject, findings: Findings) -> InternationalApplication | None:
    """The international application that the case came from."""
    raw = at(value, "pctFilingNumber", 0)
    if not raw:
        return None
    filed: PartialDate | None = day(at(value, "pctFilingDate", 0), findings)
    number = findings.application("WO", raw, int(filed[:4]) if filed else None)
    published = at(value, "pctPubNumber", 0)
    document = findings.document("WO", published) if published else None
    return InternationalApplication(
        application=number.joined if number else raw,
        publication=document.joined if document else published or None,
        filing_date=filed,
        publication_date=day(at(value, "pctPubDate", 0), findings),
        national_entry=day(at(value, "pct371c124Date", 0), findings),
    )
