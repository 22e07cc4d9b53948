"""What an exchange document cites: patents and literature, with category, phase, passages and who cited them."""

from __future__ import annotations

from functools import cache
from importlib import resources
from typing import Any

from zhihang.records.links import Citation
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.epo.reference import dated, document_of, written
from zhihang.sources.xml import Element

_BY = {"examiner": "examiner", "applicant": "applicant", "opponent": "opponent", "third-party": "third_party"}


@cache
def _phases() -> dict[str, tuple[str, str]]:
    text = (resources.files(__package__) / "phases.tsv").read_text("utf-8")
    rows = (line.split("\t") for line in text.splitlines()[1:])
    return {printed: (phase, by) for printed, phase, by in rows}


def citations(element: Element, draft: Draft) -> None:
    """All citations in the order of the file."""
    draft.add("citations", *(_citation(child, draft) for child in element if child.tag == "citation"))


def _citation(element: Element, draft: Draft) -> Citation:
    printed = element.get("cited-phase") or ""
    phase, by = _phases().get(printed, (printed, ""))
    if printed and printed not in _phases():
        draft.findings.note("phase", printed)
    categories, passages = _said(element)
    patent = literature = None
    for child in element:
        if child.tag == "patcit":
            patent = child
        elif child.tag == "nplcit":
            literature = child
    common: dict[str, Any] = {
        "category": " ".join(dict.fromkeys(categories)) or None,
        "passages": "; ".join(passages) or None,
        "phase": phase or None,
        "by": _BY.get(element.get("cited-by") or "", by) or None,
    }
    if patent is not None:
        return _patent(patent, common, draft)
    text, raw = _literature(literature, draft) if literature is not None else (flat(element), None)
    return Citation(text=text or None, raw=raw, **common)


def _said(element: Element) -> tuple[list[str], list[str]]:
    """Categories and passages; a passage is told with its category and the claims it concerns."""
    categories: list[str] = []
    passages: list[str] = []
    for child in element:
        if child.tag == "category":
            categories.append(words(child))
        elif child.tag == "rel-passage":
            pieces = []
            for piece in child:
                if piece.tag == "passage":
                    pieces.append(_passage(piece))
                elif piece.tag == "category":
                    pieces.append(f"[{words(piece)}]")
                elif piece.tag == "rel-claims":
                    pieces.append(f"(claims {words(piece)})")
            passages.append(" ".join(filter(None, pieces)) or words(child))
        elif child.tag == "rel-claims":
            passages.append(f"(claims {words(child)})")
    return [category for category in categories if category], [passage for passage in passages if passage]


def _passage(element: Element) -> str:
    """A passage in words, or its pieces by name: `pp 2-4 table 7`."""
    if not len(element):
        return words(element)
    pieces = (f"{piece.tag} {flat(piece)}" for piece in element)
    return " ".join(filter(None, (words(element), *pieces)))


def _patent(patent: Element, common: dict[str, Any], draft: Draft) -> Citation:
    forms = written([patent])
    number = document_of(forms, draft)
    printed = forms[0].raw if forms else child_text(patent, "text")
    return Citation(
        number=number.joined if number else None,
        raw=None if number and number.joined == printed.replace(" ", "") else printed or patent.get("dnum"),
        name=next((form.name for form in forms if form.name), None),
        date=draft.findings.date(dated(forms)),
        office=number.office if number else None,
        **common,
    )


def _literature(element: Element, draft: Draft) -> tuple[str, str | None]:
    """The text as it is to be printed, else its structured parts; the EPO's own number of the article (`XP…`)."""
    number = element.get("extracted-xp")
    return child_text(element, "text") or draft.line(element), f"XP{number}" if number else None


PARTS: dict[str, Part] = {"references-cited": citations}
