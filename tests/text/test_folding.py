"""Folding: the fast path equals the definition, over all of Unicode and over random strings."""

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.text.folding import fold, fold_by_definition, fold_with_offsets


def test_every_code_point_folds_as_defined() -> None:
    differing = [
        hex(point)
        for point in range(sys.maxunicode + 1)
        if not 0xD800 <= point <= 0xDFFF and fold(chr(point)) != fold_by_definition(chr(point))
    ]
    assert differing == []


@given(
    st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("aé\u0301\u0308ßİΣς鋰電ｶﾞが\u3099ø≠")))
)
def test_any_text_folds_as_defined(text: str) -> None:
    assert fold(text) == fold_by_definition(text)


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ae\u0301ß鋰電ｶﾞ½ﷺ "))))
def test_offsets_point_into_the_text(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert folded == fold(text)
    assert len(offsets) == len(folded)
    assert offsets == sorted(offsets)
    assert all(0 <= offset < len(text) for offset in offsets)


@given(st.text())
def test_folding_twice_changes_nothing_more(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(
    ("printed", "folded"),
    [
        ("Müller", "muller"),
        ("ＬＥＤ　ｌａｍｐ", "led lamp"),
        ("H₂O", "h2o"),
        ("Øresund Łódź Đà Ægir œuvre Þór ıstanbul", "oresund lodz da aegir oeuvre thor istanbul"),
        ("國際分類", "国际分类"),
        ("鋰電池", "锂电池"),
        ("ガ", "ガ"),
        ("Straße", "strasse"),
    ],
)
def test_known_spellings(printed: str, folded: str) -> None:
    assert fold(printed) == folded
    assert unicodedata.is_normalized("NFC", folded)
