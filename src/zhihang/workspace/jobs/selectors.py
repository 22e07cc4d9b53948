"""Reading jobs."""

from __future__ import annotations

from uuid import UUID

from django.db.models import QuerySet

from zhihang.errors import NotFound
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.models import Job


def jobs(actor: Actor) -> QuerySet[Job]:
    """The jobs an actor may see, newest first."""
    return Job.objects.of(actor).order_by("-queued_at")


def job(actor: Actor, number: UUID) -> Job:
    """One of them. Raises NotFound `NO_JOB`."""
    found = Job.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_JOB", room="workspace", number=number)
    return found
