"""US documents of the demo in XML v4.5 and v4.4: utility grants and application publications."""

from __future__ import annotations

from zhihang.demo import us_parts as parts
from zhihang.demo.inventions import Filing, Publication
from zhihang.demo.markup import Markup, block, compact, element, several

GRANT = ("us-patent-grant", "v4.5 2014-04-03", "us-patent-grant-v45-2014-04-03.dtd")
APPLICATION = ("us-patent-application", "v4.4 2014-04-03", "us-patent-application-v44-2014-04-03.dtd")


def document(publication: Publication) -> str:
    """One publication with its own declaration, as weekly files hold them."""
    root, version, dtd = GRANT if publication.stage == "grant" else APPLICATION
    name = f"US{publication.number:0>8}-{compact(publication.date)}"
    body = several(
        _bibliography(publication),
        parts.abstract(publication.filing.invention),
        parts.drawings(name, 3),
        parts.description(publication.filing.invention),
        element("us-claim-statement", "What is claimed is:"),
        parts.claims(publication.filing.invention.composition.claims),
    )
    return whole(root, version, dtd, name, publication, body)


def whole(root: str, version: str, dtd: str, name: str, publication: Publication, body: Markup) -> str:
    """A document with declaration, document type and root."""
    date = compact(publication.date)
    wrapped = block(
        root,
        body,
        lang="EN",
        dtd_version=version,
        file=f"{name}.XML",
        status="PRODUCTION",
        id=root,
        country="US",
        date_produced=date,
        date_publ=date,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE {root} SYSTEM "{dtd}" [ ]>\n{wrapped}\n'


def _bibliography(publication: Publication) -> Markup:
    filing, invention = publication.filing, publication.filing.invention
    is_grant = publication.stage == "grant"
    claims = invention.composition.claims
    return block(
        "us-bibliographic-data-grant" if is_grant else "us-bibliographic-data-application",
        parts.publication_reference(publication),
        parts.application_reference(filing, "utility"),
        element("us-application-series-code", filing.number[:2]),
        _priorities(filing),
        block("us-term-of-grant", element("us-term-extension", str(30 + int(filing.number[-2:]))))
        if is_grant
        else None,
        parts.ipcr(invention.ipc, publication.date),
        parts.cpc(invention, publication.date),
        _national(invention.theme.national) if is_grant else None,
        element("invention-title", invention.composition.title.en, id="d2e43"),
        parts.cited(publication) if is_grant else None,
        element("number-of-claims", str(len(claims))) if is_grant else None,
        element("us-exemplary-claim", "1") if is_grant else None,
        parts.figures(3) if is_grant else None,
        _lineage(filing, is_grant=is_grant),
        parts.people(filing, is_grant=is_grant),
        parts.assignees(invention.applicants) if is_grant else None,
        parts.examiners(filing) if is_grant else None,
        *_international(filing),
        lang=None if is_grant else "EN",
        country=None if is_grant else "US",
    )


def _national(symbol: str) -> Markup:
    return block("classification-national", element("country", "US"), element("main-classification", symbol))


def _priorities(filing: Filing) -> Markup | None:
    first = filing.priority
    if first is None or filing.route == "continuation":
        return None
    claim = block(
        "priority-claim",
        element("country", first.office),
        element("doc-number", first.printed),
        element("date", compact(first.date)),
        sequence="01",
        kind="regional" if first.office == "EP" else "national",
    )
    return block("priority-claims", claim)


def _lineage(filing: Filing, *, is_grant: bool) -> Markup | None:
    links = []
    if filing.parent is not None:
        links.append(_continuation(filing, filing.parent))
    if filing.route == "first" and int(filing.number) % 4 == 0:
        links.append(_provisional(filing))
    published = filing.published("application")
    if is_grant and published is not None:
        reference = parts.document_id("US", published.number, published.kind, compact(published.date))
        links.append(block("related-publication", reference))
    return block("us-related-documents", *links)


def _continuation(filing: Filing, parent: Filing) -> Markup:
    granted = parent.published("grant")
    grant = None
    if granted is not None and granted.date < filing.publications[-1].date:
        reference = parts.document_id("US", granted.number, None, compact(granted.date))
        grant = block("parent-grant-document", reference)
    parent_doc = block(
        "parent-doc",
        parts.document_id("US", parent.number, None, compact(parent.entry or parent.date)),
        element("parent-status", "GRANTED" if grant else "PENDING"),
        grant,
    )
    child = block("child-doc", parts.document_id("US", filing.number))
    return block("continuation", block("relation", parent_doc, child))


def _provisional(filing: Filing) -> Markup:
    number = f"37{filing.number[2:]}"
    day = compact(filing.date.replace(day=1))
    return block("us-provisional-application", parts.document_id("US", number, "00", day))


def _international(filing: Filing) -> tuple[Markup, ...]:
    international = filing.international
    if international is None:
        return ()
    reference = parts.document_id("WO", international.number, "00", compact(international.date))
    filed = block(
        "pct-or-regional-filing-data",
        reference,
        block("us-371c12-date", element("date", compact(filing.entry))),
    )
    published = international.published("application")
    if published is None:
        return (filed,)
    number = f"WO{published.number[:4]}/{published.number[4:]}"
    document = parts.document_id("WO", number, "A", compact(published.date))
    return filed, block("pct-or-regional-publishing-data", document)
