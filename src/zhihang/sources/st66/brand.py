"""The trademark register of Israel in the form that its office gives (`TMBRAND`): texts in Hebrew and English."""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.events import Event
from zhihang.records.marks import Goods, Image, Mark
from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import words
from zhihang.sources.findings import Findings, language
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.st66.marks import number_of, text_at
from zhihang.sources.st66.words import status
from zhihang.sources.xml import Element, read_xml, without_namespaces
from zhihang.standards.rights import right_id

COVERAGE = "zhihang.sources.st66:coverage-brand.yaml"
ROOT = "TMBRAND"
_OFFICE = "IL"
_INNER = (("CANCELLATIONS/CANCELLATION", "cancellation"), ("OPPOSITIONS/OPPOSITION", "opposition"))


def is_brand(head: Head) -> bool:
    """Root `TMBRAND`."""
    return head.root == ROOT


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one mark, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    without_namespaces(root)
    findings = Findings(place, chunk.position)
    number = number_of(text_at(root, "DETAILS/OFFICENUMBER"), findings)
    if number is None:
        findings.note("no-number", ROOT, fatal=True)
    else:
        yield findings.stamped(_record(root, number, findings))
    findings.unread(coverage(COVERAGE).unread(root))
    yield from findings.problems


def _record(root: Element, number: str, findings: Findings) -> Record:
    identifier = right_id(_OFFICE, "trademark", number)
    findings.record = identifier
    goods = _goods(root)
    return Record(
        id=identifier,
        right_id=identifier,
        right="trademark",
        office=_OFFICE,
        number=number,
        application_number=f"{_OFFICE}{number}",
        international_registration=text_at(root, "DETAILS/INTERNATIONALNUMBER").lstrip("0") or None,
        filing_date=findings.date(text_at(root, "DETAILS/FILINGDATE")),
        registration_date=findings.date(text_at(root, "DETAILS/REGISTRATIONDATE")),
        expiry_date=findings.date(text_at(root, "DETAILS/EXPIRATIONDATE")),
        mark=_mark(root),
        goods_services=goods,
        nice=tuple(dict.fromkeys(each.class_ for each in goods if each.class_)),
        vienna=tuple(words(each) for each in root.iterfind("VIENNAGROUP/VIENNATYPE") if words(each)),
        applicants=_parties(root, "APPLICANTS/APPLICANT"),
        agents=_parties(root, "REPRESENTATIVES/REPRESENTATIVE"),
        status=status(text_at(root, "DETAILS/STATUS"), "", findings, text_at(root, "DETAILS/ReasonForClosure")),
        events=_events(root, findings),
        images=tuple(Image(file=words(each), kind="mark") for each in root.iterfind("IMAGEFILE") if words(each)),
        other=_other(root),
    )


def _mark(root: Element) -> Mark:
    names = [text for each in root.iterfind("DETAILS/BRAND/NAME") if (text := words(each))]
    return Mark(
        text=names[0] if names else None,
        translation=tuple(name for name in dict.fromkeys(names[1:]) if name != names[0]),
        transliteration=text_at(root, "DETAILS/MarkTranscription") or None,
        disclaimer=tuple(text for each in root.iterfind("DISCLAIMERS/DISCLAIMER/DESC") if (text := words(each))),
        colors=tuple(text for each in root.iterfind("COLORCLAIMS/COLORCLAIM/DESC") if (text := words(each))),
    )


def _goods(root: Element) -> tuple[Goods, ...]:
    """Each class with its goods, an entry for each language."""
    found = []
    for each in root.iterfind("NICEGROUP/NICECLASS"):
        class_ = text_at(each, "TYPE").lstrip("0") or None
        texts = [(language(part.get("lang")), words(part)) for part in each.iterfind("LIST") if words(part)]
        found += [Goods(class_=class_, text=text, language=code) for code, text in texts] or [Goods(class_=class_)]
    return tuple(found)


def _parties(root: Element, path: str) -> tuple[Party, ...]:
    found = []
    for each in root.iterfind(path):
        names = list(dict.fromkeys(text for part in each.iterfind("NAMES/NAME") if (text := words(part))))
        places = [text for part in each.iterfind("ADDRESSES/ADDRESS") if (text := words(part))]
        if names:
            found.append(
                Party(
                    name=names[0],
                    also=tuple(names[1:]),
                    address=places[0] if places else None,
                    id=each.get("number") or None,
                    id_type=_OFFICE if each.get("number") else None,
                )
            )
    return tuple(found)


def _events(root: Element, findings: Findings) -> tuple[Event, ...]:
    found = []
    for each in root.iterfind("EVENTS/EVENT"):
        natures = [text for part in each.iterfind("NatureOfEvent") if (text := words(part))]
        said = [text for part in each.iterfind("EventDescription") if (text := words(part))]
        published = findings.date(text_at(each, "PublicationDate"))
        kept = (("description", "; ".join(said)), ("published", published or ""))
        detail = {key: value for key, value in kept if value}
        found.append(
            Event(
                date=findings.date(text_at(each, "EventDate")),
                text="; ".join(natures) or None,
                office=_OFFICE,
                detail=detail,
            )
        )
    for path, text in _INNER:
        for each in root.iterfind(path):
            closed = findings.date(text_at(each, "CLOSINGDATE"))
            opened = findings.date(text_at(each, "OPENINGDATE"))
            found.append(Event(date=opened, text=text, office=_OFFICE, detail={"closed": closed} if closed else {}))
    return tuple(found)


def _other(root: Element) -> dict[str, tuple[str, ...]]:
    kept = {
        "BRANDTYPE": [text_at(root, "DETAILS/BRANDTYPE")],
        "Internationality": [text_at(root, "DETAILS/Internationality")],
        "ReasonForClosure": [text_at(root, "DETAILS/ReasonForClosure")],
        "TERM": [words(each) for each in root.iterfind("TERMS/TERM/DESC")],
    }
    return {name: texts for name, found in kept.items() if (texts := tuple(filter(None, found)))}


SOURCE = Source("trademark-il", is_brand, split_documents, parse, COVERAGE)
