"""Running one job in a worker: from the queue to its end, whatever the end is."""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Lock
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django_tasks import task

from zhihang.errors import UsageError, ZhihangError
from zhihang.messages import error_text
from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.reach import EVERYTHING, Reach, reach_of, reaching
from zhihang.workspace.audit.chain import plain
from zhihang.workspace.jobs.declaring import Declared, Progress, declared
from zhihang.workspace.jobs.liveness import this_worker
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.services import hand_to_queue
from zhihang.workspace.jobs.states import State, after_loss
from zhihang.workspace.jobs.telling import tell_end
from zhihang.workspace.organizations.acting import actor_for

logger = logging.getLogger("zhihang.jobs")

_WHY = "a worker runs what it was given"
_WAIT = 5  # seconds before the second attempt, doubled for each further one
_STOPPED = "JOB_STOPPED"
RUNNING: Final[dict[UUID, Progress]] = {}
"""What runs in this process: the pulse keeps it alive."""
LOCK: Final = Lock()


@task()
def run_job(number: str) -> None:
    """Run a waiting job. One that was cancelled, or given to another worker meanwhile, is left alone."""
    pk = UUID(number)
    if not _begin(pk):
        return
    row = Job.objects.unscoped(_WHY).get(pk=pk)
    with LOCK:
        progress = RUNNING[pk] = Progress()
    try:
        kind = declared(row.name)
        with reaching(_reach(row)):
            result = kind.run(progress, **row.arguments)
        if _end(row, progress, State.SUCCEEDED, result=plain(result)):
            tell_end(row, State.SUCCEEDED)
    except Exception as error:  # noqa: BLE001  # whatever a job raises is shown to who asked for it, and logged
        _fail(row, progress, error)
    finally:
        with LOCK:
            RUNNING.pop(pk, None)


def _reach(row: Job) -> Reach:
    """What a job reaches in the database: what the person does who asked for it; all, where nobody did."""
    if row.organization_id is None and row.requested_by is None:
        return EVERYTHING
    person = User.objects.filter(pk=row.requested_by or 0).first()
    actor = None if person is None else actor_for(person, row.organization_id)
    if actor is not None and actor.organization == row.organization_id:
        return reach_of(actor)
    own = frozenset() if row.organization_id is None else frozenset({row.organization_id})
    return Reach(own, own, row.requested_by)


def _begin(pk: UUID) -> bool:
    now = timezone.now()
    waiting = Job.objects.unscoped(_WHY).filter(pk=pk, state=State.WAITING)
    return bool(
        waiting.update(
            state=State.RUNNING, worker=this_worker(), started_at=now, heartbeat_at=now, attempts=F("attempts") + 1,
            finished_at=None, error="", error_code="",
        )
    )  # fmt: skip


def _end(row: Job, progress: Progress, state: State, **values: Any) -> bool:
    # only where the job is still ours: one that was taken over meanwhile is the other worker's
    mine = Job.objects.unscoped(_WHY).filter(
        pk=row.pk, state=State.RUNNING, worker=this_worker(), attempts=row.attempts
    )
    said = {"done": progress.done, "total": progress.total, "said": progress.said[:200]}
    return bool(mine.update(state=state, finished_at=timezone.now(), **said, **values))


def _fail(row: Job, progress: Progress, error: Exception) -> None:
    code = error.code if isinstance(error, ZhihangError) else type(error).__name__
    if code == _STOPPED:
        _end(row, progress, State.CANCELLED)
        return
    logger.exception("job %s %s, attempt %s", row.name, row.pk, row.attempts)
    told = {"error_code": code[:60], "error": error_text(error) if isinstance(error, ZhihangError) else str(error)}
    with transaction.atomic():
        if not _end(row, progress, State.FAILED, **told):
            return
        if _may_try_again(row, error):
            row.refresh_from_db()
            hand_to_queue(row, wait=timedelta(seconds=_WAIT * 2 ** (row.attempts - 1)))
        else:
            tell_end(row, State.FAILED)


def _may_try_again(row: Job, error: Exception) -> bool:
    kind: Declared = declared(row.name) if not isinstance(error, UsageError) else Declared(row.name, _nothing)
    state = after_loss(is_idempotent=kind.is_idempotent, attempts=row.attempts, most_attempts=kind.most_attempts)
    return state == State.WAITING


def _nothing(progress: Progress) -> None:
    """A mistake in what was asked does not mend itself: it is not tried again."""
