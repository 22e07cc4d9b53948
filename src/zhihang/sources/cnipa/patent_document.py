"""Publications in `cn-patent-document` (the older generation, DTD `cn_old`).

One file holds one publication; files of many are read as well. Source: CNIPA's standard for patent documents in XML.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from zhihang.records.links import InternationalApplication, Priority, Related
from zhihang.sources.cnipa import assembly, parts
from zhihang.sources.cnipa.citations import citations
from zhihang.sources.cnipa.prose import claim, paragraphs
from zhihang.sources.cnipa.reading import Numbered, Reading, agency_party, at, printed_document, said
from zhihang.sources.cnipa.words import right_of_words
from zhihang.sources.coverage import coverage
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.xml import read_xml

PRODUCT = "cn-patent-xml"
ROOT = "cn-patent-document"
COVERAGE = "zhihang.sources.cnipa:coverage-document.yaml"
_HEAD = "cn-bibliographic-data"
_DOMESTIC = "cn-related-documents/cn-domestic-priority-claims/cn-domestic-priority-claim/substitution/relation"
_INDEXING = ("additional-info", "linked-indexing-code-group/*", "unlinked-indexing-code")


def recognise(head: Head) -> bool:
    """By its root element."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one publication, and what could not be read."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    for path, count in coverage(COVERAGE).unread(root).items():
        yield place.problem("unread-element", chunk.position, f"{path} ({count})")
    head = root.find(_HEAD)
    if head is None:
        yield place.problem("cn-no-head", chunk.position, ROOT, fatal=True)
        return
    reading = Reading(place, chunk.position)
    record = assembly.record(_pieces(root, head, reading), reading)
    yield from reading.problems
    for tag, count in reading.flow.unknown.items():
        yield place.problem("unread-element", chunk.position, f"{tag} ({count})", record=reading.record)
    if record is not None:
        yield reading.stamped(record)


def _pieces(root: Element, head: Element, reading: Reading) -> assembly.Pieces:
    application = head.find("application-reference")
    pieces = assembly.Pieces(
        publication=printed_document(head.find("cn-publication-reference/document-id")),
        application=printed_document(head.find("application-reference/document-id")),
        right=right_of_words(application.get("appl-type", "")) if application is not None else None,
        title={
            assembly.language(title.get("lang")): reading.flow.line(title) for title in head.findall("invention-title")
        },
        priorities=tuple(_priorities(head, reading)),
        related=tuple(_related(head, reading)),
        pct=_pct(head, reading),
        citations=tuple(citations(head.find("references-cited"), reading)),
    )
    pieces.other |= _other(head)
    _fill_parties(pieces, head)
    _fill_classes(pieces, head, reading)
    _fill_texts(pieces, root, head, reading)
    return pieces


def _other(head: Element) -> dict[str, tuple[str, ...]]:
    return parts.others(
        {
            "gazette": at(head, "cn-publication-reference/gazette-reference/gazette-num"),
            "gazette_date": at(head, "cn-publication-reference/gazette-reference/date"),
            "gazette_text": at(head, "cn-publication-reference/gazette-reference/text"),
            "correction_type": at(head, "correction/type-of-correction"),
            "correction_gazette": at(head, "correction/gazette-reference/gazette-num"),
            "correction_text": at(head, "correction/text"),
            "text": tuple(said(text.text) for text in head.findall("text")),
            "figures": at(head, "figures/number-of-figures"),
            "drawing_sheets": at(head, "figures/number-of-drawing-sheets"),
            "figure_to_publish": tuple(said(e.text) for e in head.findall("figures/figure-to-publish/fig-number")),
            "search_completed": at(head, "references-cited/date-search-completed/date"),
            "search_report_mailed": at(head, "references-cited/date-search-report-mailed/date"),
            "place_of_search": at(head, "references-cited/place-of-search/country"),
            "customer_number": at(head, "cn-parties/cn-agents/customer-number"),
            "correspondence_customer_number": at(head, "cn-parties/correspondence-address/customer-number"),
            "ipc_edition": at(head, "classification-ipc/ipc-version"),
            "ipc_indexing": tuple(
                said(element.text) for name in _INDEXING for element in head.findall(f"classification-ipc/{name}")
            ),
            "ipc_text": at(head, "classification-ipc/text"),
        }
    )


