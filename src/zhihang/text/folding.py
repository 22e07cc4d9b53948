"""Folding 归一化: two spellings that a reader takes for the same word become the same string.

The steps of the query language §1, in this order: NFKC · case folding · ø→o ł→l đ→d æ→ae œ→oe þ→th ð→d ı→i ·
NFD, U+0300–U+036F dropped, NFC · traditional → simplified, one character at a time, whatever the language.

    >>> fold("Müller ＬＥＤ H₂O 鋰電池")
    'muller led h2o 锂电池'
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib import resources

_LETTERS = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ı": "i"})
_COMBINING = re.compile("[\u0300-\u036f]+")
_BEYOND_ASCII = re.compile("[^\x00-\x7f]+")


@cache
def simplified_table() -> dict[int, str]:
    """Traditional character → its first simplified form, as a table for `str.translate`."""
    lines = (resources.files("zhihang.text") / "tables" / "simplified.tsv").read_text("utf-8").splitlines()
    return {ord(line[0]): line[2] for line in lines if not line.startswith("#")}


def fold(text: str) -> str:
    """The folded form of a text; a pure function of it, the same for index and query.

    Plain ASCII is only lower-cased. Otherwise each run beyond ASCII is folded by itself, which gives the
    same result (a test compares it with the definition over all of Unicode) and is several times faster.
    """
    if text.isascii():
        return text.lower()
    return _BEYOND_ASCII.sub(_fold_match, text.lower())


def _fold_match(match: re.Match[str]) -> str:
    return _fold_run(match.group())


@cache
def _fold_character(character: str) -> str:
    return fold_by_definition(character)


def _fold_run(run: str) -> str:
    if len(run) == 1:
        return _fold_character(run)
    if unicodedata.is_normalized("NFKC", run) and run == run.casefold():
        # the common case of Chinese text: nothing composes, each character folds by itself
        return "".join(map(_fold_character, run))
    return fold_by_definition(run)


def fold_by_definition(text: str) -> str:
    """The five steps, one after the other, on the whole text."""
    text = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    text = _COMBINING.sub("", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", text).translate(simplified_table())


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """The folded text and, for each of its characters, the offset in `text` where its source begins.

    Folding works cluster by cluster here (a character with the marks that follow it), so that a highlighter can
    walk from a folded token back to what was printed. The folded string equals `fold(text)`.
    """
    if text.isascii():
        return text.lower(), list(range(len(text)))
    pieces: list[str] = []
    offsets: list[int] = []
    start = 0
    for match in _BEYOND_ASCII.finditer(text):
        plain = max(start, match.start() - 1)  # the last letter before may carry the marks that follow
        pieces.append(text[start:plain].lower())
        offsets.extend(range(start, plain))
        for begin, end in _clusters(text, plain, match.end()):
            folded = fold(text[begin:end])
            pieces.append(folded)
            offsets.extend([begin] * len(folded))
        start = match.end()
    pieces.append(text[start:].lower())
    offsets.extend(range(start, len(text)))
    return "".join(pieces), offsets


def _clusters(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """Where each character with the marks that follow it begins and ends."""
    for end in range(start + 1, stop + 1):
        if end == stop or not _joins_previous(text[end]):
            yield start, end
            start = end


def _joins_previous(character: str) -> bool:
    """Whether a character may compose with the one before it: a mark, a conjoining jamo, a half-width voicing mark."""
    if character.isascii():
        return False
    return unicodedata.category(character)[0] == "M" or "\u1160" <= character <= "\u11ff" or character in "ﾞﾟ"
