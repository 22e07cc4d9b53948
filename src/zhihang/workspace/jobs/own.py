"""The jobs of the workspace itself."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from zhihang.workspace.audit.services import seal_entries
from zhihang.workspace.jobs.declaring import Progress, job
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State

_KEPT = timedelta(days=2)


@job("seal_audit", idempotent=True, every=timedelta(minutes=1))
def seal_audit(progress: Progress) -> dict[str, int]:
    """Seal the audit, every minute."""
    return {"sealed": seal_entries()}


@job("prune_jobs", idempotent=True, every=timedelta(days=1))
def prune_jobs(progress: Progress) -> dict[str, int]:
    """Forget schedules that went well; what an organization asked for, and what failed, stays."""
    before = timezone.now() - _KEPT
    over = Job.objects.unscoped("the installation's own").filter(
        organization=None, state=State.SUCCEEDED, finished_at__lt=before
    )
    DBTaskResult.objects.filter(finished_at__lt=before).delete()
    return {"pruned": over.delete()[0]}


@job("prune_sessions", idempotent=True, every=timedelta(days=1))
def prune_sessions(progress: Progress) -> dict[str, int]:
    """Forget sessions that are over, and with them the histories of readers without an account."""
    return {"pruned": Session.objects.filter(expire_date__lt=timezone.now()).delete()[0]}
