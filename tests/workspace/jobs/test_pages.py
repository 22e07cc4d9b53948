"""Pages of jobs, asked by everybody; what they show while a job runs and when it failed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client

from zhihang.workspace.jobs import services
from zhihang.workspace.jobs.declaring import DECLARED, Declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State

WHO = ("anonymous", "stranger", "auditor", "outsider", "member", "administrator", "operator")


@pytest.fixture
def queued(world: Any) -> Iterator[Job]:
    DECLARED["shown"] = Declared("shown", lambda progress: None)
    yield services.queue_job(world.actor("member"), "shown")
    del DECLARED["shown"]


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("address", ["", "/cancel"])
def test_who_may_see_and_cancel(queued: Job, who: str, address: str, signed_in: Callable[[str], Client]) -> None:
    client = signed_in(who)
    response = (client.post if address else client.get)(f"/jobs/{queued.pk}{address}")
    if who == "anonymous":
        assert "/accounts/login" in response.headers["Location"]
    elif who in ("member", "administrator", "operator"):
        assert response.status_code == (302 if address else 200)
    else:
        assert response.status_code == 404
    state = Job.objects.unscoped("test").get(pk=queued.pk).state
    assert state == (State.CANCELLED if address and response.status_code == 302 and who != "anonymous" else "waiting")


@pytest.mark.parametrize("who", ["stranger", "outsider", "auditor"])
def test_lists_hold_ones_own_jobs_only(queued: Job, who: str, signed_in: Callable[[str], Client]) -> None:
    assert str(queued.pk) not in signed_in(who).get("/jobs").content.decode()
    assert str(queued.pk) in signed_in("member").get("/jobs").content.decode()


def test_an_open_job_asks_again_and_one_that_ended_does_not(queued: Job, signed_in: Callable[[str], Client]) -> None:
    client, address = signed_in("member"), f"/jobs/{queued.pk}"
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "hx-get" in part
    assert "<html" not in part
    Job.objects.unscoped("test").filter(pk=queued.pk).update(state=State.FAILED, error_code="WORKER_LOST")
    page = client.get(address, headers={"accept-language": "zh-CN"}).content.decode()
    assert "hx-get" not in page.split("<main")[1]
    assert "运行该任务的进程已停止" in page
    assert client.post(f"{address}/repeat").status_code == 302


def test_what_a_job_says_never_becomes_a_script(queued: Job, signed_in: Callable[[str], Client]) -> None:
    evil = "<script>alert(1)</script>"
    Job.objects.unscoped("test").update(said=evil, error=evil, state=State.FAILED, total=1)
    assert evil not in signed_in("member").get(f"/jobs/{queued.pk}").content.decode()
