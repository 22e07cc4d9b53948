"""Whatever is typed: a tree or an error with a place inside the text, never anything else; long texts in good time."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhihang.errors import QueryError
from zhihang.messages import error_text
from zhihang.search.notation import from_sexpr, to_sexpr
from zhihang.search.parser import LONGEST, Query, left_to_right, parse
from zhihang.search.printing import print_query

PIECES = (Path(__file__).parent / "cases" / "pieces.txt").read_text("utf-8").split()
queries = st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(["", " ", " "])), max_size=12).map(
    lambda parts: "".join(piece + blank for piece, blank in parts)
)


def outcome(text: str) -> Query | QueryError:
    try:
        return parse(text)
    except QueryError as error:
        return error


def check(text: str) -> None:
    read = outcome(text)
    if isinstance(read, QueryError):
        assert 0 <= read.position <= len(text)
        assert read.length >= 1
        assert error_text(read, "zh")
        assert read.repair is None or isinstance(outcome(read.repair), Query)
        return
    notation = to_sexpr(read.tree)
    assert to_sexpr(from_sexpr(notation)) == notation
    printed = print_query(read.tree)
    if len(printed) <= LONGEST:  # a print is longer than what was typed, and only what is typed has a limit
        assert to_sexpr(parse(printed).tree) == notation
    for notice in read.notices:
        assert 0 <= notice.position < len(text)
        assert notice.message("zh")
    left_to_right(text)


@settings(max_examples=1500)
@given(queries)
def test_signs_of_the_language_in_any_order(text: str) -> None:
    check(text)


@given(st.text(max_size=30))
def test_any_characters(text: str) -> None:
    check(text)


WORDS = [f"a{number}" for number in range(5000)]


def turning(*signs: str) -> str:
    """5,000 words with these operators in turn."""
    return "".join(
        f"{signs[number % len(signs)]} {word} " if number else f"{word} " for number, word in enumerate(WORDS)
    )


LONG = {
    **{f"5,000 words with {sign or 'blanks'}": turning(sign) for sign in ("", "and", "or", "xor", "not")},
    **{f"5,000 words with {sign}": turning(sign) for sign in ("near/3", "adj", "same/s")},
    "alternating operators": turning("or", "xor", "and", "not"),
    "alternating units": turning("same/s", "same/p"),
    "64 brackets with three operators each": "x or y xor z and (" * 64 + "a or b" + ")" * 64,
    "64 brackets of proximity": "ti=(" + "(a or b near/3 " * 63 + "c" + ")" * 64,
    **{f"100,000 times {sign}": sign * 100_000 for sign in '(){}"*\\=,.#@~-&锂'},
    "brackets touching words": "a(" * 50_000,
    "fields in fields": "ti=(" * 25_000,
    "unknown fields": " ".join(f"x{number}=1" for number in range(5000)),
    "Chinese with gaps": "锂?电*池#" * 10_000,
    "a number list": "ncl=(" + ",".join(["100"] * 4900) + ")",
    "field lists": "ti," * 30_000 + "ti=x",
}


@pytest.mark.parametrize("text", LONG.values(), ids=LONG)
def test_long_texts_are_read_without_recursion_and_soon(text: str) -> None:
    started = time.perf_counter()
    check(text[:100_000])
    assert time.perf_counter() - started < 20


def test_the_limits() -> None:
    with pytest.raises(QueryError, match="E211") as caught:
        parse("a" * 100_001)
    assert caught.value.position == 100_000
    with pytest.raises(QueryError, match="E211"):
        parse("a " * 5001)
    parse("a " * 5000)
    parse("(" * 64 + "a" + ")" * 64)
    with pytest.raises(QueryError, match="E208"):
        parse("(" * 65 + "a" + ")" * 65)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a or b and c", '(and (or bi:"a" bi:"b") bi:"c")'),
        ("a and b or c", None),
        ("a or b c", '(and (or bi:"a" bi:"b") bi:"c")'),
        ("a or b near/2 c and d", '(and (or bi:"a" (near 2 bi "b" "c")) bi:"d")'),
        ("a or b not c", '(not (or bi:"a" bi:"b") bi:"c")'),
        ("a or not b and c", '(and (or bi:"a" (not all bi:"b")) bi:"c")'),
        ("ti=(a or b and c)", '(and (or ti:"a" ti:"b") ti:"c")'),
        ("(a or b) and c", None),
        ("a and (", None),
    ],
)
def test_the_left_to_right_reading(text: str, expected: str | None) -> None:
    tree = left_to_right(text)
    assert (to_sexpr(tree) if tree is not None else None) == expected
