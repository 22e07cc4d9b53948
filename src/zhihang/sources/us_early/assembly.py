"""From a draft to the record of an early US document."""

from __future__ import annotations

from zhihang.records.record import Record
from zhihang.sources.draft import Draft
from zhihang.sources.us.parties import settle as settle_parties
from zhihang.sources.us.texts import settle as settle_texts
from zhihang.standards.rights import right_id

_LISTS = ("ipc", "cpc", "locarno", "national_classes", "citations")


def assembled(draft: Draft, *, is_grant: bool) -> Record | None:
    """The record; None, and a fatal problem, where the document does not say its number."""
    settle_parties(draft)
    settle_texts(draft)
    values = draft.values
    document = values.pop("document", None)
    application = values.pop("application", None)
    if document is None:
        draft.findings.note("no-number", " ".join(filter(None, values.get("title", {}).values())), fatal=True)
        return None
    if application is None:
        draft.findings.note("no-application", document.joined)
    if is_grant:
        values["grant_date"] = values.get("publication_date")
    for key in _LISTS:
        if key in values:
            values[key] = tuple(dict.fromkeys(values[key]))
    if values.get("ipc"):
        values.setdefault("ipc_first", values["ipc"][0])
    right = _right(document.number, document.kind, application.number if application else "", draft)
    return Record(
        id=document.joined,
        right_id=right_id("US", right, application.number if application else document.joined),
        right=right,
        office=document.office,
        number=document.number,
        kind=document.kind or None,
        language=draft.language,
        application_number=application.joined if application else None,
        other={name: tuple(found) for name, found in draft.other.items()},
        **values,
    )


def _right(number: str, kind: str, application: str, draft: Draft) -> str:
    """A design by its number, its kind, the series of its application (29) or its class; else a patent."""
    is_design = (
        number.startswith("D")
        or kind.startswith("S")
        or (len(application) == 8 and application.startswith("29"))
        or bool(draft.values.get("locarno"))
    )
    return "design" if is_design else "patent"
