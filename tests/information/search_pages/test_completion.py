"""Proposals while one types: fields by any of their names, values with their counts, lines and saved searches."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st
from tests.workspace.conftest import SignedIn, World, _quick_passwords, signed_in, world

from zhihang.information.saved_searches.services import save_search
from zhihang.information.search_pages.completion_context import context
from zhihang.search.environment import EMPTY
from zhihang.search.parser import parse

__all__ = ["_quick_passwords", "signed_in", "world"]
CASES = yaml.safe_load(Path(__file__).with_name("contexts.yaml").read_text("utf-8"))


def proposals(client: Client, before: str, **more: str) -> dict[str, Any]:
    response = client.get("/search/complete", {"before": before, **more})
    assert response.status_code == 200
    found: dict[str, Any] = response.json()
    return found


def texts(client: Client, before: str, **more: str) -> list[str]:
    return [item["text"] for item in proposals(client, before, **more)["items"]]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["before"] or "nothing")
def test_where_the_cursor_stands(case: dict[str, Any]) -> None:
    found = context(case["before"])
    assert (None if found is None else [found.kind, found.text, found.field]) == case["is"]


@given(st.text(st.sampled_from('ab电 ()"=,;#{}:pacc.*'), max_size=30))
def test_any_text_is_read(before: str) -> None:
    found = context(before)
    assert found is None or 0 <= found.start <= len(before)


def test_fields_are_found_by_code_name_and_chinese_name(client: Client) -> None:
    assert texts(client, "pd")[0] == "pd="
    assert "pa=" in texts(client, "appl")
    assert texts(client, "battery AND (申请人")[0] == "pa="
    assert proposals(client, "battery AND (申请人")["start"] == 13
    assert texts(client, "zzzz") == []


def test_names_come_with_their_counts_the_most_frequent_first(client: Client) -> None:
    found = proposals(client, "pa=appl")["items"]
    assert [item["text"] for item in found][:2] == ['"Applicant 1"', '"Applicant 2"']
    for item in found:
        parse(f"pa={item['text']}")
    page = client.get("/search", {"q": "pa==" + found[0]["text"]}).content.decode()
    assert f"{found[0]['count']} records" in page


def test_several_words_narrow_the_names(client: Client) -> None:
    assert texts(client, 'pa="Applicant 3') == ['"Applicant 3"']
    assert texts(client, "Applicant 3", field="pa") == ['"Applicant 3"']


def test_codes_are_found_by_code_and_by_name(client: Client) -> None:
    assert texts(client, "cc=EP") == ["EP"]
    assert texts(client, "cc=chin") == ["CN"]
    assert set(texts(client, "right=")) >= {"patent", "trademark"}
    assert "active" in texts(client, "status=in f") or "active" in texts(client, 'status="in f')


def test_class_symbols_of_the_edition_blanks_aside(client: Client) -> None:
    assert "H01M4/36" in texts(client, "ipc=H01M")
    assert texts(client, "ipc=H01M 4/3") == ["H01M4/36"]
    assert texts(client, "ipc=H01M4/36") == ["H01M4/36"]
    assert texts(client, "ipc=H") == []


def test_lines_and_saved_searches_are_ones_own(world: World, signed_in: SignedIn) -> None:
    client = signed_in("member")
    client.get("/search", {"q": "ti=filler"})
    save_search(world.actor("member"), "Solid cells", "ti=solid", is_shared=False, environment=EMPTY)
    assert proposals(client, "a AND #")["items"] == [{"text": "#1", "label": "ti=filler", "count": 110}]
    assert texts(client, "##sol") == ['##"Solid cells"']
    for who in ("anonymous", "outsider", "administrator"):
        assert texts(signed_in(who), "#") == []
        assert texts(signed_in(who), "##sol") == []


@pytest.mark.parametrize(
    "before", ["pa=<script>", 'pa="\\', "ipc=H01M99999/", "cc=\x00", "x" * 9000, "pa=**", "pa=电" * 500]
)
def test_strange_beginnings_are_answered(client: Client, before: str) -> None:
    proposals(client, before)
