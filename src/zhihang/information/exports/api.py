"""Operations on long exports: start one, see how far it is, fetch its file."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zhihang.information.api.access import AccessToken, actor_asking
from zhihang.information.api.cursors import cursor_of, place_of, question_of
from zhihang.information.api.errors import errors
from zhihang.information.api.files import MEDIA_TYPES
from zhihang.information.api.policy import Scope
from zhihang.information.api.schemas import (
    LONGEST_QUERY,
    Corpora,
    Cursor,
    Edition,
    Format,
    Level,
    Limit,
    Number,
    Order,
    Sort,
    Told,
)
from zhihang.information.editions.selectors import reading
from zhihang.information.exports import selectors, services
from zhihang.information.exports.files import file_response
from zhihang.information.exports.models import Export
from zhihang.workspace.pages.preferences import language

router = Router(tags=["exports"])
TOKEN = AccessToken(Scope.EXPORTS)


class ExportIn(Told):
    """What is to be exported: what a query finds, or a collection (narrowed by the query where one is given)."""

    query: str = Field("", max_length=LONGEST_QUERY)
    collection: Number | None = None
    format: Format = "csv"
    sort: Sort = "pd"
    order: Order = "desc"
    collapse: Level = "document"
    columns: list[str] | None = Field(None, max_length=200, description="Codes of fields; null: the usual ones.")
    edition: Edition = ""
    corpora: Corpora = ""


class ExportOut(Schema):
    """An export. `state`: waiting, running, succeeded, failed, cancelled, expired; `file` once it can be fetched."""

    id: UUID
    state: str
    done: int
    total: int
    error: str
    format: str
    edition: str
    created_at: datetime
    expires_at: datetime
    size: int | None
    file: str | None


class ExportPage(Schema):
    """One's exports, the latest first."""

    total: int
    exports: list[ExportOut]
    next: str | None = None


class PageAsked(Told):
    """Which page."""

    limit: Limit = 50
    cursor: Cursor = ""


def _out(request: HttpRequest, row: Export) -> ExportOut:
    now = selectors.standing(actor_asking(request), row)
    file = f"{request.path.partition('/exports')[0]}/exports/{row.pk}/file" if now.is_ready else None
    return ExportOut(
        id=row.pk, state=now.state, done=now.done, total=now.total, error=now.error, format=row.format,
        edition=row.edition, created_at=row.created_at, expires_at=row.expires_at, size=row.size, file=file,
    )  # fmt: skip


@router.get(
    "/exports", response={200: ExportPage, **errors()}, auth=TOKEN, operation_id="exports", summary="One's exports"
)
def exports(request: HttpRequest, asked: Query[PageAsked]) -> Any:
    """The latest first."""
    found = selectors.exports(actor_asking(request))
    question = question_of("exports")
    offset = place_of(asked.cursor, question)[0] if asked.cursor else 0
    total, rows = found.count(), list(found[offset : offset + asked.limit])
    reached = offset + len(rows)
    following = cursor_of(question, reached) if rows and reached < total else None
    return ExportPage(total=total, exports=[_out(request, row) for row in rows], next=following)


@router.post(
    "/exports", response={202: ExportOut, **errors(404, 503)}, auth=TOKEN, operation_id="start_export",
    summary="Start an export",
)  # fmt: skip
def start(request: HttpRequest, said: ExportIn) -> Any:
    """A job writes the whole result, without a cap, in the order named."""
    actor = actor_asking(request)
    edition = reading(actor, said.edition, said.corpora).edition_id
    row = services.start_export(
        actor, said.format, query=said.query, collection=said.collection, edition=edition,
        sort=said.sort, descending=said.order == "desc", collapse=said.collapse, columns=said.columns,
        language=language(),
    )  # fmt: skip
    return Status(202, _out(request, row))


@router.get(
    "/exports/{uuid:number}", response={200: ExportOut, **errors(404)}, auth=TOKEN, operation_id="export",
    summary="How far an export is",
)  # fmt: skip
def export(request: HttpRequest, number: UUID) -> Any:
    """Ask again in a while; the file can be fetched once `file` is there."""
    return _out(request, selectors.export(actor_asking(request), number))


@router.get(
    "/exports/{uuid:number}/file", response={200: None, **errors(404, 409, 410)}, auth=TOKEN,
    operation_id="export_file", summary="The file of an export",
    openapi_extra={"responses": {200: {"content": {each: {} for each in MEDIA_TYPES.values()}}}},
)  # fmt: skip
def file(request: HttpRequest, number: UUID) -> Any:
    """409 while it is written, 410 once it is no longer kept."""
    actor = actor_asking(request)
    row = selectors.export(actor, number)
    return file_response(row, selectors.file_of(actor, row).open("rb"))


@router.delete(
    "/exports/{uuid:number}", response={204: None, **errors(404)}, auth=TOKEN, operation_id="remove_export",
    summary="Stop or remove an export",
)  # fmt: skip
def remove(request: HttpRequest, number: UUID) -> Any:
    """The file goes with it."""
    services.remove_export(actor_asking(request), number)
    return HttpResponse(status=204)
