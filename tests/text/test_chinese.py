"""Pinyin and initials of marks."""

import pytest

from zhihang.text.chinese import initials, readings, usual_readings


@pytest.mark.parametrize(
    ("text", "expected"),
    [("华为", [{"hua"}, {"wei"}]), ("海尔", [{"hai"}, {"er"}]), ("a1", [set(), set()])],
)
def test_readings(text: str, expected: list[set[str]]) -> None:
    found = readings(text)
    assert len(found) == len(expected)
    assert all(want <= have for want, have in zip(expected, found, strict=True))


def test_polyphones_keep_all_readings() -> None:
    assert {"hang", "xing"} <= readings("行")[0]
    assert {"zhong", "chong"} <= readings("重")[0]


def test_initials_of_every_reading() -> None:
    assert initials("华为") == ["hw"]
    assert {"yh", "yx"} <= set(initials("银行"))


def test_many_polyphones_do_not_explode() -> None:
    assert len(initials("行" * 40)) == 1


@pytest.mark.parametrize(
    ("words", "syllables"),
    [
        ("重庆", ["chong", "qing"]),
        ("重量", ["zhong", "liang"]),
        ("银行行长", ["yin", "hang", "hang", "zhang"]),
        ("长城A重", ["chang", "cheng", "", "zhong"]),
        ("", []),
    ],
)
def test_a_polyphonic_character_is_read_by_its_company(words: str, syllables: list[str]) -> None:
    assert usual_readings(words) == syllables
