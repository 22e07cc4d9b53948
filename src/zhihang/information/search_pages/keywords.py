"""Keywords in context 关键词上下文: where in a record the words of a query stand, a few lines a record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhihang.corpus.fields import members
from zhihang.corpus.values import TEXTS, UNDETERMINED
from zhihang.information.search_pages.clause_colors import ClauseColors, ColoredMark
from zhihang.records.record import Record
from zhihang.search.highlight import Printed

_ORDER: Final = ("ti", "mk", "ab", "clm", "gds", "desc", "pa", "ow", "in")
_TITLED: Final = frozenset({"ti", "mk"})
_NUMBERED: Final = frozenset({"clm", "desc", "gds"})
_GAP = 24  # characters between two words that still share a line
_BEFORE, _AFTER = 70, 110
MOST_LINES: Final = 3


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `color` 0 where it is not marked."""

    text: str
    color: int = 0


@dataclass(frozen=True, slots=True)
class KeywordLine:
    """One place: from which field, what stands before, the words with what lies between them, what stands after."""

    source: str
    language: str
    before: str
    words: tuple[Piece, ...]
    after: str


@dataclass(frozen=True, slots=True)
class Keywords:
    """The places of one record. `title`: its first title with its words marked; `further`: places left to its page."""

    title: tuple[Piece, ...]
    lines: tuple[KeywordLine, ...]
    further: int


def keywords(colors: ClauseColors, record: Record) -> Keywords:
    """A record's words in context; places with words that no place before them has come first."""
    values, sources = _printed(colors, record)
    groups = _groups(colors.marks(values))
    titled = next((place for place, value in enumerate(values) if value.field in _TITLED), None)
    shown = _chosen([group for group in groups if group[0].value != titled])
    lines = tuple(_line(values[group[0].value], sources[group[0].value], group) for group in shown)
    further = sum(group[0].value != titled for group in groups) - len(lines)
    own = [mark for group in groups for mark in group if mark.value == titled]
    title = () if titled is None else pieces(values[titled].text, 0, len(values[titled].text), own)
    return Keywords(title, lines, further)


def _printed(colors: ClauseColors, record: Record) -> tuple[list[Printed], list[str]]:
    asked = {code for clause in colors.clauses for ref in clause.fields for code in members(ref.code)}
    codes = [code for code in _ORDER if code in asked] + sorted(asked - set(_ORDER) & set(TEXTS))
    values: list[Printed] = []
    sources: list[str] = []
    for code in dict.fromkeys(["ti", *codes]):
        numbers: dict[str, int] = {}
        for value in TEXTS[code](record) if code in TEXTS else ():
            numbers[value.language] = numbers.get(value.language, 0) + 1
            values.append(Printed(code, value.text, value.language))
            sources.append(f"{code} {numbers[value.language]}" if code in _NUMBERED else code)
    return values, sources


def _groups(marks: Sequence[ColoredMark]) -> list[list[ColoredMark]]:
    """Marks that stand close together."""
    groups: list[list[ColoredMark]] = []
    for mark in marks:
        last = groups[-1][-1] if groups else None
        if last is not None and last.value == mark.value and mark.start - last.end <= _GAP:
            groups[-1].append(mark)
        else:
            groups.append([mark])
    return groups


def _chosen(groups: list[list[ColoredMark]]) -> list[list[ColoredMark]]:
    """The places to show: each that brings a new colour, then the first of the others; in their order."""
    seen: set[int] = set()
    wanted: list[int] = []
    for place, group in enumerate(groups):
        colors = {mark.color for mark in group}
        if not colors <= seen:
            wanted.append(place)
            seen |= colors
    wanted += [place for place in range(len(groups)) if place not in wanted]
    return [groups[place] for place in sorted(wanted[:MOST_LINES])]


def _line(value: Printed, source: str, group: list[ColoredMark]) -> KeywordLine:
    start, end = group[0].start, group[-1].end
    language = value.language or UNDETERMINED
    return KeywordLine(
        source, "" if language == UNDETERMINED else language, value.text[max(0, start - _BEFORE) : start],
        pieces(value.text, start, end, group), value.text[end : end + _AFTER],
    )  # fmt: skip


def pieces(text: str, start: int, end: int, marks: Sequence[ColoredMark]) -> tuple[Piece, ...]:
    """A stretch of a text cut at its marks."""
    found: list[Piece] = []
    at = start
    for mark in marks:
        if mark.start < at:
            continue
        if mark.start > at:
            found.append(Piece(text[at : mark.start]))
        found.append(Piece(text[mark.start : mark.end], mark.color))
        at = mark.end
    if at < end:
        found.append(Piece(text[at:end]))
    return tuple(found)
