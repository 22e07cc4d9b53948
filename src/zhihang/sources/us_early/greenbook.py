"""US grants of 1976 to 2001: APS full text (the "green book"), tagged lines, many patents in a file."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache
from importlib import resources
from typing import TypeAlias

from zhihang.errors import InvalidNumber
from zhihang.records.events import Event
from zhihang.records.links import Citation
from zhihang.records.party import Party
from zhihang.sources.coverage import coverage
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.symbols import uspc
from zhihang.sources.us.document_id import DocumentId
from zhihang.sources.us_early import lineage
from zhihang.sources.us_early.assembly import assembled
from zhihang.sources.us_early.classes import add_international, add_national, international
from zhihang.sources.us_early.greenbook_lines import Section, sections, split
from zhihang.sources.us_ppubs.texts import independent
from zhihang.standards.numbers.us import series_of

COVERAGE = "zhihang.sources.us_early:coverage-greenbook.yaml"
Reader: TypeAlias = Callable[[Section, Draft], None]
_FACTS = {
    "ECL": "us-exemplary-claim", "NDR": "number-of-drawing-sheets", "NFG": "number-of-figures", "ART": "department",
    "TRM": "length-of-grant", "PBL": "publication-level", "NPS": "number-of-pages-of-specification",
}  # fmt: skip
_TEXT = ("PARN", "GOVT", "BSUM", "DRWD", "DETD")


@cache
def _codes(kind: str) -> dict[str, str]:
    text = (resources.files(__package__) / "greenbook_codes.tsv").read_text("utf-8")
    rows = [line.split("\t") for line in text.splitlines() if line and not line.startswith("#")]
    return {code: meaning for owner, code, meaning in rows[1:] if owner == kind}


def recognise(head: Head) -> bool:
    """By the first tags of a patent, with or without the header line of a tape."""
    lines = [line.rstrip() for line in head.text.splitlines() if line.strip()]
    lines = lines[1:] if lines and lines[0].startswith("HHHHH") else lines
    return len(lines) > 1 and lines[0] == "PATN" and lines[1].startswith("WKU  ")


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The record of one patent, then its problems."""
    found, assumed = sections(chunk)
    draft = Draft(Findings(place, chunk.position))
    if assumed:
        draft.findings.note("encoding", assumed)
    for section in found:
        reader = _READERS.get(section.name)
        if reader is not None:
            reader(section, draft)
    record = assembled(draft, is_grant=True)
    if record is not None:
        yield draft.findings.stamped(record)
    draft.findings.unread(_unread(found))
    yield from draft.findings.problems


def _unread(found: list[Section]) -> dict[str, int]:
    known = coverage(COVERAGE)
    missing: dict[str, int] = {}
    for section in found:
        for path in [f"{section.name}/{tag}" for tag, _ in section.fields] or [section.name]:
            if not known.knows(path):
                missing[path] = missing.get(path, 0) + 1
    return missing


def _patent(section: Section, draft: Draft) -> None:
    """Number (its last place a check digit), series and serial (likewise), dates, title, examiners, counts."""
    lineage.set_document(DocumentId("US", section.first("WKU").strip()[:8], "", "", section.first("ISD")), draft)
    series, serial = section.first("SRC").strip(), section.first("APN").strip()[:6]
    code = section.first("APT").strip()
    series = "29" if series == "D" else series
    number = f"{series.zfill(2)}{serial}" if series and serial else serial
    lineage.set_application(number, section.first("APD"), draft)
    draft.keep("appl-type", _codes("type").get(code, code))
    title = " ".join(section.first("TTL").split())
    if title:
        draft.values["title"] = {draft.language: title}
    for tag, role in (("EXP", "primary_examiner"), ("EXA", "assistant_examiner")):
        if section.first(tag):
            draft.add("examiner", Party(name=_name(section.first(tag)), role=role))
    count = section.first("NCL").strip()
    if count.isdigit():
        draft.values["claim_count"] = int(count)
    elif count:
        draft.findings.note("count", count)
    if section.first("DCD"):
        day = draft.findings.date(section.first("DCD"))
        draft.add("events", Event(code="terminal_disclaimer", date=day, office="US"))
    for tag, name in _FACTS.items():
        draft.keep(name, section.first(tag).strip())


def _name(text: str) -> str:
    """`Hoff; Don G.` → `Hoff, Don G.`"""
    return " ".join(text.replace(";", ",").split())


def _country(text: str) -> str:
    """Two letters of a code that a third place fills up: `JPX`, `GB2`; old codes by the table."""
    code = text.strip().upper()[:2]
    return _codes("country").get(code, code)


def _party(section: Section, draft: Draft, role: str | None = None) -> Party | None:
    name = _name(section.first("NAM") or section.first("FRM"))
    if not name:
        return None
    lines = [section.first("STR"), section.first("ZIP")]
    for tag in ("ITX", "R47"):
        draft.keep({"ITX": "party-text", "R47": "rule-47-flag"}[tag], section.first(tag).strip())
    state = section.first("STA").strip()
    return Party(
        name=name,
        country=draft.findings.office(_country(section.first("CNT"))) or ("US" if state else None),
        region=state or None,
        city=section.first("CTY").strip() or None,
        address=", ".join(filter(None, lines)) or None,
        role=role,
    )


def _inventor(section: Section, draft: Draft) -> None:
    party = _party(section, draft)
    if party is not None:
        draft.add("inventors", party)
        draft.add("inventing_applicants", party)


def _assignee(section: Section, draft: Draft) -> None:
    party = _party(section, draft, section.first("COD").strip() or None)
    if party is not None:
        draft.add("owners", party)


