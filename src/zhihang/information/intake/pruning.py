"""Making room: files that an edition took are kept for a while, those of which nothing was used until somebody acts."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Final
from uuid import UUID

from django.utils import timezone

from zhihang import config
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.states import USED
from zhihang.information.intake.storing import drop, root
from zhihang.workspace.jobs.declaring import Progress, job

_WHY: Final = "the installation makes room"
_A_DAY: Final = timedelta(days=1)


@job("prune_arrivals", idempotent=True, every=_A_DAY)
def prune_arrivals(progress: Progress) -> dict[str, int]:
    """Forget the files whose time is over (setting `upload_days`; 0: never), and what no arrival names."""
    return {"pruned": _prune_used(), "strays": _remove_strays()}


def _prune_used() -> int:
    days = config.number_value("upload_days")
    if not days:
        return 0
    before = timezone.now() - timedelta(days=days)
    rows = ArrivedFile.objects.unscoped(_WHY).filter(fate__in=USED, arrival__finished_at__lt=before)
    pruned = 0
    for row in rows.exclude(stored="").filter(arrival__is_trial=False).defer("members"):
        stored, row.stored, row.removed_at = row.stored, "", timezone.now()
        row.save(update_fields=["stored", "removed_at"])
        drop(stored)
        pruned += 1
    return pruned


def _remove_strays() -> int:
    """What an upload left that was torn down with its process. Fresh ones may still be coming in."""
    if not root().is_dir():
        return 0
    known = {str(pk) for pk in Arrival.objects.unscoped(_WHY).values_list("pk", flat=True)}
    incoming = root() / "incoming"
    entries = [*root().iterdir(), *(incoming.iterdir() if incoming.is_dir() else ())]
    strays = [path for path in entries if _is_ours(path) and path.name not in known and _is_old(path)]
    for path in strays:
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)
    return len(strays)


def _is_ours(path: Path) -> bool:
    """Whether the name is one that we give: nothing else below the folder is touched."""
    try:
        UUID(path.name)
    except ValueError:
        return False
    return True


def _is_old(path: Path) -> bool:
    return path.stat().st_mtime < (timezone.now() - _A_DAY).timestamp()
