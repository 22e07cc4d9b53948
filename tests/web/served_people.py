"""People of a served application: made in a process that shares its database, each with a session to browse with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def sessions(folder: Path) -> dict[str, str]:
    """Makes an organization with a unit and people in it; gives each one's session cookie by first name."""
    environment = os.environ | {
        "ZHIHANG_CORPUS": str(folder / "corpus"),
        "ZHIHANG_SECRET_KEY": "of the tests",
        "DJANGO_SETTINGS_MODULE": "zhihang.web.settings",
    }
    answer = subprocess.run([sys.executable, __file__], cwd=folder, env=environment, capture_output=True, check=True)
    said: dict[str, str] = json.loads(answer.stdout)
    return said


def make() -> dict[str, str]:
    """The people, in this process."""
    import django

    django.setup()
    from django.conf import settings
    from django.test import Client

    from zhihang.workspace.accounts.services import open_account
    from zhihang.workspace.actors.actor import Role, machine
    from zhihang.workspace.jobs.services import queue_job
    from zhihang.workspace.notices.services import tell
    from zhihang.workspace.organizations.acting import actor_for
    from zhihang.workspace.organizations.services import add_member, found_organization

    operator = machine("journeys")
    group = found_organization(operator, "Made-up Group", name_zh="虚构集团")
    found_organization(operator, "Made-up Batteries", name_zh="虚构电池", parent=group.pk)
    found: dict[str, str] = {}
    for name, role in (("Li", Role.ADMINISTRATOR), ("Wang", Role.MEMBER), ("Zhao", Role.MEMBER)):
        person = open_account(operator, f"{name.lower()}@made-up.example", name=name, password="a-long-made-up-phrase")
        add_member(operator, group.pk, person.email, role=role, covers_units=role == Role.ADMINISTRATOR)
        tell(operator, [person.pk], "JOB_TOLD_FAILED", name="export", link="/jobs")
        queue_job(actor_for(person), "prune_jobs")
        client = Client()
        client.force_login(person)
        found[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
    return found


if __name__ == "__main__":
    print(json.dumps(make()))
