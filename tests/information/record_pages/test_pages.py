"""The computed parts on the page of a record, and the page of a rule."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from zhihang.reporting.bibliography.class_titles import class_title

Reader = Callable[[str], Client]
FULL = "/records/US99000001B2"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page.split("<main", 1)[1])))


def test_a_status_is_shown_with_its_reasons_beside_the_stated_one(client: Client) -> None:
    page = client.get(FULL).content.decode()
    shown = text(page)
    assert "computed by rules as of" in shown
    assert shown.index("Why") < shown.index("As stated by the source")
    assert 'href="/rules/us.patent.term"' in page
    assert "Family level" in shown


def test_a_publication_knows_the_grant_of_its_right(client: Client) -> None:
    shown = text(client.get("/records/CN190000001A").content.decode())
    assert re.search(r"Legal status computed by rules as of \S+ in force since 2022-08-16", shown)
    assert "stated on 2021-09-03, before the last event above" in shown


def test_links_to_offices_leave_the_machine_without_a_referrer(client: Client) -> None:
    page = client.get(FULL).content.decode()
    links = re.findall(r'<a href="https://[^"]+"([^>]*)>', page)
    assert len(links) >= 2
    assert all("noreferrer" in each and "noopener" in each for each in links)


@pytest.mark.parametrize(("language", "words"), [("en", "Patent Law"), ("zh-hans", "专利")])
def test_a_rule_has_a_page_with_its_article(reader: Reader, language: str, words: str) -> None:
    page = reader(language).get("/rules/cn.patent.term")
    assert page.status_code == 200
    assert "cn.patent.term" in page.content.decode()
    assert words in page.content.decode()


def test_an_unknown_rule_is_not_there(client: Client) -> None:
    assert client.get("/rules/xx.none").status_code == 404


def test_classes_have_titles_when_a_scheme_is_set(
    client: Client, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert class_title("ipc", "H01M 10/0562") == ""
    scheme = tmp_path / "ipc.tsv"
    scheme.write_text("H01M 10/00\tSecondary cells\nH01M 10/0562\tSolid materials\n")
    monkeypatch.setenv("ZHIHANG_IPC_SCHEME", str(scheme))
    assert ">Solid materials<" in client.get(FULL).content.decode()
    monkeypatch.setenv("ZHIHANG_IPC_SCHEME", str(tmp_path / "none.tsv"))
    assert client.get(FULL).status_code == 200


def test_what_is_not_settled_is_said_in_the_verdict(client: Client) -> None:
    page = client.get("/records/CN-CR-2020SR9000001").content.decode()
    shown = text(page)
    assert "Not settled: a source states otherwise." in shown
    assert '<div class="verdict unk"><span class="st' in page
    assert "1 event since then could not be read by its code" in text(client.get(FULL).content.decode())
