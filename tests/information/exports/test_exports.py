"""Long exports: the order of the screen, every format, progress, whose they are, how long they are kept."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.utils import timezone
from tests.workspace.conftest import SignedIn, World

from zhihang.errors import Forbidden, NotFound, QueryError, UsageError, ZhihangError
from zhihang.information.collections import services as collecting
from zhihang.information.exports import selectors, services
from zhihang.information.exports.models import Export
from zhihang.library import Corpus
from zhihang.library.exporting import FORMATS
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.jobs.declaring import Progress, declared
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State
from zhihang.workspace.jobs.telling import tell_end
from zhihang.workspace.notices.selectors import notices


@pytest.fixture
def member(world: World) -> Actor:
    return world.actor("member")


def run(row: Export, progress: Progress | None = None) -> Export:
    job = Job.objects.unscoped("tests").get(pk=row.job)
    declared(job.name).run(progress or Progress(), **job.arguments)
    Job.objects.unscoped("tests").filter(pk=job.pk).update(state=State.SUCCEEDED)
    row.refresh_from_db()
    return row


def rows_of(path: Path) -> list[str]:
    table = csv.reader(io.StringIO(path.read_text("utf-8-sig")))
    return [line[0] for line in table][1:]


@pytest.mark.parametrize(
    ("sort", "descending"), [("pd", True), ("pd", False), ("id", True), ("pa", False), ("ti", True)]
)
def test_the_file_has_the_order_of_the_screen(sort: str, descending: bool, member: Actor, corpus: Corpus) -> None:
    row = run(services.start_export(member, "csv", query="ti=filler OR battery", sort=sort, descending=descending))
    result = corpus.search("ti=filler OR battery")
    screen = [hit.id for hit in result.page(0, result.total, sort, descending)]
    assert rows_of(selectors.file_of(member, row)) == screen
    assert row.written == row.total == len(screen) > 100


@pytest.mark.parametrize("collapse", ["right", "simple", "extended"])
def test_a_collapsed_screen_is_exported_collapsed(collapse: Any, member: Actor, corpus: Corpus) -> None:
    row = run(services.start_export(member, "csv", query="id=*", sort="ti", descending=False, collapse=collapse))
    result = corpus.search("id=*")
    screen = [hit.id for hit in result.page(0, result.total, "ti", False, collapse)]
    assert rows_of(selectors.file_of(member, row)) == screen
    assert row.written == row.total == len(screen) < result.total


def test_who_asked_is_told_where_the_file_is(member: Actor) -> None:
    row = services.start_export(member, "csv", query="ti=filler")
    job = Job.objects.unscoped("tests").get(pk=row.job)
    tell_end(job, State.SUCCEEDED)
    assert notices(member).get().link == f"/exports/{row.pk}"


@pytest.mark.parametrize("format_", FORMATS)
def test_every_format_is_the_one_of_the_library(format_: str, member: Actor, corpus: Corpus, tmp_path: Path) -> None:
    row = run(services.start_export(member, format_, query="ti=filler", sort="id", descending=False))
    written = selectors.file_of(member, row)
    direct = tmp_path / "direct"
    corpus.search("ti=filler").export(format_, direct, sort="id", descending=False)
    assert row.size == written.stat().st_size
    if format_ not in ("xlsx", "parquet", "pdf", "docx"):  # these hold the moment in which they were made
        assert written.read_bytes() == direct.read_bytes()
    assert written.stat().st_size > 1000


def test_a_collection_is_exported_narrowed_as_it_was(member: Actor, corpus: Corpus) -> None:
    kept = collecting.make_live(member, "Fillers", "ti=filler")
    row = run(services.start_export(member, "csv", collection=kept.pk, query="pd=2015", columns=["id", "pd"]))
    assert set(rows_of(selectors.file_of(member, row))) == set(corpus.search("ti=filler AND pd=2015").ids().to_pylist())


def test_progress_is_told_and_heard(member: Actor) -> None:
    row = services.start_export(member, "csv", query="ti=filler")
    progress = Progress()
    run(row, progress)
    assert (progress.done, progress.total) == (110, 110)
    stopped = services.start_export(member, "csv", query="ti=filler")
    cancelled = Progress()
    cancelled.stop.set()
    with pytest.raises(ZhihangError, match="JOB_STOPPED"):
        run(stopped, cancelled)
    assert list((Path(settings.STATE) / "exports").glob("*.unfinished")) == []


def test_a_job_that_runs_twice_leaves_one_whole_file(member: Actor) -> None:
    row = services.start_export(member, "csv", query="ti=filler")
    first = selectors.file_of(member, run(row)).read_bytes()
    assert selectors.file_of(member, run(row)).read_bytes() == first


def test_the_edition_is_the_one_of_the_beginning(member: Actor, corpus: Corpus) -> None:
    row = services.start_export(member, "csv", query="ti=filler")
    assert row.edition == corpus.edition_id
    with pytest.raises(NotFound):
        services.start_export(member, "csv", query="ti=filler", edition="0000dead")


def test_a_file_is_kept_for_a_while_and_then_said_to_be_gone(member: Actor, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_EXPORT_DAYS", "3")
    row = run(services.start_export(member, "csv", query="ti=filler"))
    assert timezone.now() + timedelta(days=2) < row.expires_at < timezone.now() + timedelta(days=4)
    path = selectors.file_of(member, row)
    assert services.prune_exports(Progress())["pruned"] == 0
    Export.objects.unscoped("tests").update(expires_at=timezone.now() - timedelta(minutes=1))
    assert services.prune_exports(Progress())["pruned"] == 1
    assert not path.exists()
    row.refresh_from_db()
    assert selectors.standing(member, row).state == "expired"
    with pytest.raises(NotFound, match="EXPORT_EXPIRED"):
        selectors.file_of(member, row)


def test_a_file_that_is_not_there_yet_is_not_given(member: Actor) -> None:
    row = services.start_export(member, "csv", query="ti=filler")
    with pytest.raises(UsageError, match="EXPORT_NOT_READY"):
        selectors.file_of(member, row)
    Job.objects.unscoped("tests").filter(pk=row.job).update(state=State.FAILED, error_code="X", error="disk full")
    with pytest.raises(UsageError) as caught:
        selectors.file_of(member, row)
    assert caught.value.fields["reason"] == "disk full"


def test_removing_takes_row_and_file(member: Actor, django_capture_on_commit_callbacks: Callable[..., Any]) -> None:
    row = run(services.start_export(member, "csv", query="ti=filler"))
    path = selectors.file_of(member, row)
    with django_capture_on_commit_callbacks(execute=True):
        services.remove_export(member, row.pk)
    assert not path.exists()
    assert list(selectors.exports(member)) == []
    running = services.start_export(member, "csv", query="ti=filler")
    services.remove_export(member, running.pk)
    assert Job.objects.unscoped("tests").get(pk=running.job).state == State.CANCELLED


@pytest.mark.parametrize("who", ["administrator", "outsider", "stranger"])
def test_an_export_is_its_makers_own(who: str, world: World, member: Actor) -> None:
    row = run(services.start_export(member, "csv", query="ti=filler"))
    other = world.actor(who)
    assert list(Export.objects.of(other)) == []
    for attempt in (lambda: selectors.export(other, row.pk), lambda: services.remove_export(other, row.pk)):
        with pytest.raises(NotFound):
            attempt()


@pytest.mark.parametrize(
    ("given", "error"),
    [
        ({"format_": "exe", "query": "ti=filler"}, "FORMAT"),
        ({"query": "ti=filler", "sort": "size"}, "SORT"),
        ({"query": "ti=filler", "columns": ["nothing"]}, "COLUMN"),
        ({"query": "ti=zebra AND ti=filler"}, "EXPORT_NOTHING"),
        ({"query": ""}, "EXPORT_NOTHING"),
        ({"collection": 99_999}, "NO_COLLECTION"),
    ],
    ids=str,
)
def test_what_cannot_be_exported_is_refused_at_once(given: dict[str, Any], error: str, member: Actor) -> None:
    with pytest.raises(UsageError) as caught:
        services.start_export(member, given.pop("format_", "csv"), **given)
    assert caught.value.code == error
    with pytest.raises(QueryError):
        services.start_export(member, "csv", query="ti=(a NEAR b)")
    with pytest.raises(Forbidden):
        services.start_export(Actor(), "csv", query="ti=filler")


def test_who_belongs_to_no_organization_exports_too(world: World, signed_in: SignedIn) -> None:
    stranger = world.actor("stranger")
    row = run(services.start_export(stranger, "csv", query="ti=filler"))
    assert signed_in("stranger").get(f"/exports/{row.pk}/file").status_code == 200


def test_from_the_page_to_the_file(world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhihang.information.exports.template_tags.LONG", 100)
    client, member = signed_in("member"), world.actor("member")
    page = client.get("/search?q=ti%3Dfiller&sort=id&order=asc").content.decode()
    assert 'action="/exports/start"' in page
    assert 'action="/exports/start"' not in signed_in("anonymous").get("/search?q=ti%3Dfiller").content.decode()
    said = {"format": "csv", "q": "ti=filler", "sort": "id", "order": "asc"}
    address = client.post("/exports/start", said).headers["Location"]
    waiting = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert 'hx-trigger="every 1s"' in waiting
    run(selectors.exports(member).get())
    text = client.get(address).content.decode()
    assert "Download 110 records" in text
    answer = client.get(f"{address}/file")
    assert rows_of_bytes(b"".join(answer.streaming_content)) == sorted(  # type: ignore[attr-defined]
        f"EP{9800000 + number}A1" for number in range(1, 111)
    )
    assert client.get("/exports").status_code == 200
    assert client.post("/exports/start", said | {"format": "exe"}).status_code == 302
    for who, status in (("outsider", 404), ("anonymous", 302)):
        for path in (address, f"{address}/file"):
            assert signed_in(who).get(path).status_code == status
    client.post(f"{address}/remove")
    assert client.get(address).status_code == 404


def rows_of_bytes(data: bytes) -> list[str]:
    return [line[0] for line in csv.reader(io.StringIO(data.decode("utf-8-sig")))][1:]
