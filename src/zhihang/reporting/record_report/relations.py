"""What a record hangs together with, and what happened to it: family, citations both ways, designations, events."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from zhihang.messages import Language
from zhihang.records.events import Event
from zhihang.records.links import Citation, FamilyGroup
from zhihang.reporting.bibliography.naming import value_name
from zhihang.reporting.bibliography.sheet import RecordSheet
from zhihang.reporting.bibliography.values import word
from zhihang.reporting.blocks import Block, Column, Heading, Line, Row, Rows, Run, Table
from zhihang.reporting.record_report.lines import inid, muted, plain, said, side_by_side

_NOTHING: Line = (Run("–", "", "muted"),)


def family(sheet: RecordSheet) -> Iterator[Block]:
    """The members of the families, those in the corpus told apart from those known by number only."""
    found, language = sheet.record.family, sheet.language
    if found is None:
        return
    rows: list[Row] = []
    for title, group in (("FAMILY_SIMPLE", found.simple), ("FAMILY_EXTENDED", found.extended)):
        is_same = title == "FAMILY_EXTENDED" and found.simple and group and group.members == found.simple.members
        if group is not None and group.members and not is_same:
            rows += _group_rows(said(title, language), group, language)
    if rows:
        yield Heading(said("HEADING_FAMILY", language))
        yield Rows(tuple(rows))


def _group_rows(title: str, group: FamilyGroup, language: Language) -> Iterator[Row]:
    held = dict(zip(group.members, group.in_corpus, strict=False))
    here = [each for each in group.members if held.get(each)]
    elsewhere = [each for each in group.members if not held.get(each)]
    yield Row("", title, (muted(word(group.definition, language)) if group.definition else plain(group.id or "–"),))
    if here:
        yield Row("", said("FAMILY_HERE", language), (side_by_side(plain(each) for each in here),))
    if elsewhere:
        yield Row("", said("FAMILY_ELSEWHERE", language), (side_by_side(plain(each) for each in elsewhere),))


def citations(sheet: RecordSheet) -> Iterator[Block]:
    """What the record cites, and what is known to cite it."""
    record, language = sheet.record, sheet.language
    if record.citations:
        yield Heading(said("HEADING_CITATIONS", language), inid("56"), str(len(record.citations)))
        yield _citation_table(record.citations, language)
    if record.cited_by:
        yield Heading(said("HEADING_CITED_BY", language), "", str(len(record.cited_by)))
        lines = (_cited(each) for each in record.cited_by)
        yield Rows((Row("", "", (side_by_side(lines),)),))


def _citation_table(found: Sequence[Citation], language: Language) -> Table:
    columns = (
        Column(said("COLUMN_DOCUMENT", language), 6),
        Column(said("COLUMN_DATE", language), 1.5),
        Column(said("COLUMN_BY", language), 1.8),
        Column(said("COLUMN_CATEGORY", language), 0.8),
    )
    return Table(columns, tuple(_citation_row(each, language) for each in found))


def _citation_row(each: Citation, language: Language) -> tuple[tuple[Line, ...], ...]:
    named = [plain(words) for words in (each.number, each.text) if words]
    raw = each.raw if each.raw != each.number else None
    named += [muted(words) for words in (raw, each.name, each.passages, each.classification) if words]
    by = [word(code, language) for code in (each.by, each.phase) if code]
    lines = [plain(by[0]), *(muted(words) for words in by[1:])] if by else [_NOTHING]
    category = (Run(each.category, "", "strong"),) if each.category else _NOTHING
    return tuple(named) or (_NOTHING,), (plain(each.date or "–"),), tuple(lines), (category,)


def _cited(each: Citation) -> Line:
    shown = Run(each.number or each.text or each.raw or "–")
    return (shown, *muted(f" {each.date}")) if each.date else (shown,)


def designations(sheet: RecordSheet) -> Iterator[Block]:
    """The designated offices, with what became of the right there where the source says so."""
    found, language = sheet.record.designations, sheet.language
    if not found:
        return
    lines = []
    for each in found:
        state = value_name("status", each.status, language) if each.status else ""
        note = " ".join(part for part in (each.kind, state, each.date) if part)
        lines.append((Run(each.office), *muted(f" {note}" if note else "")))
    yield Heading(said("HEADING_DESIGNATIONS", language), inid("84"), str(len(found)))
    yield Rows((Row("", "", (side_by_side(lines),)),))


def events(sheet: RecordSheet) -> Iterator[Block]:
    """Legal events, the latest first."""
    language = sheet.language
    if not sheet.events:
        return
    columns = (
        Column(said("COLUMN_DATE", language), 1.6),
        Column(said("COLUMN_OFFICE", language), 0.9),
        Column(said("COLUMN_CODE", language), 1.5),
        Column(said("COLUMN_EVENT", language), 6),
    )
    yield Heading(said("HEADING_EVENTS", language), "", str(len(sheet.events)))
    yield Table(columns, tuple(_event_row(each) for each in sheet.events))


def _event_row(each: Event) -> tuple[tuple[Line, ...], ...]:
    lines = [plain(each.text)] if each.text else []
    lines += [muted(f"{name}: {words}") for name, words in each.detail.items()]
    return (
        (plain(each.date or "–"),),
        (plain(each.office or "–"),),
        (plain(each.code or "–"),),
        tuple(lines) or (_NOTHING,),
    )
