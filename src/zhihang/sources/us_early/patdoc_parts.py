"""The bibliographic parts of a grant in ST.32 (codes B100 to B800): what each becomes."""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.records.events import Event
from zhihang.records.links import Citation
from zhihang.sources.draft import Draft, Part, flat
from zhihang.sources.symbols import uspc
from zhihang.sources.us.document_id import DocumentId
from zhihang.sources.us_early import lineage
from zhihang.sources.us_early.classes import add_international, add_national
from zhihang.sources.us_early.patdoc_parties import PARTIES, name_of
from zhihang.sources.us_early.renaming import renamed
from zhihang.sources.xml import Element

_RELATIONS = {
    "B610": "addition",
    "B620": "divisional",
    "B631": "continuation",
    "B632": "continuation_in_part",
    "B633": "continuing_reissue",
    "B640": "reissue",
    "B641US": "divisional_reissue",
    "B645": "reexamination",
    "B646US": "reexamination",
    "B660": "substitute",
}
_STATUS = {"00": "pending", "01": "granted", "03": "abandoned", "04": "statutory invention registration"}
_FACTS = {
    "B122US": "us-sir-flag",
    "B221US": "rule-47-flag",
    "B222US": "us-issued-on-continued-prosecution-application",
    "B474": "length-of-grant",
    "B474US": "us-term-extension",
    "B516": "ipc-edition",
    "B578US": "us-exemplary-claim",
    "B581": "field-of-search",
    "B594US": "us-microform-quantity",
    "B595": "number-of-drawing-sheets",
    "B595US": "number-of-color-drawing-sheets",
    "B596": "number-of-figures",
    "B645US": "reexamination-reissue-merger",
    "B748US": "department",
}
"""Codes whose value is kept under the name that XML v4 has for it."""


def child(element: Element, tag: str) -> Element | None:
    """The first child of that name."""
    return next((each for each in element if each.tag == tag), None)


def below(element: Element, tag: str) -> str:
    """The characters of the first child of that name."""
    found = child(element, tag)
    return flat(found) if found is not None else ""


def _fixed(element: Element) -> str:
    """The characters of a value in fixed widths, blanks and all."""
    return "".join(map(str, element.itertext())).strip("\r\n")


def document(element: Element) -> DocumentId | None:
    """The `DOC` below an element; the kind `00` says nothing."""
    found = child(element, "DOC")
    if found is None:
        return None
    kind = below(found, "KIND")
    return DocumentId(
        below(found, "CTRY") or "US", below(found, "DNUM"), "" if kind == "00" else kind, "", below(found, "DATE")
    )


def publication(element: Element, draft: Draft) -> None:
    """B100: number, kind, date, office; what the office says of a statutory invention registration."""
    found = DocumentId(
        below(element, "B190"), below(element, "B110"), below(element, "B130"), "", below(element, "B140")
    )
    lineage.set_document(found, draft)
    facts(element, draft)


def filing(element: Element, draft: Draft) -> None:
    """B200: application number and date, flags of its filing."""
    lineage.set_application(below(element, "B210"), below(element, "B220"), draft)
    facts(element, draft)


def priorities(element: Element, draft: Draft) -> None:
    """B300: foreign priorities, number, date and country in turn."""
    found: list[dict[str, str]] = []
    for each in element:
        if each.tag == "B310" or not found:
            found.append({})
        found[-1][str(each.tag)] = flat(each)
    for one in found:
        lineage.add_priority(DocumentId(one.get("B330", ""), one.get("B310", ""), "", "", one.get("B320", "")), draft)


def term(element: Element, draft: Draft) -> None:
    """B472: length of a design's term, extension in days, a terminal disclaimer as event."""
    disclaimed = [each for each in element if each.tag in ("B473", "B473US")]
    if disclaimed:
        day = next((draft.findings.date(flat(each)) for each in disclaimed if flat(each)), None)
        draft.add("events", Event(code="terminal_disclaimer", date=day, office="US"))
    facts(element, draft)


def classes(element: Element, draft: Draft) -> None:
    """B510 and B520: international (or Locarno) and national classes."""
    for each in element:
        if each.tag in ("B511", "B512"):
            add_international(_fixed(each), draft, is_first=each.tag == "B511")
        elif each.tag in ("B521", "B522", "B522US"):
            add_national(_fixed(each), draft)
    facts(element, draft)


def title(element: Element, draft: Draft) -> None:
    """B540: the title."""
    text = draft.line(renamed(element, "patdoc"))
    if text:
        draft.values["title"] = {draft.language: text}


def botanic(element: Element, draft: Draft) -> None:
    """The plant of a plant patent."""
    draft.values["species"] = below(element, "LATIN-NAME") or None
    draft.keep("variety", below(element, "VARIETY"))


