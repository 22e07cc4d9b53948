"""Tokens 词元: the units that are searched, counted and highlighted.

A Han, Hiragana or Katakana character is one token. Elsewhere a token is a maximal run of letters, digits and marks.
Everything else separates and takes no position.

    >>> tokens("lithium-ion 802.11n AT&T H₂O 5G通信")
    ['lithium', 'ion', '802', '11n', 'at', 't', 'h2o', '5g', '通', '信']
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

from zhihang.text.folding import fold, fold_with_offsets


@dataclass(frozen=True, slots=True)
class Token:
    """One token with its place in the text as printed: `text[start:end]` is what to highlight."""

    text: str
    start: int
    end: int


@cache
def character_classes() -> dict[str, str]:
    """Two classes for regular expressions: `single` (one character, one token) and `word`."""
    classes = {"single": "", "word": ""}
    for line in (resources.files("zhihang.text") / "tables" / "characters.tsv").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            name, first, last = line.split("\t")
            classes[name] += f"{re.escape(chr(int(first, 16)))}-{re.escape(chr(int(last, 16)))}"
    return classes


@cache
def _pattern() -> re.Pattern[str]:
    classes = character_classes()
    return re.compile(f"[{classes['single']}]|[{classes['word']}]+")


_ASCII = re.compile("[a-z0-9]+")


def folded_tokens(folded: str) -> list[str]:
    """The tokens of a text that is folded already."""
    return (_ASCII if folded.isascii() else _pattern()).findall(folded)


def tokens(text: str) -> list[str]:
    """The folded tokens of a text, in order; token *i* stands at position *i*."""
    return folded_tokens(fold(text))


def tokens_with_offsets(text: str) -> list[Token]:
    """The same tokens with their places in the text as printed."""
    folded, offsets = fold_with_offsets(text)
    ends = [*offsets[1:], len(text)]
    for index in range(len(offsets) - 2, -1, -1):
        if ends[index] == offsets[index]:  # several folded characters of one source character end where it ends
            ends[index] = ends[index + 1]
    pattern = _ASCII if folded.isascii() else _pattern()
    return [Token(match.group(), offsets[match.start()], ends[match.end() - 1]) for match in pattern.finditer(folded)]


@cache
def is_single(character: str) -> bool:
    """Whether a (folded) character is a token by itself: Han, Hiragana, Katakana, `ー`, `々`."""
    return re.fullmatch(f"[{character_classes()['single']}]", character) is not None


def joined(words: list[str]) -> str:
    """Tokens as one readable string: a blank between, Han characters joined (the form of tree leaves).

    >>> joined(["5g", "通", "信"])
    '5g 通信'
    """
    pieces: list[str] = []
    for previous, word in zip(["", *words], words, strict=False):
        if previous and not (len(previous) == 1 and len(word) == 1 and is_single(previous) and is_single(word)):
            pieces.append(" ")
        pieces.append(word)
    return "".join(pieces)
