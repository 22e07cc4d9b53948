"""Arrived files become an edition: the fate of each, once and twice, broken and hostile ones, stopped and crashed."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tests.workspace.conftest import World

from zhihang.corpus.edition import Corpus
from zhihang.corpus.lock import locked
from zhihang.errors import UsageError, ZhihangError
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.corpora.selectors import place
from zhihang.information.corpora.services import retire_corpus
from zhihang.information.intake import selectors, services
from zhihang.information.intake.builder import Event, Order
from zhihang.information.intake.building import built
from zhihang.information.intake.models import Arrival
from zhihang.information.intake.storing import Received, path_of
from zhihang.library import open_corpus
from zhihang.workspace.actors.actor import Actor
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.jobs.declaring import Progress
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State

from .conftest import FILES, Bring, files_of, worked


def packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


@pytest.fixture
def administrator(world: World) -> Actor:
    return world.actor("administrator")


@pytest.fixture
def take(administrator: Actor, own: PrivateCorpus) -> Callable[..., Arrival]:
    """Files for the private corpus, worked on: what became of them."""

    def taken(received: list[Received], **said: Any) -> Arrival:
        return worked(services.receive_files(administrator, str(own.pk), received, **said))

    return taken


Take = Callable[..., Arrival]


@pytest.fixture
def folder(administrator: Actor, own: PrivateCorpus) -> Path:
    return place(administrator, str(own.pk)).folder


def test_files_become_an_edition_that_a_search_reads(take: Take, bring: Bring, folder: Path) -> None:
    row = take(bring("marks.csv", "grants.xml"), delivered="2024-06-30")
    assert row.outcome == "built"
    files = files_of(row)
    assert {name: (file.fate, file.read) for name, file in files.items()} == {
        "marks.csv": ("taken", 4), "grants.xml": ("taken", 4),
    }  # fmt: skip
    assert files["grants.xml"].products == ["us-grant-xml"]
    corpus = open_corpus(folder)
    assert corpus.edition_id == row.edition
    assert corpus.search("ti=separator").total == 1
    assert row.records == 8
    assert Corpus.open(folder).current().deliveries()[0].delivered == "2024-06-30"
    entry = AuditEntry.objects.unscoped("tests").filter(action="build").get()
    assert entry.changes == {"edition": ["", row.edition], "taken": [0, 2]}


def test_the_same_files_again_change_nothing(take: Take, bring: Bring, administrator: Actor) -> None:
    first = take(bring("marks.csv"))
    again = take(bring("marks.csv"))
    assert (again.outcome, again.edition) == ("unchanged", first.edition)
    assert files_of(again)["marks.csv"].fate == "known"
    more = take(bring("marks.csv", "grants.xml", copy_csv=FILES["marks.csv"]))
    assert more.outcome == "built"
    assert {name: file.fate for name, file in files_of(more).items()} == {
        "marks.csv": "known", "grants.xml": "taken", "copy.csv": "known",
    }  # fmt: skip
    assert files_of(more)["marks.csv"].same_as == "copy.csv" or files_of(more)["copy.csv"].same_as == "marks.csv"
    assert selectors.difference_of(administrator, more) == (first.edition, more.edition)


BROKEN: dict[str, tuple[bytes, str]] = {
    "empty_xml": (b"", "empty"),
    "truncated_zip": (packed({"grants.xml": FILES["grants.xml"]})[:-30], "archive-damaged"),
    "photo_xml": (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01" + b"\x00" * 64, "aside-picture"),
    "letter_csv": (b"Dear office, here are no columns of any kind.\n", "aside-text"),
    "program_zip": (b"\x7fELF\x02\x01\x01" + b"\x00" * 200, "unrecognised"),
}


def test_what_is_not_what_it_says_is_refused_by_name_and_kept(take: Take, bring: Bring, folder: Path) -> None:
    row = take(bring("marks.csv", **{name: content for name, (content, _) in BROKEN.items()}))
    files = files_of(row)
    assert files["marks.csv"].fate == "taken"
    for name, (content, reason) in BROKEN.items():
        file = files[name.replace("_", ".")]
        assert (file.fate, file.reason) == ("aside" if reason.startswith("aside") else "refused", reason)
        assert path_of(file.stored).read_bytes() == content
    assert open_corpus(folder).search("id=*").total == 4


def test_a_bomb_is_refused_before_it_is_unpacked(
    take: Take, bring: Bring, monkeypatch: pytest.MonkeyPatch, folder: Path
) -> None:
    monkeypatch.setenv("ZHIHANG_MAX_RATIO", "10")
    bomb = packed({"grants.xml": b"0" * (80 << 20)})
    began = time.monotonic()
    row = take(bring(bomb_zip=bomb))
    assert time.monotonic() - began < 1.5  # no builder was even started
    file = files_of(row)["bomb.zip"]
    assert (file.fate, file.reason) == ("refused", "too-large")
    assert str(80 << 20) in file.detail
    assert row.outcome == "nothing"
    assert not (folder / "CURRENT").exists()


def test_a_bomb_that_lies_about_its_size_is_stopped_while_it_is_unpacked(
    take: Take, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_MAX_MEMBER_SIZE", "1000000")
    bomb = bytearray(packed({"grants.xml": b"0" * (8 << 20)}))
    size = (8 << 20).to_bytes(4, "little")
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = (100).to_bytes(4, "little")
    file = files_of(take(bring(bomb_zip=bytes(bomb))))["bomb.zip"]
    assert file.fate == "refused"
    assert file.reason in ("too-large", "archive-damaged", "unrecognised")
    assert file.read == 0


def test_a_mixed_archive_tells_of_each_member(take: Take, bring: Bring) -> None:
    mixed = packed({"a/grants.xml": FILES["grants.xml"], "b/junk.bin": b"\x00\x01\x02" * 50, "empty.txt": b""})
    file = files_of(take(bring(mixed_zip=mixed)))["mixed.zip"]
    assert (file.fate, file.read) == ("taken", 4)
    told = {member["file"]: member.get("format") or member.get("problem") for member in file.members}
    assert told == {
        "mixed.zip!a/grants.xml": "us-grant-xml", "mixed.zip!b/junk.bin": "unrecognised",
        "mixed.zip!empty.txt": "empty",
    }  # fmt: skip


def test_a_trial_builds_nothing_and_can_be_followed_by_the_build(
    take: Take, bring: Bring, folder: Path, administrator: Actor
) -> None:
    row = take(bring("marks.csv", junk_xml=b"<junk/>"), is_trial=True)
    assert row.outcome == "checked"
    assert {name: (file.fate, file.read) for name, file in files_of(row).items()} == {
        "marks.csv": ("taken", 4), "junk.xml": ("refused", 0),
    }  # fmt: skip
    assert not (folder / "CURRENT").exists()
    assert not list(folder.glob("deliveries/*"))
    row = worked(services.build_arrival(administrator, row.pk))
    assert (row.outcome, files_of(row)["marks.csv"].fate) == ("built", "taken")
    with pytest.raises(UsageError, match="ARRIVAL_BUILT"):
        services.build_arrival(administrator, row.pk)


def test_a_forced_product_is_followed_and_what_does_not_fit_is_refused(take: Take, bring: Bring) -> None:
    row = take(bring("marks.csv"), product="us-grant-xml")
    file = files_of(row)["marks.csv"]
    assert file.fate == "refused"
    assert file.reason
    assert row.outcome == "nothing"


def test_what_was_refused_is_tried_again_as_another_product(take: Take, bring: Bring, administrator: Actor) -> None:
    row = take(bring("marks.csv"), product="us-grant-xml")
    again = worked(services.try_again(administrator, row.pk))
    assert (again.outcome, files_of(again)["marks.csv"].fate) == ("built", "taken")
    old = files_of(row)["marks.csv"]
    assert not old.is_kept
    with pytest.raises(UsageError, match="NO_FILES"):
        services.try_again(administrator, row.pk)


def test_nothing_is_lost_when_the_order_cannot_be_taken(administrator: Actor, own: PrivateCorpus, bring: Bring) -> None:
    received = bring("marks.csv")
    for said, code in (({"delivered": "31/31/2024"}, "DATE"), ({"product": "nonsense"}, "PRODUCT")):
        with pytest.raises(UsageError, match=code):
            services.receive_files(administrator, str(own.pk), received, **said)
        assert not received[0].path.exists()
        received = bring("marks.csv")
    assert Arrival.objects.unscoped("tests").count() == 0
    with pytest.raises(UsageError, match="NO_FILES"):
        services.receive_files(administrator, str(own.pk), [])


def test_work_that_was_lost_and_resumed_still_counts_as_taken(
    take: Take, bring: Bring, administrator: Actor, own: PrivateCorpus, folder: Path
) -> None:
    """A worker that dies after the switch and before it writes the fates: the next one finds everything there."""
    before = take(bring("grants.xml"))
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    Arrival.objects.unscoped("tests").filter(pk=row.pk).update(has_begun=True, before=before.edition)
    stored = files_of(row)["marks.csv"].stored
    built(Order(corpus=str(folder), files=[str(path_of(stored))]), lambda event: None)
    row = worked(row)
    assert (row.outcome, row.before, files_of(row)["marks.csv"].fate) == ("built", before.edition, "taken")
    assert row.edition == Corpus.open(folder).current_id() != before.edition


def test_a_build_waits_for_another_one_and_says_for_whom(
    take: Take, bring: Bring, administrator: Actor, own: PrivateCorpus, folder: Path
) -> None:
    stages: list[str] = []

    def listen(event: Event) -> None:
        stages.append(event.stage)
        if event.stage == "wait":
            assert str(event.detail)
            released.set()

    released = threading.Event()
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    order = Order(corpus=str(folder), files=[str(path_of(files_of(row)["marks.csv"].stored))])
    holding = threading.Event()

    def hold() -> None:
        with locked(folder / "lock"):
            holding.set()
            released.wait(30)

    thread = threading.Thread(target=hold)
    thread.start()
    holding.wait(10)
    report = built(order, listen)
    thread.join()
    assert "wait" in stages
    assert report.edition


def test_two_at_once_are_both_in_the_edition(bring: Bring, folder: Path) -> None:
    orders = [Order(corpus=str(folder), files=[str(each.path)]) for each in bring("marks.csv", "grants.xml")]
    Corpus.create(folder)
    threads = [threading.Thread(target=built, args=(order, lambda event: None)) for order in orders]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert open_corpus(folder).search("id=*").total == 8


def test_a_build_that_is_not_wanted_any_more_stops_and_leaves_the_old_edition(
    take: Take, bring: Bring, administrator: Actor, own: PrivateCorpus, folder: Path
) -> None:
    first = take(bring("grants.xml"))
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    progress = Progress()
    progress.stop.set()
    with locked(folder / "lock"), pytest.raises(ZhihangError, match="JOB_STOPPED"):
        worked(row, progress)
    Job.objects.unscoped("tests").filter(pk=row.job).update(state=State.CANCELLED)
    assert Corpus.open(folder).current_id() == first.edition
    assert not list(folder.rglob("*.tmp"))
    row = selectors.arrival(administrator, row.pk)
    assert selectors.standing(administrator, row).state == "cancelled"
    row = worked(services.build_arrival(administrator, row.pk))
    assert row.outcome == "built"


def test_a_crash_of_the_builder_is_an_error_that_is_told(
    bring: Bring, administrator: Actor, own: PrivateCorpus, folder: Path
) -> None:
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv"))

    def kill_builder() -> None:
        while not (found := _children()):
            time.sleep(0.02)
        os.kill(found[0], signal.SIGKILL)

    with locked(folder / "lock"):  # the builder waits, so it is there to be killed
        thread = threading.Thread(target=kill_builder)
        thread.start()
        with pytest.raises(UsageError, match="BUILDER_ENDED"):
            worked(row)
        thread.join()
    Job.objects.unscoped("tests").filter(pk=row.job).update(state=State.FAILED, error_code="BUILDER_ENDED")
    row = selectors.arrival(administrator, row.pk)
    now = selectors.standing(administrator, row)
    assert now.has_ended_badly
    assert "SIGKILL" in now.error
    assert worked(services.build_arrival(administrator, row.pk)).outcome == "built"


def test_a_builder_without_its_parent_ends_by_itself(folder: Path, bring: Bring) -> None:
    order = Order(corpus=str(folder), files=[str(each.path) for each in bring("marks.csv")])
    command = [sys.executable, "-m", "zhihang.information.intake.builder", "1"]  # another one than its parent
    with locked(folder / "lock"):
        done = subprocess.run(command, input=msgspec.json.encode(order), capture_output=True, timeout=60, check=False)
    assert done.returncode == 1


def _children() -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if int(stat[1]) == os.getpid() and b"intake.builder" in command:
            found.append(int(folder.name))
    return found


def test_a_retired_corpus_takes_nothing_more(
    bring: Bring, administrator: Actor, own: PrivateCorpus, take: Take
) -> None:
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    retire_corpus(administrator, own.pk)
    with pytest.raises(UsageError, match="NO_CORPUS_HERE"):
        worked(row)
    assert not selectors.may_fill(administrator, row)
    assert str(own.pk) in selectors.place_named(administrator, row)