def citations(element: Element, draft: Draft) -> None:
    """B560: patents and literature cited, by whom."""
    for each in element:
        by = "examiner" if child(each, "CITED-BY-EXAMINER") is not None else None
        by = "other" if child(each, "CITED-BY-OTHER") is not None else by
        for cited in each:
            if cited.tag == "PCIT":
                draft.add("citations", _patent(cited, by, draft))
            elif cited.tag == "NCIT":
                text = draft.line(renamed(cited, "patdoc"))
                if text:
                    draft.add("citations", Citation(text=text, by=by))


def _patent(element: Element, by: str | None, draft: Draft) -> Citation:
    found = document(element)
    number = lineage.document_of(found, draft) if found else None
    office = draft.findings.office(found.country) if found else None
    party = child(element, "PARTY-US")
    symbols = [flat(each) for each in element if each.tag == "PIC"]
    symbols += [f"US{uspc(_fixed(each))}" for each in element if each.tag == "PNC" and uspc(_fixed(each))]
    return Citation(
        number=number,
        raw=found.raw if found and found.raw.replace(" ", "") != number else None,
        by=by,
        name=(name_of(party, draft) or None) if party is not None else None,
        date=draft.findings.date(found.date) if found else None,
        office=office,
        classification="; ".join(symbols) or None,
        passages=below(element, "REL") or None,
    )


def counts(element: Element, draft: Draft) -> None:
    """B570: the number of claims, the exemplary claim."""
    text = below(element, "B577")
    if text.isdigit():
        draft.values["claim_count"] = int(text)
    elif text:
        draft.findings.note("count", text)
    facts(element, draft)


def searched(element: Element, draft: Draft) -> None:
    """B580: where the examiner searched."""
    for each in element:
        text = _fixed(each)
        symbol = f"US{uspc(text)}" if each.tag == "B582" and uspc(text) else " ".join(text.split())
        draft.keep("field-of-search", symbol)


def related(element: Element, draft: Draft) -> None:
    """B600: the lineage."""
    for each in element:
        tag = str(each.tag)
        if tag == "B630":
            related(each, draft)
        elif tag in _RELATIONS:
            _parents(each, _RELATIONS[tag], draft)
        elif tag in ("B680US", "B690US"):
            found = document(each)
            if found is not None and tag == "B680US":
                lineage.add_parent("provisional", found, draft)
            elif found is not None:
                lineage.add_publication("previous_publication", found, draft)
    facts(element, draft)


def _parents(element: Element, relation: str, draft: Draft) -> None:
    for link in element:
        members = {str(each.tag): document(each) for each in link}
        parent = members.get("PDOC")
        if parent is not None:
            code = below(link, "PSTA")
            lineage.add_parent(
                relation,
                parent,
                draft,
                child=members.get("CDOC"),
                status=_STATUS.get(code, code),
                patent=members.get("PPUB"),
            )
        sibling = members.get("SDOC")
        if sibling is not None:
            patent = members.get("SPUB")
            draft.keep("sibling-reissue", " ".join(filter(None, (sibling.raw, patent.raw if patent else ""))))
        before = members.get("B650")
        if before is not None:
            lineage.add_publication("previous_publication", before, draft)


def abroad(element: Element, draft: Draft) -> None:
    """B800: the international application, its publication, the day the national stage began."""
    for part in _inner(element):
        found = document(part)
        if part.tag == "B864US":
            lineage.set_international(draft, national_entry=draft.findings.date(flat(part)))
        elif found is not None and part.tag == "B861":
            number = lineage.application_of(found, draft) or found.raw
            lineage.set_international(draft, application=number, filing_date=draft.findings.date(found.date))
        elif found is not None:
            number = lineage.document_of(found, draft) or found.raw
            lineage.set_international(draft, publication=number, publication_date=draft.findings.date(found.date))


def _inner(element: Element) -> Iterator[Element]:
    for each in element:
        yield from each


def facts(element: Element, draft: Draft) -> None:
    """What is kept by name; an empty element says yes by standing there."""
    for each in element:
        name = _FACTS.get(str(each.tag))
        if name is not None:
            draft.keep(name, flat(each) or "yes")


PARTS: dict[str, Part] = {
    "B100": publication,
    "B200": filing,
    "B300": priorities,
    "B472": term,
    "B510": classes,
    "B520": classes,
    "B540": title,
    "BOTANIC": botanic,
    "B560": citations,
    "B570": counts,
    "B580": searched,
    "B590": facts,
    "B600": related,
    "B800": abroad,
    **PARTIES,
}
