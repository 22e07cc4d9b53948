"""Telling who declared a watched folder that something of it needs a person. Who uploads is told by the job."""

from __future__ import annotations

from django.urls import reverse

from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.states import Outcome
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.notices.services import tell


def tell_folder_owner(row: Arrival, unused: list[ArrivedFile]) -> None:
    """Nothing is told of what went well: it stands in the list."""
    if row.folder is None or row.watched_by is None:
        return
    link, actor = reverse("intake:arrival", args=[row.pk]), machine("intake", row.organization_id)
    if row.outcome == Outcome.NONE:
        tell(actor, [row.watched_by], "FOLDER_TOLD_FAILED", room="information", link=link)
    elif unused:
        name, count = unused[0].name, len(unused)
        tell(actor, [row.watched_by], "FOLDER_TOLD_UNUSED", room="information", link=link, name=name, count=count)
