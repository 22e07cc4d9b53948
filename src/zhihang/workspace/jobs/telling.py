"""Telling who asked for a job that it ended."""

from __future__ import annotations

from django.urls import reverse

from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.declaring import DECLARED, Words
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State
from zhihang.workspace.notices.services import tell

_TOLD = (State.SUCCEEDED, State.FAILED)


def tell_end(row: Job, state: State) -> None:
    """Tell the person who asked, where it was a person and the job was not cancelled."""
    if row.requested_by is not None and state in _TOLD:
        actor = Actor(name="machine:jobs", organization=row.organization_id)
        said = Words("workspace", f"JOB_TOLD_{state.value.upper()}", {"name": row.name})
        kind = DECLARED.get(row.name)
        if kind is not None and kind.words is not None:
            said = kind.words(row.arguments)
        own = reverse("jobs:job", args=[row.pk])
        link = own if kind is None or kind.page is None else kind.page(row.arguments)
        tell(actor, [row.requested_by], said.code, room=said.room, link=link, **said.fields)
