"""Operations on collections: lists, live ones, what several make together, their records and figures."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest, HttpResponse
from ninja import Path, Query, Router, Schema, Status
from pydantic import Field

from zhihang.errors import UsageError
from zhihang.information.api.access import AccessToken, actor_asking
from zhihang.information.api.cursors import cursor_of, place_of, question_of
from zhihang.information.api.errors import errors
from zhihang.information.api.paging import counts, record_page
from zhihang.information.api.policy import Scope
from zhihang.information.api.schemas import (
    LONGEST_QUERY,
    Corpora,
    Count,
    Cursor,
    Edition,
    Limit,
    Number,
    Order,
    RecordPage,
    Sort,
    Told,
)
from zhihang.information.collections import combining, importing, selectors, services
from zhihang.information.collections.answering import missing, result_of
from zhihang.information.collections.models import Collection, Kind, Operation
from zhihang.information.collections.pages import FIGURES
from zhihang.information.collections.policy import Sharing
from zhihang.information.editions.selectors import reading
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.pages.preferences import language

router = Router(tags=["collections"])
READ, WRITE = AccessToken(Scope.COLLECTIONS_READ), AccessToken(Scope.COLLECTIONS_WRITE)
Name = Annotated[str, Field(min_length=1, max_length=120)]
Shared = Literal["private", "readable", "writable"]
About = Literal["", "industry", "region", "company", "technology"]
Identifier = Annotated[str, Field(min_length=1, max_length=120)]
Identifiers = Annotated[list[Identifier], Field(max_length=100_000)]
Numbered = Path[Number]


class CollectionOut(Schema):
    """A collection. `operation` and `parts` where it is made of others; `missing`: of a list, not in this edition."""

    number: int
    name: str
    kind: str
    description: str
    query: str
    operation: str
    parts: list[int]
    theme: str
    sharing: str
    created_at: datetime
    changed_at: datetime
    edition: str
    total: int = Field(description="How many records it has in the edition.")
    missing: int = Field(description="Records of a list that the edition does not have; they stay in the list.")


class CollectionPage(Schema):
    """Collections, the latest changed first."""

    total: int
    collections: list[CollectionOut]
    next: str | None = None


class CollectionIn(Told):
    """A new collection: a list, empty or of some records; or live, of a query."""

    name: Name
    kind: Literal["static", "live"] = "static"
    query: str = Field("", max_length=LONGEST_QUERY)
    records: Identifiers = Field(default_factory=list)
    description: str = Field("", max_length=10_000)
    sharing: Shared = "private"
    theme: About = Field("", description="Makes a live collection a thematic database.")


class CollectionChange(Told):
    """What is to be different; what is absent stays."""

    name: Name | None = None
    query: str | None = Field(None, max_length=LONGEST_QUERY)
    description: str | None = Field(None, max_length=10_000)
    sharing: Shared | None = None
    theme: About | None = None


class CombinationIn(Told):
    """What several collections make together."""

    name: Name
    operation: Literal["union", "intersection", "difference"]
    collections: list[Number] = Field(min_length=2, max_length=combining.MOST_PARTS)
    kind: Literal["static", "live"] = Field("live", description="live: it follows its parts; static: a list of now.")
    description: str = Field("", max_length=10_000)
    sharing: Shared = "private"


class RecordsIn(Told):
    """Records to take in: by identifier, or a list of numbers in any usual way of writing them, one a line."""

    records: Identifiers = Field(default_factory=list)
    numbers: str = Field("", max_length=importing.LONGEST)


class RecordsOut(Told):
    """Records to take out."""

    records: Identifiers = Field(min_length=1)


class UnmatchedLine(Schema):
    """A line of a list of numbers that found nothing."""

    line: int
    text: str
    reason: str


class Added(Schema):
    """What came in. `job`: the list is long and is read by a job; its report stands on the collection's page."""

    added: int
    unmatched: list[UnmatchedLine] = Field(default_factory=list)
    job: str | None = None


class Removed(Schema):
    """What went out; `undo` puts it back."""

    removed: int
    undo: int | None = None


class PutBack(Schema):
    """How many records are in the list again."""

    added: int


class Figures(Schema):
    """Counts by year of publication, office, applicant and class."""

    edition: str
    total: int
    figures: dict[str, list[Count]]


