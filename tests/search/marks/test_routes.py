"""A name taken apart, its routes, the table of characters that look alike."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.errors import UsageError
from zhihang.search.marks.asked import divisions, take_apart
from zhihang.search.marks.glyphs import load_glyphs
from zhihang.search.marks.likeness import likeness
from zhihang.search.marks.routes import kinds, routes
from zhihang.search.parser import parse

NAMES = st.text(alphabet="华为重庆aeiklmwx -&?*#'\"=()0 九", min_size=1, max_size=9)


@given(NAMES, st.sampled_from(("mk", "ti")))
def test_every_route_is_a_query_that_can_be_asked(name: str, field: str) -> None:
    try:
        asked = take_apart(name)
    except UsageError:
        return
    found = routes(asked, field, {"为": frozenset("办力")})
    assert found
    assert [route.code for route in found] == [code for code in kinds() if code in {route.code for route in found}]
    for route in found:
        if route.code == "pattern":
            continue  # what is typed with truncations may be too broad, and its error says so
        assert parse(route.query).text == route.query


@given(NAMES, NAMES)
def test_likeness_is_a_share(name: str, other: str) -> None:
    try:
        asked = take_apart(name)
    except UsageError:
        return
    for route in routes(asked):
        said = likeness(route.code, asked, other)
        assert 0 <= said.weight <= said.share <= 1
        if route.code in ("identical", "contains", "fuzzy") and other == name:
            assert said.share == 1


def test_a_name_of_signs_cannot_be_compared() -> None:
    with pytest.raises(UsageError, match="NO_NAME"):
        take_apart("&*!")


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("huawei", {("hua", "wei"), ("hu", "a", "wei")}),
        ("xian", {("xi", "an")}),
        ("tesla", set()),
        ("ai", set()),
    ],
)
def test_divisions_into_syllables(word: str, expected: set[tuple[str, ...]]) -> None:
    assert set(divisions(word)) == expected


def test_characters_that_look_alike(tmp_path: Path) -> None:
    table = tmp_path / "alike.txt"
    table.write_text("未 末 # remark\n\n己,已,巳\n", "utf-8")
    found = load_glyphs(table)
    assert found["未"] == {"末"}
    assert found["巳"] == {"己", "已"}
    table.write_text("未末\n日\n", "utf-8")
    with pytest.raises(UsageError, match="GLYPHS") as told:
        load_glyphs(table)
    assert told.value.fields["line"] == 2
    with pytest.raises(UsageError, match="GLYPHS_FILE"):
        load_glyphs(tmp_path / "absent.txt")


def test_a_hostile_number_of_readings_is_bounded() -> None:
    """Polyphonic characters in a row, and letters that divide in many ways, stay quick to ask."""
    for name in ("行重长乐" * 10, "aoaoaoaoaoaoaoaoaoaoaoaoao"):
        assert sum(len(route.query) for route in routes(take_apart(name))) < 100_000
