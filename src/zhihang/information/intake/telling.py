"""Telling people how it ended: who uploads, in any case; who declared a watched folder, where it needs a person."""

from __future__ import annotations

from uuid import UUID

from django.urls import reverse

from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.states import Outcome
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.jobs.declaring import Words
from zhihang.workspace.notices.services import tell


def end_in_words(number: UUID) -> Words:
    """What is told of the end of an arrival to who brought it."""
    why = "the job tells who asked for it"
    row = Arrival.objects.unscoped(why).get(pk=number)
    rows = list(ArrivedFile.objects.unscoped(why).filter(arrival=row).defer("members").order_by("number"))
    unused = sum(each.is_unused for each in rows)
    fields = {"name": rows[0].name, "count": len(rows), "used": len(rows) - unused, "unused": unused}
    return Words("information", f"ARRIVAL_TOLD_{(row.outcome or 'failed').upper()}", fields)


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
