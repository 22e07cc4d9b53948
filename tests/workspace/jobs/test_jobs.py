"""Queuing, cancelling, schedules, liveness; who may see and stop a job."""

from __future__ import annotations

import os
import socket
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from zhihang.errors import Forbidden, NotFound, UsageError, ZhihangError
from zhihang.workspace.jobs import pulse, selectors, services
from zhihang.workspace.jobs.declaring import DECLARED, Progress, job
from zhihang.workspace.jobs.liveness import SILENCE, is_lost, started, this_worker
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.own import prune_sessions
from zhihang.workspace.jobs.running import run_job
from zhihang.workspace.jobs.states import State

NOW = datetime(2030, 1, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _made_up_jobs() -> Any:
    @job("made_up", idempotent=True)
    def made_up(progress: Progress, *, n: int = 1) -> int:
        progress.report(n, n)
        return n

    @job("stopped")
    def stopped(progress: Progress) -> None:
        progress.stop.set()
        progress.report(1)

    yield
    del DECLARED["made_up"], DECLARED["stopped"]


def row(number: Any) -> Job:
    return Job.objects.unscoped("test").get(pk=number)


def test_a_job_runs_once_however_often_its_task_comes(world: Any) -> None:
    queued = services.queue_job(world.actor("member"), "made_up", {"n": 3})
    run_job.call(str(queued.pk))
    run_job.call(str(queued.pk))
    done = row(queued.pk)
    assert (done.state, done.result, done.attempts, done.done) == (State.SUCCEEDED, 3, 1, 3)


def test_unknown_jobs_are_refused(world: Any) -> None:
    with pytest.raises(NotFound):
        services.queue_job(world.actor("member"), "nothing")


def test_a_waiting_job_is_cancelled_at_once_and_never_runs(world: Any) -> None:
    queued = services.queue_job(world.actor("member"), "made_up")
    services.cancel_job(world.actor("member"), queued.pk)
    run_job.call(str(queued.pk))
    assert (row(queued.pk).state, row(queued.pk).attempts) == (State.CANCELLED, 0)
    with pytest.raises(UsageError):
        services.cancel_job(world.actor("member"), queued.pk)


def test_a_running_job_hears_that_it_was_cancelled(world: Any) -> None:
    queued = services.queue_job(world.actor("member"), "stopped")
    run_job.call(str(queued.pk))
    assert row(queued.pk).state == State.CANCELLED


def test_the_pulse_tells_a_cancelled_job(world: Any) -> None:
    queued = services.queue_job(world.actor("member"), "made_up")
    Job.objects.unscoped("test").filter(pk=queued.pk).update(state=State.RUNNING, worker=this_worker())
    services.cancel_job(world.actor("member"), queued.pk)
    progress = pulse.RUNNING[queued.pk] = Progress()
    pulse.keep_alive()
    del pulse.RUNNING[queued.pk]
    with pytest.raises(ZhihangError):
        progress.report(1)


def test_an_attempt_that_broke_is_queued_again_and_says_why(world: Any) -> None:
    queued = services.queue_job(world.actor("member"), "made_up", {"m": 1})
    run_job.call(str(queued.pk))
    assert (row(queued.pk).state, row(queued.pk).error_code) == (State.WAITING, "TypeError")
    for _ in range(2):
        run_job.call(str(queued.pk))
    assert (row(queued.pk).state, row(queued.pk).attempts) == (State.FAILED, 3)


@pytest.mark.parametrize(("name", "error"), [("outsider", NotFound), ("stranger", NotFound), ("auditor", NotFound)])
def test_jobs_of_others_are_not_there(world: Any, name: str, error: type[Exception]) -> None:
    queued = services.queue_job(world.actor("member"), "made_up")
    with pytest.raises(error):
        selectors.job(world.actor(name), queued.pk)
    with pytest.raises(error):
        services.cancel_job(world.actor(name), queued.pk)


def test_who_may_stop_and_repeat(world: Any) -> None:
    queued = services.queue_job(world.actor("administrator"), "made_up")
    with pytest.raises(Forbidden):
        services.cancel_job(world.actor("auditor"), queued.pk)
    with pytest.raises(UsageError):
        services.repeat_job(world.actor("administrator"), queued.pk)
    services.cancel_job(world.actor("administrator"), queued.pk)
    again = services.repeat_job(world.actor("administrator"), queued.pk)
    assert (again.pk != queued.pk, again.state) == (True, State.WAITING)


def test_schedules_are_queued_once_when_due(db: None) -> None:
    due = sum(kind.every is not None for kind in DECLARED.values())
    assert pulse.queue_due() == due >= 2
    assert pulse.queue_due() == 0
    sealing = Job.objects.unscoped("test").get(name="seal_audit")
    run_job.call(str(sealing.pk))
    assert row(sealing.pk).state == State.SUCCEEDED
    from zhihang.workspace.jobs.models import Schedule

    Schedule.objects.unscoped("test").update(next_at=timezone.now() - timedelta(hours=9))
    assert pulse.queue_due() == 1  # the other one still waits: never twice beside itself


def test_a_lost_worker_is_known() -> None:
    mine = this_worker()
    assert not is_lost(mine, None, NOW)
    assert is_lost(mine.rpartition("|")[0] + "|1", None, NOW)  # the number was given to another process
    assert is_lost(f"{socket.gethostname()[:60]}|{2**22 + 1}|77", NOW, NOW)
    assert not is_lost("elsewhere|1|1", NOW - SILENCE, NOW)
    assert is_lost("elsewhere|1|1", NOW - SILENCE - timedelta(seconds=1), NOW)
    assert started(os.getpid())
    assert not started(2**22 + 1)


def test_a_job_lost_on_another_machine_is_resumed_or_failed(world: Any) -> None:
    old = timezone.now() - timedelta(minutes=1)
    for name, state in (("made_up", State.WAITING), ("stopped", State.FAILED)):
        queued = services.queue_job(world.actor("member"), name)
        mine = Job.objects.unscoped("test").filter(pk=queued.pk)
        mine.update(state=State.RUNNING, worker="elsewhere|1|1", heartbeat_at=old, attempts=1)
        assert pulse.take_over_lost() == 1
        assert row(queued.pk).state == state
        if state == State.FAILED:
            assert row(queued.pk).error_code == "WORKER_LOST"


def test_a_task_taken_by_a_worker_that_died_before_it_began_is_queued_again(world: Any) -> None:
    from django_tasks_db.models import DBTaskResult

    kept = services.queue_job(world.actor("member"), "stopped")
    gone = services.queue_job(world.actor("member"), "made_up")
    Job.objects.unscoped("test").filter(pk=gone.pk).update(name="of an older version")
    DBTaskResult.objects.update(status="RUNNING", started_at=timezone.now() - timedelta(minutes=1))
    assert pulse.take_over_lost() == 2
    assert (row(kept.pk).state, row(kept.pk).task != kept.task) == (State.WAITING, True)
    assert row(gone.pk).state == State.FAILED
    assert pulse.take_over_lost() == 0


def test_unknown_numbers_are_not_found(world: Any) -> None:
    with pytest.raises(NotFound):
        selectors.job(world.actor("member"), uuid4())


def test_sessions_that_are_over_are_forgotten(db: None) -> None:
    for key, days in (("over", -1), ("open", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=timezone.now() + timedelta(days=days))
    assert prune_sessions(Progress()) == {"pruned": 1}
    assert [each.session_key for each in Session.objects.all()] == ["open"]
