"""The stylesheet: values only in the tokens, dark twice the same, contrasts as the design asks."""

from __future__ import annotations

import re
from itertools import product
from pathlib import Path

import pytest

import zhihang.workspace.pages

FOLDER = Path(str(zhihang.workspace.pages.__file__)).parent / "static" / "zhihang"
TOKENS = (FOLDER / "tokens.css").read_text("utf-8")


def declarations(block: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block))


def block(selector: str, text: str = TOKENS) -> str:
    start = text.index(selector) + len(selector)
    return text[start : text.index("}", start)]


LIGHT = declarations(block(":root {"))
DARK = declarations(block('[data-theme="dark"] {'))


def test_the_two_dark_blocks_are_equal() -> None:
    assert declarations(block(':root:not([data-theme="light"]) {')) == DARK


@pytest.mark.parametrize("name", ["parts.css", "pages.css"])
def test_no_color_stands_outside_the_tokens(name: str) -> None:
    text = re.sub(r"/\*.*?\*/", "", (FOLDER / name).read_text("utf-8"), flags=re.DOTALL)
    text = re.sub(r"mask-image:[^;]+;?", "", text)  # a mask has no color, only an opaque end
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b(?!\))|\brgba?\(|\bhsla?\(", text) == []


def test_every_token_that_is_used_is_known() -> None:
    known = {*declarations(TOKENS), "w", "t", "d"}
    for name in ("parts.css", "pages.css"):
        used = set(re.findall(r"var\(--([\w-]+)", (FOLDER / name).read_text("utf-8")))
        assert used - known == set(), name


def luminance(color: str) -> float:
    digits = color.strip().lstrip("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    parts = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def ratio(one: str, other: str) -> float:
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


INKS = ("ink", "ink-2", "ink-3", "azurite", "malachite", "gamboge", "cinnabar", "plum")


@pytest.mark.parametrize("tokens", [LIGHT, DARK], ids=["light", "dark"])
def test_text_can_be_read_on_every_ground(tokens: dict[str, str]) -> None:
    for ink, ground in product(INKS, ("sheet", "sheet-2", "sheet-hover", "sheet-selected", "canvas")):
        assert ratio(tokens[ink], tokens[ground]) >= 4.5, (ink, ground)
    for pigment in ("azurite", "malachite", "gamboge", "cinnabar", "plum"):
        assert ratio(tokens[pigment], tokens[f"{pigment}-bg"]) >= 5, pigment
    for clause in range(1, 5):
        assert ratio(tokens["ink"], tokens[f"clause-{clause}"]) >= 7, clause
    for ground in ("sheet", "canvas", "sheet-selected"):
        assert ratio(tokens["control"], tokens[ground]) >= 3, ground
