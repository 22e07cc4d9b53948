"""The form search writes the query that an expert would type."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.plan import And, Everything, Minus
from zhihang.information.search_pages.form_reading import read_back
from zhihang.information.search_pages.form_search import Filled, filled, written
from zhihang.search.notation import to_sexpr
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


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_what_a_form_wrote_is_read_back_into_it(case: dict[str, Any]) -> None:
    if not case["query"] or case["form"].get("among"):
        return
    tree = parse(case["query"]).tree
    read = read_back(tree)
    assert _same(written(read.form), case["query"])


@pytest.mark.parametrize(
    ("query", "unsaid"),
    [
        ("ti=(a NEAR/5 b) AND cc=CN", ['ti=("a" NEAR/5 "b")']),
        ("ti=a OR cc=CN", ['ti="a" OR cc="cn"']),
        ("ti=a AND ab=b AND pd=2019.. AND ad=2020..", ['ab="b"', "ad=2020-01-01.."]),
        ("ti=a NOT cc=CN", ['NOT cc="cn"']),
        ("NOT (ti=a OR cc=CN)", ['NOT (ti="a" OR cc="cn")']),
        ("ipc=H01M10/0525 AND ipc=H01M4", ["ipc=H01M10/0525/exact"]),
        ("ti=(a, b) AND ti=(c, d)", ['ti="c" OR ti="d"']),
        ('pa=="Siemens AG" AND in=li', ['pa=="siemens ag"']),
        ("ti.en=a AND ti=b", ['ti.en="a"']),
        ("nfc>10 AND kind=B*", ["nfc=11..", 'kind="b*"']),
    ],
)
def test_what_the_form_cannot_say_is_named_and_kept(query: str, unsaid: list[str]) -> None:
    read = read_back(parse(query).tree)
    assert list(read.unsaid) == unsaid
    assert _same(written(read.form), query)


def test_the_form_opens_filled_from_the_query(client: Client) -> None:
    page = client.get("/search/form", {"from": "ti=filler AND pd=2015 AND nfc>10"}).content.decode()
    assert 'id="all_words" name="all_words" value="filler"' in page
    assert 'value="2015-01-01"' in page
    assert "1 clause has no place in the form" in page
    assert "nfc=11.." in page
    broken = client.get("/search/form", {"from": "ti=(a"}).content.decode()
    assert "ti=(a</textarea>" in broken
    assert "/search/form?from=ti%3Dfiller" in client.get("/search", {"q": "ti=filler"}).content.decode()


def _same(one: str, other: str) -> bool:
    """Whether two queries find the same, however their clauses stand."""
    return _clauses(one) == _clauses(other)


def _clauses(query: str) -> set[str]:
    tree = parse(query).tree
    left, right = (tree.left, tree.right) if isinstance(tree, Minus) else (tree, None)
    stack, found = [left], set()
    while stack:
        node = stack.pop()
        if isinstance(node, And):
            stack.extend(children(node))
        elif isinstance(node, Everything):
            continue
        elif isinstance(node, Minus):
            found |= {f"NOT {to_sexpr(node.right)}"}
            stack.append(node.left)
        else:
            found.add(to_sexpr(node))
    return found | ({f"NOT {to_sexpr(right)}"} if right is not None else set())
