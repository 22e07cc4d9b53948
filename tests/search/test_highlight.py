"""Marks: exactly the words that take part in a match, at their places in the text as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from tests.search.brute import Value, line_of, places_of
from tests.search.trees import near_patterns, texts

from zhihang.corpus.plan import FieldRef, Pattern, Text
from zhihang.search.highlight import Printed, excerpts, marks
from zhihang.search.notation import from_sexpr
from zhihang.text.tokens import tokens_with_offsets


@pytest.mark.parametrize(
    ("says", "tree", "field", "text", "marked"),
    [
        ("a word in any case", 'bi:"battery"', "ti", "A Battery, two batteries", ["Battery"]),
        ("a wildcard word", 'ti:"batter*"', "ti", "A Battery, two batteries", ["Battery", "batteries"]),
        ("only the phrase", 'ti:"solar cell"', "ti", "cell, solar cell, solar", ["solar", "cell"]),
        ("only what is near", '(near 2 ti "a" "b")', "ti", "a x b y y y a", ["a", "b"]),
        ("Chinese characters", 'bi:"电池"', "ab", "鋰電池與電", ["電", "池"]),
        ("not the right side of NOT", '(not ti:"a" ti:"b")', "ti", "a b", ["a"]),
        ("not a complement", '(not all ti:"b")', "ti", "a b", []),
        ("another field", 'ab:"a"', "ti", "a", []),
        ("a group holds the field", 'tac:"a"', "clm", "a b", ["a"]),
        ("inside an element", '(elem ev text:"a")', "ti", "a", []),
        ("one sentence of two", '(same s ab "ion" "cell")', "ab", "An ion. The ion and cell.", ["ion", "cell"]),
        ("a whole value", '(eq pa "siemens ag")', "pa", "SIEMENS AG", ["SIEMENS", "AG"]),
        ("not a whole value", '(eq pa "siemens")', "pa", "SIEMENS AG", []),
        ("letters that fold apart keep their place", 'ti:"aether"', "ti", "the Æther", ["Æther"]),
        ("by sound there is no place", 'mkpy:"hua"', "mkpy", "hua", []),
    ],
    ids=lambda value: value if isinstance(value, str) and " " in value else "",
)
def test_what_is_marked(says: str, tree: str, field: str, text: str, marked: list[str]) -> None:
    found = marks(from_sexpr(tree), [Printed(field, text)])
    assert [text[mark.start : mark.end] for mark in found] == marked, says


def test_a_language_marks_its_values_only() -> None:
    values = [Printed("ti", "cell", "en"), Printed("ti", "cell", "de")]
    assert [mark.value for mark in marks(from_sexpr('ti.de:"cell"'), values)] == [1]


def test_marks_tell_their_clause() -> None:
    found = marks(from_sexpr('(and ti:"a" (or ti:"b" ti:"c"))'), [Printed("ti", "c b a")])
    assert [(mark.start, mark.clause) for mark in found] == [(0, 2), (2, 1), (4, 0)]


def test_excerpts_join_what_touches_and_keep_their_offsets() -> None:
    text = "x" * 30 + " cell cell " + "y" * 200 + " cell."
    values = [Printed("ab", text)]
    found = excerpts(values, marks(from_sexpr('ab:"cell"'), values), width=10)
    assert len(found) == 2
    for excerpt in found:
        assert text[excerpt.start :].startswith(excerpt.text)
        assert {excerpt.text[mark.start : mark.end] for mark in excerpt.marks} == {"cell"}


@given(near_patterns, texts())
def test_marks_are_the_matched_positions(pattern: Pattern, text: str) -> None:
    expected = {place for found in places_of(pattern, line_of("ti", [Value(text)])) for place in found}
    places = [(token.start, token.end) for token in tokens_with_offsets(text)]
    found = marks(Text((FieldRef("ti"),), pattern), [Printed("ti", text)])
    assert [(mark.start, mark.end) for mark in found] == [places[place] for place in sorted(expected)]
