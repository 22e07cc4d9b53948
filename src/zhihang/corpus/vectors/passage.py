"""What of a record is encoded: its title and the beginning of its abstract, else of its first claim or its goods.

One text, in the language of the first title, cut to about `MOST_PIECES` of the model's word pieces: the time of
encoding grows with the length, and what a document is about stands at its beginning.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from zhihang.corpus.values import TEXTS
from zhihang.records.record import Record
from zhihang.text.tokens import is_single

VERSION: Final = 1
"""Changed with anything that changes what is encoded; vectors of another version are not read."""
MOST_PIECES: Final = 96
_PIECES_OF_LETTER: Final = 0.25
_PIECES_OF_HAN: Final = 0.7
_AFTER_TITLE: Final = ("ab", "clm", "gds", "desc")


def passage_of(record: Record) -> str:
    """The text that stands for a record; empty where it has none to speak of."""
    return cut(" ".join(_pieces(record)))


def _pieces(record: Record) -> Iterator[str]:
    titles = list(TEXTS["ti"](record))
    language = titles[0].language if titles else None
    if titles:
        yield titles[0].text
    for code in _AFTER_TITLE:
        values = [value for value in TEXTS[code](record) if value.text.strip()]
        chosen = [value for value in values if value.language == language] or values[:1]
        if chosen:
            yield chosen[0].text
            return


def cut(text: str, most: float = MOST_PIECES) -> str:
    """The beginning of a text of about so many word pieces.

    >>> cut("a battery with a separator", 4)
    'a battery with a'
    """
    spent = 0.0
    for place, character in enumerate(text):
        spent += _PIECES_OF_HAN if is_single(character) else _PIECES_OF_LETTER
        if spent > most:
            return text[:place]
    return text
