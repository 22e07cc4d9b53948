"""Where a sentence ends, in English and Chinese."""

import pytest

from zhihang.text.sentences import sentences


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? 4 is four.", ["One.", "Two!", "Three?", "4 is four."]),
        ("See FIG. 2. It shows approx. 5 mm.", ["See FIG. 2.", "It shows approx. 5 mm."]),
        ("U.S. Pat. No. 5,123,456 is cited. Next.", ["U.S. Pat. No. 5,123,456 is cited.", "Next."]),
        ("a value of 3.5 mm. next goes on", ["a value of 3.5 mm. next goes on"]),
        ("负极有涂层；隔膜多孔。电池完成", ["负极有涂层；", "隔膜多孔。", "电池完成"]),
        ("", [""]),
    ],
)
def test_cuts(text: str, expected: list[str]) -> None:
    assert [text[a:b].strip() for a, b in sentences(text)] == expected