class PageAsked(Told):
    """Which page."""

    limit: Limit = 50
    cursor: Cursor = ""


class RecordsAsked(PageAsked):
    """Which records of the collection, in which order."""

    within: str = Field("", max_length=LONGEST_QUERY, description="A query that narrows the collection.")
    sort: Sort = "pd"
    order: Order = "desc"
    edition: Edition = ""
    corpora: Corpora = ""


class EditionAsked(Told):
    """In which edition."""

    edition: Edition = ""
    corpora: Corpora = ""


def _out(request: HttpRequest, row: Collection, edition: str = "", within: str = "") -> CollectionOut:
    actor = actor_asking(request)
    open_corpus = reading(actor, edition, within)
    return CollectionOut(
        number=row.pk, name=row.name, kind=row.kind, description=row.description, query=row.query,
        operation=row.operation, parts=[part.pk for part in selectors.parts(actor, row)], theme=row.theme,
        sharing=row.sharing, created_at=row.created_at, changed_at=row.changed_at, edition=open_corpus.edition_id,
        total=result_of(actor, row, open_corpus).total, missing=len(missing(actor, row, open_corpus)),
    )  # fmt: skip


@router.get(
    "/collections", response={200: CollectionPage, **errors(503)}, auth=READ, operation_id="collections",
    summary="Collections one may see",
)  # fmt: skip
def collections(request: HttpRequest, asked: Query[PageAsked]) -> Any:
    """The latest changed first."""
    found = selectors.collections(actor_asking(request))
    question = question_of("collections")
    offset = place_of(asked.cursor, question)[0] if asked.cursor else 0
    total, rows = found.count(), list(found[offset : offset + asked.limit])
    reached = offset + len(rows)
    following = cursor_of(question, reached) if rows and reached < total else None
    return CollectionPage(total=total, collections=[_out(request, row) for row in rows], next=following)


@router.post(
    "/collections", response={201: CollectionOut, **errors(404)}, auth=WRITE, operation_id="make_collection",
    summary="Make a collection",
)  # fmt: skip
def make(request: HttpRequest, said: CollectionIn) -> Any:
    """A list or a live collection of the organization that the token acts for."""
    actor, shared = actor_asking(request), Sharing(said.sharing)
    if said.kind == "live":
        if said.records:
            raise UsageError("NOT_A_LIST", room="information", name=said.name)
        row = services.make_live(
            actor, said.name, said.query, description=said.description, sharing=shared, theme=said.theme
        )
    else:
        if said.query or said.theme:
            raise UsageError("COLLECTION_NO_QUERY", room="information", name=said.name)
        row = services.make_list(
            actor, said.name, description=said.description, sharing=shared, records=said.records, corpus=reading(actor)
        )
    return Status(201, _out(request, row))


@router.post(
    "/collections/combinations", response={201: CollectionOut, **errors(404)}, auth=WRITE, operation_id="combine",
    summary="Make a collection of several",
)  # fmt: skip
def combine(request: HttpRequest, said: CombinationIn) -> Any:
    """Union, intersection, or the first without all others."""
    actor = actor_asking(request)
    row = combining.combine(
        actor, said.name, Operation(said.operation), said.collections, kind=Kind(said.kind),
        corpus=reading(actor), description=said.description, sharing=Sharing(said.sharing),
    )  # fmt: skip
    return Status(201, _out(request, row))


@router.get(
    "/collections/{number}", response={200: CollectionOut, **errors(404, 503)}, auth=READ, operation_id="collection",
    summary="One collection",
)  # fmt: skip
def collection(request: HttpRequest, number: Numbered, asked: Query[EditionAsked]) -> Any:
    """What it is, and how many records it has in an edition."""
    return _out(request, selectors.collection(actor_asking(request), number), asked.edition, asked.corpora)


@router.patch(
    "/collections/{number}", response={200: CollectionOut, **errors(404)}, auth=WRITE,
    operation_id="change_collection", summary="Change a collection",
)  # fmt: skip
def change(request: HttpRequest, number: Numbered, said: CollectionChange) -> Any:
    """Only what is given changes."""
    values = said.model_dump(exclude_none=True)
    return _out(request, services.change_collection(actor_asking(request), number, values))


