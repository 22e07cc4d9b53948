"""Conditions that facets write into queries and take back."""

from __future__ import annotations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhihang.information.facets.refining import (
    Condition,
    split,
    with_value,
    with_values,
    without_field,
    without_value,
)
from zhihang.search.conditions import condition, quoted
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse
from zhihang.search.tree import conjunction
from zhihang.text.tokens import tokens

QUERIES = [
    "battery", "a b", "ti=electric motor", "a OR b", "a OR b AND c", "a XOR b", "a NOT b", "NOT a", "(a OR b)",
    "a -- a remark", "a OR b -- a remark", "/* x */ a", "ti=(a, b)", "clm=(a SAME/c b)", "电池 或 电芯", "a\nOR b",
]  # fmt: skip
SIGNS = st.characters(codec="utf-8", categories=["L", "N", "P", "Zs"])
VALUES = st.text(SIGNS, min_size=1, max_size=12)


def tree(query: str) -> str:
    return to_sexpr(parse(query).tree)


@pytest.mark.parametrize("query", QUERIES)
def test_a_condition_holds_for_the_whole_query(query: str) -> None:
    both = to_sexpr(conjunction([parse(query).tree, parse("cc=CN").tree]))
    assert tree(with_value(query, "cc", "CN")) == both


@pytest.mark.parametrize("query", QUERIES)
def test_what_was_left_out_is_subtracted(query: str) -> None:
    assert tree(with_value(query, "cc", "CN", is_excluded=True)) == f'(not {tree(query)} (is cc "cn"))'


@pytest.mark.parametrize("query", QUERIES)
def test_taking_back_gives_the_same_set(query: str) -> None:
    narrowed = with_value(with_value(query, "cc", "CN"), "kind", "A", is_excluded=True)
    assert tree(without_value(without_value(narrowed, "cc", "CN"), "kind", "A")) == tree(query)
    assert tree(without_field(without_field(narrowed, "cc"), "kind")) == tree(query)


def test_values_of_one_field_are_joined_by_or() -> None:
    query = with_value(with_value("battery", "cc", "CN"), "cc", "EP")
    assert query == "battery\nAND cc=(CN, EP)"
    assert split(query)[1][0].values == ("CN", "EP")
    assert without_value(query, "cc", "CN") == "battery\nAND cc=EP"


def test_choosing_what_was_left_out_turns_it_round() -> None:
    query = with_value("battery", "cc", "CN", is_excluded=True)
    assert with_value(query, "cc", "CN") == "battery\nAND cc=CN"


def test_lines_of_the_asker_are_not_taken_for_conditions() -> None:
    assert split("AND cc=CN")[1] == ()
    assert split("a\nAND ti=(b AND c)")[1] == ()
    assert split("a\nAND cc=(CN OR EP)")[1] == ()


@given(st.sampled_from(["ti", "addr"]), VALUES)
def test_any_value_is_written_so_that_it_is_read_back(field: str, value: str) -> None:
    assume(tokens(value))
    parse(condition(field, [value]))
    query = f"battery\nAND {condition(field, [value, 'other'])}"
    assert split(query)[1][0].values == (value, "other")


def test_operators_as_values_are_quoted() -> None:
    assert [quoted(word) for word in ("CN", "or", "NEAR5", "a b", "x*", 'q"t')] == [
        "CN", '"or"', '"NEAR5"', '"a b"', '"x\\*"', '"q\\"t"',
    ]  # fmt: skip


@given(st.lists(VALUES.filter(lambda value: tokens(value) != []), min_size=1, max_size=4, unique=True), st.booleans())
def test_names_are_meant_whole_and_read_back(names: list[str], is_excluded: bool) -> None:
    query = with_values("battery", "in", names, is_excluded=is_excluded)
    parse(query)
    assert split(query) == ("battery", (Condition("in", tuple(names), is_excluded),))
    assert without_field(query, "in") == "battery"


def test_names_of_the_asker_are_words_not_values() -> None:
    assert split('a\nAND in="li ming"')[1] == ()
    assert split("a\nAND in==(li, ming)")[1] == ()
    assert with_value('a\nAND in=="Li"', "in", "Wang") == "a\nAND (in==Li OR in==Wang)"


def test_several_values_are_chosen_or_left_out_at_once() -> None:
    query = with_values("battery", "cc", ["CN", "EP", "CN"])
    assert query == "battery\nAND cc=(CN, EP)"
    assert with_values(query, "cc", ["EP", "US"], is_excluded=True) == "battery\nAND cc=CN\nNOT cc=(EP, US)"
