"""Trademarks, designs and geographical indications of ST.96, each as the record of its right.

The office stands beside the application number (`IPOfficeCode`), or as the office of registration or receipt. A file
that names none is told as a problem, and its right stands under `XX`, the word of ST.3 for an unknown office.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from zhihang.records.events import Event
from zhihang.records.links import Citation, Priority
from zhihang.records.marks import Goods, Image, Mark
from zhihang.records.record import Record
from zhihang.sources import symbols
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import words
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.us_trademarks.register_case import entry
from zhihang.sources.wipo_st96.reading import at, each_at, number, parties, plain, spoken, status
from zhihang.sources.xml import Element, read_xml
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.wipo_st96:coverage.yaml"
_OFFICES = ("ApplicationNumber/IPOfficeCode", "RegistrationOfficeCode", "ReceivingOfficeCode", "FilingPlace")
_UNKNOWN = "XX"
_ROOTS = frozenset({"TrademarkApplication", "DesignApplication", "GIApplication"})


def is_application(head: Head) -> bool:
    """The root elements of ST.96 for these rights."""
    return head.root in _ROOTS


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of each right in the application, then the problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    plain(root)
    findings = Findings(place, chunk.position)
    path, reader = _READERS.get(str(root.tag), ("", None))
    if reader is None:
        findings.note("foreign-document", str(root.tag), fatal=True)
    else:
        for element in root.iterfind(path):
            record = reader(element, root, findings)
            if record is not None:
                yield findings.stamped(record)
        findings.unread(coverage(COVERAGE).unread(root))
    yield from findings.problems


def _identity(right: str, element: Element, root: Element, findings: Findings) -> tuple[str, str, str] | None:
    """Office, number and identifier of a right."""
    codes = (*(at(each, path) for path in _OFFICES for each in (element, root)), element.get("officeCode") or "")
    office = next((found for code in codes if code and (found := findings.office(code)) is not None), _UNKNOWN)
    if office == _UNKNOWN:
        findings.note("no-office", ", ".join(filter(None, codes)))
    written = at(element, "ApplicationNumber/ApplicationNumberText") or at(
        root, "ApplicationNumber/ApplicationNumberText"
    )
    found = number(written or at(element, "RegistrationNumber"), findings)
    if found is None:
        findings.note("no-number", written, fatal=True)
        return None
    identifier = right_id(office, right, found)
    findings.record = identifier
    return office, found, identifier


def _joined(office: str, digits: str) -> str:
    """The application number with its office, as elsewhere; as printed where the office is not known."""
    return digits if office == _UNKNOWN else f"{office}{digits}"


def _trademark(element: Element, root: Element, findings: Findings) -> Record | None:
    identity = _identity("trademark", element, root, findings)
    if identity is None:
        return None
    office, digits, identifier = identity
    word = element.find("MarkRepresentation/MarkReproduction/WordMarkSpecification")
    text = at(word, "MarkVerbalElementText") if word is not None else ""
    goods = tuple(
        Goods(
            class_=at(each, "ClassNumber").lstrip("0") or None,
            text=at(each, "GoodsServicesDescriptionText") or None,
            language=code if (code := spoken(each, "GoodsServicesDescriptionText")) != "und" else None,
        )
        for each in element.iter("ClassDescription")
    )
    images = tuple(Image(file=words(each), kind="mark") for each in element.iter("FileName") if words(each))
    return Record(
        id=identifier,
        right_id=identifier,
        right="trademark",
        office=office,
        number=digits,
        application_number=_joined(office, digits),
        registration_number=number(at(element, "RegistrationNumber"), findings),
        filing_date=findings.date(at(element, "ApplicationDate")),
        registration_date=findings.date(at(element, "RegistrationDate")),
        publication_date=findings.date(at(element, "PublicationBag/Publication/PublicationDate")),
        expiry_date=findings.date(at(element, "ExpiryDate")),
        first_use_date=findings.date(at(element, "GoodsServicesBag/GoodsServices/NationalFilingBasis/FirstUsedDate")),
        mark=Mark(
            text=text or None,
            type="combined" if text and images else "figurative" if images else "word" if text else None,
            description=at(element, "MarkRepresentation/MarkDescriptionBag/MarkDescriptionText") or None,
            colors=tuple(words(each) for each in element.iter("MarkImageColourClaimedText") if words(each)),
        ),
        goods_services=goods,
        nice=tuple(dict.fromkeys(each.class_ for each in goods if each.class_)),
        applicants=parties(element, "ApplicantBag/Applicant", findings),
        agents=parties(element, "NationalCorrespondent", findings),
        status=status(at(element, "MarkCurrentStatusCode"), at(element, "MarkCurrentStatusDate"), findings),
        events=tuple(_mark_event(each, office, findings) for each in element.iterfind("MarkEventBag/MarkEvent")),
        images=images,
        other=_kept(element, "MarkCategory", "PublicationBag/Publication/PublicationIdentifier"),
    )


def _mark_event(element: Element, office: str, findings: Findings) -> Event:
    """An entry of the mark's history; those of the United States alike from all of that register's files."""
    number_ = at(element, "NationalMarkEvent/MarkEventEntryNumber")
    code = at(element, "NationalMarkEvent/MarkEventCode") or at(element, "MarkEventCategory")
    date, text = findings.date(at(element, "MarkEventDate")), at(element, "NationalMarkEvent/MarkEventDescriptionText")
    if office == "US":
        return entry(code, "", number_, date, text)
    detail = {"entry": number_} if number_ else {}
    return Event(code=code or None, date=date, text=text or None, office=office, detail=detail)


def _design(element: Element, root: Element, findings: Findings) -> Record | None:
    identity = _identity("design", element, root, findings)
    if identity is None:
        return None
    office, digits, identifier = identity
    title, claim = at(element, "DesignTitleText"), each_at(element, "DesignClaim/DesignClaimTextBag/DesignClaimText")
    description = each_at(element, "DesignDescriptionText")
    code = language(at(root, "DesignApplicationLanguageCode") or spoken(element, "DesignTitleText"))
    return Record(
        id=identifier,
        right_id=identifier,
        right="design",
        office=office,
        number=digits,
        application_number=_joined(office, digits),
        registration_number=number(at(element, "RegistrationNumber"), findings),
        filing_date=findings.date(at(root, "ApplicationDate")),
        registration_date=findings.date(at(element, "RegistrationDate")),
        publication_date=findings.date(at(element, "PublicationBag/Publication/PublicationDate")),
        expiry_date=findings.date(at(element, "ExpiryDate")),
        title={code: title} if title else {},
        claims={code: claim} if claim else {},
        description={code: description} if description else {},
        priorities=tuple(_priority(each, findings) for each in element.iterfind("PriorityBag/Priority")),
        locarno=tuple(_locarno(element, findings)),
        national_classes=tuple(
            f"{office}{text}"
            for text in each_at(
                element, "DesignClassificationBag/NationalDesignClassificationBag/NationalDesignClassification"
            )
        ),
        applicants=parties(element, "ApplicantBag/Applicant", findings)
        or parties(root, "ApplicantBag/Applicant", findings),
        inventors=parties(element, "DesignerBag/Designer", findings),
        agents=parties(element, "RepresentativeBag/Representative", findings),
        citations=tuple(
            _cited(each, findings)
            for each in element.iterfind("PatentIdentificationBag/CitedPatentDocumentIdentification")
        ),
        status=status(at(element, "DesignCurrentStatusCategory"), at(element, "DesignCurrentStatusDate"), findings),
        events=tuple(
            Event(
                code=at(each, "DesignApplicationEventCategory") or None,
                date=findings.date(at(each, "DesignApplicationEventDate")),
                text=at(each, "CommentText") or None,
                office=office,
            )
            for each in root.iterfind("DesignApplicationEventBag/DesignApplicationEvent")
        ),
        images=tuple(
            Image(file=at(each, "FileName"), kind=at(each, "ViewTypeCategory") or None)
            for each in element.iter("View")
            if at(each, "FileName")
        ),
        other=_kept(
            element, "DesignIdentifier", "RightEffectiveDate", "PublicationBag/Publication/PublicationIdentifier"
        ),
    )


def _locarno(element: Element, findings: Findings) -> Iterator[str]:
    for text in each_at(element, "DesignClassificationBag/LocarnoClassificationBag/LocarnoClassificationText"):
        symbol = symbols.locarno(text)
        if symbol is None:
            findings.note("class", text)
        else:
            yield symbol


def _priority(element: Element, findings: Findings) -> Priority:
    return Priority(
        number=at(element, "ApplicationNumber/ApplicationNumberText") or None,
        office=findings.office(at(element, "PriorityCountryCode")),
        date=findings.date(at(element, "PriorityApplicationFilingDate")),
    )


def _cited(element: Element, findings: Findings) -> Citation:
    office = findings.office(at(element, "IPOfficeCode"))
    found = findings.document(office, at(element, "DocumentNumber"), at(element, "PatentDocumentKindCode"))
    return Citation(
        number=found.joined if found else None,
        raw=None if found else at(element, "DocumentNumber") or None,
        office=office,
        name=at(element, "EntityName") or None,
        date=findings.date(at(element, "PatentDocumentDate")),
    )


def _indication(element: Element, root: Element, findings: Findings) -> Record | None:
    identity = _identity("geographical_indication", element, root, findings)
    if identity is None:
        return None
    office, digits, identifier = identity
    names = each_at(element, "GINameBag/GINameText")
    goods = tuple(
        Goods(class_=at(each, "ClassNumber").lstrip("0") or None, text=None)
        for each in element.iter("GoodsServicesClassification")
    )
    description = each_at(element, _FEATURES)
    return Record(
        id=identifier,
        right_id=identifier,
        right="geographical_indication",
        office=office,
        number=digits,
        application_number=_joined(office, digits),
        filing_date=findings.date(at(element, "ApplicationDate")),
        publication_date=findings.date(at(element, "GIPublicationBag/GIPublication/PublicationDate")),
        title={spoken(element, "GINameBag/GINameText"): names[0]} if names else {},
        mark=Mark(text=names[0], translation=each_at(element, "GINameBag/GINameTranslationText")) if names else None,
        description={spoken(element, _FEATURES): description} if description else {},
        area="; ".join(each_at(element, _AREA)) or None,
        gi_type=at(element, "GICategory") or None,
        goods_services=goods,
        nice=tuple(dict.fromkeys(each.class_ for each in goods if each.class_)),
        applicants=parties(root, "ApplicantBag/Applicant", findings),
        users=parties(root, "AuthorizedUser", findings),
        other=_kept(element, "GIPublicationBag/GIPublication/PublicationIdentifier"),
    )


_FEATURES = "FeatureDescriptionBag/FeatureDescription/FeatureDescriptionText"
_AREA = "GeographicRegionDescriptionBag/GeographicRegionDescription/GeographicRegionDescriptionText"


def _kept(element: Element, *paths: str) -> dict[str, tuple[str, ...]]:
    return {path.rpartition("/")[2]: found for path in paths if (found := each_at(element, path))}


_Reader = Callable[[Element, Element, Findings], Record | None]
_READERS: dict[str, tuple[str, _Reader]] = {
    "TrademarkApplication": ("TrademarkBag/Trademark", _trademark),
    "DesignApplication": ("DesignBag/Design", _design),
    "GIApplication": ("GIData", _indication),
}

SOURCE = Source("wipo-st96", is_application, split_documents, parse, COVERAGE)
