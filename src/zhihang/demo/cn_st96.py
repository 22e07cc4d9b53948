"""Chinese publications of the demo in the newer generation, `PatentDocumentAndRelated` (ST.96 based).

Numbers stand there twice, as printed (`original`) and standardized; absent parts of an address hold `0`, as in the
office's files.
"""

from __future__ import annotations

from zhihang.demo.cn_document import printed_symbol
from zhihang.demo.composing import Claim
from zhihang.demo.inventions import Cited, Filing, Publication
from zhihang.demo.markup import Markup, compact, several
from zhihang.demo.markup import block as _block
from zhihang.demo.markup import element as _element
from zhihang.demo.organizations import Organization

NAMESPACES = {
    "xmlns:base": "http://www.sipo.gov.cn/XMLSchema/base",
    "xmlns:business": "http://www.sipo.gov.cn/XMLSchema/business",
    "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
    "xsi:schemaLocation": "http://www.sipo.gov.cn/XMLSchema/business /DTDS/PatentDocument/Elements/OtherElements.xsd",
}
TYPES = {"patent": "10", "utility_model": "20", "design": "30"}
SOURCE = {"dataFormat": "original", "sourceDB": "national office"}
_SECTIONS = {
    "technical_field": "TechnicalField",
    "background": "BackgroundArt",
    "summary": "Disclosure",
    "drawings": "DrawingsDescription",
    "embodiments": "EmbodimentsDescription",
}
_NO_PLACE = (
    "AddressLine",
    "AddressMailCode",
    "PostBox",
    "AddressRoom",
    "AddressFloor",
    "AddressBuilding",
    "Street",
    "AddressCity",
    "County",
    "City",
    "Province",
    "PostCode",
)


def business(tag: str, *children: Markup | None, **attributes: str | None) -> Markup:
    """An element of the business vocabulary that holds elements."""
    return _block(f"business:{tag}", *children, **attributes)


def stated(tag: str, *content: str, **attributes: str | None) -> Markup:
    """An element of the business vocabulary with text."""
    return _element(f"business:{tag}", *content, **attributes)


def base(tag: str, *content: str | None, **attributes: str | None) -> Markup:
    """An element of the base vocabulary."""
    return _element(f"base:{tag}", *content, **attributes)


def document(publication: Publication) -> str:
    """One publication, with its declaration."""
    filing, made = publication.filing, publication.filing.invention.composition
    summary = business("Abstract", base("Paragraphs", made.abstract.zh, num="0001"), lang="zh", **SOURCE)
    return whole(
        publication,
        _bibliography(publication),
        summary,
        _description(publication),
        _drawings(filing),
        _claims(made.claims),
        _family(filing),
    )


def whole(publication: Publication, *parts: Markup | None) -> str:
    """A document with declaration, namespaces and root."""
    date = compact(publication.date)
    root = business(
        "PatentDocumentAndRelated",
        *parts,
        **NAMESPACES,
        xsdVersion="V2.2.1",
        dateProduced=date,
        status="C",
        lang="zh",
        country="CN",
        docNumber=publication.number,
        kind=publication.kind,
        datePublication=date,
        file=f"CN{publication.number}{publication.kind}.XML",
    )
    return f'<?xml version="1.0" encoding="utf-8" standalone="no"?>\n{root}\n'


def document_id(country: str, number: str, kind: str | None = None, date: str | None = None) -> Markup:
    """A number in its parts."""
    return _block(
        "base:DocumentID",
        base("WIPOST3Code", country),
        base("DocNumber", number),
        base("Kind", kind) if kind else None,
        base("Date", date) if date else None,
    )


