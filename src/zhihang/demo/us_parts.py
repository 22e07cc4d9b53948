"""Parts of US documents: numbers, classes, people, citations, texts with their claims."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable

from zhihang.demo.composing import Claim
from zhihang.demo.inventions import Cited, Filing, Invention, Publication
from zhihang.demo.markup import Markup, block, compact, element, several
from zhihang.demo.organizations import Organization, Person

_REFERENCE = re.compile(r"(claim (\d+))")
_FIGURE = re.compile(r"(FIG\. (\d))")
_SYMBOL = re.compile(r"([A-HY])(\d\d)([A-Z]) (\d+)/(\d+)")


def document_id(country: str, number: str, kind: str | None = None, date: str | None = None, name: str = "") -> Markup:
    """A number in its parts."""
    return block(
        "document-id",
        element("country", country),
        element("doc-number", number),
        element("kind", kind) if kind else None,
        element("name", name) if name else None,
        element("date", date) if date else None,
    )


def publication_reference(publication: Publication) -> Markup:
    """The document's own number; patent numbers have at least eight places."""
    number = f"{publication.number:0>8}"
    return block("publication-reference", document_id("US", number, publication.kind, compact(publication.date)))


def application_reference(filing: Filing, kind: str) -> Markup:
    """The application's number and type."""
    day = compact(filing.entry or filing.date)
    return block("application-reference", document_id("US", filing.number, date=day), appl_type=kind)


def ipcr(symbols: Iterable[str], date: datetime.date) -> Markup:
    """Reformed IPC, the first symbol at position F."""
    found = [
        _class("classification-ipcr", "ipc", symbol, "F" if position == 0 else "L", date)
        for position, symbol in enumerate(symbols)
    ]
    return block("classifications-ipcr", *found)


def cpc(invention: Invention, date: datetime.date) -> Markup | None:
    """CPC from 2013 on, with a combination set where the theme gives one."""
    if date.year < 2013:
        return None
    found = [
        _class("classification-cpc", "cpc", symbol, "L" if position else "F", date)
        for position, symbol in enumerate(invention.cpc)
    ]
    sets = []
    if invention.serial % 5 == 0:
        ranks = [
            block(
                "combination-rank",
                element("rank-number", str(rank)),
                _class("classification-cpc", "cpc", symbol, "L", date),
            )
            for rank, symbol in enumerate(invention.theme.combination, start=1)
        ]
        sets.append(block("combination-set", element("group-number", "1"), *ranks))
    return block("classifications-cpc", block("main-cpc", found[0]), block("further-cpc", *found[1:], *sets))


def _class(tag: str, scheme: str, symbol: str, position: str, date: datetime.date) -> Markup:
    match = _SYMBOL.fullmatch(symbol)
    names = ("section", "class", "subclass", "main-group", "subgroup")
    pieces = [element(name, value) for name, value in zip(names, match.groups() if match else (), strict=True)]
    version = element("date", "20130101" if scheme == "cpc" else "20060101")
    additional = symbol[0] == "Y" or len(symbol.partition(" ")[2].partition("/")[0]) == 4
    return block(
        tag,
        block(f"{scheme}-version-indicator", version),
        element("classification-level", "A") if scheme == "ipc" else None,
        *pieces,
        element("symbol-position", position),
        element("classification-value", "A" if additional else "I"),
        block("action-date", element("date", compact(date))),
        block("generating-office", element("country", "US")),
        element("classification-status", "B"),
        element("classification-data-source", "H"),
        element("scheme-origination-code", "C") if scheme == "cpc" else None,
    )


def cited(publication: Publication) -> Markup | None:
    """What the examiner and the applicant cited."""
    return block("us-references-cited", *(_citation(each, place) for place, each in enumerate(publication.cited, 1)))


def _citation(each: Cited, place: int) -> Markup:
    by = element("category", f"cited by {each.by}")
    if each.publication is None:
        return block("us-citation", block("nplcit", element("othercit", each.text), num=f"{place:05d}"), by)
    other = each.publication
    first = other.filing.invention.inventors[0]
    name = f"{first.family} et al." if len(other.filing.invention.inventors) > 1 else first.family
    number = other.number
    if other.filing.office == "US" and other.stage == "application":
        number = f"{number[:4]}/{number[4:]}"
    reference = document_id(other.filing.office, number, other.kind, compact(other.date)[:6] + "00", name)
    return block("us-citation", block("patcit", reference, num=f"{place:05d}"), by)


def figures(count: int) -> Markup:
    """How many drawings there are."""
    return block("figures", element("number-of-drawing-sheets", str(count)), element("number-of-figures", str(count)))


