"""Documents of PatSnap in XML: `doc` with named strings (`<str name="Patent Number">`), lists parted by ` | `.

Application numbers stand in the EPO's one-word form (`EP1981304493`). Titles and abstracts in two languages stand in
one string, parted by ` | `: the part in Chinese characters is Chinese.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from zhihang.errors import InvalidCode, InvalidNumber
from zhihang.records.dates import PartialDate
from zhihang.records.links import Citation, Priority
from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.sources import symbols
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import flat
from zhihang.sources.earlier_applications import earlier_application
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting import split_documents
from zhihang.sources.xml import Element, read_xml
from zhihang.standards.kinds import right_of
from zhihang.standards.numbers import ApplicationNumber, DocumentNumber, publication_number
from zhihang.standards.rights import UNKNOWN_RIGHT, right_id

COVERAGE = "zhihang.sources.patsnap:coverage.yaml"
_IDENTITY = re.compile(r"<str\s+name=[\"']Patent Number[\"']")
_CHINESE = re.compile(r"[\u3400-\u9fff]")
_MOSTLY = 0.2
_EUROPEAN = re.compile(r"EP(?:19|20)(\d{2})(\d{6})")  # the year in four digits, which the office writes in two
_CITED_BY = re.compile(r"(?P<text>.+?)\s*cited by (?P<by>examiner|applicant|other)\.?", re.DOTALL)
_NOTHING = re.compile(r"(?:none)?\W*", re.IGNORECASE)  # what stands where no literature is cited
_REISSUE = re.compile(r"^USR(?=\d)")  # PatSnap's own spelling of reissues


def is_document(head: Head) -> bool:
    """Root `doc` with a string named `Patent Number`."""
    return head.root == "doc" and bool(_IDENTITY.search(head.text))


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one document, then its problems."""
    root, problems = read_xml(chunk, place)
    yield from problems
    if root is None:
        return
    findings = Findings(place, chunk.position)
    said = {child.get("name") or str(child.tag): flat(child) for child in root}
    document = _document(said.get("Patent Number", ""), findings, said.get("Kind Code", ""))
    if document is None:
        findings.note("no-number", said.get("Patent Number", ""), fatal=True)
    else:
        findings.record = document.joined
        yield findings.stamped(_record(said, document, findings))
    findings.unread(_unread(root, said))
    yield from findings.problems


def _unread(root: Element, said: dict[str, str]) -> dict[str, int]:
    known = {path.partition("/")[2] for path in coverage(COVERAGE).read}
    known |= {entry.path.partition("/")[2] for entry in coverage(COVERAGE).aside}
    tags = {str(child.tag) for child in root} - {"str"}
    return {f"doc/{name}": 1 for name in (*said, *tags) if name not in known}


def _document(text: str, findings: Findings, kind: str = "") -> DocumentNumber | None:
    """A publication number; `kind` where a string of its own states it, as it does for American patents."""
    try:
        found = publication_number(_REISSUE.sub("USRE", text)) if text else None
    except (InvalidNumber, InvalidCode):
        findings.note("number", text)
        return None
    if found is None or found.kind or not kind:
        return found
    return findings.document(found.office, found.number, kind) or found


def _application(written: str, findings: Findings) -> ApplicationNumber | None:
    if written.startswith("PCT"):
        return findings.application("WO", written)
    european = _EUROPEAN.fullmatch(written)
    if european:
        return findings.application("EP", "".join(european.groups()))
    return findings.application(findings.office(written[:2]), written[2:]) if written else None


