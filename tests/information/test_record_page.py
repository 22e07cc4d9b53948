"""The page of one record: everything it holds, for every kind of right, in both languages."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sample_corpus
from django.test import Client

from zhihang.messages import room_texts
from zhihang.records.record import KEYS
from zhihang.reporting.bibliography.sheet import BLOCKS, rows_table

Reader = Callable[[str], Client]
RECORDS = {record["id"]: record for record in sample_corpus.sample_records()[: -sample_corpus.FILLERS]}
FULL = "US99000001B2"


def page_of(client: Client, identifier: str, **data: str) -> str:
    response = client.get(f"/records/{identifier}", data)
    assert response.status_code == 200, response.content[:500]
    return response.content.decode()


def text(page: str) -> str:
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def test_every_key_of_a_record_has_its_place_on_the_page() -> None:
    rows = {line["key"] for line in rows_table()}
    assert rows | BLOCKS == set(KEYS)
    assert not rows & BLOCKS
    assert {f"block-{key}" for key in BLOCKS} <= set(room_texts("reporting"))


_IN_WORDS = {
    "definition",
    "language",
    "right",
    "value",
    "id",
    "kind",
    "type",
    "by",
    "role",
    "relation",
    "phase",
    "features",
    "status",
}


def values(value: Any, key: str = "") -> Iterator[str]:
    """Every text of a record that a page shows as it stands."""
    if isinstance(value, dict):
        for name, each in value.items():
            yield from values(each, name)
    elif isinstance(value, list):
        for each in value:
            yield from values(each, key)
    elif isinstance(value, str) and key not in _IN_WORDS and not value.startswith("1. "):
        yield value


@pytest.mark.parametrize("identifier", [key for key in RECORDS if not key.endswith(("666", "666B2"))])
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_everything_a_record_holds_is_shown(reader: Reader, identifier: str, language: str) -> None:
    record = RECORDS[identifier]
    pages = [page_of(reader(language), identifier)]
    texts = {code for key in ("abstract", "claims", "description") for code in record.get(key, {})}
    pages += [page_of(reader(language), identifier, text=code) for code in texts]
    seen = " ".join(text(page) for page in pages)
    assert [value for value in values(record) if re.sub(r"\s+", " ", value) not in seen] == []


@pytest.mark.parametrize("identifier", list(RECORDS))
@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_script_in_every_field_is_text(reader: Reader, identifier: str, language: str) -> None:
    page = page_of(reader(language), identifier)
    assert "<script>alert" not in page
    assert 'href="javascript' not in page
    if identifier.endswith(("666", "666B2")):
        assert page.count("&lt;script&gt;alert") > 5


def test_scripts_of_a_record_are_text_in_lists_and_sources(client: Client) -> None:
    for address in ("/search?q=cc%3D*&rows=200", "/corpus", "/corpus/problems", "/search/explanation?q=%3Cscript%3E"):
        content = client.get(address).content.decode()
        assert "<script>alert" not in content
    assert "&lt;script&gt;alert" in client.get("/corpus/problems").content.decode()


def test_codes_stand_in_the_margin_by_the_standard_of_the_right(client: Client) -> None:
    patent, mark, design = (page_of(client, each) for each in (FULL, "CN-TM-99000001", "CN390000001S"))
    assert re.search(r"<dt>\(72\)</dt><dd><span class=\"lab\">Inventors</span>", patent)
    assert re.search(r"<dt>\(511\)</dt><dd><span class=\"lab\">Nice classes</span>", mark)
    assert re.search(r"<dt>\(51\)</dt><dd><span class=\"lab\">Locarno class</span>", design)
    assert re.search(r"<span class=\"lab\">Designers</span>", design)
    assert "Breeders" in page_of(client, "CN-PV-CNA2020900001")


def test_claims_hang_together(client: Client) -> None:
    page = page_of(client, FULL)
    assert "4 claims, 2 independent" in page
    assert re.search(r'id="claim-1" class="ind".*?<p class="read">A solid electrolyte membrane comprising', page)
    assert re.search(r'id="claim-2" class="dep d1".*?href="#claim-1">→ 1<', page)
    assert re.search(r'id="claim-3" class="dep d2".*?→ 1–2<', page) or re.search(r'id="claim-3".*?→ 1–2<', page)
    chinese = page_of(client, "CN190000001B", text="zh")
    assert re.search(r'id="claim-3" class="dep d1".*?→ 1–2<', chinese)


def test_texts_have_a_tab_for_each_language(reader: Reader) -> None:
    assert "A solid electrolyte membrane for a battery." in page_of(reader("en"), "CN190000001B")
    assert "一种用于二次电池的固态电解质膜。" in page_of(reader("zh-hans"), "CN190000001B")
    assert "一种用于二次电池的固态电解质膜。" in page_of(reader("en"), "CN190000001B", text="zh")
    assert "A solid electrolyte" in page_of(reader("en"), "CN190000001B", text="xx")
    assert "only in Chinese" in page_of(reader("en"), "CN190000001B"), "claims are shown though no English is there"


def test_status_is_what_the_source_states(client: Client) -> None:
    stated = text(page_of(client, FULL))
    assert "in force stated as of 2024-01-02; in its words: Patented case" in stated
    silent = page_of(client, "CN390000001S")
    assert "No source states a status. Nothing is concluded from silence." in silent
    assert 'class="verdict unk"' in silent
    other = text(page_of(client, "CN-GI-AGI2020990001"))
    assert "in its words: 其他" in other


def test_provenance_names_file_position_and_day(client: Client) -> None:
    page = text(page_of(client, FULL))
    assert re.search(r"made-up-records .*records\.jsonl 1 2026-01-05 ", page)
    assert 'href="#source-1"' in page_of(client, FULL)


def test_numbers_are_given_in_all_forms(client: Client) -> None:
    page = text(page_of(client, "CN190000001B"))
    for form in ("CN 190000001 B", "CN.190000001.B", "CN190000001B", "CN202019000001", "CN-PA-202019000001"):
        assert form in page, form
    assert re.search(r"202019000001\.[0-9X]", page), "with its check digit"


def test_only_what_is_in_the_corpus_is_a_link(client: Client) -> None:
    page = page_of(client, FULL)
    assert 'href="/records/CN190000001B"' in page
    assert "JP9755012B2" in page
    assert 'href="/records/JP9755012B2"' not in page
    assert 'href="/records/EP9900001A1"' not in page


def test_other_documents_of_the_right_are_named(client: Client) -> None:
    assert 'href="/records/CN190000001A"' in page_of(client, "CN190000001B")


def test_neighbours_in_the_result(client: Client) -> None:
    data = {"q": "ti=filler", "order": "asc", "sort": "id", "at": "2"}
    page = page_of(client, "EP9800002A1", **data)
    assert "2 of 110" in page
    assert re.search(
        r'rel="prev" data-row href="/records/EP9800001A1\?q=ti%3Dfiller&amp;sort=id&amp;order=asc&amp;at=1"', page
    )
    assert re.search(r'rel="next" data-row href="/records/EP9800003A1', page)
    assert "of 110" not in page_of(client, "EP9800002A1", **(data | {"at": "7"})), "not the record of that place"
    for at in ("0", "-1", "99999999999", "x"):
        page_of(client, "EP9800002A1", **(data | {"at": at}))
    page_of(client, "EP9800002A1", q="ti=(", at="2")


@pytest.mark.parametrize("written", ["US 99,000,001 B2", "us99000001b2", "US99000001"])
def test_any_usual_spelling_leads_to_the_permanent_address(client: Client, written: str) -> None:
    assert client.get(f"/records/{written}").headers["Location"] == f"/records/{FULL}"
    assert client.get("/go", {"to": written}).headers["Location"] == f"/records/{FULL}"


@pytest.mark.parametrize(
    "identifier", ["EP1", "XX", "US-TM-1", "../../etc/passwd", "<script>alert(1)</script>", "a" * 5000, "%00"]
)
@pytest.mark.parametrize(("language", "words"), [("en", "Not here"), ("zh-hans", "找不到")])
def test_unknown_ids_get_a_page_that_helps(reader: Reader, identifier: str, language: str, words: str) -> None:
    response = reader(language).get(f"/records/{identifier}")
    assert response.status_code == 404
    assert words in response.content.decode()
    assert b"<script>alert" not in response.content


def test_go_leads_to_pages_and_searches(client: Client) -> None:
    assert client.get("/go", {"to": "edition"}).headers["Location"] == "/corpus"
    assert client.get("/go", {"to": ""}).headers["Location"] == "/search"
    assert client.get("/go", {"to": "solid electrolyte"}).headers["Location"] == "/search?q=solid+electrolyte"
    assert client.get("/go", {"to": "EP1234567"}).status_code == 404


def test_machine_readable_forms(client: Client) -> None:
    data = client.get(f"/records/{FULL}.json").json()
    assert data["id"] == FULL
    assert data["provenance"]
    ris = client.get(f"/records/{FULL}.ris")
    assert ris.status_code == 200
    assert b"Solid electrolyte membrane" in ris.content
    bibtex = client.get(f"/records/{FULL}.bib")
    assert b"title" in bibtex.content
    assert client.get("/records/CN-TM-99000001.ris").status_code == 200
    for extension in ("json", "ris", "bib"):
        assert client.get(f"/records/EP1.{extension}").status_code == 404


def test_long_descriptions_come_in_pages(client: Client) -> None:
    page = page_of(client, FULL, paragraph="2")
    assert "Summary of the membrane." in page
    assert "Technical field of the battery." not in page
    for absurd in ("0", "-1", "x", "999999999999"):
        page_of(client, FULL, paragraph=absurd)
