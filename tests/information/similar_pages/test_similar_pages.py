"""Similar records through their page: the ranking and its reasons, addresses, mistakes, what is missing, who may."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_corpus
from django.http import QueryDict
from django.test import Client
from tests.workspace.conftest import World

from zhihang.information.similar_pages.question import SimilarQuestion
from zhihang.information.similar_pages.selectors import _marked
from zhihang.search.similar.passages import Passage, Shared

SignedIn = Callable[[str], Client]
PEOPLE = ["anonymous", "stranger", "member", "outsider", "administrator", "operator"]


def ask(client: Client, status: int = 200, **asked: str) -> str:
    response = client.get("/similar", asked)
    assert response.status_code == status
    return response.content.decode()


def ids(page: str) -> list[str]:
    return re.findall(r'<article class="hit" data-row aria-label="([^"]+)"', page)


def test_a_text_gives_a_ranking_with_marked_evidence_and_no_total(client: Client) -> None:
    page = ask(client, text="a filler for a battery")
    assert len(ids(page)) == 20
    assert re.search(r"words and classes rank 1, score [\d.]+", page)
    assert '<mark class="k' in page
    assert "not the answer to a query" in page
    assert "the first 20 of a ranking" in page
    assert "the ranking goes on" in page
    assert re.findall(r"<h2[^>]*>[\d,]+ records?<", page) == []
    assert len(ids(ask(client, text="a filler for a battery", rows="50"))) == 50


def test_chinese_finds_chinese(client: Client) -> None:
    page = ask(client, text="电池管理")
    assert "CN-CR-2020SR9000001" in ids(page)
    assert re.search(r'<mark class="k\d">[^<]*电池', page)


def test_a_record_leads_to_its_like_and_leaves_itself_out(client: Client) -> None:
    record = client.get("/records/US99000001B2").content.decode()
    address = re.findall(r'href="(/similar\?record=[^"]+)"', record)[0]
    page = client.get(address).content.decode()
    assert ids(page)
    assert "US99000001B2" not in ids(page)
    assert "Most like US99000001B2" in page
    assert "its own right left out" in page


def test_terms_lead_to_exact_search(client: Client) -> None:
    page = ask(client, record="US99000001B2")
    links = re.findall(r'href="(/search\?q=[^"]+)"', page)
    assert len(links) > 3
    for address in links:
        found = client.get(html.unescape(address))
        assert found.status_code == 200, address
        assert re.search(r'class="big-line">[\d,]+ records?<', found.content.decode()), address


def test_a_scope_and_folding_narrow_and_join(client: Client) -> None:
    assert all(each.startswith("CN") for each in ids(ask(client, text="battery 电池", scope="cc=CN")))
    assert len(ids(ask(client, text="battery", fold="document"))) >= len(
        ids(ask(client, text="battery", fold="simple"))
    )


def test_what_is_missing_is_said_with_the_way_to_get_it(client: Client) -> None:
    page = html.unescape(ask(client, text="battery"))
    assert "By words and classes only." in page
    assert "zhihang corpus encode" in page or "zhihang[semantic]" in page


@pytest.mark.parametrize(
    ("asked", "status", "field"),
    [
        ({"record": "EP1"}, 404, "record"),
        ({"text": "battery", "by": "vectors"}, 400, "by"),
        ({"text": "battery", "scope": "cc=("}, 400, "scope"),
        ({"text": "x" * 4001}, 400, "text"),
    ],
)
def test_a_mistake_stands_at_its_field_and_what_was_typed_stays(
    client: Client, asked: dict[str, str], status: int, field: str
) -> None:
    page = ask(client, status, **asked)
    assert re.search(rf'id="{field}"[^>]*aria-invalid="true"', page)
    assert re.search(rf'id="{field}-note"><p class="err" role="alert">[^<]+<', page)
    assert all(html.escape(value) in page for value in asked.values())
    assert ids(page) == []


def test_nothing_in_common_is_explained(client: Client) -> None:
    page = ask(client, text="zzqqx")
    assert "Nothing to rank" in page
    assert "None of the words is in a record" in page


def test_the_permanent_address_names_the_edition(client: Client, edition: str) -> None:
    kept = html.unescape(re.findall(r'href="(/similar\?[^"]+)">permanent', ask(client, text="battery"))[0])
    assert edition in kept
    assert ids(client.get(kept).content.decode()) == ids(ask(client, text="battery"))
    asked = SimilarQuestion("a b", "EP1", "terms", "simple", "cc=CN", 50, "x")
    assert SimilarQuestion.read(QueryDict(asked.parameters())) == asked


def test_script_in_records_and_questions_stays_text(client: Client) -> None:
    for asked in ({"text": sample_corpus.SCRIPT}, {"record": "US99000666B2"}, {"text": "script alert"}):
        page = ask(client, **asked)
        assert "<script>alert" not in page
        assert ids(page)


def test_marks_in_one_another_become_one() -> None:
    marks = (Shared(1, 3, 0), Shared(2, 4, 1), Shared(6, 7, 2))
    pieces = _marked(Passage("ti", 1, "zh", "一电池组的一膜", 1.0, marks)).pieces
    assert "".join(piece.text for piece in pieces) == "一电池组的一膜"
    assert [(piece.text, piece.color) for piece in pieces if piece.color] == [("电池组", 1), ("膜", 3)]


@pytest.mark.parametrize("who", PEOPLE)
@pytest.mark.parametrize("is_open", [True, False])
def test_the_page_is_for_readers_of_the_corpus(
    who: str, is_open: bool, world: World, signed_in: SignedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_ANONYMOUS_READING", str(is_open).lower())
    may = is_open or who != "anonymous"
    assert signed_in(who).get("/similar", {"text": "battery"}).status_code == (200 if may else 302)


def test_it_is_said_in_chinese_and_without_a_corpus(
    reader: Callable[[str], Client], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = ask(reader("zh-hans"), text="电池")
    assert "相似文献" in page
    assert "仅按词与分类" in page
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "none"))
    assert reader("en").get("/similar").status_code == 404