def _record(said: dict[str, str], document: DocumentNumber, findings: Findings) -> Record:
    written = said.get("Application Number", "")
    application = _application(written, findings)
    if application is None:
        findings.note("no-application", document.joined)
    right = right_of(document.office, document.kind, document.number)
    right = "patent" if right == UNKNOWN_RIGHT else right
    owner = application.office if application else document.office
    ipc = _symbols(said.get("All IPC", ""), findings)
    first = symbols.written(said.get("IPC Primary", ""))
    abstract = _by_language(said.get("Abstract", ""))
    return Record(
        id=document.joined,
        right_id=right_id(owner, right, application.number if application else document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        application_number=application.joined if application else None,
        filing_date=findings.date(said.get("Application Date")),
        publication_date=findings.date(said.get("Publication Date")),
        title=_by_language(said.get("Title", "")),
        abstract={code: (text,) for code, text in abstract.items()},
        priorities=_priorities(said, application, findings),
        owners=_parties(said.get("Assignee(s)", ""), said.get("Assignee(s) Address", "")),
        inventors=_parties(said.get("Inventor(s)", ""), said.get("Inventor(s) Address", "")),
        agents=_parties(said.get("Agent/Attorney", ""), ""),
        examiner=(
            *(Party(name=name, role="primary") for name in _list(said.get("Primary Examiner", ""))),
            *(Party(name=name, role="assistant") for name in _list(said.get("Assistant Examiner", ""))),
        ),
        ipc=ipc,
        ipc_first=first or (ipc[0] if ipc else None),
        national_classes=tuple(f"US{text}" for text in _list(said.get("All UPC", ""))),
        citations=(
            *_cited(said.get("Cites", ""), findings),
            *(_literature(each) for each in _list(said.get("Other References", "")) if not _NOTHING.fullmatch(each)),
        ),
        cited_by=_cited(said.get("Cited By", ""), findings),
        other={"Family Members": members} if (members := _list(said.get("Family Members", ""))) else {},
    )


def _list(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (piece.strip() for piece in re.split(r"\s\|\s|\|$", text))))


def _symbols(text: str, findings: Findings) -> tuple[str, ...]:
    found = []
    for piece in _list(text):
        symbol = symbols.written(piece)
        if symbol is None:
            findings.note("class", piece)
        else:
            found.append(symbol)
    return tuple(dict.fromkeys(found))


def _by_language(text: str) -> dict[str, str]:
    """A text, or a text and its translation behind ` | `; only a change between scripts parts them."""
    found: dict[str, list[str]] = {}
    for piece in _list(text):
        code = "zh" if len(_CHINESE.findall(piece)) > _MOSTLY * len(piece) else "en"
        found.setdefault(code, []).append(piece)
    return {code: " | ".join(pieces) for code, pieces in found.items()}


def _parties(text: str, addresses: str) -> tuple[Party, ...]:
    """Names in order; addresses belong to them where there are as many."""
    names, places = _list(text), _list(addresses)
    paired = places if len(places) == len(names) else (None,) * len(names)
    return tuple(Party(name=name, address=place) for name, place in zip(names, paired, strict=True))


def _priorities(said: dict[str, str], own: ApplicationNumber | None, findings: Findings) -> tuple[Priority, ...]:
    """Numbers, offices and dates that stand in lists of the same length."""
    numbers = _list(said.get("Priority Number", ""))
    offices, dates = _list(said.get("Priority Country", "")), _list(said.get("Priority Date", ""))
    pairs = zip(
        numbers,
        (findings.office(each) for each in offices) if len(offices) == len(numbers) else (None,) * len(numbers),
        (findings.date(each) for each in dates) if len(dates) == len(numbers) else (None,) * len(numbers),
        strict=True,
    )
    return tuple(_priority(number, office, date, own, findings) for number, office, date in pairs)


def _priority(
    printed: str, office: str | None, date: PartialDate | None, own: ApplicationNumber | None, findings: Findings
) -> Priority:
    found = earlier_application(office, printed, date, own) if office else None
    if found is None:
        findings.note("number", " ".join(filter(None, (office, printed))), forms=(printed,))
        return Priority(number=printed, office=office, date=date)
    raw = printed if found.joined != printed else None
    return Priority(number=found.joined, office=found.office, date=date, raw=raw)


def _literature(text: str) -> Citation:
    """Literature, and behind it who cited it, where the patent says so."""
    match = _CITED_BY.fullmatch(text)
    return Citation(text=match["text"], by=match["by"]) if match else Citation(text=text)


def _cited(text: str, findings: Findings) -> tuple[Citation, ...]:
    found = []
    for piece in _list(text):
        number = _document(piece, findings)
        found.append(
            Citation(
                number=number.joined if number else None,
                office=number.office if number else None,
                raw=piece if number is None or number.joined != piece else None,
            )
        )
    return tuple(found)


SOURCE = Source("patsnap-xml", is_document, split_documents, parse, COVERAGE)
