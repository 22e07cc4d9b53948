"""The look into every watched folder, once a minute: what is new and no longer changes is brought in.

A file that was dealt with (taken, known, refused) is left alone until its size or its time of change differs. A file
whose content came from this folder before, and was used, is noted as the same and not brought in again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Final

from django.db import transaction
from django.utils import timezone

from zhihang import config
from zhihang.errors import ZhihangError
from zhihang.information.intake.models import ArrivedFile
from zhihang.information.intake.services import receive_files
from zhihang.information.intake.states import USED
from zhihang.information.intake.storing import Received, copied
from zhihang.information.watched_folders.looking import allowed, files_in, look_at
from zhihang.information.watched_folders.models import Sighting, WatchedFolder
from zhihang.information.watched_folders.states import Look, Sight, is_due
from zhihang.messages import error_text
from zhihang.workspace.actors.actor import Actor, Role, machine
from zhihang.workspace.jobs.declaring import Progress, job

_WHY: Final = "the schedule looks into all folders"
_MOST: Final = 1000
"""Files of one arrival; further ones wait for the next look."""


@job("look_into_folders", idempotent=True, every=timedelta(minutes=1))
def look_into_folders(progress: Progress) -> dict[str, int]:
    """Look into every active folder. One that cannot be read says so and hinders no other."""
    arrived = 0
    for row in WatchedFolder.objects.unscoped(_WHY).filter(is_active=True):
        progress.require_wanted()
        row.error = ""
        try:
            arrived += look_into(row, progress)
        except (ZhihangError, OSError) as error:
            if isinstance(error, ZhihangError) and error.code == "JOB_STOPPED":
                raise
            row.error = error_text(error) if isinstance(error, ZhihangError) else str(error)
        row.looked_at = timezone.now()
        WatchedFolder.objects.unscoped(_WHY).filter(pk=row.pk).update(error=row.error, looked_at=row.looked_at)
    return {"arrived": arrived}


def look_into(row: WatchedFolder, progress: Progress) -> int:
    """Look into one folder; how many files were brought in. Raises UsageError, OSError."""
    folder = allowed(row.path)
    due = _due(row, files_in(folder, row.pattern))
    received: list[tuple[Sighting, Received]] = []
    try:
        for sighting in due[:_MOST]:
            progress.require_wanted()
            if (got := _brought(sighting, folder)) is not None:
                received.append((sighting, got))
        return _take_in(row, received)
    finally:
        for _, got in received:
            got.path.unlink(missing_ok=True)  # nothing is there once it was taken in


@transaction.atomic
def _due(row: WatchedFolder, found: Iterable[tuple[str, Look]]) -> list[Sighting]:
    """Write down what is seen; the files that are to be brought in now."""
    now, quiet = timezone.now(), timedelta(seconds=config.number_value("watch_quiet"))
    known = {each.digest: each for each in Sighting.objects.unscoped(_WHY).filter(folder=row)}
    due = []
    for path, look in found:
        digest = hashlib.sha256(path.encode("utf-8", "surrogateescape")).hexdigest()
        sighting = known.pop(digest, None)
        if sighting is None:
            sighting = Sighting(folder=row, path=path.encode("utf-8", "replace").decode(), digest=digest)
        if _has_changed(sighting, look):
            _write(sighting, look, now)
        if is_due(sighting.sight, sighting.seen_at, now, quiet) and look.sight == Sight.NEW:
            due.append(sighting)
    _write_gone(known.values())
    return due


def _has_changed(sighting: Sighting, look: Look) -> bool:
    if sighting.pk is None or (sighting.size, sighting.changed) != (look.size, look.changed):
        return True
    return sighting.sight in (Sight.OUTSIDE, Sight.UNREADABLE, Sight.GONE) and sighting.sight != look.sight


def _write(sighting: Sighting, look: Look, now: datetime) -> None:
    is_back = sighting.sight == Sight.GONE and (sighting.size, sighting.changed) == (look.size, look.changed)
    if is_back and sighting.file_id is not None:
        sighting.sight = Sight.ARRIVED.value
    else:
        sighting.sight, sighting.file, sighting.seen_at = look.sight.value, None, now
    sighting.size, sighting.changed = look.size, look.changed
    sighting.save()


def _write_gone(rows: Iterable[Sighting]) -> None:
    for sighting in rows:
        if sighting.file_id is None and sighting.sight != Sight.SAME:
            sighting.delete()  # nothing came of it, and it is not there
        elif sighting.sight != Sight.GONE:
            sighting.sight = Sight.GONE.value
            sighting.save(update_fields=["sight"])


def _brought(sighting: Sighting, folder: Path) -> Received | None:
    """A copy of a file, where it stayed as it was meanwhile; None where it has to wait."""
    path = folder / sighting.path
    try:
        got = copied(path, path.name, sighting.path)
    except OSError:
        sighting.sight = Sight.UNREADABLE.value
        sighting.save(update_fields=["sight"])
        return None
    look = look_at(path, folder)
    if look.sight == Sight.NEW and (look.size, look.changed) == (sighting.size, sighting.changed):
        return got
    got.path.unlink(missing_ok=True)
    return None


def _take_in(row: WatchedFolder, received: list[tuple[Sighting, Received]]) -> int:
    came = {got.sha256 for _, got in received}
    before = ArrivedFile.objects.unscoped(_WHY).filter(arrival__folder=row.pk, sha256__in=came, fate__in=USED)
    used = dict(before.order_by("pk").values_list("sha256", "pk"))
    new = [(sighting, got) for sighting, got in received if got.sha256 not in used]
    for sighting, got in received:
        if got.sha256 in used:
            sighting.sight, sighting.file_id = Sight.SAME.value, used[got.sha256]
            sighting.save(update_fields=["sight", "file"])
    if new:
        _receive(row, new)
    return len(new)


@transaction.atomic
def _receive(row: WatchedFolder, new: list[tuple[Sighting, Received]]) -> None:
    day = timezone.localdate().isoformat() if row.is_dated else ""
    actor = _feeder(row)
    arrival = receive_files(
        actor, row.corpus, [got for _, got in new], product=row.product, delivered=day, folder=row.pk,
        watched_by=row.made_by,
    )  # fmt: skip
    files = ArrivedFile.objects.unscoped(_WHY).filter(arrival=arrival).order_by("number")
    for (sighting, _), file in zip(new, files, strict=True):
        sighting.sight, sighting.file = Sight.ARRIVED.value, file
        sighting.save(update_fields=["sight", "file"])


def _feeder(row: WatchedFolder) -> Actor:
    """Acts in the name of the owner: the operator said that this folder feeds the owner's corpus."""
    acting = machine("look_into_folders", row.organization_id)
    return replace(acting, roles=frozenset({Role.MANAGER}))
