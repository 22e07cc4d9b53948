"""The pages about the edition: its counts, its files, their problems."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
import sample_corpus
from django.test import Client
from tests.corpus import made_source

from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving


@pytest.fixture
def noted_corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A corpus of one file with a damaged place, two symbols that are printed cut, and a part that is left aside."""
    monkeypatch.setattr(receiving, "recognised", made_source.recognised)
    lines = [{"problem": "class", "detail": text} for text in ("A21D /", "B65D /")]
    made_source.write(
        tmp_path / "noted.txt", "docdb", made_source.document("1"), {"problem": "junk", "detail": "<i>junk</i>"},
        *lines, {"aside": "aside-sequences"},
    )  # fmt: skip
    building.add(tmp_path / "corpus", [tmp_path / "noted.txt"], jobs=1)
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "corpus"))


TOTAL = len(sample_corpus.sample_records())


def test_edition_page_states_counts_files_and_problems(client: Client, edition: str) -> None:
    page = client.get("/corpus").content.decode()
    assert edition in page
    assert re.search(rf">{TOTAL}</a></b>records", page)
    assert "EP European Patent" in page
    assert "records.jsonl" in page
    assert re.search(r">1</a></b>counted problems", page)


def test_each_count_leads_to_as_many_records(client: Client) -> None:
    page = client.get("/corpus").content.decode()
    links = re.findall(r'class="n" href="(/search\?q=[^"]+)">([\d,]+)</a></td>', page)
    assert len(links) > 20
    for address, count in links:
        found = client.get(address.replace("&amp;", "&")).content.decode()
        assert re.search(rf"{count} records?<", found), (address, count)


@pytest.mark.parametrize(("language", "heading"), [("en", "Completeness by file"), ("zh", "完整性")])
def test_the_certificate_is_a_page(reader: Callable[[str], Client], edition: str, language: str, heading: str) -> None:
    page = reader(language).get("/corpus/certificate").content.decode()
    assert edition in page
    assert heading in page
    assert re.search(r">[0-9a-f]{64}<", page)
    assert "/corpus/certificate?edition=" in reader(language).get("/corpus").content.decode()


def test_problems_are_listed_with_place_and_detail(client: Client) -> None:
    page = client.get("/corpus/problems").content.decode()
    assert "records.jsonl" in page
    assert "junk" in page
    for absurd in ("0", "-3", "99999999", "x", "9" * 50):
        assert client.get("/corpus/problems", {"page": absurd}).status_code == 200


@pytest.mark.parametrize(
    ("language", "words"), [("en", "as printed, or left aside by name"), ("zh", "按名称说明不读取")]
)
def test_notices_stand_under_a_tab_of_their_own(
    reader: Callable[[str], Client], noted_corpus: None, language: str, words: str
) -> None:
    client = reader(language)
    problems = client.get("/corpus/problems").content.decode()
    notices = client.get("/corpus/problems?level=notice").content.decode()
    assert words in notices
    assert words not in problems
    assert ("A21D /" in notices, "A21D /" in problems) == (True, False)
    assert ("<i>junk</i>" in problems, "&lt;i&gt;junk&lt;/i&gt;" in problems) == (False, True)
    for page in (problems, notices):
        assert (
            len(re.findall(r'aria-current="page"', re.findall(r'<nav class="seg".*?</nav>', page, re.DOTALL)[0])) == 1
        )


def test_notices_are_counted_by_kind_and_narrowed_to_one(client: Client, noted_corpus: None) -> None:
    page = client.get("/corpus/problems?level=notice").content.decode()
    assert re.search(r'kind=class">2</a>', page)
    assert re.search(r'kind=aside-sequences">1</a>', page)
    narrowed = client.get("/corpus/problems?level=notice&kind=aside-sequences").content.decode()
    assert "A21D /" not in narrowed
    assert "1–1 / 1" in narrowed
    assert "1–3 / 3" in client.get("/corpus/problems?level=notice&kind=no-such-kind").content.decode()


@pytest.mark.parametrize(
    "address", ["/search", "/corpus", "/corpus/problems", "/records/EP1", "/search?q=a", "/go?to=EP1000000"]
)
def test_no_corpus_is_explained(
    reader: Callable[[str], Client], address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "none"))
    response = reader("en").get(address)
    assert response.status_code == 404
    assert str(tmp_path) in response.content.decode()


def test_a_new_edition_is_read_at_the_next_request(
    client: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = sample_corpus.build_sample(tmp_path)
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "corpus"))
    assert first in client.get("/corpus").content.decode()
    monkeypatch.setattr(sample_corpus, "FILLERS", 3)
    second = sample_corpus.build_sample(tmp_path / "again")
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "again" / "corpus"))
    assert second != first
    assert second in client.get("/corpus").content.decode()


def test_field_page_names_every_field(client: Client) -> None:
    from zhihang.corpus.fields import fields

    page = client.get("/fields").content.decode()
    assert all(f'<td class="code strong">{code}</td>' in page for code in fields())
