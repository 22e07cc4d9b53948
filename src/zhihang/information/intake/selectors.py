"""Reading what arrived: arrivals, their files, how far they are."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from zhihang.errors import NotFound, UsageError, ZhihangError
from zhihang.information.corpora.places import Place
from zhihang.information.corpora.policy import may_add
from zhihang.information.corpora.selectors import place, readable
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.states import UNUSED, Outcome
from zhihang.information.intake.storing import path_of
from zhihang.messages import error_text, text
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import OPEN, State
from zhihang.workspace.pages.preferences import language


def fillable(actor: Actor) -> list[Place]:
    """The corpora the actor may add files to."""
    return [each for each in readable(actor) if may_add(actor, each)]


def arrivals(actor: Actor) -> QuerySet[Arrival]:
    """What came for the corpora in the actor's care, the latest first. `files`: how many came; `kept`: how many of
    those of which nothing was used still wait for somebody to look at them."""
    every = ArrivedFile.objects.of(actor).filter(arrival=OuterRef("pk"))
    waiting = every.filter(fate__in=UNUSED).exclude(stored="")
    counted = {"files": _number(every), "kept": _number(waiting)}
    return Arrival.objects.of(actor).annotate(**counted).order_by("-created_at", "pk")


def _number(rows: QuerySet[ArrivedFile]) -> Coalesce:
    counted = rows.order_by().values("arrival").annotate(number=Count("pk")).values("number")
    return Coalesce(Subquery(counted), 0)


def arrival(actor: Actor, number: UUID) -> Arrival:
    """One of them. Raises NotFound `NO_ARRIVAL`, also for one that the actor may not know of."""
    found = Arrival.objects.of(actor).filter(pk=number).first()
    if found is None:
        raise NotFound("NO_ARRIVAL", room="information", number=number)
    return found


def files(actor: Actor, row: Arrival) -> QuerySet[ArrivedFile]:
    """Its files in their order, without what each holds."""
    return ArrivedFile.objects.of(actor).filter(arrival=row).defer("members").order_by("number")


def file(actor: Actor, arrival_number: UUID, number: int) -> ArrivedFile:
    """One file with its arrival. Raises NotFound `NO_ARRIVED_FILE`."""
    rows = ArrivedFile.objects.of(actor).filter(arrival=arrival_number, number=number).select_related("arrival")
    found = rows.first()
    if found is None:
        raise NotFound("NO_ARRIVED_FILE", room="information", number=number)
    return found


def kept_file(actor: Actor, row: ArrivedFile) -> Path:
    """Where the file itself lies. Raises NotFound `FILE_NOT_KEPT` once it is gone."""
    path = path_of(row.stored)
    if not row.stored or not path.is_file():
        raise NotFound("FILE_NOT_KEPT", room="information", name=row.name)
    return path


def place_named(actor: Actor, row: Arrival) -> str:
    """The name of the corpus an arrival is for; its key where the corpus is retired or the actor does not read it."""
    try:
        return place(actor, row.corpus).name
    except NotFound:
        return text("information", "CORPUS_NUMBER", language(), number=row.corpus)


def may_fill(actor: Actor, row: Arrival) -> bool:
    """Whether the actor may go on with an arrival: add to its corpus."""
    try:
        return may_add(actor, place(actor, row.corpus))
    except NotFound:
        return False


@dataclass(frozen=True, slots=True)
class Standing:
    """How far an arrival is. `state`: its outcome, else that of its job; `error`, `code`: what ended the job."""

    state: str
    error: str = ""
    code: str = ""
    attempts: int = 1
    is_stopping: bool = False

    @property
    def is_open(self) -> bool:
        """Whether work on it waits or runs."""
        return self.state in OPEN

    @property
    def has_ended_badly(self) -> bool:
        """Whether it ended without an outcome, so that it may be tried again."""
        return self.state in (State.FAILED, State.CANCELLED)

    @property
    def message(self) -> str:
        """The name of the text that says it."""
        return f"ARRIVAL_IS_{self.state.upper()}"


def standing(actor: Actor, row: Arrival) -> Standing:
    """How far an arrival of the actor's is; its job may belong to another organization than its corpus."""
    jobs = Job.objects.unscoped("the arrival was found for the actor")
    return _standing(row, jobs.filter(pk=row.job).first() if row.job else None)


def standings(actor: Actor, rows: list[Arrival]) -> list[Standing]:
    """The same for several at once."""
    jobs = Job.objects.unscoped("the arrivals were found for the actor").in_bulk([row.job for row in rows if row.job])
    return [_standing(row, jobs.get(row.job) if row.job else None) for row in rows]


def _standing(row: Arrival, job: Job | None) -> Standing:
    if job is not None and job.is_open:
        return Standing(job.state, attempts=job.attempts, is_stopping=job.is_cancel_wanted)
    if row.outcome != Outcome.NONE:
        return Standing(row.outcome)
    if job is None:
        return Standing(State.FAILED, code="JOB_GONE", error=text("information", "JOB_GONE", language()))
    if job.state == State.CANCELLED:
        return Standing(State.CANCELLED)
    return Standing(State.FAILED, _error(row, job), job.error_code)


def _error(row: Arrival, job: Job) -> str:
    """What ended the work, in the language of the page where it was an error of ours."""
    if job.error_code == "WORKER_LOST":
        return text("workspace", "WORKER_LOST", language())
    said = row.progress
    if said.get("code") == job.error_code:
        return error_text(UsageError(said["code"], room=said["room"], **said["fields"]), language())
    return job.error


def summary(row: Arrival, rows: list[ArrivedFile]) -> dict[str, Any]:
    """Counts over the files of an arrival: by fate, and of what was read."""
    fates: dict[str, int] = {}
    for each in rows:
        fates[each.fate] = fates.get(each.fate, 0) + 1
    names = ("read", "withdrawn", "judged", "problems", "size")
    return {"fates": fates, **{name: sum(getattr(each, name) for each in rows) for name in names}}


def difference_of(actor: Actor, row: Arrival) -> tuple[str, str] | None:
    """The editions before and after, where both can still be read and differ."""
    if not row.before or not row.edition or row.before == row.edition:
        return None
    try:
        corpus = place(actor, row.corpus).opened()
        return corpus.edition(row.before).id, corpus.edition(row.edition).id
    except ZhihangError:
        return None
