"""The pulse of a worker: heartbeats and progress of what runs, taking over what others lost, queuing what is due.

It beats in a thread of its own with its own connection, so nothing here waits for a job or stands in its transaction.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from threading import Event
from typing import Final

from django.db import DatabaseError, close_old_connections, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from zhihang.errors import ZhihangError
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.jobs.declaring import DECLARED
from zhihang.workspace.jobs.liveness import SILENCE, is_lost, this_worker
from zhihang.workspace.jobs.models import Job, Schedule
from zhihang.workspace.jobs.running import LOCK, RUNNING
from zhihang.workspace.jobs.services import hand_to_queue, queue_job
from zhihang.workspace.jobs.states import OPEN, State, after_loss
from zhihang.workspace.jobs.telling import tell_end

logger = logging.getLogger("zhihang.jobs")
_WHY = "workers serve all organizations"
BEAT: Final = 2.0
"""Seconds between two beats."""


def beat_until(stopped: Event) -> None:
    """Beat until the worker stops. A database that is busy or away is asked again at the next beat."""
    while not stopped.wait(BEAT):
        try:
            beat()
        except (DatabaseError, ZhihangError):
            logger.warning("a beat failed", exc_info=True)
        finally:
            close_old_connections()


def beat() -> None:
    """One beat."""
    keep_alive()
    take_over_lost()
    queue_due()


def keep_alive() -> None:
    """Write heartbeat and progress of what runs here; hear what was cancelled."""
    with LOCK:
        running = dict(RUNNING)
    for pk, progress in running.items():
        mine = Job.objects.unscoped(_WHY).filter(pk=pk, state=State.RUNNING, worker=this_worker())
        said = {"done": progress.done, "total": progress.total, "said": progress.said[:200]}
        is_mine = mine.update(heartbeat_at=timezone.now(), **said)
        if not is_mine or mine.filter(is_cancel_wanted=True).exists():
            progress.stop.set()


def take_over_lost() -> int:
    """Resume what a dead worker left, or fail it where people see it. How many."""
    now = timezone.now()
    running = Job.objects.unscoped(_WHY).filter(state=State.RUNNING)
    lost = [row for row in running if is_lost(row.worker, row.heartbeat_at, now)]
    return sum(_take_over(row) for row in lost) + _queue_again_never_begun()


@transaction.atomic
def _take_over(row: Job) -> bool:
    kind = DECLARED.get(row.name)
    state = State.FAILED
    if kind is not None:
        state = after_loss(is_idempotent=kind.is_idempotent, attempts=row.attempts, most_attempts=kind.most_attempts)
    if row.is_cancel_wanted:
        state = State.CANCELLED
    # of two workers that see the loss, the one whose update meets the row as it was goes on
    as_seen = Job.objects.unscoped(_WHY).filter(pk=row.pk, state=State.RUNNING, worker=row.worker)
    if not as_seen.update(state=state, finished_at=timezone.now(), error_code="WORKER_LOST"):
        return False
    logger.warning("job %s %s lost its worker %s: %s", row.name, row.pk, row.worker, state)
    _close_task(row)
    if state == State.WAITING:
        row.refresh_from_db()
        hand_to_queue(row)
    tell_end(row, state)
    return True


def _queue_again_never_begun() -> int:
    """A worker died between taking a task and beginning its job: nothing was done, so any job is queued again."""
    long_ago = timezone.now() - SILENCE
    taken = DBTaskResult.objects.filter(started_at__lt=long_ago).exclude(status=TaskResultStatus.READY)
    waiting = Job.objects.unscoped(_WHY).filter(state=State.WAITING, task__in=taken.values("pk"))
    for row in waiting:
        with transaction.atomic():
            _close_task(row)
            if row.name in DECLARED:
                hand_to_queue(row)
                continue
            mine = Job.objects.unscoped(_WHY).filter(pk=row.pk, state=State.WAITING)
            mine.update(state=State.FAILED, finished_at=timezone.now(), error_code="WORKER_LOST")
    return len(waiting)


def _close_task(row: Job) -> None:
    if row.task is None:
        return
    open_task = DBTaskResult.objects.filter(pk=row.task, status=TaskResultStatus.RUNNING)
    open_task.update(status=TaskResultStatus.FAILED, finished_at=timezone.now())


def queue_due() -> int:
    """Queue the schedules that are due: each once, however many workers there are, never beside itself."""
    queued = 0
    for kind in list(DECLARED.values()):
        if kind.every is not None:
            queued += _queue_if_due(kind.name, kind.every)
    return queued


@transaction.atomic
def _queue_if_due(name: str, every: timedelta) -> bool:
    now = timezone.now()
    Schedule.objects.unscoped(_WHY).get_or_create(name=name, defaults={"next_at": now})
    if not Schedule.objects.unscoped(_WHY).filter(name=name, next_at__lte=now).update(next_at=now + every):
        return False
    if Job.objects.unscoped(_WHY).filter(name=name, organization=None, state__in=OPEN).exists():
        return False
    queue_job(machine(name), name)
    return True
