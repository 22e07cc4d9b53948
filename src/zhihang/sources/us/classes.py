"""Classes of a US document: IPC (editions and reform), CPC with its combinations, Locarno, the former US classes."""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.sources.draft import Draft, Part, child_text, texts, words
from zhihang.sources.symbols import joined, locarno, uspc, written
from zhihang.sources.xml import Element


def _symbol(element: Element, draft: Draft) -> str | None:
    """The symbol of a `classification-ipcr` or `classification-cpc`."""
    found = texts(element)
    section, class_, subclass = found.get("section", ""), found.get("class", ""), found.get("subclass", "")
    symbol = joined(section, class_, subclass, found.get("main-group", ""), found.get("subgroup", ""))
    if not symbol:
        draft.findings.note("class", " ".join(filter(None, found.values())))
    return symbol or None


def ipcr(element: Element, draft: Draft) -> None:
    """Reformed IPC; the first one is the one at position F."""
    for child in element:
        symbol = _symbol(child, draft)
        if symbol is None:
            continue
        draft.add("ipc", symbol)
        if child_text(child, "symbol-position") == "F":
            draft.values.setdefault("ipc_first", symbol)
        _note_value("ipc", child, symbol, draft)


def ipc(element: Element, draft: Draft) -> None:
    """IPC of an edition before the reform."""
    for child in element:
        tag = str(child.tag)
        if tag in ("edition", "text"):
            draft.keep(f"ipc-{tag}", words(child))
        elif tag == "linked-indexing-code-group":
            for code in child:
                _ipc_text(code, draft)
        else:
            _ipc_text(child, draft)
            if tag == "main-classification" and draft.values.get("ipc"):
                draft.values.setdefault("ipc_first", draft.values["ipc"][0])


def _ipc_text(element: Element, draft: Draft) -> None:
    text = words(element)
    symbol = written(text)
    if symbol is not None:
        draft.add("ipc", symbol)
    elif text:
        draft.findings.note("class", text)


def cpc(element: Element, draft: Draft) -> None:
    """CPC in the document's order, first the main one, then the combination sets in the order of their ranks."""
    for group in element:
        for child in group:
            if child.tag == "combination-set":
                _combination(child, draft)
            else:
                symbol = _symbol(child, draft)
                if symbol is not None:
                    draft.add("cpc", symbol)
                    _note_value("cpc", child, symbol, draft)


def _note_value(scheme: str, element: Element, symbol: str, draft: Draft) -> None:
    """Symbols that stand for additional information (value `A` or `N`), not for the invention."""
    if child_text(element, "classification-value") in ("A", "N"):
        draft.keep(f"{scheme}-additional", symbol)


def _combination(element: Element, draft: Draft) -> None:
    ranked = []
    for rank in element:
        if rank.tag == "combination-rank":
            for child in rank:
                symbol = _symbol(child, draft) if child.tag == "classification-cpc" else None
                if symbol is not None:
                    ranked.append((child_text(rank, "rank-number").zfill(6), symbol))
    if ranked:
        draft.add("cset", tuple(symbol for _, symbol in sorted(ranked)))


def locarno_class(element: Element, draft: Draft) -> None:
    """Locarno class and subclass, with the edition."""
    for child in element:
        text = words(child)
        if child.tag in ("edition", "text"):
            draft.keep(f"locarno-{child.tag}", text)
            continue
        symbol = locarno(text)
        if symbol is not None:
            draft.add("locarno", symbol)
        elif text:
            draft.findings.note("class", text)


def national(element: Element, draft: Draft) -> None:
    """The former US classification, or another office's national one, as `US250/201.9`."""
    draft.add("national_classes", *national_symbols(element))
    draft.keep("national-edition", child_text(element, "edition"))


def national_symbols(element: Element) -> Iterator[str]:
    """Symbols of a `classification-national`, main first; a remark of the file (`unstructured`) is no symbol."""
    country = child_text(element, "country")
    country = country if len(country) == 2 else ""
    for child in element:
        if child.tag in ("country", "edition", "additional-info"):
            continue
        for part in [child, *child] if len(child) else [child]:
            text = (part.text or "").rstrip()
            symbol = uspc(text) if country == "US" and part.tag != "text" else " ".join(text.split())
            if symbol:
                yield f"{country}{symbol}"


def searched(element: Element, draft: Draft) -> None:
    """Where the examiner searched."""
    for child in element:
        if child.tag == "classification-national":
            for symbol in national_symbols(child):
                draft.keep("field-of-search", symbol)
        elif child.tag in ("classification-ipc", "classifications-ipcr"):
            inner = Draft(draft.findings)
            (ipc if child.tag == "classification-ipc" else ipcr)(child, inner)
            for symbol in inner.values.get("ipc", ()):
                draft.keep("field-of-search", symbol)
        else:
            draft.keep("field-of-search", words(child))


PARTS: dict[str, Part] = {
    "classifications-ipcr": ipcr,
    "classification-ipc": ipc,
    "classifications-cpc": cpc,
    "classification-locarno": locarno_class,
    "classification-national": national,
    "field-of-search": searched,
    "us-field-of-classification-search": searched,
}
