"""What there is to see and to change: one of each kind of thing, made by a member of a company of the group."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from tests.information.intake.conftest import FILES
from tests.workspace.conftest import OPERATOR, World

from zhihang.information.annotations import services as annotations
from zhihang.information.annotations.models import Column, ColumnKind, Tag
from zhihang.information.api.policy import Scope
from zhihang.information.api.services import make_token
from zhihang.information.collections import services as collections
from zhihang.information.collections.importing import import_numbers
from zhihang.information.collections.policy import Sharing
from zhihang.information.corpora.services import make_corpus, retire_corpus
from zhihang.information.exports.services import start_export
from zhihang.information.history.services import add_line
from zhihang.information.intake.services import receive_files
from zhihang.information.intake.storing import copied
from zhihang.information.reviews.models import ReviewItem
from zhihang.information.reviews.services import open_round
from zhihang.information.saved_searches.services import save_search
from zhihang.information.watched_folders.services import declare_folder
from zhihang.library import Corpus
from zhihang.search.environment import Environment
from zhihang.search.parser import parse
from zhihang.workspace.accounts.services import open_account
from zhihang.workspace.actors.actor import Role
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.services import queue_job
from zhihang.workspace.organizations.acting import actor_for
from zhihang.workspace.organizations.services import add_member

KINDS = ("reader", "member", "outsider", "administrator", "operator")
"""Who asks, besides nobody: a reader and a member of the company, administrators of another house and of the group."""


def made_people(world: World) -> dict[str, Any]:
    """Who asks, by name."""
    reader = open_account(OPERATOR, "reader@made-up.example")
    add_member(OPERATOR, world.company.pk, reader.email, role=Role.READER)
    return {"reader": reader} | {who: getattr(world, who) for who in KINDS[1:]}


def made_things(world: World, people: dict[str, Any], corpus: Corpus, folder: Any) -> dict[str, Any]:
    """The number of each thing by name, as the addresses of the table name it."""
    member, administrator, operator = (actor_for(people[who]) for who in ("member", "administrator", "operator"))
    things = {"company": world.company.pk, "group": world.group.pk, "person": people["reader"].pk}
    things |= _kept(member, corpus) | _annotated(member, actor_for(people["administrator"], world.company.pk), corpus)
    things |= _reviewed(member, people, things["row"], corpus)
    things |= _brought(administrator, operator, folder)
    row, _ = make_token(member, "tests", list(Scope), 30)
    return things | {"token": row.pk}


def _kept(member: Any, corpus: Corpus) -> dict[str, Any]:
    row = collections.make_list(member, "Cells", sharing=Sharing.WRITABLE, records=["EP9800001A1"], corpus=corpus)
    live = collections.make_live(member, "Live", "ti=filler", sharing=Sharing.READABLE)
    gone = collections.make_list(member, "Gone", sharing=Sharing.WRITABLE)
    collections.remove_collection(member, gone.pk)
    taken = collections.remove_records(member, row.pk, ["EP9800001A1"])
    collections.add_records(member, row.pk, ["EP9800003A1"], corpus)
    report = import_numbers(member, row.pk, "EP9800002A1\nnothing", corpus)
    export = start_export(member, "csv", query="ti=filler")
    job = queue_job(member, "prune_jobs")
    add_line(member, SessionStore(), parse("ti=filler"), total=110, edition=corpus.edition_id)
    saved = save_search(member, "shared", "ti=filler", is_shared=True, environment=Environment())
    private = save_search(member, "private", "ti=filler", is_shared=False, environment=Environment())
    return {
        "row": row.pk, "live": live.pk, "gone": gone.pk, "entry": taken.pk if taken else 0, "report": report.pk,
        "export": export.pk, "job": job.pk, "saved": saved.pk, "private": private.pk,
    }  # fmt: skip


def _annotated(member: Any, manager: Any, corpus: Corpus) -> dict[str, Any]:
    annotations.tag_records(member, ["EP9800001A1"], "relevant", corpus)
    note = annotations.write_note(member, "EP9800001A1", "a note", corpus)
    column = annotations.make_column(manager, "Rank", ColumnKind.TEXT)
    annotations.make_column(manager, "Gone", ColumnKind.TEXT)
    gone = Column.objects.unscoped("tests").get(name="Gone")
    annotations.remove_column(manager, gone.pk)
    tag = Tag.objects.unscoped("tests").get()
    return {"tag": tag.pk, "note": note.pk, "column": column.pk, "gone_column": gone.pk}


def _reviewed(member: Any, people: dict[str, Any], row: int, corpus: Corpus) -> dict[str, Any]:
    due = timezone.localdate() + timedelta(days=9)
    reviewers = [people["member"].pk]
    made = open_round(member, row, "Round", grades=["A", "B"], reviewers=reviewers, due=due, corpus=corpus)
    item = ReviewItem.objects.unscoped("tests").filter(round=made).first()
    return {"round": made.pk, "item": item.pk if item else 0, "due": due.isoformat(), "reviewer": reviewers[0]}


def _brought(administrator: Any, operator: Any, folder: Any) -> dict[str, Any]:
    own, gone = make_corpus(administrator, "Licensed"), make_corpus(administrator, "Gone")
    retire_corpus(administrator, gone.pk)
    sent = folder / "marks.csv"
    sent.write_bytes(FILES["marks.csv"])
    failed, waiting = (receive_files(administrator, str(own.pk), [copied(sent, "marks.csv", "")]) for _ in range(2))
    Job.objects.unscoped("tests").filter(pk=failed.job).update(state="failed")
    public = receive_files(operator, "public", [copied(sent, "marks.csv", "")])
    watched, other = folder / "deliveries", folder / "other"
    watched.mkdir()
    other.mkdir()
    declared = declare_folder(operator, "public", str(watched))
    return {
        "corpus": own.pk, "gone_corpus": gone.pk, "failed": failed.pk, "waiting": waiting.pk,
        "public": public.pk, "folder": declared.pk, "other_path": str(other),
    }  # fmt: skip
