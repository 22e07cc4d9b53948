"""Publications in `PatentDocumentAndRelated` (the newer generation, ST.96 based, schema `zh_new`).

Numbers stand there as printed and standardized, the printed ones are read. Source: CNIPA's data standard V2.
"""

from __future__ import annotations

from collections.abc import Iterator

from lxml.etree import _Element as Element

from zhihang.records.events import Event
from zhihang.records.links import Family, InternationalApplication, Priority, Related
from zhihang.records.marks import Image
from zhihang.sources.cnipa import assembly, parts
from zhihang.sources.cnipa.citations import citations
from zhihang.sources.cnipa.prose import claim, paragraphs
from zhihang.sources.cnipa.reading import Numbered, Reading, agency_party, at, printed_document, said
from zhihang.sources.cnipa.st96_tree import local_names, preferred, spelled_as_st36
from zhihang.sources.cnipa.words import right_of_words, st96_paths
from zhihang.sources.coverage import coverage
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.xml import read_xml

PRODUCT = "cn-patent-st96"
ROOT = "PatentDocumentAndRelated"
COVERAGE = "zhihang.sources.cnipa:coverage-st96.yaml"


def recognise(head: Head) -> bool:
    """By its root element."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one publication, and what could not be read."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    root = local_names(root)
    for path, count in coverage(COVERAGE).unread(root).items():
        yield place.problem("unread-element", chunk.position, f"{path} ({count})")
    root = spelled_as_st36(root)
    head = root.find("BibliographicData")
    is_design = head is None
    head = root.find("DesignBibliographicData") if head is None else head
    if head is None:
        yield place.problem("cn-no-head", chunk.position, ROOT, fatal=True)
        return
    reading = Reading(place, chunk.position)
    record = assembly.record(_pieces(root, head, reading, is_design=is_design), reading)
    yield from reading.problems
    for tag, count in reading.flow.unknown.items():
        yield place.problem("unread-element", chunk.position, f"{tag} ({count})", record=reading.record)
    if record is not None:
        yield reading.stamped(record)


def _pieces(root: Element, head: Element, reading: Reading, *, is_design: bool) -> assembly.Pieces:
    applications = preferred(head.findall("ApplicationReference"))
    application = applications[0] if applications else None
    publications = preferred(head.findall("PublicationReference"))
    publication = printed_document(publications[0].find("document-id") if publications else None)
    if not publication.number:  # some deliveries state it only at the root
        publication = Numbered(*(said(root.get(name)) for name in ("country", "docNumber", "kind", "datePublication")))
    told = right_of_words(application.get("applType", "")) if application is not None else None
    pieces = assembly.Pieces(
        publication=publication,
        application=printed_document(application.find("document-id") if application is not None else None),
        right="design" if is_design else told,
        title={
            assembly.language(title.get("lang")): reading.flow.line(title)
            for title in (*head.findall("InventionTitle"), *head.findall("DesignTitle"))
        },
        priorities=tuple(_priorities(head, reading)),
        related=tuple(_related(head, reading)),
        pct=_pct(head, reading),
        citations=tuple(citations(head.find("ReferencesCited"), reading)),
        events=tuple(_events(head, reading)),
        family=_family(root),
        grant_date=at(head, "ApprovalPublicationDate/date"),
        registration_date=at(head, "RegistrationDate/date"),
        registration_number=at(head, "RegistrationNumber") or at(head, "PatentNumber"),
    )
    _fill_parties(pieces, head)
    _fill_classes(pieces, head, reading)
    _fill_texts(pieces, root, head, reading)
    pieces.other |= _other(head)
    return pieces


def _priorities(head: Element, reading: Reading) -> Iterator[Priority]:
    for claimed in preferred(head.findall("PriorityDetails/Priority")):
        printed = Numbered(at(claimed, "country"), at(claimed, "doc-number"), at(claimed, "kind"), at(claimed, "date"))
        if printed.number or printed.date:
            yield reading.priority(printed, claimed.get("kind", ""))


def _related(head: Element, reading: Reading) -> Iterator[Related]:
    documents = head.find("RelatedDocuments")
    if documents is not None:
        for path, kind in st96_paths()["relations"].items():
            yield from parts.relations(documents.findall(f"{path}/relation"), kind, reading)
        for element in documents.findall("OtherDocumentsRelation"):
            yield from parts.relations([element], at(element, "RelationName") or "other", reading)
        for element in documents.findall("PreviouslyFiledApplication"):
            yield from _if_numbered(element, "previous_application", reading)
        for path, kind in (
            ("RelatedPublicationDoc", "previous_publication"),
            ("Correction/DocumentCorrected", "corrected"),
        ):
            yield from parts.publications(documents.findall(path), kind, reading)
    yield from parts.relations(head.findall("Division/relation"), "divisional", reading)
    for element in head.findall("PreviouslyFiledApplication"):
        yield from _if_numbered(element, "previous_application", reading)
    corrected = head.findall("ST50Republication/CorrectedDocument") + head.findall(
        "ST50Republication//CorrectedDocument"
    )
    yield from parts.publications(list(dict.fromkeys(corrected)), "corrected", reading)


def _if_numbered(element: Element, kind: str, reading: Reading) -> Iterator[Related]:
    printed = printed_document(element.find("document-id"))
    if printed.number:
        yield reading.related(printed, kind)


def _pct(head: Element, reading: Reading) -> InternationalApplication | None:
    filed = printed_document(head.find("PCTOrRegionalApplicationData/document-id"))
    if not filed.number:
        filed = Numbered("", at(head, "PCTApplicationNumber"), "", at(head, "PCTApplicationDate/date"))
    published = printed_document(head.find("PCTOrRegionalPublishingData/document-id"))
    if not published.number:
        published = Numbered("WO", at(head, "PCTPublicationNumber"), "", at(head, "PCTPublicationDate/date"))
    entry = at(head, "NationalStageEntryDate/date") or at(
        head, "PCTOrRegionalApplicationData/NationalStageEntryDate/date"
    )
    return assembly.international(filed, published, entry, reading)


def _events(head: Element, reading: Reading) -> Iterator[Event]:
    for path in st96_paths()["events"]:
        for element in head.findall(path):
            date = reading.date(at(element, "date"))
            if date:
                yield Event(date=date, code=str(path.rpartition("/")[2]), office="CN")


def _family(root: Element) -> Family | None:
    found = at(root, "PatentFamilyIDDetails/PatentFamilyID")
    return Family(source_id=found) if found else None


def _fill_parties(pieces: assembly.Pieces, head: Element) -> None:
    """Inventions name their parties under `Parties`, designs beside the other data."""
    where = head.find("Parties")
    where = head if where is None else where
    pieces.applicants = parts.people(preferred(where.findall("ApplicantDetails/Applicant")))
    inventors = [*where.findall("InventorDetails/*"), *where.findall("DesignerDetails/Designer")]
    pieces.inventors = parts.people(preferred(inventors))
    pieces.owners = parts.people(preferred(head.findall("AssigneeDetails/Assignee")))
    pieces.examiner = parts.people(head.findall("ExaminerDetails/*"))
    agents = preferred(where.findall("AgentDetails/Agent"))
    printed = dict.fromkeys(name for agent in agents for name in parts.agencies(agent))
    pieces.agents = tuple(agency_party(name) for name in printed)
    pieces.agent_persons = tuple(
        person for agent in agents for person in parts.people([agent], role=agent.get("repType", ""))
    )


def _fill_classes(pieces: assembly.Pieces, head: Element, reading: Reading) -> None:
    old = head.findall("ClassificationIPC/main-classification") + head.findall(
        "ClassificationIPC/further-classification"
    )
    texts = [said(element.text) for element in old]
    texts += [parts.ipcr(element) for element in head.findall("ClassificationIPCRDetails/ClassificationIPCR")]
    pieces.ipc = reading.symbols("ipc", texts)
    locarno = [said(e.text) for e in head.findall("ClassificationLocarno/*") if e.tag != "EditionStatement"]
    pieces.locarno = reading.symbols("locarno", locarno)
    national = [*head.findall("ClassificationDomestic/*"), *head.findall("ClassificationNational/*")]
    national += head.findall("OtherClassificationDetails/OtherClassification")
    asides = ("country", "EditionStatement")
    pieces.national_classes = tuple(filter(None, (said(e.text) for e in national if e.tag not in asides)))


def _other(head: Element) -> dict[str, tuple[str, ...]]:
    found = {
        name: tuple(parts.text_of(element) for element in head.findall(path))
        for name, path in st96_paths()["other"].items()
    }
    available = [e for e in head.findall("PublicAvailabilityDate/*") if e.tag != "GazetteReference"]
    found["public_availability"] = tuple(f"{element.tag} {parts.text_of(element)}" for element in available)
    found |= {str(element.tag): (said(element.text),) for element in head.findall("StatisticalInformation/*")}
    return parts.others(dict(found))


def _fill_texts(pieces: assembly.Pieces, root: Element, head: Element, reading: Reading) -> None:
    code = assembly.language(root.get("lang"))
    deposits = (*parts.deposits(root),)
    pieces.other |= parts.others({"biological_deposit": deposits, "page_files": parts.page_files(root)})
    for element in (*root.findall("Abstract"), *root.findall("DesignBriefExplanation")):
        _fill_abstract(pieces, element, assembly.language(element.get("lang") or code), reading)
    for element in root.findall("Description"):
        for title in element.findall("InventionTitle"):
            pieces.title.setdefault(assembly.language(title.get("lang") or code), reading.flow.line(title))
            element.remove(title)
        pieces.description[assembly.language(element.get("lang") or code)] = paragraphs([element], reading.flow)
    for element in root.findall("Claims"):
        single = (*element.findall("claim"), *element.findall("p"))
        pieces.claims[assembly.language(element.get("lang") or code)] = tuple(
            claim(one, reading.flow) for one in single
        )
    pieces.images += (*parts.figures(root.find("Drawings"), "drawing"), *_pictures(root), *reading.flow.images)
    pieces.claim_count = _count(head, "ClaimsCount")
    pieces.pages = _count(head, "TotalPageCount")


def _fill_abstract(pieces: assembly.Pieces, element: Element, code: str, reading: Reading) -> None:
    for figure in element.findall("AbstractFigure"):
        pieces.images += tuple(parts.figures(figure, "abstract"))
        element.remove(figure)
    for keywords in element.findall("KeywordDetails"):
        words = tuple(parts.text_of(keyword) for keyword in keywords)
        pieces.other |= parts.others({"keywords": words})
        element.remove(keywords)
    pieces.abstract[code] = pieces.abstract.get(code, ()) + paragraphs([element], reading.flow)


def _pictures(root: Element) -> Iterator[Image]:
    """The views of a design, and the files of whole documents."""
    for picture in root.findall("DesignPicture/Picture"):
        file = picture.get("pictureName") or picture.get("originName")
        if file:
            yield Image(file=file, kind=picture.get("pictureType") or "view")
        yield from parts.figures(picture, picture.get("pictureType") or "view")
    for pages in root.findall("FullDocImage/ImageFile"):
        if pages.get("fileName"):
            yield Image(file=pages.get("fileName", ""), kind="pages")


def _count(head: Element, name: str) -> int | None:
    text = at(head, f"StatisticalInformation/{name}")
    return int(text) if text.isdigit() else None


SOURCE = Source(name=PRODUCT, recognise=recognise, split=split_documents, parse=parse, coverage=COVERAGE)
