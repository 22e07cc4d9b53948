"""Titles, classes and citations of a European document (B500)."""

from __future__ import annotations

import re

from zhihang.errors import InvalidCode
from zhihang.records.events import Event
from zhihang.records.links import Citation
from zhihang.sources import symbols
from zhihang.sources.draft import Draft, Part, child_text, words
from zhihang.sources.ep_fulltext.numbers import event_texts
from zhihang.sources.findings import language
from zhihang.sources.xml import Element
from zhihang.standards.classes import parse_st8
from zhihang.standards.kinds import kinds

_PATENT = re.compile(r"\s*([A-Z]{2})\s*-\s*([A-Z]\d?)\s*-\s*(.+?)\s*")
_VALUE = 29


def technical(element: Element, draft: Draft) -> None:
    """B500: each part by its tag."""
    for child in element:
        part = _PARTS.get(str(child.tag))
        if part is not None:
            part(child, draft)


def _ipc(element: Element, draft: Draft) -> None:
    """IPC of editions 1 to 7: first (B511), further (B512), additional and linked ones."""
    for child in element:
        text = words(child)
        if child.tag in ("B516", "B517EP"):
            draft.keep(str(child.tag), text)
        elif len(child):
            _ipc(child, draft)
        elif text:
            symbol = symbols.written(text.lstrip("/ "))
            if symbol is None:
                draft.findings.note("class", text)
                continue
            draft.add("ipc", symbol)
            if child.tag == "B511":
                draft.values.setdefault("ipc_first", symbol)


def _ipcr(element: Element, draft: Draft) -> None:
    for child in element:
        text = child_text(child, "text")
        if child.tag != "classification-ipcr" or not text:
            continue
        try:
            found = parse_st8(_unfolded(child))
        except InvalidCode:
            draft.findings.note("class", text)
            continue
        draft.add("ipc", found.symbol.canonical)
        if found.position == "F":
            draft.values.setdefault("ipc_first", found.symbol.canonical)
        if found.value == "N":
            draft.keep("ipc-additional", found.symbol.canonical)


def _unfolded(element: Element) -> str:
    """The text with its blanks, which are columns."""
    return next((str(child.text or "").strip("\r\n") for child in element if child.tag == "text"), "")


def _cpc(element: Element, draft: Draft) -> None:
    for child in element.iter("classification-cpc"):
        text = _unfolded(child)
        symbol = symbols.written(text)
        if symbol is None:
            draft.findings.note("class", text)
            continue
        draft.add("cpc", symbol)
        if text[_VALUE : _VALUE + 1] in ("A", "N"):
            draft.keep("cpc-additional", symbol)


def _titles(element: Element, draft: Draft) -> None:
    """Titles: a language (B541), then its title (B542)."""
    code = "und"
    for child in element:
        if child.tag == "B541":
            code = language(words(child))
        elif child.tag == "B542":
            text = draft.line(child)
            if text:
                draft.values.setdefault("title", {}).setdefault(code, text)


def _citations(element: Element, draft: Draft) -> None:
    """What the search report cites: patents (B561), literature (B562); the report's own date."""
    for child in element:
        text = child_text(child, "text") or words(child)
        if child.tag == "B561" and text:
            draft.add("citations", _patent(text, draft))
        elif child.tag == "B562" and text:
            draft.add("citations", Citation(text=text, by="examiner", phase="search"))
        elif child.tag in event_texts():
            day = draft.day(child)
            tag = str(child.tag)
            draft.add("events", Event(code=tag, date=day, office="EP", text=event_texts()[tag]))


def _patent(text: str, draft: Draft) -> Citation:
    """`EP-A- 0 460 575`: a kind that the office does not use says only that it is an application or a patent."""
    match = _PATENT.fullmatch(text)
    if match is None:
        return Citation(raw=text, by="examiner", phase="search")
    country, kind, number = match.groups()
    office = draft.findings.office(country)
    known = kinds(office) if office else {}
    stated = kind if not known or kind in known else ""
    found = draft.findings.document(office, number, stated) if office else None
    return Citation(number=found.joined if found else None, office=office, raw=text, by="examiner", phase="search")


_PARTS: dict[str, Part] = {
    "B510": _ipc,
    "B510EP": _ipcr,
    "B520EP": _cpc,
    "B540": _titles,
    "B560": _citations,
}
PARTS: dict[str, Part] = {"B500": technical}
