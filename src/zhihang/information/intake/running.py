"""The jobs of an arrival: its files are read by a builder, each file's fate is written down.

Twice leaves the same as once: files that a corpus holds already change nothing, and which edition stood before is noted
when work begins, so that what a lost worker had added still counts as taken by this arrival.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhihang.corpus.edition import Corpus
from zhihang.corpus.report import BuildReport
from zhihang.errors import NotFound, UsageError, ZhihangError
from zhihang.information.corpora.places import Place
from zhihang.information.corpora.selectors import place
from zhihang.information.intake.builder import Event, Order
from zhihang.information.intake.building import built
from zhihang.information.intake.fates import LOST, Tellers, Told
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.policy import CONCEPT
from zhihang.information.intake.services import BUILD, CHECK
from zhihang.information.intake.states import UNUSED, Fate, Outcome, outcome_of
from zhihang.information.intake.storing import drop, path_of
from zhihang.information.intake.telling import end_in_words, tell_folder_owner
from zhihang.information.intake.unpacking import TOO_LARGE, declared_excess
from zhihang.workspace.actors.actor import machine
from zhihang.workspace.actors.reach import everything
from zhihang.workspace.audit.chain import plain
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.jobs.declaring import Progress, Words, job

_WHY: Final = "the job knows whose it is"
_OFTEN: Final = 1.0  # seconds between two writes of the progress that pages show
_BATCH: Final = 200


def _page_of(arguments: Mapping[str, Any]) -> str:
    return reverse("intake:arrival", args=[arguments["arrival"]])


def _words_of(arguments: Mapping[str, Any]) -> Words:
    return end_in_words(UUID(arguments["arrival"]))


@job(BUILD, idempotent=True, low_priority=True, page=_page_of, words=_words_of)
def build_edition(progress: Progress, *, arrival: str) -> dict[str, Any]:
    """Read the files of an arrival into an edition of its corpus."""
    return _run(progress, UUID(arrival))


@job(CHECK, idempotent=True, page=_page_of, words=_words_of)
def check_files(progress: Progress, *, arrival: str) -> dict[str, Any]:
    """Say what the files of an arrival are and how much is in them; nothing is built."""
    return _run(progress, UUID(arrival))


def _run(progress: Progress, number: UUID) -> dict[str, Any]:
    with everything(_WHY):
        row = Arrival.objects.unscoped(_WHY).get(pk=number)
        if row.outcome == Outcome.NONE:
            try:
                _work(progress, row)
            except UsageError as error:
                _write_error(row, error)
                raise
    return {"arrival": str(row.pk), "outcome": row.outcome, "edition": row.edition}


def _work(progress: Progress, row: Arrival) -> None:
    actor = machine("intake", row.organization_id)
    found = place(actor, row.corpus)
    _begin(row, found)
    rows = list(ArrivedFile.objects.unscoped(_WHY).filter(arrival=row).order_by("number"))
    told = {each.number: refused for each in rows if (refused := _refused_unread(each))}
    left = [each for each in rows if each.number not in told]
    report = BuildReport()
    if left:
        order = Order(
            corpus=str(found.folder.resolve()), files=[str(path_of(each.stored)) for each in left],
            product=row.product, delivered=row.delivered, is_trial=row.is_trial,
        )  # fmt: skip
        report = built(order, Listener(progress, row, len(left)))
    tellers = Tellers(report, _held(found, row.before), _seen(found))
    told |= {each.number: tellers.told(each.name, each.sha256) for each in left}
    _finish(row, rows, told, report)


def _begin(row: Arrival, found: Place) -> None:
    if not row.has_begun:
        row.has_begun, row.before = True, Corpus(found.folder).current_id() or ""
        row.save(update_fields=["has_begun", "before"])


def _refused_unread(row: ArrivedFile) -> Told | None:
    """Why a file is not even given to the builder: it is gone, or it declares to be a bomb."""
    if not row.stored or not path_of(row.stored).is_file():
        return Told(Fate.REFUSED, LOST)
    excess = declared_excess(path_of(row.stored))
    return Told(Fate.REFUSED, TOO_LARGE, excess) if excess else None


def _held(found: Place, before: str) -> frozenset[str]:
    """The deliveries of the edition that stood before; none where it is gone or there was none."""
    try:
        return frozenset(source.key for source in found.opened().edition(before).manifest.sources)
    except ZhihangError:
        return frozenset()


def _seen(found: Place) -> Callable[[str, str], str]:
    def seen(key: str, reason: str) -> str:
        try:
            problems = found.opened().problems(key)
            return next((problem.detail for problem in problems if problem.code == reason), "")
        except NotFound:  # a trial of a corpus that nobody began yet
            return ""

    return seen


class Listener:
    """Passes on what the builder says: to the job at once, to the arrival's page once a second."""

    def __init__(self, progress: Progress, row: Arrival, files: int) -> None:
        self._progress = progress
        self._row = row
        self._files = files
        self._written = 0.0
        self._last: tuple[str, int] = ("", -1)

    def __call__(self, event: Event) -> None:
        """Hear one. Raises ZhihangError `JOB_STOPPED`."""
        self._progress.report(event.done, event.total, event.detail)
        now = time.monotonic()
        if (event.stage, event.done) == self._last or (event.stage == self._last[0] and now - self._written < _OFTEN):
            return
        self._last, self._written = (event.stage, event.done), now
        said = {"stage": event.stage, "done": event.done, "total": event.total, "detail": event.detail[-200:]}
        said |= {"begun": event.begun, "files": self._files}
        Arrival.objects.unscoped(_WHY).filter(pk=self._row.pk).update(progress=said)


