"""Classes of an exchange document: IPC of all editions, CPC with combinations, national schemes."""

from __future__ import annotations

from zhihang.errors import InvalidCode
from zhihang.sources import symbols
from zhihang.sources.draft import Draft, Part, child_text, texts, words
from zhihang.sources.xml import Element
from zhihang.standards.classes import parse_st8

_PARTS = ("section", "class", "subclass", "main-group", "subgroup")


def ipcr(element: Element, draft: Draft) -> None:
    """Reformed IPC in the fixed columns of ST.8: symbol, version, level, position (F first), value (N additional)."""
    for child in element:
        text = child_text(child, "text") or _from_parts(child)
        try:
            found = parse_st8(text)
        except InvalidCode:
            if text:
                draft.findings.note("class", text)
            continue
        symbol = found.symbol.canonical
        draft.add("ipc", symbol)
        if found.position == "F":
            draft.values.setdefault("ipc_first", symbol)
        if found.value == "N":
            draft.keep("ipc-additional", symbol)


def _from_parts(element: Element) -> str:
    found = texts(element)
    return symbols.joined(*(found.get(name, "") for name in _PARTS)) if found.get("section") else ""


def ipc(element: Element, draft: Draft) -> None:
    """IPC of editions 1 to 7, with indexing codes."""
    for child in element:
        if child.tag == "edition":
            draft.keep("ipc-edition", words(child))
        elif len(child):
            ipc(child, draft)
        else:
            text = words(child)
            symbol = symbols.written(text)
            if symbol is not None:
                draft.add("ipc", symbol)
                if child.tag == "main-classification":
                    draft.values.setdefault("ipc_first", symbol)
            elif text:
                draft.findings.note("class", text)


def schemes(element: Element, draft: Draft) -> None:
    """Classifications by scheme: CPC and its combinations; any other office's scheme as a national class."""
    for child in element:
        if child.tag == "combination-set":
            _combination(child, draft)
        else:
            _patent_class(child, draft)


def _patent_class(element: Element, draft: Draft) -> None:
    scheme, office, text = _symbol(element)
    if not text:
        return
    if scheme.startswith("CPC"):
        symbol = symbols.written(text)
        if symbol is None:
            draft.findings.note("class", text)
            return
        draft.add("cpc", symbol)
        if child_text(element, "classification-value") in ("A", "N"):
            draft.keep("cpc-additional", symbol)
    else:
        draft.add("national_classes", f"{office}{' '.join(text.split())}")
        draft.keep("classification-scheme", f"{office} {scheme}".strip())


def _symbol(element: Element) -> tuple[str, str, str]:
    scheme = office = ""
    for child in element:
        if child.tag == "classification-scheme":
            scheme, office = child.get("scheme") or "", child.get("office") or ""
    return scheme, office, child_text(element, "classification-symbol") or _from_parts(element)


def _combination(element: Element, draft: Draft) -> None:
    """One combination set, its symbols in the order of their ranks."""
    ranked = []
    for rank in element:
        if rank.tag == "combination-rank":
            for child in rank:
                symbol = symbols.written(_symbol(child)[2]) if child.tag == "patent-classification" else None
                if symbol is not None:
                    ranked.append((child_text(rank, "rank-number").zfill(6), symbol))
    if ranked:
        draft.add("cset", tuple(symbol for _, symbol in sorted(ranked)))


def national(element: Element, draft: Draft) -> None:
    """National classification, with the office in front."""
    country = child_text(element, "country")
    for child in element:
        if child.tag == "classification-national":
            national(child, draft)
        elif child.tag not in ("country", "edition") and words(child):
            draft.add("national_classes", f"{country}{words(child)}")


def european(element: Element, draft: Draft) -> None:
    """ECLA, ICO and the like, in force until 2012: kept by name, not as CPC."""
    for child in element:
        if len(child):
            european(child, draft)
        else:
            draft.keep("classification-ecla", words(child))


PARTS: dict[str, Part] = {
    "classifications-ipcr": ipcr,
    "classification-ipc": ipc,
    "patent-classifications": schemes,
    "classification-national": national,
    "classifications-national": national,
    "classification-ecla": european,
    "classifications-ecla": european,
}