def numbers(publication: Publication) -> tuple[Markup, ...]:
    """Publication and application, each as printed and standardized."""
    filing, date = publication.filing, compact(publication.date)
    own = document_id("CN", publication.number, publication.kind, date)
    filed = compact(filing.date)
    applied = {
        "original": document_id("CN", filing.printed, date=filed),
        "standard": document_id("CN", f"{TYPES[filing.right]}{filing.number[:4]}00{filing.number[5:]}", date=filed),
    }
    references = tuple(
        business("PublicationReference", own, dataFormat=form, sequence="1") for form in ("original", "standard")
    )
    return references + tuple(
        business("ApplicationReference", given, applType=TYPES[filing.right], dataFormat=form, sequence="1")
        for form, given in applied.items()
    )


def _bibliography(publication: Publication) -> Markup:
    filing, invention = publication.filing, publication.filing.invention
    is_grant = publication.stage == "grant"
    claims = stated("ClaimsCount", str(len(invention.composition.claims)))
    pages = base("TotalPageCount", str(6 + len(invention.composition.claims)))
    published, republished, *applied = numbers(publication)
    return business(
        "BibliographicData",
        published,
        republished,
        business("ApprovalPublicationDate", base("Date", compact(publication.date))) if is_grant else None,
        *applied,
        _priorities(filing),
        _classes(invention.ipc),
        stated("InventionTitle", invention.composition.title.zh, lang="zh", **SOURCE),
        business("ReferencesCited", *(_citation(each, place) for place, each in enumerate(publication.cited, start=1))),
        _division(filing),
        parties(filing),
        owners(filing) if is_grant else None,
        business("ExaminerDetails", business("Examiner", base("Name", filing.examiner.zh)))
        if is_grant and filing.examiner
        else None,
        *_international(filing),
        business("StatisticalInformation", claims, pages),
    )


def _priorities(filing: Filing) -> Markup | None:
    first = filing.priority
    if first is None or filing.parent is not None:
        return None
    claim = business(
        "Priority",
        base("WIPOST3Code", first.office),
        base("DocNumber", first.printed),
        base("Date", compact(first.date)),
        kind="international",
        sequence="1",
        **SOURCE,
    )
    return business("PriorityDetails", claim)


def _classes(symbols: tuple[str, ...]) -> Markup:
    made = []
    for place, symbol in enumerate(symbols, start=1):
        subclass, _, group = symbol.partition(" ")
        main, _, below = group.partition("/")
        made.append(
            business(
                "ClassificationIPCR",
                stated("IPCVersionDate", "20060101"),
                stated("Section", subclass[0]),
                stated("MainClass", subclass[1:3]),
                stated("Subclass", subclass[3]),
                stated("MainGroup", main),
                stated("Subgroup", below),
                business("GeneratingOffice", base("WIPOST3Code", "CN")),
                stated("ClassificationDataSource", "H"),
                base("Text", printed_symbol(symbol)),
                sequence=str(place),
            )
        )
    return business("ClassificationIPCRDetails", *made)


def _citation(each: Cited, place: int) -> Markup:
    if each.publication is None:
        cited = business("NPLCitation", base("Text", each.text), num=f"{place:04d}")
    else:
        other = each.publication
        reference = document_id(other.filing.office, other.number, other.kind, compact(other.date))
        cited = business(
            "ApplicationCitation", business("PublicationReference", reference, dataFormat="original", sequence="1")
        )
    return business(
        "Citation", cited, stated("ReferenceDocCategory", each.category), sequence=str(place), srepPhase="SEA"
    )


def _division(filing: Filing) -> Markup | None:
    if filing.parent is None:
        return None
    parent = business("ParentDocument", document_id("CN", filing.parent.printed, date=compact(filing.parent.date)))
    return business("RelatedDocuments", business("Division", business("DocumentsRelation", parent)))


def parties(filing: Filing, *, designers: bool = False) -> Markup:
    """Applicants, inventors and representatives; designs name designers."""
    applicants = [_member("Applicant", each, place) for place, each in enumerate(filing.invention.applicants, start=1)]
    tag = "Designer" if designers else "Inventor"
    inventors = [
        business(
            tag, _block("base:AddressBook", base("Name", each.zh), lang="zh"), sequence=str(place), lang="zh", **SOURCE
        )
        for place, each in enumerate(filing.invention.inventors, start=1)
    ]
    people = (
        business("ApplicantDetails", *applicants, representative="1"),
        business(f"{tag}Details", *inventors),
        _agents(filing),
    )
    return several(*(each for each in people if each)) if designers else business("Parties", *people)


