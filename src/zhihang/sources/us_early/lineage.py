"""Numbers and links of early US documents: whatever the generation writes, they become the same keys."""

from __future__ import annotations

from zhihang.records.links import InternationalApplication, Priority, Related
from zhihang.sources.draft import Draft
from zhihang.sources.us.document_id import DocumentId
from zhihang.standards.numbers import ApplicationNumber


def set_document(found: DocumentId, draft: Draft) -> None:
    """The document's own number, kind and date."""
    number = draft.findings.document(draft.findings.office(found.country) or "US", found.number, found.kind)
    if number is not None:
        draft.values["document"] = number
        draft.findings.record = number.joined
    draft.values["publication_date"] = draft.findings.date(found.date)


def set_application(number: str, date: str, draft: Draft) -> None:
    """The application's number with its series, and its filing date."""
    draft.values["filing_date"] = day = draft.findings.date(date)
    draft.values["application"] = draft.findings.application("US", number, int(day[:4]) if day else None)


def application_of(found: DocumentId, draft: Draft) -> str | None:
    """An application in joined form; None where it cannot be read, which is told."""
    day = draft.findings.date(found.date)
    office = "WO" if found.number.startswith("PCT") else draft.findings.office(found.country) or "US"
    number = draft.findings.application(office, found.number, int(day[:4]) if day else None)
    return number.joined if number else None


def document_of(found: DocumentId, draft: Draft) -> str | None:
    """A publication in joined form."""
    number = draft.findings.document(draft.findings.office(found.country) or "US", found.number, found.kind)
    return number.joined if number else None


def add_priority(found: DocumentId, draft: Draft) -> None:
    """A foreign priority."""
    office = draft.findings.office(found.country)
    day = draft.findings.date(found.date)
    number = draft.findings.earlier(office, found.number, day)
    written = number.joined if number else found.number or None
    raw = found.number if number and number.joined != found.number else None
    draft.add("priorities", Priority(number=written, office=office, date=day, raw=raw))


def add_parent(
    relation: str,
    parent: DocumentId,
    draft: Draft,
    *,
    child: DocumentId | None = None,
    status: str = "",
    patent: DocumentId | None = None,
) -> None:
    """An earlier application, its patent where it has one, and whose parent it is where that is not this one."""
    number = application_of(parent, draft)
    own: ApplicationNumber | None = draft.values.get("application")
    of = (application_of(child, draft) or child.raw) if child else None
    international = number is not None and number.startswith("PCT")
    if relation == "pct" and (child is None or (own is not None and of == own.joined)):
        set_international(draft, application=number or parent.raw, filing_date=draft.findings.date(parent.date))
        return
    draft.add(
        "related",
        Related(
            kind="parent",
            relation=relation,
            number=number or parent.raw,
            office="WO" if international else draft.findings.office(parent.country) or "US",
            document=document_of(patent, draft) if patent else None,
            date=draft.findings.date(parent.date),
            status=status.lower() or None,
            of=None if own is not None and of == own.joined else of,
        ),
    )


def add_publication(relation: str, found: DocumentId, draft: Draft) -> None:
    """An earlier publication of the same case."""
    draft.add(
        "related",
        Related(
            kind="publication",
            relation=relation,
            office=draft.findings.office(found.country) or "US",
            document=document_of(found, draft) or found.raw,
            date=draft.findings.date(found.date),
        ),
    )


def set_international(draft: Draft, **fields: str | None) -> None:
    """More of the international application that the case came from."""
    known = draft.values.get("pct")
    kept = {name: getattr(known, name) for name in known.__struct_fields__} if known is not None else {}
    draft.values["pct"] = InternationalApplication(**{**kept, **{key: value for key, value in fields.items() if value}})
