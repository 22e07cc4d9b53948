"""Watched folders: what is new is brought in once it is quiet, once; what is refused waits until it changes."""

from __future__ import annotations

import csv
import os
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.utils import timezone
from tests.information.intake.conftest import FILES, files_of, worked
from tests.workspace.conftest import SignedIn, World

from zhihang.errors import Forbidden, NotFound, UsageError
from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.intake.models import Arrival
from zhihang.information.intake.storing import root
from zhihang.information.watched_folders import services, watching
from zhihang.information.watched_folders.models import Sighting, WatchedFolder
from zhihang.information.watched_folders.watching import look_into_folders
from zhihang.workspace.audit.models import AuditEntry
from zhihang.workspace.jobs.declaring import DECLARED, Progress
from zhihang.workspace.notices.selectors import notices

ROWS = list(csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t"))
WHO = ("anonymous", "stranger", "member", "outsider", "administrator", "auditor", "operator")


@pytest.fixture
def feeding(world: World, own: PrivateCorpus, watched: Path) -> WatchedFolder:
    return services.declare_folder(world.actor("operator"), str(own.pk), str(watched))


def look() -> int:
    found: int = look_into_folders(Progress())["arrived"]
    return found


def sights() -> dict[str, str]:
    return {each.path: each.sight for each in Sighting.objects.unscoped("tests")}


def last() -> Arrival:
    return Arrival.objects.unscoped("tests").latest("created_at")


def write(path: Path, content: bytes, age: float = 60) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    moment = timezone.now().timestamp() - age
    os.utime(path, (moment, moment))
    return path


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']}")
def test_who_may(
    row: dict[str, str], who: str, world: World, own: PrivateCorpus, watched: Path, signed_in: SignedIn
) -> None:
    (watched / "public").mkdir()
    (watched / "more").mkdir()
    operator = world.actor("operator")
    mine = services.declare_folder(operator, str(own.pk), str(watched))
    public = services.declare_folder(operator, "public", str(watched / "public"))
    address = row["address"].format(own=mine.pk, public=public.pk)
    said = {"corpus": "public", "path": str(watched / "more"), "pattern": "*"}
    response = getattr(signed_in(who), row["method"])(address, said if row["method"] == "post" else {})
    status = str(response.status_code)
    if status == "302" and "/accounts/login" in response.headers["Location"]:
        status = "sign in"
    assert status == row[who]


def test_a_new_file_is_brought_in_built_and_not_brought_in_again(feeding: WatchedFolder, watched: Path) -> None:
    write(watched / "week 1" / "marks.csv", FILES["marks.csv"])
    write(watched / ".part.csv", b"hidden")
    assert look() == 1
    row = last()
    assert (row.organization_id, row.folder, row.delivered) == (
        feeding.organization_id, feeding.pk, timezone.localdate().isoformat(),
    )  # fmt: skip
    assert look() == 0
    row = worked(row)
    file = files_of(row)["marks.csv"]
    assert (row.outcome, file.fate, file.origin) == ("built", "taken", "week 1/marks.csv")
    assert not file.is_kept  # the file itself lies in its folder; the copy went
    assert not (root() / str(row.pk)).exists()
    assert (watched / "week 1" / "marks.csv").is_file()
    assert look() == 0
    assert sights() == {"week 1/marks.csv": "arrived"}


def test_a_file_that_still_grows_waits(feeding: WatchedFolder, watched: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_WATCH_QUIET", "60")
    now = timezone.now()
    with time_machine.travel(now, tick=False) as clock:
        write(watched / "marks.csv", FILES["marks.csv"][:100])
        assert look() == 0
        clock.shift(timedelta(seconds=59))
        assert look() == 0
        write(watched / "marks.csv", FILES["marks.csv"], age=1)
        clock.shift(timedelta(seconds=30))
        assert look() == 0  # it changed: the minute begins anew
        clock.shift(timedelta(seconds=59))
        assert look() == 0
        clock.shift(timedelta(seconds=2))
        assert look() == 1


def test_a_refused_file_is_not_tried_again_until_it_changes(
    feeding: WatchedFolder, watched: Path, world: World
) -> None:
    path = write(watched / "marks.csv", b"\x00\x01\x02" * 30)
    assert look() == 1
    file = files_of(worked(last()))["marks.csv"]
    assert (file.fate, file.is_kept) == ("refused", True)
    told = notices(world.actor("operator")).get()
    assert told.code == "FOLDER_TOLD_UNUSED"
    assert told.link == f"/arrivals/{file.arrival_id}"
    assert look() == 0
    write(path, FILES["marks.csv"], age=30)
    assert look() == 1
    assert files_of(worked(last()))["marks.csv"].fate == "taken"


def test_content_that_came_before_is_not_brought_in_under_another_name_or_day(
    feeding: WatchedFolder, watched: Path
) -> None:
    path = write(watched / "marks.csv", FILES["marks.csv"])
    look()
    worked(last())
    write(path, FILES["marks.csv"], age=10)
    write(watched / "copy.csv", FILES["marks.csv"])
    assert look() == 0
    assert sights() == {"marks.csv": "same", "copy.csv": "same"}
    path.unlink()
    assert look() == 0
    assert sights()["marks.csv"] == "gone"


def test_links_that_lead_out_are_seen_and_not_followed(feeding: WatchedFolder, watched: Path, tmp_path: Path) -> None:
    secret = write(tmp_path / "secret" / "grants.xml", FILES["grants.xml"])
    (watched / "out.xml").symlink_to(secret)
    (watched / "folder").symlink_to(secret.parent)
    (watched / "broken.xml").symlink_to(tmp_path / "nowhere")
    write(watched / "marks.csv", FILES["marks.csv"])
    (watched / "within.csv").symlink_to(watched / "marks.csv")
    assert look() == 2
    assert set(files_of(last())) == {"marks.csv", "within.csv"}
    assert sights() == {
        "out.xml": "outside", "folder": "outside", "broken.xml": "outside", "marks.csv": "arrived",
        "within.csv": "arrived",
    }  # fmt: skip


def test_a_folder_that_became_a_link_to_elsewhere_is_not_read(
    feeding: WatchedFolder, watched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(tmp_path / "secret" / "grants.xml", FILES["grants.xml"])
    watched.rmdir()
    watched.symlink_to(tmp_path / "secret")
    monkeypatch.setenv("ZHIHANG_WATCHED_ROOTS", str(tmp_path / "allowed"))
    assert look() == 0
    feeding.refresh_from_db()
    assert "may be watched" in feeding.error


def test_only_names_of_the_pattern_count_and_a_resting_folder_is_not_looked_into(
    feeding: WatchedFolder, watched: Path, world: World
) -> None:
    operator = world.actor("operator")
    said: dict[str, Any] = {"product": "", "is_dated": False, "is_active": True}
    services.change_folder(operator, feeding.pk, pattern="*.csv  week/*.xml", **said)
    write(watched / "marks.csv", FILES["marks.csv"])
    write(watched / "week" / "grants.xml", FILES["grants.xml"])
    write(watched / "notes.txt", b"notes")
    assert look() == 2
    assert last().delivered == ""
    services.change_folder(operator, feeding.pk, pattern="*", **said | {"is_active": False})
    assert look() == 0
    services.change_folder(operator, feeding.pk, pattern="*", **said)
    assert look() == 1
    entries = AuditEntry.objects.unscoped("tests").filter(concept="watched_folders.folder")
    assert [entry.action for entry in entries.order_by("id")] == ["declare", "change", "change", "change"]


def test_a_folder_that_cannot_be_read_says_so_and_hinders_no_other(
    world: World, own: PrivateCorpus, watched: Path
) -> None:
    operator = world.actor("operator")
    for name in ("gone", "there"):
        (watched / name).mkdir()
        services.declare_folder(operator, str(own.pk), str(watched / name))
    (watched / "gone").rmdir()
    write(watched / "there" / "marks.csv", FILES["marks.csv"])
    assert look() == 1
    errors = {Path(row.path).name: row.error for row in WatchedFolder.objects.unscoped("tests")}
    assert errors["there"] == ""
    assert "cannot" in errors["gone"] or "not a folder" in errors["gone"]


def test_a_file_that_changes_while_it_is_copied_waits(
    feeding: WatchedFolder, watched: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write(watched / "marks.csv", FILES["marks.csv"])
    copied = watching.copied

    def copied_while_it_changes(*given: Any) -> Any:
        received = copied(*given)
        write(path, FILES["marks.csv"] + b"\n", age=1)
        return received

    monkeypatch.setattr(watching, "copied", copied_while_it_changes)
    assert look() == 0
    monkeypatch.setattr(watching, "copied", copied)
    assert look() == 1
    assert list((root() / "incoming").iterdir()) == []


def test_only_folders_below_the_roots_may_be_watched(
    world: World, own: PrivateCorpus, watched: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator, key = world.actor("operator"), str(own.pk)
    for path, code in (
        (tmp_path, "FOLDER_OUTSIDE"), (watched / "..", "FOLDER_OUTSIDE"), ("/", "FOLDER_OUTSIDE"),
        (watched / "none", "FOLDER_MISSING"), ("a\0b", "FOLDER_MISSING"), ("", "FOLDER_MISSING"),
    ):  # fmt: skip
        with pytest.raises(UsageError, match=code):
            services.declare_folder(operator, key, str(path))
    services.declare_folder(operator, key, str(watched))
    with pytest.raises(UsageError, match="FOLDER_TWICE"):
        services.declare_folder(operator, key, f"{watched}/./")
    with pytest.raises(NotFound):
        services.declare_folder(operator, "999", str(watched))
    with pytest.raises(Forbidden):
        services.declare_folder(world.actor("administrator"), key, str(watched))
    monkeypatch.delenv("ZHIHANG_WATCHED_ROOTS")
    with pytest.raises(UsageError, match="FOLDER_NO_ROOTS"):
        services.declare_folder(operator, "public", str(watched))


def test_the_page_shows_the_fate_of_each_file(feeding: WatchedFolder, watched: Path, signed_in: SignedIn) -> None:
    write(watched / "<script>.csv", FILES["marks.csv"])
    write(watched / "junk.bin", b"\x00" * 40)
    look()
    worked(last())
    for who in ("operator", "administrator"):
        text = signed_in(who).get(f"/folders/{feeding.pk}").content.decode()
        assert "<script>.csv" not in text
        assert "&lt;script&gt;.csv" in text
        assert "taken" in text
        assert "No source recognises this file" in text
    text = signed_in("operator").post("/folders/declare", {"corpus": "public", "path": "/", "pattern": "*"})
    assert (text.status_code, "not below" in text.content.decode()) == (400, True)
    assert signed_in("operator").post(f"/folders/{feeding.pk}/give-up").status_code == 302
    assert Sighting.objects.unscoped("tests").count() == 0


def test_it_is_looked_into_every_minute() -> None:
    assert DECLARED["look_into_folders"].every == timedelta(minutes=1)
