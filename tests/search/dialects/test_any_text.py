"""Whatever is typed, a reader answers with a tree or with a fault inside the text; a mended query can be read."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihang.errors import QueryError
from zhihang.search.dialects import dialects, print_as, read
from zhihang.search.notation import from_sexpr, to_sexpr
from zhihang.search.tree import Tree

PIECES = (Path(__file__).parent / "pieces.txt").read_text("utf-8").splitlines()
typed = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=9).map("".join),
    st.text(max_size=30),
)


def _outcome(text: str, name: str) -> Tree | QueryError:
    try:
        return read(text, name).tree
    except QueryError as error:
        return error


@pytest.mark.parametrize("name", dialects())
@given(text=typed)
def test_every_text_is_read_or_refused_at_a_place_of_it(name: str, text: str) -> None:
    outcome = _outcome(text, name)
    if isinstance(outcome, QueryError):
        assert 0 <= outcome.position <= len(text)
        assert outcome.repair is None or not isinstance(_outcome(outcome.repair, name), QueryError)
    else:
        assert from_sexpr(to_sexpr(outcome)) == outcome


@pytest.mark.parametrize("name", dialects())
@settings(max_examples=60)
@given(text=typed, target=st.sampled_from(dialects()))
def test_what_was_read_can_be_printed_for_every_system(name: str, text: str, target: str) -> None:
    outcome = _outcome(text, name)
    if isinstance(outcome, QueryError):
        return
    printed = print_as(outcome, target)
    if printed.is_complete:
        read(printed.text, target)


@pytest.mark.parametrize("name", dialects())
def test_a_long_chain_is_read_and_printed_without_recursion(name: str) -> None:
    query = read(" AND ".join("a1 NOT b1" for _ in range(2_000)), name)
    printed = print_as(query.tree, name)
    assert printed.is_complete
    assert printed.text.count("?") == 0
    read(printed.text, name)


def test_a_long_chain_of_proximities_is_read_from_left_to_right() -> None:
    text = "a1" + " or b1 prox/distance<3 c1" * 1_000
    with pytest.raises(QueryError) as caught:  # all before it would be its left side
        read(text + " and d1 prox/distance<3 e1", "espacenet")
    assert caught.value.code == "E504"
