"""Names ranked once: what a question found is kept while its pages are turned.

To rank is to read every hit of every way; a page shows a few. What is kept is bounded by hits, not by questions,
and found again only for the same editions, question and table of characters: who may not read an edition cannot ask
for its answers, since its id stands in the key.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Final

from zhihang.library.marks import SimilarMarks

MOST_HITS: Final = 100_000
"""Hits that are kept of all questions together; one question with more is answered and not kept."""


class Ranked:
    """Answers by their questions, the least recently asked forgotten first; threads may share it."""

    def __init__(self, most: int = MOST_HITS) -> None:
        self._most = most
        self._answers: OrderedDict[Hashable, SimilarMarks] = OrderedDict()
        self._lock = threading.Lock()

    def answer(self, question: Hashable, ask: Callable[[], SimilarMarks]) -> SimilarMarks:
        """The answer to a question, asked only where it is not kept."""
        with self._lock:
            if question in self._answers:
                self._answers.move_to_end(question)
                return self._answers[question]
        found = ask()
        with self._lock:
            self._answers[question] = found
            self._answers.move_to_end(question)
            while self._answers and sum(each.total for each in self._answers.values()) > self._most:
                self._answers.popitem(last=False)
        return found

    def forget(self) -> None:
        """Drop everything."""
        with self._lock:
            self._answers.clear()


RANKED: Final = Ranked()
