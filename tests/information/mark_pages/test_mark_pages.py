"""Trademark and name search through its page: hits and their ways, addresses, mistakes, pictures, who may."""

from __future__ import annotations

import html
import io
import re
from collections.abc import Callable
from pathlib import Path

import PIL.Image
import pytest
import sample_corpus
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.workspace.conftest import World

from zhihang.information.mark_pages import question, selectors, views
from zhihang.library.pictures import SimilarPicture

SignedIn = Callable[[str], Client]
PEOPLE = ["anonymous", "stranger", "member", "outsider", "administrator", "operator"]


def ask(client: Client, status: int = 200, **asked: str | list[str]) -> str:
    response = client.get("/marks", asked)
    assert response.status_code == status
    return response.content.decode()


def picture(kind: str = "PNG") -> bytes:
    stream = io.BytesIO()
    PIL.Image.radial_gradient("L").resize((64, 64)).save(stream, kind)
    return stream.getvalue()


def upload(client: Client, content: bytes, **more: str) -> tuple[int, str, str]:
    response = client.post("/marks/picture", {"file": SimpleUploadedFile("mark.png", content), **more})
    return response.status_code, response.headers.get("Location", ""), response.content.decode()


def test_a_mark_is_found_with_its_ways_and_both_forms(client: Client) -> None:
    page = ask(client, name="蓝禾")
    assert 'href="/records/CN-TM-99000001?edition=' in page
    assert re.search(r"the same name <span class=\"num\">100 %</span>", page)
    assert "<bdi>蓝禾</bdi> ↔ <bdi>蓝禾</bdi>" in page
    assert re.search(
        r"reads the same <span class=\"num\">100 %</span> <span[^>]*><bdi>(\w+ he)</bdi> ↔ <bdi>\1</bdi>", page
    )
    assert '<progress value="100" max="100"' in page
    assert "蓝禾新能源股份有限公司" in page
    assert "0922" in page


def test_pinyin_in_letters_finds_the_characters(client: Client) -> None:
    page = ask(client, name="lanhe")
    assert "CN-TM-99000001" in page
    assert "reads the same" in page


def test_each_count_is_what_the_expert_search_finds(client: Client) -> None:
    page = ask(client, name="蓝禾", classes="9 35")
    links = re.findall(r'class="n" href="(/search\?q=[^"]+)"[^>]*>([\d,]+)</a>', page)
    assert len(links) >= 3
    for address, count in links:
        found = client.get(html.unescape(address)).content.decode()
        assert "No record meets" in found if count == "0" else re.search(rf"{count} records?<", found), address


def test_names_of_varieties_and_indications_have_their_own_search(client: Client) -> None:
    assert "CN-PV-CNA2020900001" in ask(client, name="蓝麦", what="names")
    assert "CN-PV-CNA2020900001" not in ask(client, name="蓝麦")


def test_ways_classes_and_likeness_narrow(client: Client) -> None:
    assert "reads the same <span" not in ask(client, name="蓝禾", by=["identical"])
    assert "CN-TM-99000001" not in ask(client, name="蓝禾", classes="12")
    assert "CN-TM-99000001" in ask(client, name="蓝禾", classes="12", groups="0922")
    page = ask(client, name="lanhe", least="100")
    assert "Nothing is alike" in page
    assert 'href="?name=lanhe"' in page


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "a", "classes": "9 OR id=*"}, "No Nice class: OR, id=*"),
        ({"name": "a", "classes": "46"}, "No Nice class: 46"),
        ({"name": "a", "groups": "0901)or(id=*"}, "No similar group"),
        ({"name": "a", "least": "many"}, "A whole number from 0 to 100"),
        ({"name": "a", "least": "101"}, "A whole number from 0 to 100"),
        ({"name": "a", "what": "names", "classes": "9"}, "belong to marks"),
        ({"name": "!!"}, "has no letter and no character"),
        ({"name": "x" * 201}, "At most 200 characters"),
        ({"picture": "zz"}, "choose the file again"),
    ],
)
def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(
    client: Client, asked: dict[str, str], said: str
) -> None:
    page = html.unescape(ask(client, 400, **asked))
    assert said in page
    assert 'aria-invalid="true"' in page
    for value in asked.values():
        assert value in page or value == "zz"


