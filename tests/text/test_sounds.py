"""Sound keys and closeness of Latin marks."""

import pytest

from zhihang.text.sounds import edit_limit, is_close, sound_key


@pytest.mark.parametrize(("one", "other"), [("kwik", "quick"), ("lite", "light"), ("Phone", "fone")])
def test_words_that_sound_alike_share_a_key(one: str, other: str) -> None:
    assert sound_key(one) == sound_key(other) != ""


def test_what_is_no_latin_word_has_no_key() -> None:
    assert sound_key("华为") == sound_key("x9") == ""


@pytest.mark.parametrize(
    ("one", "other", "close"),
    [
        ("hawei", "huawei", True),
        ("hawei", "hawaii", False),
        ("miltron", "milltronics", False),
        ("trucool", "turcool", True),
    ],
)
def test_closeness(one: str, other: str, close: bool) -> None:
    assert is_close(one, other) is close
    assert edit_limit("abcde") == 1
