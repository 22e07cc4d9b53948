"""Taking files in, having them built, stopping that, dealing with what was not used."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from zhihang.errors import Forbidden, UsageError
from zhihang.information.corpora.places import Place
from zhihang.information.corpora.policy import may_add
from zhihang.information.corpora.selectors import place
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.policy import CONCEPT
from zhihang.information.intake.selectors import arrival, file, files, kept_file, standing
from zhihang.information.intake.states import UNUSED, Outcome, may_be_built
from zhihang.information.intake.storing import Received, drop, drop_arrival, keep, linked
from zhihang.records.dates import iso_date
from zhihang.sources.registry import source
from zhihang.workspace.actors.actor import Actor, machine
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.jobs.services import cancel_job, queue_job

BUILD: Final = "build_edition"
CHECK: Final = "check_files"


def require_place(actor: Actor, key: str) -> Place:
    """The corpus of that key, to be added to. Raises NotFound `NO_CORPUS_HERE`, Forbidden `INTAKE_FORBIDDEN`."""
    found = place(actor, key)
    if not may_add(actor, found):
        code = "INTAKE_FORBIDDEN_PUBLIC" if found.is_public else "INTAKE_FORBIDDEN"
        raise Forbidden(code, room="information")
    return found


def receive_files(
    actor: Actor, key: str, received: Sequence[Received], *, product: str = "", delivered: str = "",
    is_trial: bool = False, folder: int | None = None, watched_by: int | None = None,
) -> Arrival:  # fmt: skip
    """Take files in for a corpus and queue the job that reads them: into a new edition, or only to say what they are.

    `product`: as what they are read, empty: recognised by content; `delivered`: the day of the delivery, empty: not
    stated; `folder`: the watched folder they come from, `watched_by` who declared it. Where this fails the
    received files are dropped.
    Raises NotFound `NO_CORPUS_HERE`, `PRODUCT`; Forbidden; UsageError `NO_FILES`, `DATE`.
    """
    row = None
    try:
        found = require_place(actor, key)
        _require(received, product)
        day = str(iso_date(delivered)) if delivered else ""
        row = Arrival(
            organization_id=found.organization, corpus=found.key, requested_by=actor.user, requested_name=actor.name,
            product=product, delivered=day, is_trial=is_trial, folder=folder,
            watched_by=watched_by,
        )  # fmt: skip
        with transaction.atomic():
            row.save(force_insert=True)
            _keep_all(row, received)
            _queue(actor, row)
            _note(actor, "receive", row, {"files": [0, len(received)], "bytes": [0, sum(e.size for e in received)]})
    except BaseException:  # also when the request is torn down: what came in belongs to no arrival
        for each in received:
            each.path.unlink(missing_ok=True)
        if row is not None:
            drop_arrival(row.pk)
        raise
    return row


def _require(received: Sequence[Received], product: str) -> None:
    if not received:
        raise UsageError("NO_FILES", room="information")
    if product:
        source(product)


def _keep_all(row: Arrival, received: Sequence[Received]) -> None:
    ArrivedFile.objects.bulk_create(
        [
            ArrivedFile(
                arrival=row, number=number, name=each.name[:255], origin=each.origin, size=each.size,
                sha256=each.sha256, stored=keep(each, row.pk, number),
            )
            for number, each in enumerate(received, start=1)
        ],
        batch_size=500,
    )  # fmt: skip


def _queue(actor: Actor, row: Arrival) -> None:
    owner = replace(actor, organization=row.organization_id)  # the job belongs to whom the corpus belongs
    job = queue_job(owner, CHECK if row.is_trial else BUILD, {"arrival": str(row.pk)})
    row.job, row.progress = job.pk, {}
    row.save()


@transaction.atomic
def build_arrival(actor: Actor, number: UUID) -> Arrival:
    """Read the files into an edition: after a trial, or again after work on them failed or was stopped.

    Raises NotFound `NO_ARRIVAL`, Forbidden, UsageError `ARRIVAL_OPEN`, `ARRIVAL_BUILT`.
    """
    row = arrival(actor, number)
    require_place(actor, row.corpus)
    now = standing(actor, row)
    if not may_be_built(Outcome(row.outcome), is_open=now.is_open):
        raise UsageError("ARRIVAL_OPEN" if now.is_open else "ARRIVAL_BUILT", room="information")
    row.has_begun = row.has_begun and not row.is_trial  # which edition stood before a trial says nothing
    row.is_trial, row.outcome, row.finished_at = False, Outcome.NONE.value, None
    _queue(actor, row)
    _note(actor, "build", row)
    return row


@transaction.atomic
def stop_arrival(actor: Actor, number: UUID) -> Arrival:
    """Stop the work on an arrival: readers keep the edition they have, the files stay.

    Raises NotFound `NO_ARRIVAL`, Forbidden, UsageError `JOB_OVER`.
    """
    row = arrival(actor, number)
    require_place(actor, row.corpus)
    if row.job is None:
        raise UsageError("JOB_OVER", room="workspace")
    cancel_job(machine("intake", row.organization_id), row.job)  # who may add may stop, whoever asked
    _note(actor, "stop", row)
    return row


def try_again(actor: Actor, number: UUID, *, product: str = "", delivered: str = "") -> Arrival:
    """The files of which nothing was used once more, as another arrival: as another product, under other settings.

    Raises NotFound `NO_ARRIVAL`, `PRODUCT`; Forbidden; UsageError `NO_FILES`, `DATE`.
    """
    row = arrival(actor, number)
    require_place(actor, row.corpus)
    left = list(files(actor, row).filter(fate__in=UNUSED).exclude(stored=""))
    again = [linked(each.stored, each.name, each.size, each.sha256) for each in left]
    made = receive_files(actor, row.corpus, again, product=product, delivered=delivered or row.delivered)
    for stored in [_forget(actor, each) for each in left]:
        drop(stored)
    return made


def remove_file(actor: Actor, number: UUID, place_in: int) -> ArrivedFile:
    """Forget a kept file: it was dealt with. What is known of it stays. What an edition took stays in the edition.

    Raises NotFound `NO_ARRIVED_FILE`, `FILE_NOT_KEPT`; Forbidden; UsageError `ARRIVAL_OPEN`.
    """
    row = file(actor, number, place_in)
    require_place(actor, row.arrival.corpus)
    kept_file(actor, row)
    if standing(actor, row.arrival).is_open:
        raise UsageError("ARRIVAL_OPEN", room="information")
    with transaction.atomic():
        stored = _forget(actor, row)
        _note(actor, "remove file", row.arrival, {"file": [row.name, None], "sha256": [row.sha256, None]})
    drop(stored)
    return row


def _forget(actor: Actor, row: ArrivedFile) -> str:
    stored, row.stored = row.stored, ""
    row.removed_at, row.removed_by = timezone.now(), actor.name
    row.save(update_fields=["stored", "removed_at", "removed_by"])
    return stored


def _note(actor: Actor, action: str, row: Arrival, changes: dict[str, list[Any]] | None = None) -> None:
    record_change(
        actor, action=action, concept=CONCEPT, object_id=row.pk, name=f"corpus {row.corpus}", changes=changes or {},
        organization=row.organization_id,
    )  # fmt: skip
