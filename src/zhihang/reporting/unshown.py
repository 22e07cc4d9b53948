"""The annex that tells which characters a report could not show."""

from __future__ import annotations

from zhihang.messages import Language, text
from zhihang.reporting.blocks import Block, Column, Line, Paragraph, Part, Run, Table, Unshown
from zhihang.reporting.legible import Legibility, Sighting, code_of, name_of


def annex(place: Unshown, legibility: Legibility, language: Language) -> list[Block]:
    """The blocks that stand in that place; none where every character was shown."""
    if not legibility.unshown:
        return []

    def said(code: str) -> str:
        return text("reporting", code, language)

    columns = (
        Column(said("COLUMN_CHARACTER"), 1.5),
        Column(said("COLUMN_NAME"), 4),
        Column(said("COLUMN_TIMES"), 1, is_number=True),
        Column(said("COLUMN_ENTRIES"), 4),
    )
    rows = [
        (_cell(code_of(each)), _cell(name_of(each)), _cell(f"{sighting.times:,}"), _cell(_entries(sighting, language)))
        for each, sighting in sorted(legibility.unshown.items())
    ]
    return [
        Part(place.title),
        Paragraph((Run(said("UNSHOWN_NOTE")),), is_small=True),
        Table(columns, tuple(rows)),
    ]


def _cell(words: str) -> tuple[Line, ...]:
    return ((Run(words),),)


def _entries(sighting: Sighting, language: Language) -> str:
    named = ", ".join(map(str, sighting.entries)) or "–"
    return f"{named}, {text('reporting', 'UNSHOWN_MORE', language, more=sighting.more)}" if sighting.more else named
