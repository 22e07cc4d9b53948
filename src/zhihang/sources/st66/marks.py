"""Trademarks after ST.66 (`TradeMark` in a `Transaction`): one right each, an application or a registration.

The office is that of the registration (`RegistrationOfficeCode`). Placeholders of offices (`-`, 1900-01-01) mean that a
value is not known.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, BinaryIO

from zhihang.errors import InvalidNumber
from zhihang.records.events import Event
from zhihang.records.links import Priority
from zhihang.records.marks import Goods, Image, Mark
from zhihang.records.party import Party
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import words
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_elements
from zhihang.sources.st66.words import mark_type, status
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.numbers import register_number
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.st66:coverage-marks.yaml"
ELEMENT = "TradeMark"
_AROUND = ("TransactionIdentifier", "TransactionCode", "TransactionSubCode", "TransactionDate", "SenderIdentifier")
_NOT_KNOWN = frozenset({"", "-", "1900-01-01", "0001-01-01"})


def is_marks(head: Head) -> bool:
    """A transaction with trademarks, or one trademark alone."""
    return head.root == ELEMENT or (head.root == "Transaction" and "TradeMark" in head.text)


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One chunk for each mark."""
    return split_elements(stream, place, ELEMENT, passing=_AROUND)


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one mark, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    findings = Findings(place, chunk.position)
    record = _record(root, findings)
    if record is not None:
        yield findings.stamped(record)
    findings.unread(coverage(COVERAGE).unread(root))
    yield from findings.problems


def text_at(element: Element, path: str) -> str:
    """The characters at a path; empty where the file has a placeholder."""
    found = element.find(path)
    text = words(found) if found is not None else ""
    return "" if text in _NOT_KNOWN else text


def number_of(text: str, findings: Findings) -> str | None:
    """A number of a register, or a problem."""
    if not text:
        return None
    try:
        return register_number(text)
    except InvalidNumber:
        findings.note("number", text)
        return None


def _record(root: Element, findings: Findings) -> Record | None:
    office = findings.office(text_at(root, "RegistrationOfficeCode"))
    application = number_of(text_at(root, "ApplicationNumber"), findings)
    registration = number_of(text_at(root, "RegistrationNumber"), findings)
    number = application or registration
    if office is None or number is None:
        findings.note("no-number", " ".join(filter(None, (office, number))), fatal=True)
        return None
    identifier = right_id(office, "trademark", number)
    findings.record = identifier
    goods = _goods(root)
    return Record(
        id=identifier,
        right_id=identifier,
        right="trademark",
        office=office,
        number=number,
        language=_language(root),
        application_number=f"{office}{application}" if application else None,
        registration_number=registration,
        filing_date=_date(root, "ApplicationDate", findings),
        registration_date=_date(root, "RegistrationDate", findings),
        expiry_date=_date(root, "ExpiryDate", findings),
        publication_date=_date(root, "PublicationDetails/Publication/PublicationDate", findings),
        priorities=_priorities(root, findings),
        mark=_mark(root),
        goods_services=goods,
        nice=tuple(dict.fromkeys(each.class_ for each in goods if each.class_)),
        vienna=tuple(words(each) for each in root.iter("CategoryCode") if words(each)),
        applicants=_parties(root, "ApplicantDetails/Applicant", findings),
        agents=_parties(root, "RepresentativeDetails/Representative", findings),
        status=status(text_at(root, "MarkCurrentStatusCode"), text_at(root, "MarkCurrentStatusDate"), findings),
        events=_events(root, office, findings),
        images=tuple(Image(file=words(each), kind="mark") for each in root.iter("MarkImageFilename") if words(each)),
        other=_other(root),
    )


def _language(root: Element) -> str | None:
    code = language(text_at(root, "ApplicationLanguageCode"))
    return None if code == "und" else code


def _date(root: Element, path: str, findings: Findings) -> Any:
    return findings.date(text_at(root, path))


