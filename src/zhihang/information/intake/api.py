"""Operations on what arrives: bring files for a corpus, see how far they are and what became of each."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from zhihang.information.api.access import AccessToken, actor_asking
from zhihang.information.api.cursors import cursor_of, place_of, question_of
from zhihang.information.api.errors import errors
from zhihang.information.api.policy import Scope
from zhihang.information.api.schemas import Cursor, Limit, Told
from zhihang.information.intake import selectors, services
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.selectors import Standing
from zhihang.information.intake.template_tags import refusal_mend, refusal_reason
from zhihang.information.intake.uploading import uploads

router = Router(tags=["arrivals"])
TOKEN = AccessToken(Scope.CORPORA_WRITE)
_BODY: Final = {
    "requestBody": {
        "required": True,
        "content": {
            "multipart/form-data": {
                "schema": {
                    "type": "object",
                    "properties": {
                        "files": {
                            "type": "array",
                            "items": {"type": "string", "format": "binary"},
                            "description": "The files; each part has a file name.",
                        }
                    },
                    "required": ["files"],
                }
            }
        },
    }
}


class Brought(Told):
    """What is brought, and how it is to be read."""

    corpus: str = Field(max_length=20, description="The number of a private corpus of the token's organization.")
    product: str = Field("", max_length=80, description="A product's name; empty: recognised by content.")
    delivered: str = Field("", max_length=10, description="Day of the delivery, ISO 8601; empty: not stated.")
    trial: bool = Field(False, description="Only say what the files are; build nothing.")


class FileOut(Schema):
    """One file. `fate`: waiting, taken, known, aside, refused; `reason`, `mend`: why not, and what to do about it."""

    number: int
    name: str
    size: int
    sha256: str
    fate: str
    reason: str
    message: str
    mend: str
    detail: str
    products: list[str]
    read: int
    distinct: int
    withdrawn: int
    judged: int
    problems: int
    notices: int
    kept: bool = Field(description="Whether the file itself is still kept here.")


class ProgressOut(Schema):
    """How far the work is: `stage` (wait, read, merge, index, derive, verify), in bytes, records or steps."""

    stage: str
    done: int
    total: int
    detail: str


class ArrivalLine(Schema):
    """An arrival. `state`: waiting, running, failed, cancelled; at its end built, unchanged, nothing, checked."""

    id: UUID
    corpus: str
    state: str
    trial: bool
    product: str
    delivered: str
    created_at: datetime
    finished_at: datetime | None
    before: str = Field(description="The edition when work began; empty: none.")
    edition: str
    records: int | None = Field(description="How many records the edition has.")
    error: str


class ArrivalOut(ArrivalLine):
    """An arrival with its files."""

    progress: ProgressOut | None
    files: list[FileOut]


class ArrivalPage(Schema):
    """Arrivals, the latest first."""

    total: int
    arrivals: list[ArrivalLine]
    next: str | None = None


class PageAsked(Told):
    """Which page."""

    limit: Limit = 50
    cursor: Cursor = ""


def _line(row: Arrival, now: Standing) -> dict[str, Any]:
    return {
        "id": row.pk, "corpus": row.corpus, "state": now.state, "trial": row.is_trial, "product": row.product,
        "delivered": row.delivered, "created_at": row.created_at, "finished_at": row.finished_at,
        "before": row.before, "edition": row.edition, "records": row.records, "error": now.error,
    }  # fmt: skip


def _file(row: ArrivedFile) -> FileOut:
    same = ("number", "name", "size", "sha256", "fate", "reason", "detail", "products", "read", "distinct")
    counted = ("withdrawn", "judged", "problems", "notices")
    return FileOut(
        **{name: getattr(row, name) for name in (*same, *counted)}, kept=row.is_kept,
        message=refusal_reason(row.reason) if row.reason else "", mend=refusal_mend(row.reason) if row.reason else "",
    )  # fmt: skip


def _out(request: HttpRequest, row: Arrival) -> ArrivalOut:
    actor = actor_asking(request)
    now = selectors.standing(actor, row)
    said = row.progress if now.is_open else {}
    progress = ProgressOut(**{name: said[name] for name in ProgressOut.model_fields}) if said.get("stage") else None
    files = [_file(each) for each in selectors.files(actor, row)]
    return ArrivalOut(**_line(row, now), progress=progress, files=files)


@router.get(
    "/arrivals", response={200: ArrivalPage, **errors()}, auth=TOKEN, operation_id="arrivals",
    summary="What came for the corpora in one's care",
)  # fmt: skip
def arrivals(request: HttpRequest, asked: Query[PageAsked]) -> Any:
    """The latest first."""
    actor = actor_asking(request)
    found = selectors.arrivals(actor)
    question = question_of("arrivals")
    offset = place_of(asked.cursor, question)[0] if asked.cursor else 0
    total, rows = found.count(), list(found[offset : offset + asked.limit])
    reached = offset + len(rows)
    following = cursor_of(question, reached) if rows and reached < total else None
    lines = [_line(row, now) for row, now in zip(rows, selectors.standings(actor, rows), strict=True)]
    return ArrivalPage(total=total, arrivals=[ArrivalLine(**line) for line in lines], next=following)


@router.post(
    "/arrivals", response={202: ArrivalOut, **errors(404)}, auth=TOKEN, operation_id="bring_files",
    summary="Bring files for a corpus", openapi_extra=_BODY,
)  # fmt: skip
def bring(request: HttpRequest, asked: Query[Brought]) -> Any:
    """A job reads them into a new edition. Administrators and managers bring files for the private corpora of their
    organization; the public corpus is not filled this way. The same files again change nothing."""
    actor = actor_asking(request)
    services.require_place(actor, asked.corpus)
    with uploads(request) as handler:
        handler.read()
        row = services.receive_files(
            actor, asked.corpus, handler.received, product=asked.product, delivered=asked.delivered,
            is_trial=asked.trial,
        )  # fmt: skip
    return Status(202, _out(request, row))


@router.get(
    "/arrivals/{uuid:number}", response={200: ArrivalOut, **errors(404)}, auth=TOKEN, operation_id="arrival",
    summary="How far an arrival is, and what became of its files",
)  # fmt: skip
def arrival(request: HttpRequest, number: UUID) -> Any:
    """Ask again in a while; `state` says when it has ended."""
    return _out(request, selectors.arrival(actor_asking(request), number))


@router.post(
    "/arrivals/{uuid:number}/stop", response={200: ArrivalOut, **errors(404)}, auth=TOKEN,
    operation_id="stop_arrival", summary="Stop the work on an arrival",
)  # fmt: skip
def stop(request: HttpRequest, number: UUID) -> Any:
    """The edition that is read stays, and the files stay."""
    return _out(request, services.stop_arrival(actor_asking(request), number))
