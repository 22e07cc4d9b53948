"""What cannot be shown is written as its code and told; everything else stays."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhihang.reporting.legible import Legibility, code_of


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain words", "plain words"),
        ("a\tb\r\n c", "a b c"),
        ("bell\x07 here", "bell[U+0007] here"),
        ("turned \u202egnp.exe", "turned [U+202E]gnp.exe"),
        ("half \ud800 pair", "half [U+D800] pair"),
        ("no character \uffff", "no character [U+FFFF]"),
        ("soft\u00adhyphen and \u200bnothing", "soft\u00adhyphen and \u200bnothing"),
        ("全角\u3000空格", "全角\u3000空格"),
    ],
)
def test_controls_are_shown_by_their_codes(text: str, shown: str) -> None:
    assert Legibility().shown(text) == shown


def test_code_keeps_its_blanks() -> None:
    assert Legibility().shown("a  AND\tb", keeps_blanks=True) == "a  AND    b"


def test_what_no_font_has_is_told_with_its_records() -> None:
    legibility = Legibility(lambda character: character < "\u3000")
    assert legibility.shown("a\u9fff\u9fffb", 3) == "a[U+9FFF][U+9FFF]b"
    for entry in range(4, 20):
        legibility.shown("\u9fff", entry)
    sighting = legibility.unshown["\u9fff"]
    assert (sighting.times, len(sighting.entries), sighting.more) == (18, 12, 5)


@given(st.text())
def test_nothing_shown_can_break_a_page(text: str) -> None:
    legibility = Legibility()
    shown = legibility.shown(text)
    assert not set(shown) & set(legibility.unshown)
    shown.encode("utf-8")
    assert all(code_of(character) in shown for character in legibility.unshown)