def _priorities(root: Element, findings: Findings) -> tuple[Priority, ...]:
    return tuple(
        Priority(
            number=text_at(each, "PriorityNumber") or None,
            office=findings.office(text_at(each, "PriorityCountryCode")),
            date=findings.date(text_at(each, "PriorityDate")),
        )
        for each in root.iterfind("PriorityDetails/Priority")
    )


def _said(root: Element, path: str) -> list[str]:
    return [text for each in root.iterfind(path) if (text := words(each)) not in _NOT_KNOWN]


def _mark(root: Element) -> Mark | None:
    found = Mark(
        text=text_at(root, "WordMarkSpecification/MarkVerbalElementText") or None,
        type=mark_type(text_at(root, "MarkFeature")),
        features=tuple(
            kind.casefold() for kind in _said(root, "KindMark") if kind.casefold() in ("collective", "certification")
        ),
        translation=tuple(_said(root, "WordMarkSpecification/MarkTranslation")),
        transliteration=text_at(root, "WordMarkSpecification/MarkTransliteration") or None,
        disclaimer=tuple(_said(root, "MarkDisclaimerDetails/MarkDisclaimer")),
        colors=tuple(_said(root, "MarkImageDetails/MarkImage/MarkImageColourClaimedText")),
        description=text_at(root, "MarkDescriptionDetails/MarkDescription") or None,
    )
    return None if found == Mark() else found


def _goods(root: Element) -> tuple[Goods, ...]:
    found = []
    for each in root.iter("ClassDescription"):
        description = each.find("GoodsServicesDescription")
        code = language(description.get("languageCode")) if description is not None else "und"
        said = text_at(each, "GoodsServicesDescription")
        class_ = text_at(each, "ClassNumber").lstrip("0")
        if class_ or said:
            found.append(Goods(class_=class_ or None, text=said or None, language=None if code == "und" else code))
    return tuple(found)


def _parties(root: Element, path: str, findings: Findings) -> tuple[Party, ...]:
    found = []
    for each in root.iterfind(path):
        names = [text for line in each.iter("FreeFormatNameLine") if (text := words(line)) not in _NOT_KNOWN]
        if names:
            lines = dict.fromkeys(words(line) for line in each.iter("FreeFormatAddressLine"))  # once for each language
            codes = (words(code) for code in each.iter("AddressCountryCode"))
            country = next((code for code in codes if code not in _NOT_KNOWN), "")
            found.append(
                Party(
                    name=names[0],
                    country=findings.office(country),
                    address=", ".join(line for line in lines if line not in _NOT_KNOWN) or None,
                    also=tuple(dict.fromkeys(name for name in names[1:] if name != names[0])),
                )
            )
    return tuple(found)


def _events(root: Element, office: str, findings: Findings) -> tuple[Event, ...]:
    found = []
    for each in root.iterfind("MarkEventDetails/MarkEvent"):
        name = text_at(each, "OfficeSpecificMarkEventName")
        said = text_at(each, "OfficeSpecificMarkEventDescription")
        own = text_at(each, "OfficeSpecificMarkEventCode")
        found.append(
            Event(
                code=text_at(each, "MarkEventCode") or own or None,
                date=findings.date(text_at(each, "MarkEventDate")),
                text=said or name or None,
                office=office,
                detail={key: value for key, value in (("office-code", own), ("name", name if said else "")) if value},
            )
        )
    return tuple(found)


def _other(root: Element) -> dict[str, tuple[str, ...]]:
    kept = {
        "MarkFeature": _said(root, "MarkFeature"),
        "KindMark": _said(root, "KindMark"),
        "PublicationIdentifier": _said(root, "PublicationDetails/Publication/PublicationIdentifier"),
        "CategoryVersion": [words(each) for each in root.iter("CategoryVersion") if words(each)],
    }
    dates = _said(root, "PublicationDetails/Publication/PublicationDate")
    if len(dates) > 1:
        kept["PublicationDate"] = dates
    return {name: tuple(dict.fromkeys(found)) for name, found in kept.items() if found}


SOURCE = Source("trademark-st66", is_marks, split, parse, COVERAGE)
