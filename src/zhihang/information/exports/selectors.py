"""Reading exports."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from zhihang.errors import NotFound, UsageError
from zhihang.information.exports.models import Export
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State


def exports(actor: Actor) -> QuerySet[Export]:
    """One's own exports, the latest first."""
    return Export.objects.of(actor).order_by("-created_at")


def export(actor: Actor, number: UUID) -> Export:
    """One of them. Raises NotFound `NO_EXPORT`."""
    found = exports(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_EXPORT", room="information", number=number)
    return found


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an export is. `state`: that of its job, or `expired` once the file is gone; `error`: why it failed."""

    state: str
    done: int
    total: int
    error: str = ""

    @property
    def is_open(self) -> bool:
        """Whether it still waits or runs."""
        return self.state in (State.WAITING, State.RUNNING)

    @property
    def is_ready(self) -> bool:
        """Whether the file can be fetched."""
        return self.state == State.SUCCEEDED

    @property
    def message(self) -> str:
        """The name of the text that says it."""
        return f"EXPORT_IS_{self.state.upper()}"


def standing(actor: Actor, row: Export) -> Standing:
    """How far an export is. The job may belong to no organization the actor covers: the export is the actor's own."""
    if row.file_name:
        return Standing(State.SUCCEEDED, row.written or 0, row.total)
    if row.expires_at <= timezone.now() or row.job is None:
        return Standing("expired", 0, row.total)
    job = Job.objects.unscoped("the export was found for the actor").filter(pk=row.job).first()
    if job is None or job.state == State.SUCCEEDED:
        return Standing("expired", 0, row.total)
    return Standing(job.state, job.done, row.total, job.error_code and (job.error or job.error_code))


def file_of(actor: Actor, row: Export) -> Path:
    """Where the finished file is. Raises UsageError `EXPORT_NOT_READY`, `EXPORT_FAILED`, NotFound `EXPORT_EXPIRED`."""
    now = standing(actor, row)
    path = folder() / row.file_name
    if now.is_ready and path.is_file():
        return path
    if now.is_open:
        raise UsageError("EXPORT_NOT_READY", room="information", done=now.done, total=now.total)
    if now.state in (State.FAILED, State.CANCELLED):
        raise UsageError("EXPORT_FAILED", room="information", reason=now.error)
    raise NotFound("EXPORT_EXPIRED", room="information", on=timezone.localdate(row.expires_at).isoformat())


def folder() -> Path:
    """Where finished files lie: beside the database of managed work."""
    return Path(settings.STATE) / "exports"
