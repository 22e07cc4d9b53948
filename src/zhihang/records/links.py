"""What a record points to: priorities, related rights, citations, family members."""

from __future__ import annotations

import msgspec

from zhihang.records.dates import PartialDate
from zhihang.standards.literature import Literature


class Priority(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A claimed priority 优先权: `number` is the earlier application, joined, or as printed where unreadable.

    `active`: what the source says of its part in families, where it says anything (DOCDB's `priority-active-indicator`:
    an inactive one repeats the lineage, as the international application of a national phase or a parent does).
    """

    number: str | None = None
    office: str | None = None
    date: PartialDate | None = None
    kind: str | None = None
    raw: str | None = None
    active: bool | None = None


class Related(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Another right of the same lineage 关联申请.

    `kind`: `parent`, `child` of a `continuation`, `continuation_in_part`, `divisional`, `reissue`, `reexamination`,
    `provisional`, `substitute`, `pct`, `previous_publication`, `same_day` and so on, as `relation`; `of`: the
    application that it is the parent or child of, where that is not the record's own (a chain of continuations).
    """

    kind: str
    relation: str | None = None
    number: str | None = None
    office: str | None = None
    document: str | None = None
    date: PartialDate | None = None
    status: str | None = None
    of: str | None = None


class InternationalApplication(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The international application 国际申请 (PCT) that the right came from."""

    application: str | None = None
    publication: str | None = None
    filing_date: PartialDate | None = None
    publication_date: PartialDate | None = None
    national_entry: PartialDate | None = None


class Citation(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """One citation 引证: a document by its joined number, or literature by its text.

    `category`: X, Y, A … as printed; `by`: `examiner`, `applicant`, `opponent`, `third_party`, `other`; `phase`:
    `search`, `examination`, `opposition` …; `raw`: the number as printed where it differs; `literature`: what `text`
    says, taken apart when a record is shown or exported, never stored.
    """

    number: str | None = None
    text: str | None = None
    category: str | None = None
    by: str | None = None
    phase: str | None = None
    name: str | None = None
    date: PartialDate | None = None
    office: str | None = None
    passages: str | None = None
    raw: str | None = None
    classification: str | None = None
    literature: Literature | None = None


class FamilyGroup(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """A patent family 同族 by one definition: its members, by record id, or by number outside the corpus."""

    id: str | None = None
    definition: str | None = None
    members: tuple[str, ...] = ()
    in_corpus: tuple[bool, ...] = ()


class FamilyLink(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """How an application of a family hangs together with another one 同族关联.

    `relation`: `priority` (claims it), `pct` (national phase of it), `divisional`, `continuation` and so on, as the
    sources state it; `application` and `to` are application numbers, `documents` and `to_documents` the members that
    were published of them.
    """

    application: str
    relation: str
    to: str
    documents: tuple[str, ...] = ()
    to_documents: tuple[str, ...] = ()


class Family(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """The families of a record: simple and extended as computed, how their members are linked, and the source's own
    family number."""

    simple: FamilyGroup | None = None
    extended: FamilyGroup | None = None
    links: tuple[FamilyLink, ...] = ()
    source_id: str | None = None


class FamilyCitations(msgspec.Struct, frozen=True, omit_defaults=True, kw_only=True):
    """Citations between simple families 同族引证, each family once.

    Families by their ids; documents outside all families by their numbers without kind code. Citations within the
    family do not count.
    """

    cites: tuple[str, ...] = ()
    cited_by: tuple[str, ...] = ()
