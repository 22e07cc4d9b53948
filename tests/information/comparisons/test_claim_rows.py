"""Which claims stand beside each other, and which words differ."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhihang.information.comparisons.claim_rows import claim_rows
from zhihang.information.comparisons.differing import beside

CASES: dict[str, dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "texts.yaml").read_text("utf-8"))
texts = st.lists(st.text(alphabet="ab 电池.,", max_size=12), max_size=6)


@pytest.mark.parametrize("case", CASES["claims"].values(), ids=list(CASES["claims"]))
def test_claims_stand_beside_those_that_say_the_same(case: dict[str, Any]) -> None:
    assert claim_rows(case["documents"]) == [tuple(row) for row in case["rows"]]


@pytest.mark.parametrize("case", CASES["words"].values(), ids=list(CASES["words"]))
def test_words_of_ones_own_are_marked(case: dict[str, Any]) -> None:
    first, others = beside(case["first"], case["others"])
    shown = ["".join(f"[{piece.text}]" if piece.is_own else piece.text for piece in text) for text in (first, *others)]
    assert shown == case["marked"]


@given(st.lists(texts, max_size=4))
def test_every_claim_stands_in_one_row_in_its_order(documents: list[list[str]]) -> None:
    rows = claim_rows(documents)
    for column, claims in enumerate(documents):
        assert [row[column] for row in rows if row[column] is not None] == list(range(len(claims)))
    assert all(any(place is not None for place in row) for row in rows)


@given(st.text(max_size=30), texts)
def test_marks_leave_the_text_as_it_is(first: str, others: list[str]) -> None:
    shown, marked = beside(first, others)
    assert "".join(piece.text for piece in shown) == first
    assert ["".join(piece.text for piece in each) for each in marked] == others


@given(st.text(max_size=30))
def test_a_text_beside_itself_has_no_marks(text: str) -> None:
    shown, (same,) = beside(text, [text])
    assert not any(piece.is_own for piece in (*shown, *same))
