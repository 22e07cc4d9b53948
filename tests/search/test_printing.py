"""Canonical print: native text that reads back to the same tree, whatever the tree."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.search.trees import trees

from zhihang.search.notation import from_sexpr, to_sexpr
from zhihang.search.parser import parse
from zhihang.search.printing import print_query
from zhihang.search.tree import Tree


@given(trees)
def test_every_tree_reads_back_from_its_print(tree: Tree) -> None:
    query = parse(print_query(tree))
    assert to_sexpr(query.tree) == to_sexpr(tree)
    assert query.notices == ()


@given(trees)
def test_every_tree_reads_back_from_its_notation(tree: Tree) -> None:
    assert from_sexpr(to_sexpr(tree)) == tree


@pytest.mark.parametrize(
    ("tree", "printed"),
    [
        ('(and ti:"a1" (or pa:"b1" pa:"c1"))', 'ti="a1" AND (pa="b1" OR pa="c1")'),
        ('(not all bi:"锂电池")', 'NOT "锂电池"'),
        ('(same s desc (near 3 "a1" "b1") (or "c1" "d1"))', 'desc=(("a1" NEAR/3 "b1") SAME/s ("c1" OR "d1"))'),
        ("(range pd * 1599-12-31)", "pd<1600-01-01"),
        ("(range pd 2200-01-01 *)", "pd>2199-12-31"),
        ("(range ncl * -1)", "ncl<0"),
        ('(is brd "x#1*")', 'brd="x\\#1*"'),
        ('(is loc "14")', 'loc=="14"'),
        ('(in pn @"my list.txt")', 'pn in @"my list.txt"'),
        ('(join cites (elem ev (is cat "h")))', 'cites={ev={cat="h"}}'),
        ("all", "id=*"),
    ],
)
def test_print_of_a_tree(tree: str, printed: str) -> None:
    assert print_query(from_sexpr(tree)) == printed


OPERATORS = ["and", "or", "xor", "not", "near/3", "adj/2", "same/s", "same/p"]


@given(st.lists(st.sampled_from(OPERATORS), min_size=60, max_size=100))
def test_chains_deeper_than_the_brackets_allowed_read_back(operators: list[str]) -> None:
    proximity = [sign for sign in operators if "/" in sign]
    for signs in (operators if not proximity else [s for s in operators if "/" not in s], proximity):
        if not signs or ("same/s" in signs and signs is not proximity):
            continue
        ordered = sorted(signs, key=lambda sign: sign.startswith("same")) if signs is proximity else signs
        text = "a0" + "".join(f" {sign} a{index}" for index, sign in enumerate(ordered, 1))
        tree = parse(text).tree
        assert to_sexpr(parse(print_query(tree)).tree) == to_sexpr(tree)


@pytest.mark.parametrize(
    ("link", "brackets"),
    [
        ("a near/2 b near/3 ({})", 50),
        ("a adj/2 b near/2 ({})", 50),
        ("a same/s b same/p ({})", 50),
        ("(c same/p d near/2 e) same/s ({})", 50),
        ("x or y near/2 (z near/3 ({}))", 30),
        ("x or y near/2 (z adj/3 ({}))", 30),
        ("a not b xor c or ({})", 60),
        ("a b not ({})", 60),
    ],
)
def test_deep_brackets_on_the_right_keep_their_meaning(link: str, brackets: int) -> None:
    text = "x"
    for _ in range(brackets):
        text = link.format(text)
    tree = parse(f"ab=({text})").tree
    printed = print_query(tree)
    assert to_sexpr(parse(printed).tree) == to_sexpr(tree)
