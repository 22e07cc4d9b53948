"""Text as the engine's token stream: our tokens with blanks between, 100 fillers between values.

The engine cuts at blanks only, so its tokens are ours by construction. A filler takes a position and is then dropped:
nothing of distance 99 or less reaches from one value into the next.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.corpus.index.schema import FILLER
from zhihang.text.folding import fold
from zhihang.text.tokens import folded_tokens

GAP = 100
_BETWEEN_VALUES = " " + f"{FILLER} " * GAP
_ASCII = str.maketrans({chr(point): chr(point).lower() if chr(point).isalnum() else " " for point in range(128)})


def token_stream(text: str) -> str:
    """The folded tokens of one value, blanks between (several blanks mean the same as one)."""
    if text.isascii():
        return text.translate(_ASCII)
    return " ".join(folded_tokens(fold(text)))


def value_stream(values: Iterable[str]) -> str:
    """The token streams of a field's values, kept apart by fillers."""
    return _BETWEEN_VALUES.join(map(token_stream, values))