def test_pages_have_no_cap_and_a_permanent_address(
    client: Client, edition: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(selectors, "ROWS", 1)
    first = ask(client, name="蓝禾")
    total = int(re.findall(r"([\d,]+) records? alike", first)[0])
    assert total >= 2
    seen = {re.findall(r'class="ti" href="/records/([^?"]+)', ask(client, name="蓝禾", page=str(at)))[0]
            for at in range(1, total + 1)}  # fmt: skip
    assert len(seen) == total
    assert "There is no page 99" in ask(client, name="蓝禾", page="99")
    kept = re.findall(r'href="(/marks\?[^"]+)">permanent', first)[0]
    assert edition in kept
    assert client.get(html.unescape(kept)).status_code == 200
    for absurd in ("-1", "x", "9" * 40):
        ask(client, name="蓝禾", page=absurd)


def test_a_picture_becomes_an_address(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    status, address, _ = upload(client, picture(), classes="9")
    assert status == 302
    assert re.fullmatch(r"/marks\?classes=9&picture=[0-9a-f]{16}", address)
    assert "No picture is alike" in client.get(address).content.decode()
    row = {"id": "CN-TM-99000001", "title": "蓝禾", "status": None, "applicants": []}
    found = [SimilarPicture("CN-TM-99000001", 0, "signs/1.png", None, 1, 4, row)]
    monkeypatch.setattr(selectors, "similar_pictures", lambda *given, **more: found)
    page = client.get(address).content.decode()
    assert "4 of 64 bits differ" in page
    assert "signs/1.png" in page
    assert '<progress value="94"' in page


def test_what_is_no_picture_is_refused_with_the_reason(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    status, _, page = upload(client, b"%PDF-1.7 not a picture")
    assert status == 400
    assert "no picture that can be compared" in page
    status, _, page = upload(client, b"")
    assert status == 400
    assert "Choose a file" in page
    monkeypatch.setattr(views, "MOST_PICTURE_BYTES", 10)
    status, _, page = upload(client, picture())
    assert status == 400
    assert "The file has 0.0 MB" in page
    assert client.get("/marks/picture").status_code == 405


def test_a_picture_needs_the_mark_of_its_form() -> None:
    client = Client(enforce_csrf_checks=True)
    assert client.post("/marks/picture", {"file": SimpleUploadedFile("a.png", picture())}).status_code == 403


def test_script_in_records_and_questions_stays_text(client: Client) -> None:
    for asked in ({"name": "蓝禾"}, {"name": sample_corpus.SCRIPT}, {"name": "script"}):
        page = ask(client, **asked)
        assert "<script>alert" not in page
    assert "&lt;script&gt;alert" in ask(client, name="script")


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("is_open", [True, False])
def test_the_pages_are_for_readers_of_the_corpus(
    who: str, is_open: bool, world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", str(is_open).lower())
    client = signed_in(who)
    may = is_open or who != "anonymous"
    page, posted = client.get("/marks", {"name": "蓝禾"}), upload(client, picture())
    assert page.status_code == (200 if may else 302)
    assert ("/login/" in posted[1]) is not may


def test_it_is_said_in_chinese_and_without_a_corpus(
    reader: Callable[[str], Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ask(reader("zh-hans"), name="蓝禾")
    assert "名称相同" in page
    assert "拼音相同" in page
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "none"))
    assert reader("en").get("/marks").status_code == 404


def test_a_table_of_characters_opens_the_way_of_shapes(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "no table of characters is loaded" in ask(client, name="蓝木")
    table = tmp_path / "alike.txt"
    table.write_text("禾木\n", "utf-8")
    monkeypatch.setenv("ZHIHANG_SIMILAR_CHARACTERS", str(table))
    page = ask(client, name="蓝木", by=["shape"])
    assert "no table of characters is loaded" not in page
    assert "CN-TM-99000001" in page


def test_an_address_reads_back_as_the_same_question() -> None:
    from django.http import QueryDict

    asked = question.MarkQuestion("a b", "names", "9", "0901", ("pinyin", "sound"), "30", "", 3, "x")
    assert question.MarkQuestion.read(QueryDict(asked.parameters())) == asked