def _priorities(head: Element, reading: Reading) -> Iterator[Priority]:
    for claimed in head.findall("priority-claims/priority-claim"):
        office = at(claimed, "country") or at(claimed, "office-of-filing//country")
        yield reading.priority(
            Numbered(office, at(claimed, "doc-number"), "", at(claimed, "date")), claimed.get("kind", "")
        )


def _related(head: Element, reading: Reading) -> Iterator[Related]:
    yield from parts.relations(head.findall("cn-related-documents/division/relation"), "divisional", reading)
    yield from parts.relations(head.findall(_DOMESTIC), "domestic_priority", reading)
    earlier = head.findall("cn-related-publication/cn-publication-reference")
    yield from parts.publications(earlier, "previous_publication", reading)
    yield from parts.publications(head.findall("correction/document-corrected"), "correction", reading)


def _pct(head: Element, reading: Reading) -> InternationalApplication | None:
    filed = printed_document(head.find("pct-or-regional-filing-data/document-id"))
    published = printed_document(head.find("pct-or-regional-publishing-data/document-id"))
    entry = at(head, "date-pct-article-22-39-fulfilled/date")
    return assembly.international(filed, published, entry, reading)


def _fill_parties(pieces: assembly.Pieces, head: Element) -> None:
    group = head.find("cn-parties")
    pieces.owners = parts.people(head.findall("assignees/assignee"))
    pieces.examiner = parts.people(head.findall("references-cited/searcher"), role="searcher")
    if group is None:
        return
    pieces.applicants = parts.people(group.findall("cn-applicants/cn-applicant"))
    pieces.inventors = parts.people(group.findall("cn-inventors/cn-inventor"))
    agents = group.findall("cn-agents/cn-agent")
    printed = dict.fromkeys(name for agent in agents for name in parts.agencies(agent))
    pieces.agents = tuple(agency_party(name) for name in printed)
    pieces.agent_persons = tuple(
        person for agent in agents for person in parts.people([agent], role=agent.get("rep-type", ""))
    )


def _fill_classes(pieces: assembly.Pieces, head: Element, reading: Reading) -> None:
    texts = [at(head, "classification-ipc/main-classification")]
    texts += [said(e.text) for e in head.findall("classification-ipc/further-classification")]
    texts += [parts.ipcr(element) for element in head.findall("classifications-ipcr/classification-ipcr")]
    if pieces.right == "design":  # designs carry their Locarno classes in the places of the IPC
        pieces.locarno = reading.symbols("locarno", texts)
    else:
        pieces.ipc = reading.symbols("ipc", texts)


def _fill_texts(pieces: assembly.Pieces, root: Element, head: Element, reading: Reading) -> None:
    body = root.find("application-body")
    code = assembly.language(root.get("lang") or head.get("lang"))
    pieces.images = (
        *parts.figures(head.find("cn-abstract-drawing"), "abstract"),
        *parts.figures(root.find("application-body/drawings"), "drawing"),
    )
    deposits = parts.deposits(root)
    pieces.other |= parts.others({"biological_deposit": deposits, "page_files": parts.page_files(root)})
    for abstract in (*head.findall("abstract"), *root.findall("application-body/abstract")):
        if not pieces.abstract.get(code):
            pieces.abstract[code] = paragraphs([abstract], reading.flow)
    if body is not None:
        _fill_body(pieces, body, code, reading)
    pieces.images += tuple(reading.flow.images)


def _fill_body(pieces: assembly.Pieces, body: Element, code: str, reading: Reading) -> None:
    for description in body.findall("description"):
        for title in description.findall("invention-title"):
            pieces.title.setdefault(code, reading.flow.line(title))
            description.remove(title)
        pieces.description[code] = paragraphs([description], reading.flow)
    pieces.claims[code] = tuple(claim(element, reading.flow) for element in body.findall("claims/claim"))


SOURCE = Source(name=PRODUCT, recognise=recognise, split=split_documents, parse=parse, coverage=COVERAGE)
