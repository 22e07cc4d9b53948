"""From the pieces of a Chinese publication to its record: what both generations have in common."""

from __future__ import annotations

from dataclasses import dataclass, field

from zhihang.records.events import Event
from zhihang.records.links import Citation, Family, InternationalApplication, Priority, Related
from zhihang.records.marks import Image
from zhihang.records.party import Party
from zhihang.records.record import Record, Texts
from zhihang.sources.cnipa.claims import independent
from zhihang.sources.cnipa.reading import Numbered, Reading
from zhihang.standards.kinds import kind as kind_of
from zhihang.standards.kinds import right_of
from zhihang.standards.numbers import DocumentNumber
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id


@dataclass(slots=True)
class Pieces:
    """What a file says of one publication, read but not yet put together."""

    publication: Numbered = field(default_factory=Numbered)
    application: Numbered = field(default_factory=Numbered)
    right: str | None = None
    title: dict[str, str] = field(default_factory=dict)
    priorities: tuple[Priority, ...] = ()
    related: tuple[Related, ...] = ()
    pct: InternationalApplication | None = None
    citations: tuple[Citation, ...] = ()
    applicants: tuple[Party, ...] = ()
    owners: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    agents: tuple[Party, ...] = ()
    agent_persons: tuple[Party, ...] = ()
    examiner: tuple[Party, ...] = ()
    ipc: tuple[str, ...] = ()
    locarno: tuple[str, ...] = ()
    national_classes: tuple[str, ...] = ()
    family: Family | None = None
    events: tuple[Event, ...] = ()
    abstract: Texts = field(default_factory=dict)
    claims: Texts = field(default_factory=dict)
    description: Texts = field(default_factory=dict)
    claim_count: int | None = None
    pages: int | None = None
    images: tuple[Image, ...] = ()
    grant_date: str = ""
    registration_date: str = ""
    registration_number: str = ""
    other: dict[str, tuple[str, ...]] = field(default_factory=dict)


def language(stated: str | None) -> str:
    """The language code of a text; files say `ZH`, `zh` or `CN`, and Chinese where they say nothing."""
    code = (stated or "zh").strip().lower()[:2]
    return "zh" if code == "cn" else code


def international(
    filed: Numbered, published: Numbered, entry: str, reading: Reading
) -> InternationalApplication | None:
    """The international application, where any of its data is there."""
    found = InternationalApplication(
        application=reading.joined_application(filed) or filed.number or None,
        publication=reading.joined_document(published) or published.number or None,
        filing_date=reading.date(filed.date),
        publication_date=reading.date(published.date),
        national_entry=reading.date(entry),
    )
    return None if found == InternationalApplication() else found


def record(pieces: Pieces, reading: Reading) -> Record | None:
    """The record, or nothing where a publication has no number; then a fatal problem tells."""
    printed = pieces.publication
    document = reading.document(reading.office(printed.office) or "CN", printed.number, printed.kind)
    if document is None:
        reading.note("no-number", printed.raw, fatal=True)
        return None
    reading.record = document.joined
    applied = pieces.application
    application = reading.application(reading.office(applied.office) or document.office, applied.number)
    if application is None:
        reading.note("no-application", document.joined)
        pieces.other |= {"application_number_as_printed": (applied.number,)} if applied.number else {}
    right = _right(pieces, document)
    published = reading.date(printed.date)
    claims = _filled(pieces.claims)
    return Record(
        id=document.joined,
        # without a readable application number the document stands for its right
        right_id=right_id(document.office, right, application.number if application else document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        language=next(iter({**pieces.description, **claims, **pieces.abstract, **pieces.title}), None),
        application_number=application.joined if application else None,
        registration_number=pieces.registration_number or None,
        filing_date=reading.date(applied.date),
        publication_date=published,
        grant_date=reading.date(pieces.grant_date) or (published if _is_grant(document, published) else None),
        registration_date=reading.date(pieces.registration_date),
        priorities=pieces.priorities,
        related=pieces.related,
        pct=pieces.pct,
        title={code: text for code, text in pieces.title.items() if text},
        abstract=_filled(pieces.abstract),
        claims=claims,
        independent_claims={code: independent(texts) for code, texts in claims.items()},
        description=_filled(pieces.description),
        claim_count=pieces.claim_count or max(map(len, claims.values()), default=0) or None,
        pages=pieces.pages,
        applicants=pieces.applicants,
        owners=pieces.owners,
        inventors=pieces.inventors,
        agents=pieces.agents,
        agent_persons=pieces.agent_persons,
        examiner=pieces.examiner,
        ipc=pieces.ipc,
        ipc_first=pieces.ipc[0] if pieces.ipc else None,
        locarno=pieces.locarno,
        national_classes=pieces.national_classes,
        citations=pieces.citations,
        family=pieces.family,
        events=pieces.events,
        images=tuple(dict.fromkeys(pieces.images)),
        other=pieces.other,
    )


def _filled(texts: Texts) -> Texts:
    return {code: found for code, found in texts.items() if found}


def _right(pieces: Pieces, document: DocumentNumber) -> str:
    """As the file says; else by kind code and number; a publication that nothing tells is an invention."""
    if pieces.right:
        return pieces.right
    told = right_of(document.office, document.kind, document.number)
    return "patent" if told == UNKNOWN_RIGHT else told


def _is_grant(document: DocumentNumber, published: str | None) -> bool:
    """Whether the publication itself is the notice of grant, by its kind code at that time."""
    entry = kind_of(document.office, document.kind) if document.kind else None
    return entry is not None and entry.stage == "grant" and bool(published) and entry.was_used_on(str(published))
