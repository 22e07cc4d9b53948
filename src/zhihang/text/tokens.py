"""Tokens 词元: the units that are searched, counted and highlighted.

A Han, Hiragana or Katakana character is one token. Elsewhere a token is a maximal run of letters, digits and marks.
Everything else separates and takes no position.

    >>> tokens("lithium-ion 802.11n AT&T H₂O 5G通信")
    ['lithium', 'ion', '802', '11n', 'at', 't', 'h2o', '5g', '通', '信']
"""

from __future__ import annotations

import re
import unicodedata
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
_ASCII_SPACED = str.maketrans({chr(point): chr(point).lower() if chr(point).isalnum() else " " for point in range(128)})
_JAMO = re.compile("[\u1100-\u11ff\ua960-\ua97f\ud7b0-\ud7ff]")


class _JoinsOthersError(Exception):
    """A character folds together with its neighbours; the text is folded as a whole."""


class _SpacedTable(dict[int, str]):
    """Character → its folded form with blanks where tokens end, filled as characters are met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        compatible = unicodedata.normalize("NFKC", character)
        if any(unicodedata.category(part)[0] == "M" for part in compatible) or _JAMO.search(compatible):
            raise _JoinsOthersError
        spaced = self[point] = "".join(map(_spaced_character, fold(character)))
        return spaced


def _spaced_character(folded: str) -> str:
    if is_single(folded):
        return f" {folded} "
    return folded if _pattern().fullmatch(folded) else " "


_SPACED = _SpacedTable()


def spaced(text: str) -> str:
    """The folded tokens of a text with one or more blanks between: one pass over the text.

    >>> spaced("Li-ion电池").split()
    ['li', 'ion', '电', '池']
    """
    if text.isascii():
        return text.translate(_ASCII_SPACED)
    try:
        return text.translate(_SPACED)
    except _JoinsOthersError:
        return " ".join(folded_tokens(fold(text)))


def folded_tokens(folded: str) -> list[str]:
    """The tokens of a text that is folded already."""
    return (_ASCII if folded.isascii() else _pattern()).findall(folded)


def tokens(text: str) -> list[str]:
    """The folded tokens of a text, in order; token *i* stands at position *i*."""
    return spaced(text).split()


def tokens_with_offsets(text: str) -> list[Token]:
    """The same tokens with their places in the text as printed."""
    if text.isascii():
        return [Token(match.group(), *match.span()) for match in _ASCII.finditer(text.lower())]
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
