"""A served application with one of each kind of thing: what the table of permissions names, and who may see it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
WHO = ("administrator", "member", "operator")
"""Whose sessions are made; the first of them who may see a page sees it."""


def furnish(folder: Path, script: Path = Path(__file__)) -> dict[str, Any]:
    """Makes people and things in the database of the application served from a folder: what a script makes there."""
    environment = os.environ | {
        "ZHIHANG_CORPUS": str(folder / "corpus"),
        "ZHIHANG_SECRET_KEY": "of the tests",
        "DJANGO_SETTINGS_MODULE": "zhihang.web.settings",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests"), str(ROOT / "tests" / "web")]),
    }
    command = [sys.executable, str(script), str(folder)]
    answer = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    if answer.returncode:
        raise RuntimeError(answer.stderr.decode())
    found: dict[str, Any] = json.loads(answer.stdout)
    return found


def make(folder: Path) -> dict[str, Any]:
    """The same, in this process."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client
    from tests.web.permissions.things import made_people, made_things
    from tests.workspace.conftest import made_world

    from zhihang.library import open_corpus
    from zhihang.workspace.actors.reach import everything_from_now_on

    everything_from_now_on("things for tests")
    world = made_world()
    people = made_people(world)
    (folder / "sent").mkdir()
    things = made_things(world, people, open_corpus(folder / "corpus"), folder / "sent")
    sessions = {}
    for who in WHO:
        client = Client()
        client.force_login(people[who])
        sessions[who] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return {"things": {name: str(value) for name, value in things.items()}, "sessions": sessions}


if __name__ == "__main__":
    print(json.dumps(make(Path(sys.argv[1]))))
