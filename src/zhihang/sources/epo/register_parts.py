"""The bibliographic data of a register entry: what holds now, and what held before."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from zhihang.records.events import Designation, Event
from zhihang.records.links import Citation, Priority, Related
from zhihang.records.party import Party
from zhihang.sources import symbols
from zhihang.sources.draft import Draft, Part, child_text, texts, words
from zhihang.sources.ep_fulltext.numbers import earlier_application
from zhihang.sources.findings import language
from zhihang.sources.xml import Element

_KEYS = {"applicants": "applicants", "inventors": "inventors", "agents": "agents"}
_SYMBOL = re.compile(r"[A-H]\d{2}[A-Z]\s*\d{1,4}/\d{2,6}")
_PHASES = {"search": ("search", "examiner"), "examination": ("examination", "examiner")}
_BY = {"applicant": "applicant", "opposition": "opponent"}


@cache
def _event_texts() -> dict[str, str]:
    text = (resources.files(__package__) / "register_dates.tsv").read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {name: said for name, _, said in rows if name != "element"}


def bibliographic(element: Element, draft: Draft) -> None:
    """All parts; of those that changed, the newest holds."""
    groups: dict[str, list[Element]] = {}
    for child in element:
        groups.setdefault(str(child.tag), []).append(child)
    for tag, found in groups.items():
        part = _NEWEST.get(tag)
        if part is not None:
            part(_newest(found), draft)
        for each in found if tag in _ALL else ():
            _ALL[tag](each, draft)
    _titles(groups.get("invention-title", []), draft)
    for group in groups.get("parties", []):
        _parties(group, draft)


def _newest(elements: list[Element]) -> Element:
    return max(elements, key=lambda each: each.get("change-date") or "")


def _publication(element: Element, draft: Draft) -> None:
    """Each publication is an event of the right."""
    for child in element:
        if child.tag == "document-id":
            said = texts(child)
            office = draft.findings.office(said.get("country"))
            number = draft.findings.document(office, said.get("doc-number", ""), said.get("kind", ""))
            if number is not None:
                draft.keep("publication", number.joined)
                day = draft.findings.date(said.get("date"))
                detail = {"gazette": element.get("change-gazette-num") or "", "document": number.joined}
                draft.add(
                    "events",
                    Event(
                        code=str(element.tag),
                        date=day,
                        office=office,
                        detail={k: v for k, v in detail.items() if v},
                    ),
                )
                if number.kind.startswith("B1"):
                    draft.values["grant_date"] = day


def _ipc(element: Element, draft: Draft) -> None:
    for child in element:
        text = child_text(child, "text")
        for position, match in enumerate(_SYMBOL.finditer(text)):
            symbol = symbols.written(match[0])
            if symbol is not None:
                draft.add("ipc", symbol)
                if position == 0 and not text.lstrip().startswith("//"):
                    draft.values.setdefault("ipc_first", symbol)
        if text and not _SYMBOL.search(text):
            draft.findings.note("class", text)


def _titles(elements: list[Element], draft: Draft) -> None:
    newest: dict[str, Element] = {}
    for element in sorted(elements, key=lambda each: each.get("change-date") or ""):
        newest[language(element.get("lang"))] = element
    found = {code: draft.line(element) for code, element in newest.items() if draft.line(element)}
    if found:
        draft.values["title"] = found


def _parties(element: Element, draft: Draft) -> None:
    groups: dict[str, list[Element]] = {}
    for group in element:
        groups.setdefault(str(group.tag), []).append(group)
    for tag, found in groups.items():
        newest = _newest(found)
        for group in found:
            members = [party for member in group if (party := _party(member, draft)) is not None]
            if group is newest and tag in _KEYS:
                draft.add(_KEYS[tag], *members)
            else:
                for party in members:
                    draft.keep(f"former-{tag}", f"{group.get('change-date') or ''} {party.name}".strip())


def _party(member: Element, draft: Draft) -> Party | None:
    for child in member:
        if child.tag == "addressbook":
            name = child_text(child, "name")
            address = next((texts(part) for part in child if part.tag == "address"), {})
            country = draft.findings.office(address.pop("country", ""))
            identifier = child.get("cdsid")
            if name:
                return Party(
                    name=name,
                    country=country,
                    address=", ".join(filter(None, address.values())) or None,
                    id=identifier or None,
                    id_type="EPO" if identifier else None,
                )
    return None


def _states(element: Element, draft: Draft) -> None:
    for treaty in element:
        for group in treaty:
            for child in group:
                office = draft.findings.office(words(child)) if child.tag == "country" else None
                if office:
                    draft.add("designations", Designation(office=office, kind="contracting"))


def _priorities(element: Element, draft: Draft) -> None:
    for child in element:
        said = texts(child)
        if child.tag != "priority-claim" or not said.get("doc-number"):
            continue
        office, day = draft.findings.office(said.get("country")), draft.findings.date(said.get("date"))
        printed = re.sub(r"(?<=\d)P$", " P", said["doc-number"])
        found = earlier_application(office, printed, day, draft.findings)
        draft.add(
            "priorities",
            Priority(
                number=found.joined if found else printed,
                office=office,
                date=day,
                kind=child.get("kind"),
                raw=said["doc-number"] if found is None or found.number != said["doc-number"] else None,
            ),
        )


def _dates(element: Element, draft: Draft) -> None:
    """Dates below an element, each an event by the name of its element."""
    for child in element.iter():
        tag = str(child.tag)
        if tag in _event_texts():
            state = child_text(child, "country")
            office = draft.findings.office(state) if state else "EP"
            draft.add("events", Event(code=tag, date=draft.day(child), office=office, text=_event_texts()[tag]))


def _lapses(element: Element, draft: Draft) -> None:
    _dates(element, draft)


def _citations(element: Element, draft: Draft) -> None:
    for child in element:
        if child.tag == "citation":
            printed = child.get("cited-phase") or ""
            phase, by = _PHASES.get(printed, (printed, _BY.get(printed, "")))
            number = literature = None
            said = raw = ""
            for part in child:
                if part.tag == "patcit":
                    document = next((texts(each) for each in part if each.tag == "document-id"), {})
                    office = draft.findings.office(document.get("country"))
                    number = draft.findings.document(office, document.get("doc-number", ""))
                    said = child_text(part, "text")
                    raw = " ".join(filter(None, (document.get("country"), document.get("doc-number"))))
                elif part.tag == "nplcit":
                    literature = child_text(part, "text") or draft.line(part)
            draft.add(
                "citations",
                Citation(
                    number=number.joined if number else None,
                    office=number.office if number else None,
                    text=literature or None,
                    category=child_text(child, "category") or None,
                    phase=phase or None,
                    by=by or None,
                    passages=said or None,
                    raw=raw if number is None or number.joined != raw.replace(" ", "") else None,
                ),
            )


def _related(element: Element, draft: Draft) -> None:
    """Divisional and other related applications: those of the register's own number form are read as they can be."""
    for kind in element:
        relation = "divisional" if kind.tag == "division" else str(kind.tag)
        for pair in kind.iter("parent-doc", "child-doc"):
            application = document = None
            for number in pair:
                said = texts(number)
                if not said.get("doc-number"):
                    continue
                office = draft.findings.office(said.get("country"))
                if "application" in (number.get("document-id-type") or "application"):
                    application = draft.findings.application(office, said["doc-number"])
                else:
                    document = draft.findings.document(office, said["doc-number"])
            if application or document:
                draft.add(
                    "related",
                    Related(
                        kind="parent" if pair.tag == "parent-doc" else "child",
                        relation=relation,
                        office="EP",
                        number=application.joined if application else None,
                        document=document.joined if document else None,
                    ),
                )


def _filing_language(element: Element, draft: Draft) -> None:
    draft.keep("language-of-filing", words(element))


_NEWEST: dict[str, Part] = {
    "classifications-ipcr": _ipc,
    "designation-of-states": _states,
    "priority-claims": _priorities,
    "term-of-grant": _lapses,
    "language-of-filing": _filing_language,
}
_ALL: dict[str, Part] = {
    "publication-reference": _publication,
    "dates-rights-effective": _dates,
    "opposition-data": _dates,
    "search-reports-information": _dates,
    "references-cited": _citations,
    "related-documents": _related,
}
