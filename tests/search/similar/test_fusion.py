"""Reciprocal rank fusion: the order that the paper's formula gives, whatever the rankings."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from zhihang.search.similar.fusion import K, fused

RANKINGS = st.dictionaries(
    st.sampled_from(["terms", "vectors", "other"]), st.lists(st.integers(0, 12), unique=True, max_size=10), max_size=3
)


@given(RANKINGS)
def test_scores_are_those_of_the_formula_and_fall(rankings: dict[str, list[int]]) -> None:
    found = fused(rankings)
    exact = {
        key: sum((Fraction(1, K + r.index(key) + 1) for r in rankings.values() if key in r), Fraction(0))
        for ranking in rankings.values()
        for key in ranking
    }
    assert {key for key, _ in found} == set(exact)
    assert all(abs(score - float(exact[key])) < 1e-12 for key, score in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)


@given(st.lists(st.integers(), unique=True, max_size=20))
def test_one_route_keeps_its_order(ranking: list[int]) -> None:
    assert [key for key, _ in fused({"terms": ranking})] == ranking


@given(RANKINGS)
def test_what_no_route_prefers_never_stands_first(rankings: dict[str, list[int]]) -> None:
    """A key that is behind another on every route, or missing where that is not, stands behind it."""
    order = [key for key, _ in fused(rankings)]
    for better in order:
        for worse in order:
            places = [(_place(r, better), _place(r, worse)) for r in rankings.values()]
            if better != worse and all(one <= other for one, other in places):
                assert order.index(better) < order.index(worse)


def _place(ranking: list[int], key: int) -> int:
    return ranking.index(key) if key in ranking else 1_000


def test_weights_make_a_route_count_more() -> None:
    rankings = {"terms": ["a", "b"], "vectors": ["b", "a"]}
    assert [key for key, _ in fused(rankings, {"vectors": 2.0})] == ["b", "a"]
    assert [key for key, _ in fused(rankings, {"terms": 2.0})] == ["a", "b"]
