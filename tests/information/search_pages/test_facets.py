"""Facets over HTTP: those that come later, all values of a field, levels of classes, several at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import unquote_plus

import pytest
from django.test import Client

from zhihang.library import open_corpus

PART = {"HX-Request": "true"}
Reader = Callable[[str], Client]


@pytest.fixture
def client(reader: Reader) -> Client:
    return reader("en")


def part(client: Client, kind: str, **said: str) -> str:
    answer = client.get("/search/facet", {"part": kind, **said}, headers=PART)
    assert answer.status_code == 200, answer.content
    return answer.content.decode()


def links(page: str) -> list[tuple[str, int]]:
    """Where each number leads, and the number."""
    found = re.findall(r'<a class="n" href="/search\?([^"]*)">([\d,]+)</a>', page)
    return [(unescape(address), int(number.replace(",", ""))) for address, number in found]


def test_facets_that_need_the_tables_come_when_the_page_is_there(client: Client) -> None:
    page = client.get("/search", {"q": "ti=filler"}).content.decode()
    for field in ("pan", "in", "grp"):
        assert f"field={field}&amp;part=first" in page
    assert "Applicant 1" in part(client, "first", q="ti=filler", field="pan")
    assert '<section class="facet" hidden>' in part(client, "first", q="ti=filler", field="grp")


@pytest.mark.parametrize("field", ["right", "cc", "status", "pan", "pd", "kind", "ipc", "cpc", "nice", "loc", "in"])
def test_every_number_is_what_its_link_finds(client: Client, field: str, corpus_folder: object) -> None:
    corpus = open_corpus(str(corpus_folder))
    found = links(client.get("/search/facet", {"q": "id=*", "field": field}).content.decode())
    assert found
    for address, number in found:
        query = re.match(r"q=([^&]*)", address)
        assert query is not None
        assert corpus.search(unquote_plus(query[1])).total == number


@pytest.mark.parametrize(
    ("level", "values"),
    [
        ("section", ["H"]), ("class", ["H01"]), ("subclass", ["H01M"]), ("group", ["H01M4", "H01M10"]),
        ("subgroup", ["H01M4/36", "H01M10/0562", "H01M10/0525", "H01M10/0585"]),
    ],
)  # fmt: skip
def test_classes_count_at_each_level(client: Client, level: str, values: list[str], corpus_folder: object) -> None:
    page = client.get("/search/facet", {"q": "id=*", "field": "ipc", "level": level}).content.decode()
    assert re.findall(r'name="value" value="([^"]*)"', page) == values
    corpus = open_corpus(str(corpus_folder))
    for value, (_, number) in zip(values, links(page), strict=True):
        assert corpus.search(f"ipc={value}").total == number


def test_one_looks_for_a_value_by_its_name_too(client: Client) -> None:
    page = part(client, "values", q="id=*", field="cc", find="china")
    assert re.findall(r'name="value" value="([^"]*)"', page) == ["CN"]
    assert "1 of 3 values" in page
    assert "No value has these words." in part(client, "values", q="id=*", field="cc", find="nowhere")


@pytest.mark.parametrize(
    ("field", "how", "values", "query"),
    [
        ("cc", "in", ["CN", "US"], "id=*\nAND cc=(CN, US)"),
        ("cc", "out", ["CN", "US"], "id=*\nNOT cc=(CN, US)"),
        ("in", "in", ["Inventor A", "Inventor B"], 'id=*\nAND (in=="Inventor A" OR in=="Inventor B")'),
        ("pan", "in", ["Applicant 1"], 'id=*\nAND pan="Applicant 1"'),
    ],
)
def test_several_values_are_chosen_at_once(client: Client, field: str, how: str, values: list[str], query: str) -> None:
    answer = client.get("/search/facet", {"q": "id=*", "field": field, "how": how, "value": values, "sort": "ti"})
    assert answer.status_code == 302
    shown = client.get(answer["Location"])
    assert shown.context["asked"].query == query
    assert shown.context["asked"].sort == "ti"
    assert shown.context["page"].total > 0


def test_names_of_one_person_spelled_alike_are_one_value(client: Client) -> None:
    page = client.get("/search/facet", {"q": "id=*", "field": "in"}).content.decode()
    assert "<script>alert" not in page
    shown = re.findall(r'name="value" value="([^"]*)"', page)
    assert len(shown) == len({unescape(value).casefold() for value in shown})


def test_what_was_left_out_is_seen_and_can_come_back(client: Client) -> None:
    page = part(client, "first", q='id=*\nNOT pan="Applicant 1"', field="pan")
    assert re.search(r'<li class="out"><a class="pick" href="/search\?q=id%3D%2A[^"]*"[^>]*>.*?Applicant 1', page)


@pytest.mark.parametrize(
    ("said", "status"),
    [
        ({"q": "id=*", "field": "nosuch"}, 404),
        ({"q": "id=*"}, 404),
        ({"q": "ti=(a", "field": "cc"}, 400),
        ({"q": "id=*", "field": "cc", "values_page": "99999999999"}, 200),
        ({"q": "id=*", "field": "cc", "level": "section", "how": "in"}, 200),
        ({"q": "id=*", "field": "cc", "edition": "nosuch"}, 404),
    ],
)
def test_mistakes_are_told(client: Client, said: dict[str, str], status: int) -> None:
    assert client.get("/search/facet", said).status_code == status
