"""Other systems' languages on the search page: read as, copy as, what is lost."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from zhihang.search.dialects import dialects


def seen(page: str) -> str:
    return re.sub(r"<[^>]+>", "", page)


def test_what_is_typed_in_another_language_is_read_and_shown_in_ours(client: Client) -> None:
    page = client.get("/search", {"q": 'ti all "filler battery"', "dialect": "espacenet"}).content.decode()
    assert "Read as Espacenet:" in page
    assert "110 records" in page
    field = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", page, re.DOTALL)
    assert field is not None
    native = field[1].replace("&quot;", '"')
    assert "110 records" in client.get("/search", {"q": native}).content.decode()
    assert "dialect=" not in "".join(re.findall(r'href="\?[^"]*"', page))


def test_the_history_keeps_what_was_read(client: Client) -> None:
    client.get("/search", {"q": "ti=filler", "dialect": "espacenet"})
    assert 'ti="filler"' in client.get("/history.txt").content.decode()


def test_an_error_stands_at_its_place_in_the_text_as_typed(client: Client) -> None:
    response = client.get("/search", {"q": "TTL/(filler", "dialect": "espacenet"})
    assert response.status_code == 400
    page = response.content.decode()
    assert "TTL/(filler</textarea>" in page
    assert 'value="espacenet" selected' in page
    checked = client.get("/search/check", {"q": "ti=(filler", "dialect": "espacenet"}).content.decode()
    assert "data-position" in checked


def test_an_unknown_dialect_is_our_own(client: Client) -> None:
    assert "110 records" in client.get("/search", {"q": "ti=filler", "dialect": "<b>"}).content.decode()


@pytest.mark.parametrize("is_part", [True, False])
def test_the_query_can_be_copied_for_every_system_with_its_losses(client: Client, is_part: bool) -> None:
    headers = {"HX-Request": "true"} if is_part else {}
    page = client.get("/search/as", {"q": "ti=(filler NEAR/5 battery) AND status=active"}, headers=headers)
    text = page.content.decode()
    assert ("<html" in text) is not is_part
    for key in dialects():
        assert f'id="copy-{key}"' in text
    assert "cannot say all of it" in seen(text)
    assert re.search(r"L\d\d", seen(text))


def test_lines_of_the_history_are_written_out_for_others(client: Client) -> None:
    client.get("/search", {"q": "ti=filler"})
    text = seen(client.get("/search/as", {"q": "#1 AND cc=EP"}).content.decode())
    assert text.count("filler") >= len(dialects())


def test_a_query_that_cannot_be_read_is_not_copied(client: Client) -> None:
    response = client.get("/search/as", {"q": "ti=("})
    assert response.status_code == 400
    assert "data-position" in response.content.decode()


def test_clauses_that_hold_alternatives_are_counted_whole(client: Client) -> None:
    page = client.get("/search", {"q": "(ti=filler OR ti=solid) AND cc=US AND ti=zebra"}).content.decode()
    others = re.findall(r'q=([^"]*)">', page)
    assert any("%28ti%3D" in each for each in others)
    row = re.search(r'code">3</td>.*?>([\d,]+)</a></td><td class="r">.*?>([\d,]+)</a>', page)
    assert row is not None
    assert row[2] == str(_us_solid(client))


def _us_solid(client: Client) -> int:
    found = re.search(r'big-line">(\d+) record', client.get("/search", {"q": "ti=solid AND cc=US"}).content.decode())
    return int(found[1]) if found else 0
