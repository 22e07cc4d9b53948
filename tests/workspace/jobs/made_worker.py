"""A worker with made-up jobs, in a process of its own: `made_worker.py work`, `made_worker.py queue NAME ARGUMENTS`."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhihang.web.settings")
import django

django.setup()  # before anything that reads settings

from zhihang.workspace.actors.reach import everything_from_now_on  # noqa: E402

everything_from_now_on("a person at the console")
from django.core.management import call_command  # noqa: E402
from django.db import transaction  # noqa: E402

from zhihang.workspace.actors.actor import machine  # noqa: E402
from zhihang.workspace.audit.services import record_change  # noqa: E402
from zhihang.workspace.jobs.declaring import Progress, job  # noqa: E402
from zhihang.workspace.jobs.services import queue_job  # noqa: E402
from zhihang.workspace.jobs.working import work  # noqa: E402


def count(progress: Progress, *, until: int) -> dict[str, int]:
    with Path("began").open("a") as began:
        began.write("x")
    for step in range(until):
        progress.report(step, until, "counting")
        time.sleep(0.05)
    return {"counted": until}


job("again", idempotent=True)(count)
job("once")(count)
job("build", idempotent=True, low_priority=True)(count)


@job("hold", idempotent=True)
def hold(progress: Progress, *, seconds: float) -> str:
    """Keeps the database to itself while it says how far it is."""
    with transaction.atomic():
        record_change(machine("hold"), action="hold", concept="test", object_id=1)
        for step in range(10):
            progress.report(step, 10)
            time.sleep(seconds / 10)
    return "held"


@job("broken", idempotent=True, most_attempts=2)
def broken(progress: Progress) -> None:
    raise OSError("no such disk")


if __name__ == "__main__":
    if sys.argv[1] == "work":
        work(1)
    elif sys.argv[1] == "migrate":
        call_command("migrate", verbosity=0)
    else:
        print(queue_job(machine("tests"), sys.argv[2], json.loads(sys.argv[3])).pk.hex)
