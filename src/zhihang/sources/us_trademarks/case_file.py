"""One case file of TDXF: from its XML to the record of the trademark."""

from __future__ import annotations

from typing import Any

from zhihang.records.events import Event
from zhihang.records.links import Priority, Related
from zhihang.records.marks import Mark
from zhihang.records.party import Party
from zhihang.records.record import Record
from zhihang.sources.draft import Draft, child_text, flat, texts, words
from zhihang.sources.us_trademarks import tables
from zhihang.sources.us_trademarks.register_case import add_first_use, add_owners, entry, is_serial
from zhihang.sources.us_trademarks.statements import Class, goods, number
from zhihang.sources.xml import Element
from zhihang.standards.rights import right_id

_FEATURES = {
    "collective-trademark-in": "collective",
    "collective-service-mark-in": "collective",
    "collective-membership-mark-in": "collective",
    "certification-mark-in": "certification",
}
_TYPES = {"drawing-3d-current-in": "three_dimensional"}
_KEPT = (
    "attorney-docket-number", "domestic-representative-name", "law-office-assigned-location-code", "current-location",
    "location-date", "renewal-date", "cancellation-code", "amend-to-register-date", "republished-12c-date",
)  # fmt: skip
_ENDS = {"abandonment-date": "ABANDONED", "cancellation-date": "CANCELLED"}
_STATEMENTS = {"D0": "disclaimer", "D1": "disclaimer", "TR": "translation", "CC": "colors", "CD": "colors"}


def record_of(root: Element, draft: Draft) -> Record | None:
    """The record; None, and a fatal problem, where the serial number is missing or cannot be."""
    serial = child_text(root, "serial-number")
    if not is_serial(serial):
        draft.findings.note("no-number", serial or "serial-number", fatal=True)
        return None
    own = right_id("US", "trademark", serial)
    draft.findings.record = own
    sign: dict[str, Any] = {"disclaimer": (), "translation": (), "colors": ()}
    parts = {str(child.tag): child for child in root}
    _header(parts.get("case-file-header"), sign, draft)
    _classes(parts.get("classifications"), draft)
    for name, reader in _READERS.items():
        if name in parts:
            reader(parts[name], sign, draft)
    registration = child_text(root, "registration-number").lstrip("0")
    draft.values.pop("classes", None)
    return Record(
        id=own,
        right_id=own,
        right="trademark",
        office="US",
        number=serial,
        language="en",
        application_number=f"US{serial}",
        registration_number=registration or None,
        mark=Mark(**sign) if any(sign.values()) else None,
        other={name: tuple(found) for name, found in draft.other.items()},
        **draft.values,
    )


def _header(header: Element | None, sign: dict[str, Any], draft: Draft) -> None:
    if header is None:
        return
    found = texts(header)
    day = draft.findings.date
    draft.values["filing_date"] = day(found.get("filing-date"))
    draft.values["registration_date"] = day(found.get("registration-date"))
    draft.values["opposition_publication_date"] = day(found.get("published-for-opposition-date"))
    draft.values["status"] = tables.status(found.get("status-code", ""), day(found.get("status-date")))
    sign["text"] = found.get("mark-identification") or None
    sign["type"] = tables.mark_type(found.get("mark-drawing-code", ""))
    draft.keep("mark-drawing-code", found.get("mark-drawing-code", ""))
    raised = [name for name, value in found.items() if name.endswith("-in") and value == "T"]
    sign["features"] = tuple(dict.fromkeys(_FEATURES[name] for name in raised if name in _FEATURES))
    for name in raised:
        sign["type"] = _TYPES.get(name, sign["type"])
        draft.keep("indicators", name.removesuffix("-in"))
    for name in _KEPT:
        draft.keep(name, found.get(name, ""))
    for name, code in _ENDS.items():
        if day(found.get(name)):
            draft.add("events", Event(date=day(found.get(name)), code=code, category="H", office="US"))
    if found.get("attorney-name"):
        draft.add("agent_persons", Party(name=found["attorney-name"]))
    if found.get("employee-name"):
        draft.add("examiner", Party(name=found["employee-name"]))


def _classes(element: Element | None, draft: Draft) -> None:
    for each in element if element is not None else ():
        codes = [(str(child.tag), words(child)) for child in each]
        found = Class(
            child_text(each, "primary-code"),
            tuple(text for tag, text in codes if tag == "international-code" and text),
            tuple(text for tag, text in codes if tag == "us-code" and text),
        )
        draft.add("classes", found)
        draft.add("nice", *(number(code) for code in found.international if number(code).isdigit()))
        letters = [number(code) for code in found.international if not number(code).isdigit()]
        draft.add("national_classes", *(f"US{number(code)}" for code in (*letters, *found.national)))
        first = draft.findings.date(child_text(each, "first-use-anywhere-date"))
        commerce = draft.findings.date(child_text(each, "first-use-in-commerce-date"))
        add_first_use(first, draft)
        state = " ".join(filter(None, (child_text(each, "status-code"), child_text(each, "status-date"))))
        uses = ", ".join(
            filter(None, (f"first use {first}" if first else "", f"commerce {commerce}" if commerce else ""))
        )
        if state or uses:
            draft.keep("class-state", f"{found.primary}: {'; '.join(filter(None, (state, uses)))}")
    for key in ("nice", "national_classes"):
        if key in draft.values:
            draft.values[key] = tuple(dict.fromkeys(draft.values[key]))


