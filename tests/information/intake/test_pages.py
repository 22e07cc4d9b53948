"""Pages of what arrived: who may open each, uploads through HTTP, what is said of broken ones."""

from __future__ import annotations

import csv
import os
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.workspace.conftest import SignedIn, World

from zhihang.information.corpora.models import PrivateCorpus
from zhihang.information.intake import services
from zhihang.information.intake.models import Arrival, ArrivedFile
from zhihang.information.intake.pruning import prune_arrivals
from zhihang.information.intake.states import Fate, Outcome
from zhihang.information.intake.storing import path_of, root
from zhihang.workspace.jobs.declaring import Progress
from zhihang.workspace.jobs.models import Job
from zhihang.workspace.jobs.states import State
from zhihang.workspace.jobs.telling import tell_end
from zhihang.workspace.notices.selectors import notices

from .conftest import FILES, Bring, files_of, worked

ROWS = list(csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t"))
WHO = ("anonymous", "stranger", "member", "outsider", "administrator", "auditor", "operator")
SCRIPT = "<script>alert('x')</script>.csv"


def sent(name: str, content: bytes | None = None) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, FILES[name] if content is None else content)


def left_over() -> list[Path]:
    """Files that came in and belong to no arrival."""
    incoming = root() / "incoming"
    return list(incoming.iterdir()) if incoming.is_dir() else []


@pytest.fixture
def things(world: World, own: PrivateCorpus, bring: Bring) -> dict[str, Any]:
    """A failed arrival with a refused file, an open one, one for the public corpus."""
    administrator, operator = world.actor("administrator"), world.actor("operator")
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    waiting = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    public = services.receive_files(operator, "public", bring("marks.csv"))
    Job.objects.unscoped("tests").filter(pk=row.job).update(state=State.FAILED)
    ArrivedFile.objects.unscoped("tests").filter(arrival=row).update(fate=Fate.REFUSED, reason="empty")
    return {"own": own.pk, "row": row.pk, "open": waiting.pk, "public": public.pk}


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row['method']} {row['address']}")
def test_who_may(row: dict[str, str], who: str, things: dict[str, Any], signed_in: SignedIn) -> None:
    said = {"files": sent("marks.csv")} if row["method"] == "post" else {}
    response = getattr(signed_in(who), row["method"])(row["address"].format(**things), said)
    status = str(response.status_code)
    if status == "302" and "/accounts/login" in response.headers["Location"]:
        status = "sign in"
    assert status == row[who]
    assert left_over() == []


