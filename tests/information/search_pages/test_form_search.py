"""The form search writes the query that an expert would type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.plan import And
from zhihang.information.search_pages.form_search import Filled, filled, written
from zhihang.search.parser import parse
from zhihang.search.tree import children

CASES = yaml.safe_load(Path(__file__).with_name("forms.yaml").read_text("utf-8"))
LETTERS = st.text(st.sampled_from("abcdefgh电池ü019"), min_size=2, max_size=8).filter(
    lambda word: not word[0].isdigit()
)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_form_is_written_as_a_query(case: dict[str, Any]) -> None:
    said = {name: tuple(value) if isinstance(value, list) else value for name, value in case["form"].items()}
    query = written(Filled(**said))
    assert query == case["query"]
    if query:
        parse(query)


@given(st.lists(LETTERS, min_size=1, max_size=4), st.lists(LETTERS, max_size=3), st.lists(LETTERS, max_size=3))
def test_words_become_clauses_of_their_own(all_words: list[str], any_words: list[str], names: list[str]) -> None:
    form = Filled(all_words=" ".join(all_words), any_words=" ".join(any_words), applicants="\n".join(names))
    tree = parse(written(form)).tree
    expected = len(set(map(str, all_words))) + bool(any_words) + bool(names)
    assert len(children(tree) if isinstance(tree, And) else (tree,)) <= expected + len(all_words)
    assert parse(written(form)).notices == ()


@given(st.text(max_size=40), st.text(max_size=40), st.text(max_size=40))
def test_whatever_is_typed_stays_in_its_quotes(phrase: str, applicants: str, without: str) -> None:
    query = written(Filled(phrase=phrase, applicants=applicants, without=without))
    assert query.count("\nAND ") <= query.count("\n")
    for line in query.split("\nAND "):
        assert line == "" or line.startswith(("bi=", "pa=", "NOT bi="))


def test_an_address_with_strange_choices_is_read() -> None:
    form = filled({"scope": "<b>", "date": "x", "class_scheme": "y", "all_words": "a\x00b"}, {"offices": ["CN"]})
    assert (form.scope, form.date, form.class_scheme, form.all_words, form.offices) == (
        "bi",
        "pd",
        "ipc",
        "ab",
        ("CN",),
    )


def test_the_page_shows_the_query_and_its_count(client: Client) -> None:
    page = client.get("/search/form", {"all_words": "filler", "offices": ["EP"]}).content.decode()
    assert "bi=filler\nAND cc=EP" in page
    assert "110 records" in page
    assert 'value="EP" checked' in page


def test_a_script_gets_only_the_query(client: Client) -> None:
    page = client.get("/search/form", {"phrase": "<script>"}, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in page
    assert "&lt;script&gt;" in page


def test_the_form_leads_to_the_result(client: Client) -> None:
    response = client.get("/search/form", {"all_words": "filler", "go": "1"})
    assert response.headers["Location"] == "/search?q=bi%3Dfiller"
    assert client.get("/search/form", {"go": "1"}).status_code == 200


def test_what_cannot_be_read_says_so(client: Client) -> None:
    page = client.get("/search/form", {"since": "2019-99"}).content.decode()
    assert "To correct:" in page


def test_a_script_in_every_field_is_harmless(client: Client) -> None:
    names = ("scope", "all_words", "any_words", "phrase", "without", "applicants", "inventors", "classes", "since",
             "until", "numbers", "rights", "offices", "statuses", "among")  # fmt: skip
    page = client.get("/search/form", dict.fromkeys(names, "<script>alert(1)</script>")).content.decode()
    assert "<script>alert" not in page