def people(filing: Filing, *, is_grant: bool) -> Markup:
    """Applicants, inventors and representatives."""
    applicants = [_applicant(each, place) for place, each in enumerate(filing.invention.applicants, start=1)]
    inventors = [
        _inventor(each, filing.invention.applicants[0], place)
        for place, each in enumerate(filing.invention.inventors, 1)
    ]
    agents = None
    if filing.agency is not None and filing.agent is not None:
        address = block("address", element("country", "unknown"))
        firm = block(
            "agent",
            block("addressbook", element("orgname", filing.agency.name), address),
            sequence="01",
            rep_type="attorney",
        )
        name = (element("last-name", filing.agent.family), element("first-name", filing.agent.first))
        attorney = block("agent", block("addressbook", *name, address), sequence="02", rep_type="attorney")
        agents = block("agents", firm, attorney)
    return block(
        "us-parties",
        block("us-applicants", *applicants),
        block("inventors", *inventors),
        agents if is_grant else None,
    )


def _place(organization: Organization) -> Markup:
    region = organization.region if organization.country == "US" else ""
    return block(
        "address",
        element("city", organization.city.en),
        element("state", region) if region else None,
        element("country", organization.country),
    )


def _applicant(organization: Organization, place: int) -> Markup:
    return block(
        "us-applicant",
        block("addressbook", element("orgname", organization.name.en), _place(organization)),
        block("residence", element("country", organization.country)),
        sequence=f"{place:03d}",
        app_type="applicant",
        designation="us-only",
        applicant_authority_category="assignee",
    )


def _inventor(person: Person, at: Organization, place: int) -> Markup:
    name = (element("last-name", person.family), element("first-name", person.first))
    return block("inventor", block("addressbook", *name, _place(at)), sequence=f"{place:03d}", designation="us-only")


def assignees(organizations: Iterable[Organization]) -> Markup:
    """The owners at grant; role 02 is a US company, 03 a foreign one."""
    found = [
        block(
            "assignee",
            block(
                "addressbook",
                element("orgname", organization.name.en),
                element("role", "02" if organization.country == "US" else "03"),
                _place(organization),
            ),
        )
        for organization in organizations
    ]
    return block("assignees", *found)


def examiners(filing: Filing) -> Markup | None:
    """The primary examiner with an art unit."""
    if filing.examiner is None:
        return None
    unit = str(1700 + int(filing.number[-2:]))
    examiner = block(
        "primary-examiner",
        element("last-name", filing.examiner.family),
        element("first-name", filing.examiner.first),
        element("department", unit),
    )
    return block("examiners", examiner)


# texts


def abstract(invention: Invention) -> Markup:
    """The abstract."""
    return block("abstract", element("p", invention.composition.abstract.en, id="p-0001", num="0000"), id="abstract")


def drawings(name: str, count: int) -> Markup:
    """References to the drawings; the demo has no picture files."""
    found = []
    for place in range(count):
        image = element(
            "img",
            id=f"EMI-D{place:05d}",
            he="233.93mm",
            wi="166.79mm",
            file=f"{name}-D{place:05d}.TIF",
            alt="embedded image",
            img_content="drawing",
            img_format="tif",
        )
        found.append(element("figure", image, id=f"Fig-EMI-D{place:05d}", num=f"{place:05d}"))
    return block("drawings", *found, id="DRAWINGS")


def description(invention: Invention) -> Markup:
    """Headings and paragraphs, figures referred to."""
    lines, number = [], 1
    for place, (_, heading, paragraphs) in enumerate(invention.composition.sections, start=1):
        lines.append(element("heading", heading.en, id=f"h-{place:04d}", level="1"))
        for paragraph in paragraphs:
            number += 1
            lines.append(element("p", *_with_figures(paragraph.en), id=f"p-{number:04d}", num=f"{number - 1:04d}"))
    return block("description", *lines, id="description")


def _with_figures(text: str) -> list[str]:
    pieces = _FIGURE.split(text)
    return [
        element("figref", piece, idref=f"DRAWINGS-{pieces[place + 1]}") if place % 3 == 1 else piece
        for place, piece in enumerate(pieces)
        if place % 3 != 2
    ]


def claims(given: list[Claim]) -> Markup:
    """The claims; a dependent one refers to its claim by `claim-ref`."""
    return block("claims", *(_claim(claim, place) for place, claim in enumerate(given, start=1)), id="claims")


def _claim(claim: Claim, place: int) -> Markup:
    pieces = _REFERENCE.split(f"{place}. {claim.lead.en}")
    lead = [
        element("claim-ref", piece, idref=f"CLM-{int(pieces[at + 1]):05d}") if at % 3 == 1 else piece
        for at, piece in enumerate(pieces)
        if at % 3 != 2
    ]
    clauses = [several(Markup("\n"), element("claim-text", part.en)) for part in claim.parts]
    text = element("claim-text", *lead, *clauses)
    return block("claim", text, id=f"CLM-{place:05d}", num=f"{place:05d}")
