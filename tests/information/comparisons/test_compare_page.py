"""The page of a comparison: of all kinds of right, with what differs marked, and its mistakes told."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

Reader = Callable[[str], Client]
ALL_RIGHTS = (
    "US99000001B2", "CN290000001U", "CN390000001S", "CN-TM-99000001", "CN-CR-2020SR9000001", "CN-LD-BS205900001",
)  # fmt: skip


def address(*numbers: str, **more: str) -> str:
    return "/compare?" + "&".join([*(f"id={each}" for each in numbers), *(f"{k}={v}" for k, v in more.items())])


def body(reader: Reader, path: str, language: str = "en", status: int = 200) -> str:
    answer = reader(language).get(path)
    assert answer.status_code == status, answer.content.decode()[:2000]
    return answer.content.decode()


def test_two_publications_of_one_right(reader: Reader) -> None:
    page = body(reader, address("CN190000001A", "CN190000001B"))
    assert "2 records side by side" in page
    assert '<mark class="own-words">2021-09-03</mark>' in page
    assert '<mark class="own-words">202019000001</mark>' not in page
    assert 'class="equal of-applicants"' in page
    assert 'class="differs of-kind"' in page


@pytest.mark.parametrize("language", ["en", "zh-hans"])
def test_six_kinds_of_right_stand_beside_each_other(reader: Reader, language: str) -> None:
    page = body(reader, address(*ALL_RIGHTS), language)
    for number in ALL_RIGHTS:
        assert f"/records/{number}?" in page
    assert "Inventors / Designers" in page or "设计人" in page
    assert 'id="add"' not in page  # there is no room for a seventh


def test_equal_rows_hide(reader: Reader) -> None:
    page = body(reader, address("CN190000001A", "CN190000001B", equal="hide"))
    assert "of-applicants" not in page
    assert "of-kind" in page


def test_the_address_keeps_edition_language_and_order(reader: Reader, edition: str) -> None:
    page = body(reader, address("US99000001B2", "CN190000001B", text="en"))
    assert f"id=US99000001B2&amp;id=CN190000001B&amp;text=en&amp;edition={edition}" in page
    assert "?id=CN190000001B&amp;id=US99000001B2&amp;text=en" in page  # compare with this


def test_a_script_in_a_record_stays_text(reader: Reader) -> None:
    page = body(reader, address("US99000666B2", "US99000001B2"))
    assert "<script>alert(" not in page
    assert "&lt;" in page


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/compare", 200, "Name two to 6 records"),
        (address("US99000001B2"), 200, "Name two to 6 records"),
        (address("US99000001B2", "EP0000000A9"), 404, "No record EP0000000A9"),
        (address("US99000001B2", "CN190000001B", "EP0000000A9"), 404, "2 records side by side"),
        (address(*ALL_RIGHTS, "CN190000001A"), 400, "7 records were named"),
        (address(*(f"EP{number}" for number in range(60))), 400, "60 records were named"),
        (address("US99000001B2", "US99000001B2"), 200, "Name two to 6 records"),
        (address("%00", "US99000001B2", "CN190000001B", edition=""), 200, "2 records side by side"),
        (address("US99000001B2", "CN190000001B", edition="nosuch"), 404, ""),
        (address("US99000001B2;CN 190000001 B"), 200, "2 records side by side"),
    ],
)
def test_mistakes_are_told(reader: Reader, path: str, status: int, said: str) -> None:
    assert said in body(reader, path, status=status)


def test_nobody_changes_anything_by_it(reader: Reader) -> None:
    assert reader("en").post("/compare").status_code == 405
