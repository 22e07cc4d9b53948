"""Starting, making, fetching and forgetting long exports."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhihang import config
from zhihang.errors import Forbidden, UsageError
from zhihang.information.collections.answering import result_of
from zhihang.information.collections.selectors import collection as collection_of
from zhihang.information.editions.selectors import reading
from zhihang.information.exports.models import Export
from zhihang.information.exports.policy import may_export
from zhihang.information.exports.selectors import export, folder, standing
from zhihang.information.saved_searches.selectors import names
from zhihang.information.search_pages.reports import made_for
from zhihang.library import Corpus, Result
from zhihang.library.exporting import ENDINGS, ReportWish, check_format
from zhihang.messages import Language
from zhihang.search.environment import Environment
from zhihang.search.execution import LEVELS, SORTS, Collapse
from zhihang.search.exports.columns import read_columns
from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.services import record_change
from zhihang.workspace.jobs.declaring import Progress, job
from zhihang.workspace.jobs.services import cancel_job, queue_job
from zhihang.workspace.organizations.acting import actor_for

_CONCEPT: Final = "exports.export"


@transaction.atomic
def start_export(
    actor: Actor, format_: str, *, query: str = "", collection: int | None = None, edition: str = "", sort: str = "pd",
    descending: bool = True, collapse: Collapse = "document", columns: Sequence[str] | None = None,
    language: Language = "en",
) -> Export:  # fmt: skip
    """Make a file of a whole result by a job, in the order named: that of the screen. One is told when it is done.

    `query`, or `collection` with `query` as what narrows it; `edition`: empty means the current one, and the export
    keeps to the edition it began with. Raises Forbidden `EXPORT_FORBIDDEN`; NotFound for a collection or an edition;
    QueryError; UsageError `FORMAT`, `SORT`, `COLLAPSE`, `COLUMN`, `EXPORT_NOTHING`.
    """
    if not may_export(actor) or actor.user is None:
        raise Forbidden("EXPORT_FORBIDDEN", room="information")
    check_format(format_)
    _check_order(sort, collapse)
    codes = None if columns is None else list(read_columns(columns))
    open_corpus = reading(actor, edition)
    row = Export(
        organization_id=actor.organization, requested_by=actor.user, query=query.strip(), total=0,
        format=format_, sort=sort, descending=descending, collapse=collapse, columns=codes, language=language,
        edition=open_corpus.edition_id,
        collection=None if collection is None else collection_of(actor, collection),
        expires_at=timezone.now() + timedelta(days=config.number_value("export_days")),
    )  # fmt: skip
    result = _result(actor, row, open_corpus)
    row.total = result.total if collapse == "document" else result.groups(collapse)
    if not row.total:
        raise UsageError("EXPORT_NOTHING", room="information")
    row.save()
    row.job = queue_job(actor, "export_result", {"export": str(row.pk)}).pk
    row.save(update_fields=["job"])
    said = {"query": row.query, "collection": collection, "edition": row.edition, "format": format_, "rows": row.total}
    _note(actor, "start", row, {name: [None, value] for name, value in said.items() if value})
    return row


def _check_order(sort: str, collapse: str) -> None:
    if sort not in SORTS:
        raise UsageError("SORT", room="search", sort=sort, sorts=", ".join(SORTS))
    if collapse not in LEVELS:
        raise UsageError("COLLAPSE", room="search", collapse=collapse, levels=", ".join(LEVELS))


def _result(actor: Actor, row: Export, corpus: Corpus) -> Result:
    language: Language = "zh" if row.language == "zh" else "en"
    if row.collection is not None:
        return result_of(actor, row.collection, corpus, language, within=row.query, time_limit=0)
    if not row.query:
        raise UsageError("EXPORT_NOTHING", room="information")
    environment = Environment(saved=names(actor))
    return corpus.search(row.query, language=language, time_limit=0, environment=environment)


def _page_of(arguments: Mapping[str, Any]) -> str:
    return reverse("exports:export", args=[arguments["export"]])


@job("export_result", idempotent=True, page=_page_of)
def export_result(progress: Progress, *, export: str) -> dict[str, int | str]:
    """Write the file of an export. Twice leaves the same: the file appears whole or not at all."""
    row = Export.objects.unscoped("the job knows whose it is").select_related("collection").get(pk=UUID(export))
    actor = actor_for(User.objects.get(pk=row.requested_by), row.organization_id)
    result = _result(actor, row, reading(actor, row.edition))
    name = f"{row.pk}.{ENDINGS[row.format]}"
    folder().mkdir(parents=True, exist_ok=True)
    unfinished = folder() / f"{name}.unfinished"
    try:
        with unfinished.open("wb") as stream:
            progress.report(0, row.total)
            written = result.export(
                row.format, stream, sort=row.sort, descending=row.descending, columns=row.columns,
                collapse=_collapse(row), wish=_wish(actor, row), told=lambda done: progress.report(done, row.total),
            )  # fmt: skip
            progress.require_wanted()
            stream.flush()
            size = stream.tell()
        unfinished.replace(folder() / name)
    finally:
        unfinished.unlink(missing_ok=True)
    mine = Export.objects.unscoped("the job knows whose it is").filter(pk=row.pk)
    mine.update(file_name=name, written=written, size=size)
    return {"export": export, "records": written}


def _collapse(row: Export) -> Collapse:
    return next(level for level in LEVELS if level == row.collapse)


def _wish(actor: Actor, row: Export) -> ReportWish:
    """What a report says of its maker and of the collection."""
    if row.collection is None:
        return ReportWish(made_for(actor), created=row.created_at)
    return ReportWish(made_for(actor), row.collection.name, row.query, created=row.created_at)


@transaction.atomic
def remove_export(actor: Actor, number: UUID) -> None:
    """Stop an export that runs, and forget its file. Raises NotFound `NO_EXPORT`."""
    row = export(actor, number)
    if standing(actor, row).is_open and row.job is not None and actor.covers(row.organization_id):
        cancel_job(actor, row.job)
    _note(actor, "remove", row, {"rows": [row.total, None]})
    name = row.file_name
    row.delete()
    if name:
        transaction.on_commit(lambda: (folder() / name).unlink(missing_ok=True))


@job("prune_exports", idempotent=True, every=timedelta(hours=1))
def prune_exports(progress: Progress) -> dict[str, int]:
    """Forget the files whose time is over; the row stays and says so."""
    over = Export.objects.unscoped("all that is over").filter(expires_at__lte=timezone.now()).exclude(file_name="")
    pruned = 0
    for row in over:
        (folder() / row.file_name).unlink(missing_ok=True)
        row.file_name = ""
        row.save(update_fields=["file_name"])
        pruned += 1
    return {"pruned": pruned, "strays": _remove_strays()}


def _remove_strays() -> int:
    """Files that no row names: of exports that were removed while they were written. Fresh ones are left alone."""
    if not folder().is_dir():
        return 0
    known = set(Export.objects.unscoped("which files are wanted").values_list("file_name", flat=True))
    before = (timezone.now() - timedelta(days=1)).timestamp()
    strays = [path for path in folder().iterdir() if path.name not in known and _changed(path) < before]
    for path in strays:
        path.unlink(missing_ok=True)
    return len(strays)


def _changed(path: Path) -> float:
    return path.stat().st_mtime


def _note(actor: Actor, action: str, row: Export, changes: dict[str, list[object]]) -> None:
    record_change(
        actor, action=action, concept=_CONCEPT, object_id=row.pk, name=row.query[:200] or str(row.pk), changes=changes,
        organization=row.organization_id,
    )  # fmt: skip