def test_an_upload_through_http_becomes_an_edition(own: PrivateCorpus, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    said = {"files": [sent("marks.csv"), sent(SCRIPT, b"\x00\x01")], "product": "", "delivered": "2024-06-30"}
    response = client.post(f"/arrivals/new/{own.pk}/files", said)
    address = response.headers["Location"]
    text = client.get(address).content.decode()
    assert "every 1s" in text
    row = worked(Arrival.objects.unscoped("tests").get())
    assert row.outcome == Outcome.BUILT
    text = client.get(address).content.decode()
    assert "every 1s" not in text
    assert SCRIPT not in text
    assert row.edition in text
    assert "No source recognises this file" in text
    inside = client.get(f"{address}/files/1").content.decode()
    assert "/records/CN-TM-90000001" in inside
    fetched = client.get(f"{address}/files/2/content")
    assert b"".join(fetched.streaming_content) == b"\x00\x01"  # type: ignore[attr-defined]
    assert fetched.headers["Content-Disposition"].startswith("attachment")
    assert fetched.headers["Content-Type"] == "application/octet-stream"
    listed = client.get("/arrivals", headers={"accept-language": "zh-hans"}).content.decode()
    assert "1 个文件未采用" in listed
    assert left_over() == []


def test_what_was_kept_as_printed_is_told_apart_from_damage(own: PrivateCorpus, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    rows = "申请/注册号,商标名称,国际分类,申请日期", "91000001,奇怪,99,2018-02-30", "91000002,平常,9,2018-03-01"
    client.post(f"/arrivals/new/{own.pk}/files", {"files": sent("odd.csv", "\n".join(rows).encode())})
    row = worked(Arrival.objects.unscoped("tests").get())
    page = client.get(f"/arrivals/{row.pk}/files/1").content.decode()
    problems, _, notices = page.partition('id="notices"')
    assert ("2018-02-30" in problems, "2018-02-30" in notices) == (True, False)
    assert ("国际分类: 99" in problems, "国际分类: 99" in notices) == (False, True)


def test_a_refused_file_stays_until_it_is_removed(own: PrivateCorpus, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    client.post(f"/arrivals/new/{own.pk}/files", {"files": sent("junk.bin", b"\x00" * 99)})
    row = worked(Arrival.objects.unscoped("tests").get())
    file = files_of(row)["junk.bin"]
    assert path_of(file.stored).is_file()
    assert client.post(f"/arrivals/{row.pk}/files/1/remove").status_code == 302
    assert not (root() / str(row.pk)).exists()
    assert client.get(f"/arrivals/{row.pk}/files/1/content").status_code == 404
    assert client.get(f"/arrivals/{row.pk}/files/1").status_code == 200
    assert client.post(f"/arrivals/{row.pk}/files/1/remove").status_code == 404


def test_who_brought_files_is_told_what_became_of_them(world: World, own: PrivateCorpus, bring: Bring) -> None:
    administrator = world.actor("administrator")
    row = services.receive_files(administrator, str(own.pk), bring("marks.csv", junk_bin=b"\x00" * 99))
    worked(row)
    tell_end(Job.objects.unscoped("tests").get(pk=row.job), State.SUCCEEDED)
    other = services.receive_files(administrator, str(own.pk), bring("marks.csv"))
    tell_end(Job.objects.unscoped("tests").get(pk=other.job), State.FAILED)
    failed, told = notices(administrator).order_by("-pk")
    assert told.link == f"/arrivals/{row.pk}"
    assert "1 of 2 used" in told.said("en")
    assert "共 2 个，采用 1 个" in told.said("zh")
    assert "failed" in failed.said("en")


def test_files_under_work_cannot_be_removed_and_work_not_begun_twice(
    own: PrivateCorpus, signed_in: SignedIn, things: dict[str, Any]
) -> None:
    client = signed_in("administrator")
    assert client.post(f"/arrivals/{things['open']}/files/1/remove").status_code == 400
    assert client.post(f"/arrivals/{things['open']}/build").status_code == 400
    assert client.post(f"/arrivals/{things['open']}/stop").status_code == 302
    assert client.post(f"/arrivals/{things['open']}/stop").status_code == 400
    assert "Try again" in client.get(f"/arrivals/{things['open']}").content.decode()


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({}, "Choose at least one file"),
        ({"files": sent("marks.csv"), "delivered": "yesterday"}, "yesterday"),
        ({"files": sent("marks.csv"), "product": "nonsense"}, "nonsense"),
    ],
)
def test_a_mistake_in_the_form_is_said_and_nothing_is_kept(
    said: dict[str, Any], words: str, own: PrivateCorpus, signed_in: SignedIn
) -> None:
    response = signed_in("administrator").post(f"/arrivals/new/{own.pk}/files", said)
    assert response.status_code == 400
    assert words in response.content.decode()
    assert left_over() == []
    assert Arrival.objects.unscoped("tests").count() == 0


def test_what_is_too_large_is_refused_before_it_is_read(
    own: PrivateCorpus, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_LARGEST_UPLOAD", "1000")
    client = signed_in("administrator")
    response = client.post(f"/arrivals/new/{own.pk}/files", {"files": sent("large.xml", b"x" * (2 << 20))})
    assert (response.status_code, "1000 bytes" in response.content.decode()) == (400, True)
    response = client.post(f"/arrivals/new/{own.pk}/files", {"files": sent("large.xml", b"x" * 2000)})
    assert (response.status_code, "1000 bytes" in response.content.decode()) == (400, True)
    assert left_over() == []


def test_an_upload_that_breaks_off_is_said_and_nothing_is_kept(own: PrivateCorpus, signed_in: SignedIn) -> None:
    body = b'--limit\r\nContent-Disposition: form-data; name="files"; filename="marks.csv"\r\n\r\n' + FILES["marks.csv"]
    whole = body + b"\r\n--limit--\r\n"
    client = signed_in("administrator")
    second = whole.removesuffix(b"--limit--\r\n") + body
    for part in (body[: len(body) // 2], body, second, second[:-40], b"no form at all"):
        response = client.generic("POST", f"/arrivals/new/{own.pk}/files", part, "multipart/form-data; boundary=limit")
        assert response.status_code == 400, part
        assert b"broke off" in response.content, part
        assert left_over() == []
    assert Arrival.objects.unscoped("tests").count() == 0
    response = client.generic("POST", f"/arrivals/new/{own.pk}/files", whole, "multipart/form-data; boundary=limit")
    assert response.status_code == 302


def test_too_many_files_are_said(own: PrivateCorpus, signed_in: SignedIn, settings: Any) -> None:
    settings.DATA_UPLOAD_MAX_NUMBER_FILES = 2
    files = [sent(f"{number}.csv", b"a") for number in range(3)]
    response = signed_in("administrator").post(f"/arrivals/new/{own.pk}/files", {"files": files})
    assert response.status_code == 400
    assert ".tar" in response.content.decode()
    assert left_over() == []


def test_the_form_needs_its_mark_of_origin(own: PrivateCorpus, world: World) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(world.administrator)
    response = client.post(f"/arrivals/new/{own.pk}/files", {"files": sent("marks.csv")})
    assert response.status_code == 403
    assert left_over() == []
    client.get(f"/arrivals/new/{own.pk}")
    said = {"files": sent("marks.csv"), "csrfmiddlewaretoken": client.cookies["csrftoken"].value}
    assert client.post(f"/arrivals/new/{own.pk}/files", said).status_code == 302


def test_no_room_is_said(own: PrivateCorpus, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhihang.information.intake.uploading.free_bytes", lambda: 1000)
    response = signed_in("administrator").post(f"/arrivals/new/{own.pk}/files", {"files": sent("marks.csv")})
    assert response.status_code == 400
    assert "no room" in response.content.decode()


def test_files_are_kept_for_a_while_those_not_used_until_somebody_acts(
    world: World, own: PrivateCorpus, bring: Bring, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = worked(services.receive_files(world.actor("administrator"), str(own.pk), bring("marks.csv", junk_bin=b"\0")))
    stray = root() / "incoming" / "6f1d5a4e0c8c4b6d9a3d5ad1c1a0f001"
    stray.write_bytes(b"half")
    assert prune_arrivals(Progress()) == {"pruned": 0, "strays": 0}
    Arrival.objects.unscoped("tests").update(finished_at="2020-01-01T00:00Z")
    monkeypatch.setenv("ZHIHANG_UPLOAD_DAYS", "1")
    os.utime(stray, (0, 0))
    assert prune_arrivals(Progress()) == {"pruned": 1, "strays": 1}
    files = files_of(row)
    assert not files["marks.csv"].is_kept
    assert path_of(files["junk.bin"].stored).is_file()
