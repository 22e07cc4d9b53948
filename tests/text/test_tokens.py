"""Tokens as the query language §1 defines them."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.text.folding import fold
from zhihang.text.tokens import is_single, joined, tokens, tokens_with_offsets


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("lithium-ion", ["lithium", "ion"]),
        ("802.11n", ["802", "11n"]),
        ("AT&T", ["at", "t"]),
        ("H₂O", ["h2o"]),
        ("5G通信", ["5g", "通", "信"]),
        ("snake_case", ["snake", "case"]),
        ("データベース", list("データベース")),
        ("한국어 특허", ["한국어", "특허"]),
        ("हिन्दी", ["हिन्दी"]),
        ("华为（深圳）", ["华", "为", "深", "圳"]),
        ("人々", ["人", "々"]),
        ("", []),
    ],
)
def test_known_texts(text: str, expected: list[str]) -> None:
    assert tokens(text) == expected


@given(st.text())
def test_tokens_follow_the_definition(text: str) -> None:
    expected: list[str] = []
    inside = False
    for character in fold(text):
        kind = unicodedata.category(character)[0]
        if is_single(character):
            expected.append(character)
            inside = False
        elif kind in "LNM":
            if inside:
                expected[-1] += character
            else:
                expected.append(character)
            inside = True
        else:
            inside = False
    assert tokens(text) == expected


@given(st.text(st.one_of(st.characters(exclude_categories=["Cs"]), st.sampled_from("ab é鋰電-. ½"))))
def test_offsets_lead_back_to_what_was_printed(text: str) -> None:
    found = tokens_with_offsets(text)
    assert [token.text for token in found] == tokens(text)
    for token in found:
        assert 0 <= token.start < token.end <= len(text)
        assert token.text in fold(text[token.start : token.end])


def test_joined_separates_words_only() -> None:
    assert joined(["5g", "通", "信", "a", "b"]) == "5g 通信 a b"
