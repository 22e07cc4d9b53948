"""What all files of the US trademark register say of a case in their own ways: its entries, its owners, its days.

The same case must come out alike from the daily files and from TSDR, so that what several deliveries say of it meets.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.records.dates import PartialDate
from zhihang.records.events import Event
from zhihang.records.party import Party
from zhihang.sources.draft import Draft
from zhihang.sources.findings import Findings

APPLICANT = 10
"""Party type of the original applicant; higher ones are later owners."""

_DAY = 10
_CODE = 4
_SERIAL = 8


def day(text: str, findings: Findings) -> PartialDate | None:
    """A date in the office's own day: `1995-02-07-05:00` is the 7th, `2020-10-14T04:00:00.000+0000` the 14th."""
    text = text.strip()
    return findings.date(text[:_DAY] if text[4:5] == "-" else text)


def is_serial(text: str) -> bool:
    """Whether this is a serial number: eight digits."""
    return text.isdigit() and len(text) == _SERIAL


def entry(code: str, kind: str, number: str, date: PartialDate | None, text: str) -> Event:
    """An entry of the prosecution history. TSDR writes code and type as one word (`CNRTF`), the daily files apart."""
    if not kind and len(code) == _CODE + 1:
        code, kind = code[:_CODE], code[_CODE:]
    detail = {"type": kind, "number": number}
    return Event(
        date=date,
        code=code or None,
        text=text or None,
        office="US",
        detail={key: said for key, said in detail.items() if said},
    )


def add_owners(parties: Iterable[tuple[int, Party, str]], draft: Draft) -> None:
    """Party type, party and words about it: the highest type is the owner, 10 the applicant; all are kept."""
    known = list(parties)
    last = max((kind for kind, _, _ in known), default=0)
    for kind, party, told in known:
        if kind == last:
            draft.add("owners", party)
        if kind == APPLICANT:
            draft.add("applicants", party)
        draft.keep("owner-history", " ".join(filter(None, (str(kind), party.name, told))))


def add_first_use(date: PartialDate | None, draft: Draft) -> None:
    """The first day of use of any class counts."""
    known = draft.values.get("first_use_date")
    if date and (known is None or date < known):
        draft.values["first_use_date"] = date
