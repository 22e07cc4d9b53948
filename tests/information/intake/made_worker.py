"""A worker in a process of its own: `made_worker.py migrate`, `work`, `bring FILE` or `stop ARRIVAL`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhihang.web.settings")
import django

django.setup()  # before anything that reads settings

from django.core.management import call_command  # noqa: E402

from zhihang.information.intake.services import receive_files, stop_arrival  # noqa: E402
from zhihang.information.intake.storing import copied  # noqa: E402
from zhihang.workspace.actors.actor import machine  # noqa: E402
from zhihang.workspace.actors.reach import everything_from_now_on  # noqa: E402
from zhihang.workspace.jobs.working import work  # noqa: E402

if __name__ == "__main__":
    everything_from_now_on("tests")
    if sys.argv[1] == "work":
        work(1)
    elif sys.argv[1] == "migrate":
        call_command("migrate", verbosity=0)
    elif sys.argv[1] == "stop":
        stop_arrival(machine("tests"), UUID(sys.argv[2]))
    else:
        path = Path(sys.argv[2])
        print(receive_files(machine("tests"), "public", [copied(path, path.name, "")]).pk.hex)
