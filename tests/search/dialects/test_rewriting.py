"""Rewriting changes the form of a query and never its set."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.search.brute import Value, matches

from zhihang.corpus.plan import Code, Everything, FieldRef, Minus, Xor
from zhihang.search.dialects import rewriting
from zhihang.search.notation import from_sexpr, to_sexpr
from zhihang.search.tree import Tree, complement, conjunction, difference, disjunction, either, walk

LETTERS = "abcd"
letters: st.SearchStrategy[Tree] = st.builds(Code, st.just((FieldRef("natc"),)), st.sampled_from(LETTERS))
parts = st.one_of(letters, st.just(Everything()))


def _combined(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    several = st.lists(inner, min_size=2, max_size=3)
    pairs = st.one_of(st.builds(difference, inner, inner), st.builds(either, inner, inner))
    return st.one_of(several.map(conjunction), several.map(disjunction), pairs, st.builds(complement, inner))


@pytest.mark.parametrize("deepest", [0, 64])
@settings(max_examples=400)
@given(tree=st.recursive(parts, _combined, max_leaves=10), has_xor=st.booleans())
def test_the_set_stays_the_same(deepest: int, tree: Tree, has_xor: bool) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rewriting, "DEEPEST", deepest)
        new = rewriting.rewritten(tree, has_xor=has_xor)
    assert new is not None
    for chosen in range(1 << len(LETTERS)):
        values = {"natc": [Value(letter) for place, letter in enumerate(LETTERS) if chosen >> place & 1]}
        assert matches(new, values) == matches(tree, values), to_sexpr(new)
    assert has_xor or not any(isinstance(node, Xor) for node in walk(new))


@pytest.mark.parametrize(
    ("tree", "new"),
    [
        ('(and ti:"a1" (not all ti:"b1"))', '(not ti:"a1" ti:"b1")'),
        ('(not ti:"a1" (not all ti:"b1"))', '(and ti:"a1" ti:"b1")'),
        ('(not all (not all ti:"b1"))', 'ti:"b1"'),
        ('(xor ti:"a1" ti:"b1")', '(or (not ti:"a1" ti:"b1") (not ti:"b1" ti:"a1"))'),
        ('(and (not ti:"a1" ti:"b1") ti:"c1")', '(and (not ti:"a1" ti:"b1") ti:"c1")'),
    ],
)
def test_form(tree: str, new: str) -> None:
    found = rewriting.rewritten(from_sexpr(tree), has_xor=False)
    assert found is not None
    assert to_sexpr(found) == new


def test_a_chain_of_differences_becomes_one() -> None:
    tree = from_sexpr('ti:"a1"')
    for number in range(200):
        tree = difference(conjunction([tree, from_sexpr(f'ti:"b{number}"')]), from_sexpr(f'ti:"c{number}"'))
    found = rewriting.rewritten(tree, has_xor=False)
    assert found is not None
    assert sum(isinstance(node, Minus) for node in walk(found)) == 1