def _finish(row: Arrival, rows: list[ArrivedFile], told: dict[int, Told], report: BuildReport) -> None:
    row.outcome = outcome_of([each.fate for each in told.values()], is_trial=row.is_trial).value
    row.edition, row.finished_at, row.progress = report.edition or "", timezone.now(), {}
    row.records = report.counts.records if report.counts else None
    names = list(asdict(next(iter(told.values()))))
    for each in rows:
        for name, value in asdict(told[each.number]).items():
            setattr(each, name, value)
    goes = [each.stored for each in rows if _is_copy_of_no_use(row, each)]
    for each in rows:
        each.stored = "" if each.stored in goes else each.stored
    with transaction.atomic():
        ArrivedFile.objects.unscoped(_WHY).bulk_update(rows, [*names, "stored"], batch_size=_BATCH)
        row.save()
        _note(row, rows)
        tell_folder_owner(row, [each for each in rows if each.fate in UNUSED])
    for stored in goes:
        drop(stored)


def _is_copy_of_no_use(row: Arrival, each: ArrivedFile) -> bool:
    """A copy from a watched folder that was used: the file itself lies in its folder."""
    return bool(each.origin and each.stored) and not row.is_trial and each.fate not in UNUSED


def _note(row: Arrival, rows: list[ArrivedFile]) -> None:
    if row.is_trial:
        return
    fates = {fate.value: [each.name for each in rows if each.fate == fate] for fate in Fate}
    changes: dict[str, list[Any]] = {"edition": [row.before, row.edition or row.before]}
    changes |= {fate: [0, len(names)] for fate, names in fates.items() if names}
    record_change(
        machine(BUILD, row.organization_id), action="build", concept=CONCEPT, object_id=row.pk,
        name=f"corpus {row.corpus}", changes=changes, organization=row.organization_id,
    )  # fmt: skip


def _write_error(row: Arrival, error: ZhihangError) -> None:
    """What ended the work, so that the page can say it in the language of who reads it."""
    said = plain({"code": error.code, "room": error.room, "fields": error.fields})
    Arrival.objects.unscoped(_WHY).filter(pk=row.pk).update(progress=said)
    tell_folder_owner(row, [])