def owners(filing: Filing) -> Markup:
    """The owners at grant."""
    return business("AssigneeDetails", *(_member("Assignee", each, 1) for each in filing.invention.applicants))


def _agents(filing: Filing) -> Markup | None:
    if filing.agency is None or filing.agent is None:
        return None
    name = base("OrganizationName", f"{filing.agency.name} {filing.agency.code}")
    agency = business("Agency", _block("base:AddressBook", name, lang="zh"))
    book = _block("base:AddressBook", base("Name", filing.agent.zh), lang="zh")
    agent = business("Agent", agency, book, sequence="1", lang="zh", repType="agent", **SOURCE)
    return business("AgentDetails", stated("CustomerNumber", filing.agency.code), agent)


def _member(tag: str, organization: Organization, place: int) -> Markup:
    unsaid = [base(name, "0") for name in _NO_PLACE]
    address = _block(
        "base:Address", *unsaid, base("WIPOST3Code", organization.country), base("Text", organization.address)
    )
    book = _block("base:AddressBook", base("Name", organization.name.zh), address, lang="zh")
    code = stated("OrganizationCode", organization.credit_code or "0000000000") if tag == "Applicant" else None
    return business(tag, book, code, sequence=str(place), lang="zh", **SOURCE)


def _international(filing: Filing) -> tuple[Markup, ...]:
    international = filing.international
    if international is None:
        return ()
    entry = business("NationalStageEntryDate", base("Date", compact(filing.entry)))
    filed = document_id("WO", international.number, date=compact(international.date))
    published = international.published("application")
    if published is None:
        return (business("PCTOrRegionalApplicationData", filed, entry),)
    own = document_id("WO", published.number, published.kind, compact(published.date))
    return business("PCTOrRegionalApplicationData", filed, entry), business("PCTOrRegionalPublishingData", own)


# texts


def _description(publication: Publication) -> Markup:
    made = publication.filing.invention.composition
    sections, number = [], 0
    for name, heading, texts in made.sections:
        paragraphs = []
        for text in (heading, *texts):
            number += 1
            paragraphs.append(base("Paragraphs", text.zh, id=f"p{number:04d}", num=f"n{number:04d}"))
        sections.append(business(_SECTIONS[name], *paragraphs, id=f"{name.replace('_', '-')}001"))
    title = stated("InventionTitle", made.title.zh, id="title1")
    return business("Description", title, *sections, lang="zh", dataFormat="original")


def _drawings(filing: Filing) -> Markup:
    figures = [
        _block(
            "base:Figure",
            base(
                "Image",
                id=f"if{place:04d}",
                he="800",
                wi="1000",
                file=f"{filing.number}-{place}.JPG",
                imgContent="drawing",
                imgFormat="JPEG",
            ),
            id=f"f{place:04d}",
            num=f"{place:04d}",
        )
        for place in (1, 2, 3)
    ]
    return business("Drawings", *figures, lang="zh", dataFormat="original")


def _claims(given: list[Claim]) -> Markup:
    claims = []
    for place, claim in enumerate(given, start=1):
        lines = [f"{place}.{claim.lead.zh}", *(part.zh for part in claim.parts)]
        claims.append(
            business("Claim", *(stated("ClaimText", line) for line in lines), id=f"cl{place:04d}", num=f"{place:04d}")
        )
    return business("Claims", *claims, lang="zh", dataFormat="original")


def _family(filing: Filing) -> Markup | None:
    """The family's number, where there is more than one application."""
    if len(filing.invention.filings) == 1:
        return None
    return business("PatentFamilyIDDetails", stated("PatentFamilyID", filing.invention.family))
