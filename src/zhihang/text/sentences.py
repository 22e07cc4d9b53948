"""Sentences 句: where `SAME/s` cuts a value.

A sentence ends at `。！？；`, or at `. ! ?` followed by blank and an upper-case letter, a digit or the end of the
value; not after an abbreviation of `abbreviations.txt` or a single letter with its stop ("U.S. Pat."). Nothing is
cut for its length.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from zhihang.text.folding import fold

_END = re.compile(r"[。！？；]+[”’」』）)\]]*|[.!?]+[\"”’)\]]*(?=\s+[^\W_a-z]|\s*$)")
_LAST_WORD = re.compile(r"([^\s(\[]+)$")


@cache
def abbreviations() -> frozenset[str]:
    """Folded words that keep their full stop inside the sentence."""
    lines = (resources.files("zhihang.text") / "abbreviations.txt").read_text("utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def sentences(text: str) -> list[tuple[int, int]]:
    """The sentences of a value as (start, end) offsets; together they cover it.

    >>> text = "See FIG. 2. The anode is coated."
    >>> [text[a:b] for a, b in sentences(text)]
    ['See FIG. 2.', ' The anode is coated.']
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        if _is_end(text, match):
            spans.append((start, match.end()))
            start = match.end()
    if text[start:].strip() or not spans:
        spans.append((start, len(text)))
    return spans


def _is_end(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() :].lstrip()[:1]
    if following.islower() and match.group()[0] in ".!?":
        return False
    if match.group()[0] != ".":
        return True
    word = _LAST_WORD.search(text, 0, match.start())
    if word is None or not following:
        return True
    last = fold(word.group(1)).replace(".", "")
    return last not in abbreviations() and not re.fullmatch(r"[^\W\d_](\.[^\W\d_])*", word.group(1))
