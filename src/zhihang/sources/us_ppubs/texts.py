"""Texts of Patent Public Search: small HTML, read as paragraphs and claims."""

from __future__ import annotations

import html
import re

_BREAK = re.compile(r"<br\s*/?>|\n")
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_NUMBER = re.compile(r"(?:\((\d+)\)|\[(\d{4,5})\])\s*")
_CLAIM = re.compile(r"(\d+)\s*[.)]+\s*")
_REFERS = re.compile(
    r"\b(?:of|in|to|by|with|from|per|under)\s+(?:any\s+(?:one\s+)?of\s+)?(?:the\s+)?claims?\s+\d", re.IGNORECASE
)


def plain(text: str) -> str:
    """One piece of HTML as text: tags gone, characters written out, blanks folded.

    >>> plain('<b>1</b>) A&nbsp;box <i>of</i> H<sub>2</sub>O &amp; more')
    '1) A box of H2O & more'
    """
    return " ".join(html.unescape(_TAG.sub("", text)).split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs of a text; the numbers that stand before them are not part of them."""
    found = (plain(piece) for piece in _BREAK.split(text))
    return tuple(filter(None, (_NUMBER.sub("", piece, count=1) if _NUMBER.match(piece) else piece for piece in found)))


def claims(text: str) -> tuple[str, ...]:
    """Claims, each with its steps on lines of their own: a piece with the next number begins the next claim."""
    found: list[list[str]] = []
    for piece in filter(None, map(plain, _BREAK.split(text))):
        match = _CLAIM.match(piece)
        if not found or (match is not None and int(match[1]) == len(found) + 1):
            found.append([piece])
        else:
            found[-1].append(piece)
    return tuple("\n".join(pieces) for pieces in found)


def independent(found: tuple[str, ...]) -> tuple[int, ...]:
    """Numbers of the claims that do not refer to another one."""
    return tuple(number for number, claim in enumerate(found, 1) if not _REFERS.search(claim))
