"""Chinese publications of the demo in the older generation, `cn-patent-document`: one publication a file."""

from __future__ import annotations

from zhihang.demo.composing import Claim
from zhihang.demo.inventions import Cited, Filing, Publication
from zhihang.demo.lexicon import phrases
from zhihang.demo.markup import Markup, block, compact, element
from zhihang.demo.organizations import Organization, Person


def document(publication: Publication) -> str:
    """One publication, with its declaration."""
    root = block("cn-patent-document", _bibliography(publication), _body(publication), lang="ZH", country="CN")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{root}\n'


def word(name: str) -> str:
    """A Chinese word that these files print."""
    return str(phrases("printed")[name])


def document_id(country: str, number: str, kind: str | None = None, date: str | None = None) -> Markup:
    """A number in its parts."""
    return block(
        "document-id",
        element("country", country),
        element("doc-number", number),
        element("kind", kind) if kind else None,
        element("date", date) if date else None,
    )


def _bibliography(publication: Publication) -> Markup:
    filing, invention = publication.filing, publication.filing.invention
    date = compact(publication.date)
    week = f"{publication.date.year - 1984}-{publication.date.isocalendar().week:02d}"
    gazette = block("gazette-reference", element("gazette-num", week), element("date", date))
    own = document_id("CN", publication.number, publication.kind, date)
    applied = document_id("CN", filing.printed, date=compact(filing.date))
    symbols = [block("classification-ipcr", element("text", printed_symbol(symbol))) for symbol in invention.ipc]
    return block(
        "cn-bibliographic-data",
        block("cn-publication-reference", own, gazette),
        block("application-reference", applied, appl_type=word(filing.right)),
        _priorities(filing),
        block("classifications-ipcr", *symbols),
        element("invention-title", invention.composition.title.zh),
        _assignees(publication),
        block("references-cited", *(_citation(each, place) for place, each in enumerate(publication.cited, start=1))),
        block("abstract", element("p", invention.composition.abstract.zh, num="1")),
        _abstract_drawing(filing),
        _earlier(publication),
        _division(filing),
        _parties(filing),
        *_international(filing),
    )


def printed_symbol(symbol: str) -> str:
    """An IPC symbol in fixed width with its version, as Chinese gazettes print it."""
    subclass, _, group = symbol.partition(" ")
    main, _, below = group.partition("/")
    return f"{subclass}{main:>5}/{below:<6}(2006.01)"


def _priorities(filing: Filing) -> Markup | None:
    first = filing.priority
    if first is None or filing.parent is not None:
        return None
    claim = block(
        "priority-claim",
        element("country", first.office),
        element("doc-number", first.printed),
        element("date", compact(first.date)),
        sequence="1",
        kind="international",
    )
    return block("priority-claims", claim)


def _assignees(publication: Publication) -> Markup | None:
    if publication.stage != "grant":
        return None
    owners = publication.filing.invention.applicants
    return block("assignees", *(block("assignee", _address_book(owner)) for owner in owners))


def _citation(each: Cited, place: int) -> Markup:
    if each.publication is None:
        cited = block("nplcit", element("text", each.text), num=f"{place:04d}")
    else:
        other = each.publication
        reference = document_id(other.filing.office, other.number, other.kind, compact(other.date))
        cited = block("patcit", reference, num=f"{place:04d}")
    return block("citation", cited, element("category", each.category), srep_phase="national-search-report")


def _abstract_drawing(filing: Filing) -> Markup:
    image = element(
        "img",
        id="iabst1",
        file=f"{filing.number}-abstract.jpg",
        he="60",
        wi="80",
        img_content="drawing",
        img_format="jpg",
    )
    return block("cn-abstract-drawing", block("figure", image, num="1"))


def _earlier(publication: Publication) -> Markup:
    published = publication.filing.published("application")
    if publication.stage != "grant" or published is None:
        return element("cn-related-publication")
    reference = document_id("CN", published.number, published.kind, compact(published.date))
    return block("cn-related-publication", block("cn-publication-reference", reference))


def _division(filing: Filing) -> Markup:
    if filing.parent is None:
        return element("cn-related-documents")
    parent = block("parent-doc", document_id("CN", filing.parent.printed, date=compact(filing.parent.date)))
    return block("cn-related-documents", block("division", block("relation", parent)))


def _address_book(organization: Organization) -> Markup:
    return block(
        "addressbook",
        element("name", organization.name.zh),
        block("address", element("text", organization.address)),
        lang="ZH",
    )


def _parties(filing: Filing) -> Markup:
    applicants = [
        block("cn-applicant", _address_book(each), sequence=str(place))
        for place, each in enumerate(filing.invention.applicants, start=1)
    ]
    inventors = [
        block(
            "cn-inventor",
            element("name", each.zh),
            sequence=str(place),
            cn_not_to_be_published_request_by_inventor="no",
        )
        for place, each in enumerate(filing.invention.inventors, start=1)
    ]
    return block(
        "cn-parties",
        block("cn-applicants", *applicants),
        block("cn-inventors", *inventors),
        _agents(filing, filing.agent),
    )


def _agents(filing: Filing, person: Person | None) -> Markup | None:
    if filing.agency is None or person is None:
        return None
    agency = block("cn-agency", element("name", f"{filing.agency.name} {filing.agency.code}"))
    return block("cn-agents", block("cn-agent", agency, element("name", person.zh), sequence="1", rep_type="agent"))


def _international(filing: Filing) -> tuple[Markup, ...]:
    international = filing.international
    if international is None:
        return ()
    entry = block("date-pct-article-22-39-fulfilled", element("date", compact(filing.entry)))
    filed = block(
        "pct-or-regional-filing-data",
        document_id("WO", international.number, date=compact(international.date)),
    )
    published = international.published("application")
    if published is None:
        return entry, filed
    document = document_id("WO", published.number, published.kind, compact(published.date))
    return entry, filed, block("pct-or-regional-publishing-data", document)


# texts


def _body(publication: Publication) -> Markup:
    made = publication.filing.invention.composition
    paragraphs, number = [], 0
    for _, heading, texts in made.sections:
        for text in (heading, *texts):
            number += 1
            paragraphs.append(element("p", text.zh, id=f"p{number:04d}", num=f"{number:04d}"))
    claims = [_claim(claim, place) for place, claim in enumerate(made.claims, start=1)]
    figures = [
        block(
            "figure",
            element(
                "img",
                id=f"if{place:04d}",
                file=f"{publication.filing.number}-{place}.jpg",
                he="80",
                wi="100",
                img_content="drawing",
                img_format="jpg",
            ),
            num=f"{place:04d}",
        )
        for place in (1, 2, 3)
    ]
    return block(
        "application-body",
        block("description", element("invention-title", made.title.zh, id="title1"), *paragraphs),
        block("claims", *claims),
        block("drawings", *figures),
        lang="CN",
        country="CN",
    )


def _claim(claim: Claim, place: int) -> Markup:
    """A claim with the line breaks of the printed page between its clauses."""
    lines = [f"{place}.{claim.lead.zh}", *(part.zh for part in claim.parts)]
    pieces: list[str] = []
    for line in lines:
        pieces += [line, Markup("\n<br/>")]
    return block("claim", element("claim-text", *pieces[:-1]), id=f"cl{place:04d}", num=f"{place:04d}")