def _agents(section: Section, draft: Draft) -> None:
    for tag, value in section.fields:
        if tag in ("FRM", "FR2", "AAT", "AGT", "ATT", "NAM") and value.strip():
            draft.add("agents" if tag == "FRM" else "agent_persons", Party(name=_name(value)))
        elif tag not in ("FRM", "FR2", "AAT", "AGT", "ATT", "NAM"):
            draft.keep(f"agent-{tag.lower()}", value.strip())


def _priority(section: Section, draft: Draft) -> None:
    country = _country(section.first("CNT"))
    lineage.add_priority(DocumentId(country, section.first("APN").strip(), "", "", section.first("APD")), draft)


def _related(section: Section, draft: Draft) -> None:
    """A parent: serial without its series, which the date tells; a code that no table knows is told and kept."""
    code = section.first("COD").strip()
    how = "reissue" if section.name == "REIS" else _codes("relation").get(code)
    if how is None:
        draft.findings.note("relation", code)
        draft.keep("relation-code", code)
    status = section.first("PSC").strip()
    patent = section.first("PNO").strip()
    lineage.add_parent(
        how or "related",
        DocumentId("US", _with_series(section), "", "", section.first("APD")),
        draft,
        status=_codes("status").get(status, status),
        patent=DocumentId("US", patent, "", "", section.first("ISD")) if patent else None,
    )


def _with_series(section: Section) -> str:
    """A serial of six places with the series that its day of filing tells; as printed where it tells none."""
    serial, year = section.first("APN").strip(), section.first("APD")[:4]
    if len(serial) != 6 or not serial.isdigit() or not year.isdigit():
        return serial
    try:
        return f"{series_of(serial, int(year))}{serial}"
    except InvalidNumber:
        return serial


def _classes(section: Section, draft: Draft) -> None:
    searched = ""
    for tag, value in section.fields:
        if tag == "ICL":
            add_international(value, draft, is_first=True)
        elif tag in ("OCL", "XCL", "UCL", "DCL"):
            add_national(value, draft)
        elif tag == "EDF":
            draft.keep("ipc-edition", value.strip())
        elif tag == "FSC":
            searched = value.strip()
        elif tag == "FSS":
            for subclass in filter(None, (piece.strip() for piece in value.split(";"))):
                draft.keep("field-of-search", f"US{searched}/{subclass}")


def _cited(section: Section, draft: Draft) -> None:
    office = draft.findings.office(_country(section.first("CNT"))) if section.name == "FREF" else "US"
    raw = section.first("PNO").strip()
    number = draft.findings.document(office, raw)
    symbols = [f"US{uspc(value)}" for tag in ("OCL", "XCL", "UCL") for value in section.every(tag) if uspc(value)]
    symbols += [found[1] for value in section.every("ICL") if (found := international(value))]
    draft.add(
        "citations",
        Citation(
            number=number.joined if number else None,
            raw=raw if number is None or number.joined != f"{office}{raw}" else None,
            name=_name(section.first("NAM")) or None,
            date=draft.findings.date(section.first("ISD")),
            office=office,
            classification="; ".join(symbols) or None,
        ),
    )


def _literature(section: Section, draft: Draft) -> None:
    for _, value in section.fields:
        draft.add("citations", Citation(text=" ".join(value.split())))


def _international(section: Section, draft: Draft) -> None:
    """The international application (PCN, filed PD3), its publication (PCP, PCD), the national stage (PD1)."""
    filed, published = section.first("PD3"), section.first("PCD")
    raw, document = section.first("PCN").strip(), section.first("PCP").strip()
    number = lineage.application_of(DocumentId("WO", raw, "", "", filed), draft) if raw else None
    publication = lineage.document_of(DocumentId("WO", document, "", "", published), draft) if document else None
    lineage.set_international(
        draft,
        application=number or raw,
        publication=publication or document,
        filing_date=draft.findings.date(filed),
        publication_date=draft.findings.date(published),
        national_entry=draft.findings.date(section.first("PD1")),
    )
    draft.keep("pct-102e-date", draft.findings.date(section.first("PD2")) or "")


def _text(section: Section, draft: Draft) -> None:
    key = "abstract" if section.name == "ABST" else "description"
    known = draft.values.get(key, {}).get(draft.language, ())
    lines = tuple(value.rstrip() if tag == "TBL" else " ".join(value.split()) for tag, value in section.fields)
    draft.values[key] = {draft.language: (*known, *filter(None, lines))}


def _claims(section: Section, draft: Draft) -> None:
    """Claims begin at their number (`NUM`); a design's only one (`DCLM`) has none."""
    found: list[list[str]] = []
    for tag, value in section.fields:
        text = " ".join(value.split())
        if tag == "STM":
            draft.keep("us-claim-statement", text)
        elif tag == "NUM" or not found:
            found.append([] if tag == "NUM" else [text])
        elif text:
            found[-1].append(text)
    claims = tuple("\n".join(pieces) for pieces in found if pieces)
    if claims:
        draft.values["claims"] = {draft.language: claims}
        draft.values["independent_claims"] = {draft.language: independent(claims)}


_READERS: dict[str, Reader] = {
    "PATN": _patent,
    "INVT": _inventor,
    "ASSG": _assignee,
    "LREP": _agents,
    "PRIR": _priority,
    "RLAP": _related,
    "REIS": _related,
    "CLAS": _classes,
    "UREF": _cited,
    "FREF": _cited,
    "OREF": _literature,
    "PCTA": _international,
    "ABST": _text,
    "CLMS": _claims,
    "DCLM": _claims,
    **dict.fromkeys(_TEXT, _text),
}

SOURCE = Source("us-grant-greenbook", recognise, split, parse, COVERAGE)
