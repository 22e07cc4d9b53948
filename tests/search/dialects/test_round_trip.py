"""Native tree → printed → read as that dialect: the native set, or one in the relation that the losses state."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.brute import Value, Values, matches
from tests.search.trees import DATES, HAN, LATIN, WILD, distances, leaves, records, text_leaves, trees

from zhihang.corpus.plan import Adjacent, Code, FieldRef, Near, Number, Phrase, Range, Same, Text
from zhihang.errors import QueryError
from zhihang.search.dialects import dialects, print_as, read
from zhihang.search.notation import to_sexpr
from zhihang.search.tree import Tree, complement, conjunction, difference, disjunction, either

day = st.sampled_from(["2018-12-31", "2019-01-01", "2019-06-30"])
patent_leaves: st.SearchStrategy[Tree] = st.one_of(
    text_leaves,
    st.builds(lambda low: Range((FieldRef("pd"),), low, None), day),
    st.builds(lambda high: Range((FieldRef("ad"),), None, high), day),
    st.builds(lambda low: Range((FieldRef("prd"),), low, "2020-02-29"), day),
    st.builds(Code, st.just((FieldRef("cc"),)), st.sampled_from(["cn", "ep"])),
    st.builds(Number, st.just((FieldRef("pn"),)), st.sampled_from(["EP1000000", "EP1000000B1", "EP10*"])),
    leaves,
)


def _combined(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(inner, min_size=2, max_size=3)
    pairs = st.one_of(st.builds(difference, inner, inner), st.builds(either, inner, inner))
    return st.one_of(several.map(conjunction), several.map(disjunction), pairs, st.builds(complement, inner))


patent_trees = st.recursive(patent_leaves, _combined, max_leaves=4)


word = st.sampled_from((*LATIN, *HAN)).map(lambda token: Phrase((token,)))
wild_word = st.sampled_from(WILD).map(lambda token: Phrase((token,)))
near = st.one_of(st.builds(Near, distances, word, word), st.builds(Adjacent, distances, word, word))
same = st.builds(Same, st.sampled_from(["s", "p", "c"]), st.tuples(word, word))
ranges = st.builds(
    lambda code, ends, is_open: Range((FieldRef(code),), ends[0], None if is_open else ends[1]),
    st.sampled_from(["pd", "ad", "prd"]),
    st.lists(st.sampled_from(DATES), min_size=2, max_size=2).map(sorted),
    st.booleans(),
)
claims = st.builds(Text, st.just((FieldRef("clm"),)), st.one_of(word, wild_word, near, near, same))
telling = st.one_of(claims, claims, ranges, st.builds(difference, claims, claims))
"""Clauses that every dialect can write, over records full of their words: each sign is put to the test."""


@st.composite
def full_records(draw: st.DrawFn) -> Values:
    words = st.lists(st.sampled_from((*LATIN, *HAN, "binder", ". The")), min_size=4, max_size=8).map(" ".join)
    values: Values = {"clm": [Value(draw(words), draw(st.sampled_from(["en", "zh", None])), group=1) for _ in "ab"]}
    for code in ("pd", "ad", "prd"):
        values[code] = [Value(draw(st.sampled_from((*DATES, "2019-01-02", "2018-12-30"))))]
    return values


def _drawn(strategy: st.SearchStrategy[Values], count: int) -> list[Values]:
    """Records that are drawn once: drawing them anew for every query would take most of the time."""
    found: list[Values] = []

    @settings(max_examples=count, database=None)
    @given(strategy)
    def draw(values: Values) -> None:
        found.append(values)

    draw()
    return found


@pytest.fixture(scope="module")
def pool() -> list[Values]:
    return _drawn(records(), 40)


@pytest.fixture(scope="module")
def full_pool() -> list[Values]:
    return _drawn(full_records(), 60)


def _holds(tree: Tree, name: str, found: list[Values]) -> None:
    printed = print_as(tree, name)
    if not printed.is_complete:
        assert "?" in printed.text
        assert printed.effect == "other"
        return
    back = read(printed.text, name).tree
    for values in found:
        native, other = matches(tree, values), matches(back, values)
        if printed.effect is None:
            assert native == other, (printed.text, to_sexpr(back))
        elif printed.effect == "more":
            assert other or not native, (printed.text, printed.losses)
        elif printed.effect == "fewer":
            assert native or not other, (printed.text, printed.losses)


@pytest.mark.parametrize("name", dialects())
@given(tree=telling)
def test_each_sign_reads_back_in_the_stated_relation(full_pool: list[Values], name: str, tree: Tree) -> None:
    _holds(tree, name, full_pool)


@pytest.mark.parametrize("name", dialects())
@given(tree=patent_leaves, start=st.integers(0, 30))
def test_a_clause_reads_back_in_the_stated_relation(pool: list[Values], name: str, tree: Tree, start: int) -> None:
    _holds(tree, name, pool[start : start + 10])


@pytest.mark.parametrize("name", dialects())
@given(tree=patent_trees, start=st.integers(0, 30))
def test_a_query_reads_back_in_the_stated_relation(pool: list[Values], name: str, tree: Tree, start: int) -> None:
    _holds(tree, name, pool[start : start + 10])


@pytest.mark.parametrize("name", dialects())
@settings(max_examples=100)
@given(tree=trees)
def test_what_cannot_be_written_is_marked_and_not_read_back(name: str, tree: Tree) -> None:
    printed = print_as(tree, name)
    if printed.is_complete:
        read(printed.text, name)
        return
    with pytest.raises(QueryError):
        read(printed.text, name)
