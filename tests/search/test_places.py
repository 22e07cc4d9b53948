"""Two readings of proximity agree: the positions found by plain enumeration and by the package, on random texts."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from tests.search.brute import Value, line_of, places_of
from tests.search.trees import near_patterns, same_patterns, texts

from zhihang.corpus.matching import TokenizedValue, occurrences
from zhihang.corpus.plan import Pattern, Same


@given(near_patterns, texts())
def test_the_same_positions_are_matched(pattern: Pattern, text: str) -> None:
    enumerated = places_of(pattern, line_of("ab", [Value(text)]))
    assert {frozenset(found) for found in occurrences(pattern, TokenizedValue(text, "ab"))} == enumerated


@given(same_patterns(), st.sampled_from(["ti", "ab"]), texts())
def test_the_same_values_hold_a_same(pattern: Same, field: str, text: str) -> None:
    enumerated = places_of(pattern, line_of(field, [Value(text)]))
    found = occurrences(pattern, TokenizedValue(text, field))
    assert bool(found) == bool(enumerated)
    assert {place for one in found for place in one} == {place for one in enumerated for place in one}
