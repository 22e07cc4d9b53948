"""Pages of corpora: who may see and change which, what one shows, differences between its editions."""

from __future__ import annotations

import csv
import json
import re
import shutil
from pathlib import Path

import pytest
from django.db import transaction
from tests.information.corpora.conftest import Licensed, licensed_records
from tests.library.made_records import built
from tests.workspace.conftest import SignedIn, World

from zhihang.information.corpora.selectors import place
from zhihang.information.corpora.services import make_corpus, retire_corpus

TABLE = list(csv.DictReader(Path(__file__).with_name("permissions.tsv").open(encoding="utf-8"), delimiter="\t"))
WHO = ("anonymous", "stranger", "member", "outsider", "administrator", "auditor", "operator")


@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row['method']} {row['path']}")
def test_who_may(world: World, licensed: Licensed, signed_in: SignedIn, row: dict[str, str]) -> None:
    actor = world.actor("administrator")
    gone = make_corpus(actor, "Gone")
    retire_corpus(actor, gone.pk)
    path = row["path"].format(alpha=licensed.alpha.pk, gone=gone.pk)
    said = dict(pair.split("=") for pair in (row["body"] or "").split("&") if pair)
    answers = {}
    for who in WHO:
        with transaction.atomic():  # each finds what the one before found
            answers[who] = str(getattr(signed_in(who), row["method"])(path, said).status_code)
            transaction.set_rollback(True)
    assert answers == {who: row[who] for who in WHO}


def test_making_changing_and_retiring(world: World, signed_in: SignedIn) -> None:
    client = signed_in("administrator")
    made = client.post("/corpora/new", {"name": "Own reports", "licence": "ours"}, follow=True)
    assert "Empty so far" in made.content.decode()
    [(address, _)] = made.redirect_chain
    number = address.partition("corpus=")[2]
    assert f"/arrivals/new/{number}" in made.content.decode()
    again = client.post("/corpora/new", {"name": "Own reports"})
    assert again.status_code == 400
    assert "Choose another name" in again.content.decode()
    assert client.post("/corpora/new", {"name": ""}).status_code == 400
    client.post(f"/corpora/{number}/change", {"name": "Reports", "description": "<b>all</b>"})
    page = client.get("/corpora").content.decode()
    assert "Reports" in page
    assert "&lt;b&gt;all" in page
    assert "empty so far" in page
    client.post(f"/corpora/{number}/retire", {"reason": "over"})
    page = client.get("/corpora").content.decode()
    assert f"/corpora/{number}/restore" in page
    assert client.get(f"/corpus?corpus={number}").status_code == 404
    client.post(f"/corpora/{number}/restore")
    assert client.get(f"/corpus?corpus={number}").status_code == 200


def test_the_pages_of_a_corpus_keep_to_it(world: World, licensed: Licensed, signed_in: SignedIn) -> None:
    client, number = signed_in("administrator"), licensed.alpha.pk
    page = client.get(f"/corpus?corpus={number}")
    assert page.context["manifest"].counts.records == 5
    said = page.content.decode()
    assert "until 2027" in said
    for name in ("certificate", "problems"):
        assert f"/corpus/{name}?corpus={number}&amp;edition=" in said
    problems = client.get(f"/corpus/problems?corpus={number}").content.decode()
    links = re.findall(r'href="(\?[^"]*|/corpus[^"]*edition=[^"]*)"', problems.partition("<main")[2])
    assert len(links) >= 3
    for link in links:
        address = link.replace("&amp;", "&")
        path = address if address.startswith("/") else f"/corpus/problems{address}"
        assert client.get(path).status_code == 200, link
        assert f"corpus={number}" in link
    shown = client.get("/corpora").content.decode()
    assert "Alpha licence" in shown
    assert "Beta licence" not in shown


@pytest.fixture
def two_editions(world: World, licensed: Licensed, tmp_path: Path) -> tuple[int, str, str]:
    """The corpus of the group with an older edition and a newer one: a record more, one less, one changed."""
    before = licensed_records("alphasecret", 71000001)
    after = json.loads(json.dumps(before[1:]))
    after[0]["title"] = {"en": "Another title"}
    after.append(json.loads(json.dumps(before[0])) | {"id": "US71999999A1", "number": "71999999"})
    folder = place(world.actor("administrator"), str(licensed.alpha.pk)).folder
    shutil.rmtree(folder)
    built(tmp_path / "one", before)
    old = (tmp_path / "one" / "corpus" / "CURRENT").read_text("ascii").strip()
    new_folder = built(tmp_path / "two", after)
    new = (new_folder / "CURRENT").read_text("ascii").strip()
    shutil.copytree(tmp_path / "one" / "corpus", folder)
    for part in ("editions", "deliveries"):
        shutil.copytree(new_folder / part, folder / part, dirs_exist_ok=True)
    shutil.copy(new_folder / "CURRENT", folder / "CURRENT")
    return licensed.alpha.pk, old, new


def test_differences_between_two_editions(two_editions: tuple[int, str, str], signed_in: SignedIn) -> None:
    number, old, new = two_editions
    client = signed_in("administrator")
    address = f"/corpus/differences?corpus={number}"
    page = client.get(address)
    assert (page.context["old"].id, page.context["new"].id) == (old, new)
    assert page.context["sizes"] == [("added", 1), ("changed", 4), ("gone", 1), ("taken_back", 0)]
    assert page.context["rows"] == ["US71999999A1"]
    assert client.get(f"{address}&part=gone").context["rows"] == ["US71000001A1"]
    changed = client.get(f"{address}&part=changed")
    said = {each.id: each.fields for each in changed.context["rows"]}
    assert said["US71000002A1"] == ("title",)
    assert [each for each, fields in said.items() if not fields], "others say the same out of the other file"
    assert "nothing: it says the same" in changed.content.decode()
    back = client.get(f"{address}&from={new}&to={old}")
    assert back.context["rows"] == ["US71000001A1"]
    for wrong in (f"{address}&from=0000dead", f"{address}&to=0000dead"):
        assert "This edition is gone" in client.get(wrong).content.decode()
    for absurd in ("part=nonsense", "page=99999999", "page=x", "page=-1"):
        assert client.get(f"{address}&{absurd}").status_code == 200


def test_one_edition_has_no_differences(licensed: Licensed, signed_in: SignedIn) -> None:
    page = signed_in("administrator").get(f"/corpus/differences?corpus={licensed.alpha.pk}")
    assert "Only one edition is kept" in page.content.decode()
