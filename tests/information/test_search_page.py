"""The search page over HTTP: results, errors, notices, facets, pages, exports."""

from __future__ import annotations

import csv
import html
import io
import json
import re
from collections.abc import Callable

import pytest
from django.test import Client

from zhihang.workspace.pages.middleware import POLICY

Reader = Callable[[str], Client]


def shown(client: Client, address: str, status: int = 200, **data: object) -> str:
    response = client.get(address, data)
    assert response.status_code == status, response.content[:500]
    return response.content.decode()


def text(page: str) -> str:
    """What a reader sees of the main part: no tags, one blank."""
    main = page.split("<main", 1)[1].split("</main>", 1)[0]
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", main)))


def test_first_page_offers_examples_with_their_counts(client: Client) -> None:
    page = text(shown(client, "/search"))
    assert "Try one of these" in page
    assert re.search(r"battery a word, anywhere in title, abstract, claims, mark or goods 1\d\d", page)
    assert "right=plant_variety plant varieties 1" in page


def test_home_leads_to_search(client: Client) -> None:
    assert client.get("/").headers["Location"] == "/search"


def test_total_is_exact_and_rows_show_what_the_record_says(client: Client) -> None:
    page = text(shown(client, "/search", q="cc=CN AND right=patent"))
    assert "2 records" in page
    assert "CN190000001B" in page
    assert "in force 2022-08-16" in page
    assert "pending 2021-09-03" in page
    assert "蓝禾新能源股份有限公司" in page


def test_missing_title_and_status_are_said(client: Client) -> None:
    assert "not stated" in text(shown(client, "/search", q="id=EP9800001A1"))


@pytest.mark.parametrize(
    ("value", "word", "shape"),
    [("active", "in force", "force"), ("pending", "pending", "pend"), ("in_grace", "in grace period", "grace"),
     ("revoked", "revoked", "refused"), ("lapsed", "lapsed", "dead"), ("refused", "refused", "refused")],
)  # fmt: skip
def test_status_is_a_shape_and_a_word(client: Client, value: str, word: str, shape: str) -> None:
    page = shown(client, "/search", q=f"status={value}")
    assert f'<span class="st {shape}">{word}</span>' in page


@pytest.mark.parametrize(
    ("language", "message", "place", "still"),
    [("en", "Say how near: NEAR/5", "Line 2, column 12.", "Nothing of the new query has run."),
     ("zh-hans", "请写明距离：NEAR/5", "第2行，第12列。", "新检索式尚未执行。")],
)  # fmt: skip
def test_an_error_stands_at_its_place_with_its_repair(
    reader: Reader, language: str, message: str, place: str, still: str
) -> None:
    query = "cc=US AND\n(membrane  NEAR interface)"
    page = shown(reader(language), "/search", 400, q=query, shown="battery")
    seen = text(page)
    assert message in seen
    assert place in seen
    assert still in seen
    assert query in page, "what was typed is kept"
    assert '<span class="e">NEAR</span>' in page
    assert 'value="cc=US AND\n(membrane  NEAR/5 interface)" data-repair>NEAR/5</button>' in page
    assert "Filler battery" in page, "the result that was shown before stays"


def test_an_error_without_a_result_before_says_that_nothing_has_run(client: Client) -> None:
    assert "Nothing has run." in text(shown(client, "/search", 400, q="ti=(a"))


def test_the_repair_runs(client: Client) -> None:
    page = shown(client, "/search", 400, q="ti=(solid AND membrane")
    repair = re.search(r'name="q" value="([^"]+)" data-repair', page)
    assert repair is not None
    assert "4 records" in text(shown(client, "/search", q=repair[1]))


def test_check_while_typing_runs_nothing(client: Client) -> None:
    assert "Bracket is not closed" in client.get("/search/check", {"q": "ti=(a"}).content.decode()
    assert client.get("/search/check", {"q": "ti=a"}).content.strip() == b""
    assert client.get("/search/check", {"q": ""}).content.strip() == b""


def test_notices_are_shown_with_their_place(client: Client) -> None:
    page = shown(client, "/search", q="battery OR membrane AND solid")
    assert "W01" in page
    assert re.search(r"Line 1, column \d+\.", page)


def test_pages_have_no_cap_and_absurd_ones_are_answered(client: Client) -> None:
    first = text(shown(client, "/search", q="ti=filler", rows=25))
    assert "1–25 / 110" in first
    last = text(shown(client, "/search", q="ti=filler", rows=25, page=5))
    assert "101–110 / 110" in last
    beyond = text(shown(client, "/search", q="ti=filler", rows=25, page=999999999))
    assert "There is no page 999,999,999: the result has 5. The last one is shown." in beyond
    for absurd in ("-1", "0", "abc", "9" * 400, "１", "²"):
        assert "1–25 / 110" in text(shown(client, "/search", q="ti=filler", rows=25, page=absurd)), absurd
    for absurd in ("0", "-5", "1000000", "x"):
        assert "1–50 / 110" in text(shown(client, "/search", q="ti=filler", rows=absurd)), absurd


