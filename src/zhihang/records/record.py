"""The record 记录: one public document (a publication, a register entry) or one right, as all official formats give it.

The keys are the contract of the JSON form: absent when unknown, never invented. A *document* has its own `id`
(`US8000000B2`); the *right* it belongs to is named by `right_id` (`US-PA-15123456`). Prosecution data, events,
assignments, status, terms belong to the right: a contribution whose `id` equals its `right_id` speaks of the right,
and is laid over each of its documents; a right without any document is a record of its own.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import msgspec

from zhihang.records.dates import PartialDate
from zhihang.records.events import Designation, Event, Status
from zhihang.records.links import Citation, Family, InternationalApplication, Priority, Related
from zhihang.records.marks import Goods, Image, Layout, Mark
from zhihang.records.party import Party
from zhihang.records.provenance import Provenance

Texts: TypeAlias = dict[str, tuple[str, ...]]
"""Language (ISO 639-1, `und` when the source does not say) → paragraphs or claims in order."""


class Record(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One record. Languages are ISO 639-1 codes; offices ST.3; symbols `H01L 21/02`; dates ISO, possibly partial."""

    # what it is
    id: str
    right_id: str
    right: str
    office: str
    number: str
    kind: str | None = None
    language: str | None = None
    # numbers and dates
    application_number: str | None = None
    registration_number: str | None = None
    preliminary_number: str | None = None
    international_registration: str | None = None
    filing_date: PartialDate | None = None
    publication_date: PartialDate | None = None
    opposition_publication_date: PartialDate | None = None
    grant_date: PartialDate | None = None
    registration_date: PartialDate | None = None
    examination_date: PartialDate | None = None
    first_use_date: PartialDate | None = None
    creation_date: PartialDate | None = None
    expiry_date: PartialDate | None = None
    # links to earlier and other rights
    priorities: tuple[Priority, ...] = ()
    related: tuple[Related, ...] = ()
    pct: InternationalApplication | None = None
    # texts
    title: dict[str, str] = {}
    abstract: Texts = {}
    claims: Texts = {}
    independent_claims: dict[str, tuple[int, ...]] = {}
    description: Texts = {}
    claim_count: int | None = None
    pages: int | None = None
    # marks, goods
    mark: Mark | None = None
    goods_services: tuple[Goods, ...] = ()
    designations: tuple[Designation, ...] = ()
    # people
    applicants: tuple[Party, ...] = ()
    owners: tuple[Party, ...] = ()
    inventors: tuple[Party, ...] = ()
    agents: tuple[Party, ...] = ()
    agent_persons: tuple[Party, ...] = ()
    examiner: tuple[Party, ...] = ()
    users: tuple[Party, ...] = ()
    # classes
    ipc: tuple[str, ...] = ()
    ipc_first: str | None = None
    cpc: tuple[str, ...] = ()
    cset: tuple[tuple[str, ...], ...] = ()
    locarno: tuple[str, ...] = ()
    nice: tuple[str, ...] = ()
    vienna: tuple[str, ...] = ()
    national_classes: tuple[str, ...] = ()
    industries: tuple[str, ...] = ()
    # plant varieties, geographical indications, copyright, layout-designs
    species: str | None = None
    upov: str | None = None
    breeder_reference: str | None = None
    listing: str | None = None
    gi_type: str | None = None
    area: str | None = None
    product: str | None = None
    work_type: str | None = None
    version: str | None = None
    layout: Layout | None = None
    # citations, family, status, events
    citations: tuple[Citation, ...] = ()
    cited_by: tuple[Citation, ...] = ()
    family: Family | None = None
    status: Status | None = None
    computed_status: Status | None = None
    events: tuple[Event, ...] = ()
    images: tuple[Image, ...] = ()
    # anything official that no other key holds, by the source's own name
    other: dict[str, tuple[str, ...]] = {}
    provenance: tuple[Provenance, ...] = ()

    @property
    def is_right(self) -> bool:
        """Whether this speaks of the right itself: a register entry, or prosecution data without a document."""
        return self.id == self.right_id


KEYS: tuple[str, ...] = Record.__struct_fields__
"""All keys of a record, in the order of its JSON form."""

RIGHT_KEYS = frozenset(
    {
        "registration_number", "international_registration", "grant_date", "registration_date", "examination_date",
        "expiry_date", "owners", "status", "computed_status", "events", "related", "designations", "filing_date",
        "application_number",
    }
)  # fmt: skip
"""Keys that belong to the right: what a right-level contribution says of them holds for each of its documents."""

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)


def to_json(record: Record) -> bytes:
    """The JSON form, one object, keys absent when unknown."""
    return _ENCODER.encode(record)


def from_json(data: bytes | str) -> Record:
    """The record of a JSON form."""
    return _DECODER.decode(data)


def to_builtins(record: Record) -> dict[str, Any]:
    """The JSON form as plain dictionaries and lists."""
    return dict(msgspec.to_builtins(record))
