"""Results: chosen columns, one line a right or family, keywords in context in the colours of their clauses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from django.test import Client

from zhihang.information.history.line import Line, history_of, notation
from zhihang.information.search_pages.clause_colors import ClauseColors
from zhihang.information.search_pages.columns import OFFERED, USUAL, chosen
from zhihang.information.search_pages.keywords import MOST_LINES, keywords
from zhihang.library import open_corpus
from zhihang.search.environment import EMPTY, Environment
from zhihang.search.highlight import Printed
from zhihang.search.parser import parse

COLORS = yaml.safe_load(Path(__file__).with_name("colors.yaml").read_text("utf-8"))


def shown(client: Client, **asked: str) -> str:
    response = client.get("/search", asked)
    assert response.status_code == 200
    return response.content.decode()


def headings(page: str) -> list[str]:
    return re.findall(r'<th scope="col" class="c-(\w+)', page)


@pytest.mark.parametrize("case", COLORS, ids=lambda case: case["query"])
def test_words_for_one_thing_share_a_color(case: dict[str, object]) -> None:
    tree = parse(str(case["query"])).tree
    assert ClauseColors(tree, EMPTY).colors(tree) == case["colors"]


def test_the_two_sides_of_nearness_have_colors_of_their_own() -> None:
    tree = parse("(solid OR 固态) NEAR/5 (electrolyte OR 电解质) AND cell").tree
    values = [
        Printed("ti", "Solid state electrolyte cell with many other words before it is solid"),
        Printed("ti", "固态的电解质 cell"),
    ]
    found = ClauseColors(tree, EMPTY).marks(values)
    texts = [(values[mark.value].text[mark.start : mark.end], mark.color) for mark in found]
    assert texts == [("Solid", 1), ("electrolyte", 2), ("cell", 3), ("固态", 1), ("电解质", 2), ("cell", 3)]


def test_what_a_line_brings_is_marked_after_what_was_typed() -> None:
    line = Line(1, "a OR b", notation(parse("a OR b")), 0, "e", None)  # type: ignore[arg-type]  # no time is needed here
    environment = Environment(history_of([line]))
    colors = ClauseColors(parse("#1 AND c", environment=environment).tree, environment)
    assert [mark.color for mark in colors.marks([Printed("ti", "a c b")])] == [2, 1, 2]
    without = ClauseColors(parse("c NOT #1", environment=environment).tree, environment)
    assert [mark.color for mark in without.marks([Printed("ti", "a c b")])] == [1]


def test_thousands_of_operators_are_no_trouble() -> None:
    tree = parse(" NOT ".join(f"w{number}" for number in range(3000))).tree
    assert len(ClauseColors(tree, EMPTY).colors(tree)) == 3000


def test_keywords_show_where_the_words_stand(corpus_folder: Path) -> None:
    record = open_corpus(corpus_folder).record("US99000001B2")
    tree = parse("ti=solid AND clm=(solid AND electrolyte)").tree
    found = keywords(ClauseColors(tree, EMPTY), record)
    assert ("Solid", 1) in [(piece.text, piece.color) for piece in found.title]
    assert 0 < len(found.lines) <= MOST_LINES
    assert all(line.source.startswith("clm ") for line in found.lines)
    for line in found.lines:
        claim = next(iter(record.claims.values()))[int(line.source[4:]) - 1]
        assert line.before + "".join(piece.text for piece in line.words) + line.after in claim


def test_the_reader_chooses_columns_and_finds_them_again(client: Client) -> None:
    assert headings(shown(client, q="ti=filler")) == [*USUAL]
    page = shown(client, q="ti=membrane", cols="gd,id,ti,nfc")
    assert headings(page) == ["gd", "id", "ti", "nfc"]
    assert headings(shown(client, q="ti=filler")) == ["gd", "id", "ti", "nfc"]
    assert headings(shown(Client(), q="ti=filler")) == [*USUAL]
    assert headings(shown(client, q="ti=filler", cols="<b>,zzz")) == [*USUAL]


def test_every_offered_column_can_be_shown(client: Client) -> None:
    page = shown(client, q="id=*", cols=",".join(OFFERED), rows="200")
    assert headings(page) == [*OFFERED]
    assert "<script>alert" not in page


@pytest.mark.parametrize("sort", ["id", "pd", "ad", "prd", "gd", "rd", "exd", "ti", "pa", "nfc", "nfam", "relevance"])
def test_every_order_says_what_it_is(client: Client, sort: str) -> None:
    page = shown(client, q="ti=filler", sort=sort)
    assert re.search(r"sorted by|latest|earliest|relevant", page)


def test_a_choice_keeps_its_order() -> None:
    assert chosen(["pd", "id", "pd", "nosuch", "own-0"]) == ("pd", "id")


@pytest.mark.parametrize(("level", "word"), [("right", "rights"), ("simple", "families"), ("extended", "families")])
def test_lines_stand_for_rights_or_families_and_say_which_document(client: Client, level: str, word: str) -> None:
    page = shown(client, q="id=*", collapse=level, rows="200")
    found = re.search(rf'big-line">([\d,]+) {word}, ([\d,]+) documents', page)
    assert found is not None
    assert int(found[1]) < int(found[2])
    assert len(re.findall(r"<tr data-row>", page)) == int(found[1])
    assert "in this order" in page
    exported = client.get("/search/export.csv", {"q": "id=*", "collapse": level})
    lines = b"".join(exported).decode("utf-8-sig").strip().split("\n")  # type: ignore[arg-type]  # a stream
    assert len(lines) - 1 >= int(found[1])
    assert f"Export all {found[1]}" in page


def test_a_family_leads_to_its_members(client: Client) -> None:
    page = shown(client, q="tac=solid", collapse="simple")
    link = re.search(r'href="(\?[^"]*fam%3D[^"]*)">its family', page)
    assert link is not None
    assert client.get("/search" + link[1].replace("&amp;", "&")).status_code == 200


def test_reading_on_keeps_to_the_lines_of_the_result(client: Client) -> None:
    page = shown(client, q="id=*", collapse="right", sort="id")
    link = re.search(r'href="(/records/[^"]*at=2[^"]*)"', page)
    assert link is not None
    record = client.get(link[1].replace("&amp;", "&")).content.decode()
    total = re.search(r"2 of (\d+)", record)
    shown_total = re.search(r'big-line">(\d+) rights', page)
    assert total is not None
    assert shown_total is not None
    assert total[1] == shown_total[1]


def test_keywords_in_context_hold_no_script(client: Client) -> None:
    page = shown(client, q="tac=(solid OR script)", view="context")
    assert 'class="k1"' in page
    assert "<script>alert" not in page


def test_what_a_query_asks_beyond_the_facet_is_no_value_of_it(client: Client) -> None:
    page = shown(client, q="ti=filler\nAND ipc=H01M4/36")
    assert 'class="name">H01M4/36<' not in page
    assert 'aria-current="true"><span class="box"' not in page


def test_the_parsed_query_is_a_tree_with_counts(client: Client) -> None:
    query = 'ti=(filler NEAR/5 battery) AND (pd=2015.. OR cc=EP) NOT ev={cat=H AND code="x"}'
    page = client.get("/search/explanation", {"q": query}, headers={"HX-Request": "true"}).content.decode()
    shape = re.sub(r">[^<]*<", "><", page)
    assert shape.count("<details open>") == 3
    assert len(re.findall(r"<li[ >]", page)) == 7
    assert 'swatch k1"></i><i class="swatch k2' in page
    total = re.search(r'class="n strong"[^>]*>([\d,]+)<', page)
    assert total is not None
    assert f"{total[1]} records" in shown(client, q=query)


def test_a_query_of_very_many_clauses_is_explained_flat(client: Client) -> None:
    query = " OR ".join(f"ti=w{number}" for number in range(300))
    page = client.get("/search/explanation", {"q": query}, headers={"HX-Request": "true"}).content.decode()
    assert "<details" not in page
    assert "w299" in page


def test_conditions_stand_as_chips_that_can_be_taken_back(client: Client) -> None:
    page = shown(client, q="ti=filler\nAND cc=(EP, US)\nNOT kind=B")
    chips = re.findall(r'class="chip" href="([^"]*)">(.*?) <svg', page)
    assert [text for _, text in chips] == ["EP European Patent Office (EPO)", "US United States of America", "not B"]
    assert "cc%3DUS" in chips[0][0]
    assert "kind" not in chips[2][0]


def test_a_record_shows_the_words_that_led_to_it(client: Client) -> None:
    page = client.get("/records/US99000001B2", {"q": "tac=solid AND clm=electrolyte", "at": "1"}).content.decode()
    assert '<mark class="k1">Solid</mark>' in page
    assert re.search(r'<mark class="k2">electrolyte</mark>', page, re.IGNORECASE)
    assert "<mark" not in client.get("/records/US99000001B2").content.decode()
    assert client.get("/records/US99000001B2", {"q": "#9 AND solid", "at": "1"}).status_code == 200


def test_marked_texts_hold_no_script(client: Client) -> None:
    page = client.get("/records/US99000666B2", {"q": "alert OR script", "at": "1"}).content.decode()
    assert "<mark" in page
    assert "<script>alert" not in page


def test_beside_an_error_the_result_that_was_shown_can_still_be_worked_with(client: Client) -> None:
    answer = client.get("/search", {"q": "ti=(a NEAR b)", "shown": "ti=filler", "cols": "id,ti"})
    assert answer.status_code == 400
    page = answer.content.decode()
    assert "110 records" in page
    assert re.search(r'/search/export\.csv\?q=ti%3Dfiller[^"]*edition=', page)
    assert "q=ti%3D%28a" not in page.split('id="result"')[1]
