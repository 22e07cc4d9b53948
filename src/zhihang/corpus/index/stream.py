"""Text as the engine's token stream: our tokens with blanks between, 100 fillers between values.

The engine cuts at blanks only, so its tokens are ours by construction. A filler takes a position and is then dropped:
nothing of distance 99 or less reaches from one value into the next.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.corpus.index.schema import FILLER
from zhihang.text.tokens import spaced

GAP = 100
_BETWEEN_VALUES = " " + f"{FILLER} " * GAP


def value_stream(values: Iterable[str]) -> str:
    """The token streams of a field's values, kept apart by fillers."""
    return _BETWEEN_VALUES.join(map(spaced, values))
