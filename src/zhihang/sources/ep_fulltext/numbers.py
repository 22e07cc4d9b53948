"""Numbers, dates, states and related applications of a European document (B100, B200, B300, B400, B600, B800)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib import resources

from zhihang.records.events import Designation, Event
from zhihang.records.links import InternationalApplication, Priority, Related
from zhihang.sources.draft import Draft, Part, child_text, flat, words
from zhihang.sources.findings import Findings, language
from zhihang.sources.xml import Element
from zhihang.standards.numbers import ApplicationNumber

_STATES = {"B840": "contracting", "B845EP": "extension", "B849EP": "validation"}


def _table(name: str) -> dict[str, str]:
    text = (resources.files(__package__) / name).read_text("utf-8")
    rows = (line.partition("\t") for line in text.splitlines() if line and not line.startswith("#"))
    return {tag: value for tag, _, value in rows if tag != "tag"}


@cache
def event_texts() -> dict[str, str]:
    """Dates that are events, by B-tag."""
    return _table("dates.tsv")


@cache
def relations() -> dict[str, str]:
    """Kinds of related applications, by B-tag."""
    return _table("relations.tsv")


def publication(element: Element, draft: Draft) -> None:
    """B100: number, kind and date of the document itself; what its title page says of it."""
    for child in element:
        if child.tag == "B140":
            draft.values["publication_date"] = draft.day(child) or draft.values.get("publication_date")
        elif child.tag == "B120":
            draft.keep("B121EP", child_text(child, "B121EP"))
        elif child.tag == "B150":
            draft.keep("B150", flat(child))


def filing(element: Element, draft: Draft) -> None:
    """B200: the application, its languages, the dates of its examination."""
    for child in element:
        tag = str(child.tag)
        if tag == "B210":
            draft.values["application"] = draft.findings.application("EP", words(child))
        elif tag == "B220":
            draft.values["filing_date"] = draft.day(child)
        elif tag == "B240":
            _events(child, draft)
        elif tag == "B260":
            draft.values["language"] = language(words(child))
        elif tag in ("B250", "B251EP"):
            draft.keep(tag, words(child))


def priorities(element: Element, draft: Draft) -> None:
    """B300: number, date and office of each priority, one after the other."""
    number: str = ""
    date: str | None = None
    for child in element:
        if child.tag == "B310":
            number = words(child)
        elif child.tag == "B320":
            date = child_text(child, "date")
        elif child.tag == "B330":
            draft.add("priorities", _priority(number, date or "", child_text(child, "ctry"), draft))
            number, date = "", None
    if number:
        draft.add("priorities", _priority(number, date or "", "", draft))


def _priority(printed: str, date: str, country: str, draft: Draft) -> Priority:
    findings = draft.findings
    office, day = findings.office(country), findings.date(date)
    found = earlier_application(office, printed, day, findings)
    return Priority(
        number=found.joined if found else printed or None,
        office=office,
        date=day,
        raw=printed if found is None or found.number != printed else None,
    )


def earlier_application(
    office: str | None, printed: str, day: str | None, findings: Findings
) -> ApplicationNumber | None:
    """The application that a European document names in the EPO's own short form, made whole with its date.

    American numbers lack their series (`777859`, `326958 P`), Japanese ones begin with the year of the era: both are
    what DOCDB writes with the two digits of the year behind them, so they are read as such.
    """
    if not office or not printed:
        return None
    if office == "WO" or printed.startswith("PCT"):
        return international(printed, findings)
    body, _, letter = printed.partition(" ")
    year = int(day[:4]) if day else None
    if office == "US" and body.isdigit() and len(body) <= 6 and year:
        return findings.docdb_application(office, f"{body}{year % 100:02d}", "P" if letter == "P" else "A")
    if office == "JP" and body.isdigit() and len(body) == 7 and year:
        return findings.docdb_application(office, f"{body[1:]}{year % 100:02d}", "A")
    return findings.application(office, body if letter == "P" else printed, year)


def international(printed: str, findings: Findings) -> ApplicationNumber | None:
    """An international application: `PCT/EP96/05057`, or in one word, `EP1996005057`, `US9819910`."""
    compact = printed.removeprefix("PCT").strip("/ ")
    if "/" in compact:
        return findings.application("WO", f"PCT/{compact}")
    return findings.docdb_application(compact[:2], compact[2:], "W") if compact else None


def publications(element: Element, draft: Draft) -> None:
    """B400: when the document's right was published, granted, lapsed, each an event."""
    for child in element:
        if child.tag == "B450":
            draft.values["grant_date"] = draft.day(child)
        if child.tag == "B472":
            for states in child:
                _lapses(states, draft)
        elif child.tag != "B405":
            _event(child, draft)


