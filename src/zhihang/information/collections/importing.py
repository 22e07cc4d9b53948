"""Bringing a list of numbers into a collection: at once, or as a job where it is long."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from zhihang.errors import Forbidden, UsageError
from zhihang.information.collections.matching import Matched, matched_numbers
from zhihang.information.collections.models import NumberImport
from zhihang.information.collections.selectors import collection, may_edit
from zhihang.information.collections.services import add_records, for_the_owner
from zhihang.information.editions.selectors import reading
from zhihang.library import Corpus
from zhihang.search.lists import lines_of
from zhihang.workspace.accounts.models import User
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.declaring import Progress, job
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.services import queue_job
from zhihang.workspace.organizations.acting import actor_for

AT_ONCE: Final = 2_000
"""Lines that a page waits for: about a second. Longer lists are read by a job."""
LONGEST: Final = 20_000_000
"""Characters of a list: a million numbers; what is longer is no list of numbers."""


def import_numbers(actor: Actor, number: int, text: str, corpus: Corpus, *, name: str = "") -> NumberImport | Job:
    """Bring the records that the lines of a text name into a list; the report, or the job that will write it.

    Raises NotFound `NO_COLLECTION`; Forbidden; UsageError `NOT_A_LIST`, `NO_LINES`, `LIST_TOO_LONG`.
    """
    row = collection(actor, number)
    if not may_edit(actor, row):
        raise Forbidden("COLLECTION_FORBIDDEN", room="information")
    if not row.is_static:
        raise UsageError("NOT_A_LIST", room="information", name=row.name)
    if len(text) > LONGEST:
        raise UsageError("LIST_TOO_LONG", room="information", characters=len(text), most=LONGEST)
    lines = sum(1 for _ in lines_of(text))
    if not lines:
        raise UsageError("NO_LINES", room="information")
    if lines <= AT_ONCE:
        return _take(actor, number, matched_numbers(corpus, text), corpus, name)
    arguments = {"user": actor.user, "organization": actor.organization, "number": number, "text": text, "name": name}
    return queue_job(actor, "import_numbers", arguments)


def _page_of(arguments: Mapping[str, Any]) -> str:
    return reverse("collections:collection", args=[arguments["number"]])


@job("import_numbers", idempotent=True, page=_page_of)
def run_import(
    progress: Progress, *, user: int, organization: int, number: int, text: str, name: str
) -> dict[str, int]:
    """Read a long list of numbers into a collection. Twice is as good as once: what is in it stays in it once."""
    actor = actor_for(User.objects.get(pk=user), organization)
    corpus = reading(actor)
    found = matched_numbers(corpus, text, lambda done, total: progress.report(done, total))
    report = _take(actor, number, found, corpus, name)
    return {"collection": number, "report": report.pk, "lines": found.lines, "matched": found.matched}


@transaction.atomic
def _take(actor: Actor, number: int, found: Matched, corpus: Corpus, name: str) -> NumberImport:
    added = add_records(actor, number, found.identifiers, corpus) if found.identifiers else 0
    unmatched = [[each.line, each.text, each.reason] for each in found.unmatched]
    row = collection(actor, number)
    with for_the_owner(actor, row):
        return NumberImport.objects.create(
            collection=row, name=name[:200], edition=corpus.edition_id, lines=found.lines, matched=found.matched,
            added=added, unmatched=unmatched, by=actor.user,
        )  # fmt: skip