def _statements(element: Element, sign: dict[str, Any], draft: Draft) -> None:
    for each in element:
        code, text = child_text(each, "type-code"), child_text(each, "text")
        letters = code[:2]
        if code.startswith("TLIT"):
            sign["transliteration"] = text or None
        elif letters == "GS":
            draft.add("goods_services", goods(code, text, draft.values.get("classes", ())))
        elif letters == "DM":
            sign["description"] = text or None
        elif letters in _STATEMENTS:
            sign[_STATEMENTS[letters]] = (*sign[_STATEMENTS[letters]], text)
        else:
            draft.keep(f"statement-{code}", text)


def _events(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    for each in element:
        found = texts(each)
        date = draft.findings.date(found.get("date"))
        number_ = found.get("number", "")
        draft.add("events", entry(found.get("code", ""), found.get("type", ""), number_, date,
                                  found.get("description-text", "")))  # fmt: skip


def _owners(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    """Who owned the case in its life, by party type."""
    found = ((_kind(each), _party(each, draft), child_text(each, "name-change-explanation")) for each in element)
    add_owners(((kind, party, told) for kind, party, told in found if party is not None), draft)


def _kind(element: Element) -> int:
    text = child_text(element, "party-type")
    return int(text) if text.isdigit() else 0


def _party(element: Element, draft: Draft) -> Party | None:
    found = texts(element)
    name = found.get("party-name", "")
    if not name:
        return None
    lines = [found.get(key, "") for key in ("address-1", "address-2", "postcode", "other")]
    for child in element:
        if child.tag == "nationality":
            draft.keep("nationality", f"{name}: {flat(child)}")
    entity = " ".join(filter(None, (found.get("legal-entity-type-code", ""), found.get("entity-statement", ""))))
    if entity:
        draft.keep("legal-entity-type", f"{name}: {entity}")
    more = [found.get(key, "") for key in ("dba-aka-text", "composed-of-statement")]
    return Party(
        name=name,
        country=draft.findings.office(found.get("country")),
        region=found.get("state") or None,
        city=found.get("city") or None,
        address=", ".join(filter(None, lines)) or None,
        also=tuple(filter(None, more)),
    )


def _correspondent(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    draft.keep("correspondence-address", ", ".join(filter(None, map(words, element))))


def _designs(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    """Design search codes: six digits built upon the Vienna Classification; those that it lacks stay as they are."""
    for each in element:
        code = child_text(each, "code")
        draft.keep("design-search", ".".join((code[:2], code[2:4], code[4:])) if len(code) == 6 else code)


def _earlier(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    """Prior registrations that the case claims; `0` is a registration, anything else as the office codes it."""
    for each in element:
        found = texts(each)
        if found.get("number"):
            kind = found.get("relationship-type") or None
            earlier = Related(
                kind="parent", relation="prior_registration", number=found["number"], office="US", status=kind
            )
            draft.add("related", earlier)
        elif words(each) == "T":
            draft.keep("indicators", "other-related")


def _foreign(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    """Foreign applications; those with a claim are priorities."""
    for each in element:
        found = texts(each)
        office = draft.findings.office(found.get("country"))
        if found.get("foreign-priority-claim-in") == "T":
            date = draft.findings.date(found.get("filing-date"))
            draft.add("priorities", Priority(number=found.get("application-number") or None, office=office, date=date))
        draft.keep("foreign-application", "; ".join(f"{name} {text}" for name, text in found.items() if text))


def _international(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    """The international registration that the case extends to the United States."""
    found = texts(element)
    draft.values["international_registration"] = found.pop("international-registration-number", "") or None
    for name, text in found.items():
        draft.keep(name, text)


def _madrid(element: Element, _sign: dict[str, Any], draft: Draft) -> None:
    """International registrations based on the case: their numbers, and what happened to the requests."""
    for each in element:
        found = texts(each)
        reference = found.get("reference-number", "")
        facts = [f"{name} {text}" for name, text in found.items() if text and not name.endswith("events")]
        draft.keep("madrid-request", "; ".join(facts))
        for history in each:
            for event in history:
                told = texts(event)
                draft.add("events", Event(date=draft.findings.date(told.get("date")), code=told.get("code") or None,
                                          text=told.get("description-text") or None, office="US",
                                          detail={"madrid_request": reference} if reference else {}))  # fmt: skip


_READERS = {
    "case-file-statements": _statements,
    "case-file-event-statements": _events,
    "case-file-owners": _owners,
    "correspondent": _correspondent,
    "design-searches": _designs,
    "prior-registration-applications": _earlier,
    "foreign-applications": _foreign,
    "international-registration": _international,
    "madrid-international-filing-requests": _madrid,
}
