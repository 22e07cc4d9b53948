"""Notices: said in the reader's language, to the one they are for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from zhihang.workspace.actors.actor import machine
from zhihang.workspace.jobs import services as jobs
from zhihang.workspace.jobs.declaring import DECLARED, Declared
from zhihang.workspace.jobs.running import run_job
from zhihang.workspace.notices import selectors, services


def test_a_notice_is_said_to_one_person_in_the_language_of_the_page(
    world: Any, signed_in: Callable[[str], Client]
) -> None:
    assert services.tell(machine("t"), [world.member.pk] * 2, "JOB_TOLD_FAILED", name="<b>") == 1
    client = signed_in("member")
    assert "The job &lt;b&gt; failed" in client.get("/notices").content.decode()
    assert "任务 &lt;b&gt; 失败" in client.get("/notices", headers={"accept-language": "zh"}).content.decode()
    for who in ("administrator", "operator", "outsider"):
        assert "&lt;b&gt;" not in signed_in(who).get("/notices").content.decode()
    assert signed_in("anonymous").get("/notices").headers["Location"].startswith("/accounts/login")


def test_reading_is_ones_own(world: Any, signed_in: Callable[[str], Client]) -> None:
    services.tell(machine("t"), [world.member.pk], "JOB_TOLD_FAILED", name="x")
    signed_in("administrator").post("/notices/read")
    assert selectors.unread(world.actor("member")) == 1
    assert services.mark_read(world.actor("outsider"), selectors.notices(world.actor("member"))[0].pk) == 0
    signed_in("member").post("/notices/read")
    assert selectors.unread(world.actor("member")) == 0


@pytest.mark.parametrize("wrong", [{"code": "NOBODY_SAYS"}, {"code": "JOB_TOLD_FAILED"}])
def test_a_notice_that_nobody_could_read_is_refused(world: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(KeyError):
        services.tell(machine("t"), [world.member.pk], **wrong)


def test_the_end_of_a_job_is_told_to_who_asked(world: Any) -> None:
    def fail(progress: object) -> None:
        raise OSError

    for name, run in (("well", lambda progress: None), ("badly", fail)):
        DECLARED[name] = Declared(name, run)
        run_job.call(str(jobs.queue_job(world.actor("member"), name).pk))
        del DECLARED[name]
    said = [notice.said("en") for notice in selectors.notices(world.actor("member"))]
    assert said == ["The job badly failed", "The job well is done"]


def test_the_band_asks_how_many_wait_at_the_price_of_one_count(
    world: Any, signed_in: Callable[[str], Client], django_assert_num_queries: Any
) -> None:
    client = signed_in("member")
    assert client.get("/notices/count").content == b""
    services.tell(machine("t"), [world.member.pk, world.outsider.pk] * 2, "JOB_TOLD_FAILED", name="x")
    with django_assert_num_queries(3):  # the session, the person, the count
        assert client.get("/notices/count").content == b"1"
    assert '<span class="n" id="unread" hx-get="/notices/count"' in client.get("/account").content.decode()
    services.mark_read(world.actor("member"))
    assert client.get("/notices/count").content == b""


@pytest.mark.parametrize("reading", ["yes", "no"])
def test_who_is_not_signed_in_stops_asking(
    reading: str, world: Any, signed_in: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", reading)
    answer = signed_in("anonymous").get("/notices/count")
    assert (answer.status_code, answer.content) == (286, b"")
