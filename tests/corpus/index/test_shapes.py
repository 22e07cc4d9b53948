"""Shapes against the definition: a pattern occurs in a value exactly where one of its shapes fits."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.corpus.index.shapes import TooManyShapes, shapes
from zhihang.corpus.matching import TokenizedValue, occurs
from zhihang.corpus.plan import Adjacent, AnyOf, Near, Pattern, Phrase, Same

words = st.sampled_from(["a1", "b1", "c1"])
phrases = st.lists(words, min_size=1, max_size=2).map(lambda some: Phrase(tuple(some)))
distances = st.integers(1, 3)
patterns: st.SearchStrategy[Pattern] = st.recursive(
    phrases,
    lambda inner: st.one_of(
        st.builds(Near, distances, inner, inner),
        st.builds(Adjacent, distances, inner, inner),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: AnyOf(tuple(some))),
    ),
    max_leaves=3,
)


def fits(shape: tuple[tuple[int, str], ...], tokens: list[str]) -> bool:
    return any(
        all(start + position < len(tokens) and tokens[start + position] == word for position, word in shape)
        for start in range(len(tokens))
    )


@given(patterns, st.lists(words, max_size=9))
def test_a_pattern_occurs_where_a_shape_fits(pattern: Pattern, tokens: list[str]) -> None:
    try:
        found = shapes(pattern)
    except TooManyShapes:
        return
    value = TokenizedValue(" ".join(tokens), "ab")
    assert any(fits(shape, tokens) for shape in found) == occurs(pattern, value)


def test_lone_wildcards_are_gaps() -> None:
    assert shapes(Phrase(("石", "#", "电"))) == [((0, "石"), (2, "电"))]
    assert len(shapes(Phrase(("华", "*", "司")))) == 21


def test_same_has_no_shapes() -> None:
    with pytest.raises(TooManyShapes):
        shapes(Same("s", (Phrase(("a1",)), Phrase(("b1",)))))