def _lapses(element: Element, draft: Draft) -> None:
    """States in which the patent has lapsed: a date and the state it belongs to, in turn."""
    date = None
    for child in element:
        if child.tag == "date":
            date = draft.findings.date(words(child))
        elif child.tag == "ctry":
            office = draft.findings.office(words(child))
            if office:
                draft.add("events", Event(code="B475", date=date, office=office, text=event_texts()["B475"]))
            date = None


def _events(element: Element, draft: Draft) -> None:
    for child in element:
        _event(child, draft)


def _event(element: Element, draft: Draft) -> None:
    """An event by its B-tag; the bulletin number stands beside it."""
    tag, day = str(element.tag), draft.day(element)
    if day is None:
        return
    bulletin = child_text(element, "bnum").strip("0")
    detail = {"bnum": child_text(element, "bnum")} if bulletin else {}
    draft.add("events", Event(code=tag, date=day, office="EP", text=event_texts().get(tag), detail=detail))


def related(element: Element, draft: Draft) -> None:
    """B600: divisional and other related applications, the earlier (`pdoc`) and the later ones (`cdoc`)."""
    for kind in element:
        for pair in kind:
            for document in pair:
                draft.add("related", *_related(str(kind.tag), document, draft))


def _related(tag: str, document: Element, draft: Draft) -> Iterator[Related]:
    numbers = next((child for child in document if child.tag == "dnum"), None)
    if numbers is None:
        return
    application = draft.findings.application("EP", child_text(numbers, "anum"))
    published = draft.findings.document("EP", child_text(numbers, "pnum"))
    yield Related(
        kind="child" if document.tag == "cdoc" else "parent",
        relation=relations().get(tag, tag),
        number=application.joined if application else child_text(numbers, "anum") or None,
        office="EP",
        document=published.joined if published else None,
        date=draft.day(document),
    )


def states(element: Element, draft: Draft) -> None:
    """B800: designated states, the international application, search reports that come later."""
    for child in element:
        tag = str(child.tag)
        if tag in ("B840", "B844EP", "B848EP"):
            draft.add("designations", *_designated(child, draft))
        elif tag == "B860":
            _pct_filing(child, draft)
        elif tag == "B870":
            _pct_publication(child, draft)
        elif tag in event_texts():
            _event(child, draft)


def _designated(element: Element, draft: Draft) -> Iterator[Designation]:
    for child in element:
        if child.tag == "ctry":
            office, day, tag = draft.findings.office(words(child)), None, str(element.tag)
        else:
            office, day, tag = draft.findings.office(child_text(child, "ctry")), draft.day(child), str(child.tag)
        if office:
            yield Designation(office=office, kind=_STATES.get(tag, tag), date=day)


def _pct_filing(element: Element, draft: Draft) -> None:
    for child in element:
        if child.tag == "B861":
            number = next((child_text(each, "anum") for each in child if each.tag == "dnum"), "")
            found = international(number, draft.findings)
            draft.values["pct"] = InternationalApplication(
                application=found.joined if found else number or None, filing_date=draft.day(child)
            )
        elif child.tag == "B862":
            draft.keep("B862", words(child))


def _pct_publication(element: Element, draft: Draft) -> None:
    known = draft.values.get("pct") or InternationalApplication()
    for child in element:
        if child.tag == "B871":
            number = next((child_text(each, "pnum") for each in child if each.tag == "dnum"), "")
            found = draft.findings.document("WO", number.removeprefix("WO"))
            draft.values["pct"] = InternationalApplication(
                application=known.application,
                filing_date=known.filing_date,
                publication=found.joined if found else number or None,
                publication_date=draft.day(child),
            )


PARTS: dict[str, Part] = {
    "B100": publication,
    "B200": filing,
    "B300": priorities,
    "B400": publications,
    "B600": related,
    "B800": states,
}