def test_order_follows_the_address_and_turns_round(client: Client) -> None:
    def days(**data: object) -> list[str]:
        return re.findall(
            r"EP98\d+A1 patent .*?(\d{4}-\d\d-\d\d)", text(shown(client, "/search", q="ti=filler", **data))
        )

    assert days() == sorted(days(), reverse=True)
    assert days(order="asc") == sorted(days(order="asc"))
    assert days() != days(order="asc")
    assert 'aria-sort="descending"' in shown(client, "/search", q="battery")
    assert "sort=ti" in shown(client, "/search", q="battery")


def test_facets_write_the_query(client: Client) -> None:
    page = shown(client, "/search", q="battery")
    assert "q=battery%0AAND+cc%3DUS" in page
    assert "q=battery%0ANOT+cc%3DUS" in page
    narrowed = shown(client, "/search", q="battery\nAND cc=US")
    assert 'class="in"' in narrowed
    assert "cc%3D%28US%2C+EP%29" in narrowed, "other values can be added"
    left_out = shown(client, "/search", q="battery\nNOT cc=EP")
    assert 'class="out"' in left_out
    assert "left out; take it back" in left_out


def test_nothing_found_says_what_each_clause_has(client: Client) -> None:
    page = text(shown(client, "/search", q="ti=battery AND cc=US AND ab=graded"))
    assert "No record meets all 3 clauses" in page
    assert re.search(r'ti="battery" 11\d', page)
    assert "Nothing was dropped" in text(shown(client, "/search", q="zebra"))


def test_explanation_counts_each_clause(client: Client) -> None:
    page = text(shown(client, "/search/explanation", q="ti=solid AND (cc=CN OR cc=US)"))
    for part in ("As read, with all brackets", "Together 4", 'cc="cn" 10'):
        assert part in page, part
    part_only = client.get("/search/explanation", {"q": "ti=solid"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part_only
    assert "(and" not in part_only


def test_address_with_an_edition_is_permanent(client: Client, edition: str) -> None:
    page = shown(client, "/search", q="battery")
    assert f"?q=battery&amp;edition={edition}" in page
    assert "not the current one" not in shown(client, "/search", q="battery", edition=edition)
    gone = text(shown(client, "/search", 404, q="battery", edition="0123456789abcdef"))
    assert "This edition is gone" in gone
    assert "0123456789abcdef" in gone


@pytest.mark.parametrize("extension", ["csv", "xlsx", "ris", "bib", "jsonl", "parquet"])
def test_export_gives_all_records(client: Client, extension: str) -> None:
    response = client.get(f"/search/export.{extension}", {"q": "ti=filler"})
    assert response.status_code == 200
    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]  # a file response streams
    assert len(content) > 1000
    assert f"-110.{extension}" in response.headers["Content-Disposition"]
    if extension == "csv":
        assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == 111
    if extension == "jsonl":
        ids = [json.loads(line)["id"] for line in content.splitlines()]
        assert len(set(ids)) == 110


def test_export_of_what_is_wrong_is_answered(client: Client) -> None:
    assert client.get("/search/export.exe", {"q": "battery"}).status_code == 404
    response = client.get("/search/export.csv", {"q": "ti=(a"})
    assert response.status_code == 400
    assert "Bracket is not closed" in response.content.decode()


@pytest.mark.parametrize("parameter", ["q", "shown", "edition", "sort", "order", "page", "rows", "text", "at"])
def test_script_in_every_parameter_is_harmless(client: Client, parameter: str) -> None:
    data = {"q": "battery"} | {parameter: "<script>alert(1)</script>"}
    response = client.get("/search", data)
    assert response.status_code in (200, 400, 404)
    assert b"<script>alert" not in response.content
    assert response.headers["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize(
    "query", ["\x00", "a\x00b", "(" * 70 + "a" + ")" * 70, "a " * 30000, "*", "😀", "𠮷 NEAR b", "\r\n"]
)
def test_strange_queries_are_answered(client: Client, query: str) -> None:
    assert client.get("/search", {"q": query}).status_code in (200, 400)


def test_pages_ask_little_of_the_database(client: Client, django_assert_num_queries: Callable[..., object]) -> None:
    for address in ("/search", "/records/US99000001B2", "/corpus", "/fields"):
        with django_assert_num_queries(0):  # type: ignore[attr-defined]  # pytest-django's context manager
            assert client.get(address).status_code == 200
    client.get("/search?q=battery")  # its line goes into the history
    with django_assert_num_queries(1):  # type: ignore[attr-defined]  # the session that holds it
        assert client.get("/search?q=battery").status_code == 200


def test_chinese_page_is_chinese(reader: Reader) -> None:
    page = shown(reader("zh-hans"), "/search", q="battery")
    assert '<html lang="zh-Hans"' in page
    seen = text(page)
    for part in ("条记录", "权利类型", "所述状态", "导出全部", "未说明", "按公开日由近及远"):
        assert part in seen, part
    for english in ("records", "Export", "not stated", "Status"):
        assert english not in seen, english
