"""Queuing, cancelling and repeating jobs."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhihang.errors import Forbidden, UsageError
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.jobs.declaring import declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.policy import may_stop
from zhihang.workspace.jobs.selectors import job
from zhihang.workspace.jobs.states import OPEN, State

_CONCEPT = "jobs.job"


@transaction.atomic
def queue_job(actor: Actor, name: str, arguments: Mapping[str, Any] | None = None) -> Job:
    """Queue a declared job for the actor's organization; it starts when the transaction around this is kept.

    Raises NotFound `NO_SUCH_JOB`.
    """
    declared(name)
    row = Job.objects.create(
        organization_id=actor.organization, requested_by=actor.user, name=name, arguments=dict(arguments or {})
    )
    hand_to_queue(row)
    if actor.is_signed_in:
        _note(actor, "queue", row)
    return row


def hand_to_queue(row: Job, wait: timedelta | None = None) -> None:
    """Put a waiting job into its lane, to start after `wait`. The caller decided that it may."""
    from zhihang.workspace.jobs.running import run_job

    kind = declared(row.name)
    task = run_job.using(queue_name=kind.queue, run_after=None if wait is None else timezone.now() + wait)
    row.state, row.worker = State.WAITING.value, ""
    row.task = UUID(task.enqueue(str(row.pk)).id)
    row.save(update_fields=["state", "worker", "task"])


@transaction.atomic
def cancel_job(actor: Actor, number: UUID) -> Job:
    """A waiting job ends at once; a running one when it next says how far it is.

    Raises NotFound `NO_JOB`, Forbidden `JOB_FORBIDDEN`, UsageError `JOB_OVER`.
    """
    row = job(actor, number)
    if not may_stop(actor, row.requested_by):
        raise Forbidden("JOB_FORBIDDEN", room="workspace")
    mine = Job.objects.unscoped("the job was found for the actor").filter(pk=number)
    now = timezone.now()
    ended = mine.filter(state=State.WAITING).update(state=State.CANCELLED, finished_at=now, is_cancel_wanted=True)
    if not ended and not mine.filter(state=State.RUNNING).update(is_cancel_wanted=True):
        raise UsageError("JOB_OVER", room="workspace")
    _note(actor, "cancel", row)
    row.refresh_from_db()
    return row


@transaction.atomic
def repeat_job(actor: Actor, number: UUID) -> Job:
    """The same job once more, as a new one. Raises NotFound `NO_JOB`, Forbidden, UsageError `JOB_OPEN`."""
    row = job(actor, number)
    if not may_stop(actor, row.requested_by):
        raise Forbidden("JOB_FORBIDDEN", room="workspace")
    if row.state in OPEN:
        raise UsageError("JOB_OPEN", room="workspace")
    again = Job.objects.create(
        organization_id=row.organization_id, requested_by=actor.user, name=row.name, arguments=row.arguments
    )
    hand_to_queue(again)
    _note(actor, "repeat", again)
    return again


def _note(actor: Actor, action: str, row: Job) -> None:
    record_change(
        actor, action=action, concept=_CONCEPT, object_id=row.pk, name=row.name, organization=row.organization_id
    )
