"""The questions of the benchmarks, by type: drawn across word frequencies, the same in each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from vocabulary import Vocabulary

from records import SUBCLASSES, records, vocabulary
from zhihang.text.tokens import tokens

BANDS = ((2.0, 20.0), (20.0, 200.0), (200.0, 2_000.0), (2_000.0, 60_000.0))
"""Words per million words of text: rare, uncommon, common, very common; drawn from in turn."""

OPERATORS = frozenset({"and", "not", "xor", "near", "adj", "same", "andnot"})


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of question: what to call it, how fast it should be answered (p95, ms), in which language."""

    name: str
    goal: float
    draw: Callable[[Drawing], tuple[str, ...]]
    language: str = "en"


class Drawing:
    """Draws words of one language and what else questions need."""

    def __init__(self, language: str, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        source = vocabulary(language)
        self.language = language
        self.bands = [_words(source, low, high, language) for low, high in BANDS]
        self.passages = _passages(language)
        self.known = frozenset(word for band in self.bands for word in band)
        self._turn = 0

    def word(self) -> str:
        """A word of the bands in turn."""
        self._turn += 1
        band = self.bands[(self._turn + int(self.random.integers(0, 2))) % len(self.bands)]
        return band[int(self.random.integers(0, len(band)))]

    def words(self, count: int) -> tuple[str, ...]:
        """Different words: in half of the questions drawn by band, in half as they stand together in a text."""
        if self.random.integers(0, 2):
            return self.passage(count)
        found: dict[str, None] = {}
        while len(found) < count:
            found[self.word()] = None
        return tuple(found)

    def passage(self, count: int) -> tuple[str, ...]:
        """Neighbours in some record, one or two; of four, two and two with a word between. Two characters a word."""
        while True:
            text = self.passages[int(self.random.integers(0, len(self.passages)))]
            start = int(self.random.integers(0, len(text) - 2 * count - 1))
            places = [start + place + place // 2 for place in range(count)]
            if self.language == "zh":
                found = tuple(text[2 * place] + text[2 * place + 1] for place in range(start // 2, start // 2 + count))
            else:
                found = tuple(text[place] for place in places)
            if len(set(found)) == count and (self.language == "zh" or self.known.issuperset(found)):
                return found

    def stem(self) -> str:
        """The beginning of a word, four or five letters."""
        word = self.long_word()
        return word[: 4 + int(self.random.integers(0, 2))]

    def ending(self) -> str:
        """The end of a word, five or six letters."""
        word = self.long_word()
        return word[-5 - int(self.random.integers(0, 2)) :]

    def long_word(self) -> str:
        """A word of seven letters or more."""
        while len(word := self.word()) < 7:
            pass
        return word

    def symbol(self) -> str:
        """A class: subclass, main group, or subgroup with what is below it."""
        subclass = SUBCLASSES[int(self.random.integers(0, len(SUBCLASSES)))]
        level, group, subgroup = self.random.integers(0, (3, 39, 90)).tolist()
        if level == 0:
            return subclass
        return f"{subclass}{group + 1}" if level == 1 else f"{subclass}{group + 1}/{subgroup:02d}/low"

    def period(self) -> tuple[str, str]:
        """First and last year of a period."""
        first, length = self.random.integers((1990, 0), (2020, 6)).tolist()
        return str(first), str(first + length)

    def applicant(self) -> str:
        """The number of an applicant; small ones have many records."""
        return str(int(self.random.zipf(1.3)) % 50_000)


def _passages(language: str) -> list[list[str]]:
    """The tokens of the abstracts of records that every corpus has."""
    made = [record for record in records(1_000) if record.language == language]
    return [tokens(record.abstract[language][0]) for record in made]


def _words(source: Vocabulary, low: float, high: float, language: str) -> list[str]:
    share = np.diff(source.cumulative, prepend=0.0) * 1_000_000
    chosen = source.words[(share >= low) & (share < high)]
    if language == "zh":
        return [word for word in chosen if len(word) == 2]
    return [word for word in chosen if len(word) > 2 and word not in OPERATORS]


KINDS = (
    Kind("term", 60, lambda d: d.words(1)),
    Kind("AND", 60, lambda d: d.words(2)),
    Kind("OR", 60, lambda d: d.words(2)),
    Kind("phrase", 60, lambda d: d.words(2)),
    Kind("NEAR/5", 60, lambda d: d.words(2)),
    Kind("ADJ/5", 60, lambda d: d.words(2)),
    Kind("truncation", 60, lambda d: (d.stem(),)),
    Kind("truncation within NEAR/5", 60, lambda d: (d.word(), d.stem())),
    Kind("class with everything below", 60, lambda d: (d.symbol(),)),
    Kind("date and applicant", 60, lambda d: (*d.period(), d.applicant())),
    Kind("Chinese phrase", 100, lambda d: ("".join(d.words(int(d.random.integers(1, 3)))),), "zh"),
    Kind("Chinese NEAR/5", 250, lambda d: d.words(2), "zh"),
    Kind("left truncation", 300, lambda d: (d.ending(),)),
    Kind("phrase NEAR/5 phrase", 300, lambda d: d.words(4)),
)


def drawn(kind: Kind, count: int, seed: int = 11) -> list[tuple[str, ...]]:
    """So many questions of a type, as the words that stand in them."""
    drawing = Drawing(kind.language, seed)
    return [kind.draw(drawing) for _ in range(count)]


def expert_query(kind: str, field: str, words: tuple[str, ...]) -> str:
    """A question in our language."""
    first, second, third, fourth = (*words, "", "", "", "")[:4]
    return {
        "term": f"{field}={first}",
        "AND": f"{field}=({first} and {second})",
        "OR": f"{field}=({first} or {second})",
        "phrase": f'{field}="{first} {second}"',
        "NEAR/5": f"{field}=({first} NEAR/5 {second})",
        "ADJ/5": f"{field}=({first} ADJ/5 {second})",
        "truncation": f"{field}={first}*",
        "truncation within NEAR/5": f"{field}=({first} NEAR/5 {second}*)",
        "class with everything below": f"ipc={first}",
        "date and applicant": f'pd={first}..{second} and pa="applicant {third}"',
        "Chinese phrase": f"{field}={first}",
        "Chinese NEAR/5": f"{field}=({first} NEAR/5 {second})",
        "left truncation": f"{field}=*{first}",
        "phrase NEAR/5 phrase": f'{field}=("{first} {second}" NEAR/5 "{third} {fourth}")',
    }[kind]