@router.delete(
    "/collections/{number}", response={204: None, **errors(404)}, auth=WRITE, operation_id="remove_collection",
    summary="Remove a collection",
)  # fmt: skip
def remove(request: HttpRequest, number: Numbered) -> Any:
    """It can be brought back."""
    services.remove_collection(actor_asking(request), number)
    return HttpResponse(status=204)


@router.post(
    "/collections/{number}/restore", response={200: CollectionOut, **errors(404)}, auth=WRITE,
    operation_id="restore_collection", summary="Bring a collection back",
)  # fmt: skip
def restore(request: HttpRequest, number: Numbered) -> Any:
    """One that was removed."""
    return _out(request, services.restore_collection(actor_asking(request), number))


@router.get(
    "/collections/{number}/records", response={200: RecordPage, **errors(404, 503)}, auth=READ,
    operation_id="collection_records", summary="The records of a collection",
)  # fmt: skip
def records(request: HttpRequest, number: Numbered, asked: Query[RecordsAsked]) -> Any:
    """Page by page, in the order named, within a query where one is given."""
    actor = actor_asking(request)
    row = selectors.collection(actor, number)
    question = question_of("collection", number, asked.within, asked.sort, asked.order)
    offset, edition = place_of(asked.cursor, question) if asked.cursor else (0, asked.edition)
    asks = reading(actor, edition, asked.corpora)
    return record_page(
        result_of(actor, row, asks, language(), within=asked.within), question, offset=offset, limit=asked.limit,
        sort=asked.sort, descending=asked.order == "desc", collapse="document", language=language(), asked=asks,
    )  # fmt: skip


@router.post(
    "/collections/{number}/records", response={200: Added, **errors(404)}, auth=WRITE, operation_id="add_records",
    summary="Take records into a list",
)  # fmt: skip
def add(request: HttpRequest, number: Numbered, said: RecordsIn) -> Any:
    """By identifier, all or none; or by a list of numbers, whose lines without a record are reported."""
    actor = actor_asking(request)
    if bool(said.records) == bool(said.numbers.strip()):
        raise UsageError("ONE_OF_BOTH", room="information")
    if said.records:
        return Added(added=services.add_records(actor, number, said.records, reading(actor)))
    report = importing.import_numbers(actor, number, said.numbers, reading(actor))
    if isinstance(report, Job):
        return Added(added=0, job=str(report.pk))
    unmatched = [UnmatchedLine(line=line, text=text, reason=reason) for line, text, reason in report.unmatched]
    return Added(added=report.added, unmatched=unmatched)


@router.post(
    "/collections/{number}/records/remove", response={200: Removed, **errors(404)}, auth=WRITE,
    operation_id="remove_records", summary="Take records out of a list",
)  # fmt: skip
def take_out(request: HttpRequest, number: Numbered, said: RecordsOut) -> Any:
    """What was not in it is left alone; `undo` names the step that puts the others back."""
    entry = services.remove_records(actor_asking(request), number, said.records)
    return Removed(removed=len(entry.changes["records"][0]) if entry else 0, undo=entry.pk if entry else None)


@router.post(
    "/collections/{number}/records/undo/{entry}", response={200: PutBack, **errors(404)}, auth=WRITE,
    operation_id="undo_removal", summary="Put records back",
)  # fmt: skip
def undo(request: HttpRequest, number: Numbered, entry: Numbered) -> Any:
    """Those that an earlier removal took out."""
    return PutBack(added=services.undo_removal(actor_asking(request), number, entry))


@router.get(
    "/collections/{number}/figures", response={200: Figures, **errors(404, 503)}, auth=READ, operation_id="figures",
    summary="The figures of a collection",
)  # fmt: skip
def figures(request: HttpRequest, number: Numbered, asked: Query[EditionAsked]) -> Any:
    """Counts by year of publication, office, applicant and class."""
    actor = actor_asking(request)
    result = result_of(
        actor, selectors.collection(actor, number), reading(actor, asked.edition, asked.corpora), language()
    )
    found = {code: counts(code, values, language()) for code, values in result.facets(FIGURES).items()}
    return {"edition": "+".join(result.edition_ids), "total": result.total, "figures": found}
