"""Telling who asked for a job that it ended."""

from __future__ import annotations

from django.urls import reverse

from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.declaring import DECLARED
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State
from zhihang.workspace.notices.services import tell

_TOLD = (State.SUCCEEDED, State.FAILED)


def tell_end(row: Job, state: State) -> None:
    """Tell the person who asked, where it was a person and the job was not cancelled."""
    if row.requested_by is not None and state in _TOLD:
        actor = Actor(name="machine:jobs", organization=row.organization_id)
        code = f"JOB_TOLD_{state.value.upper()}"
        kind = DECLARED.get(row.name)
        own = reverse("jobs:job", args=[row.pk])
        link = own if kind is None or kind.page is None else kind.page(row.arguments)
        tell(actor, [row.requested_by], code, link=link, name=row.name)
