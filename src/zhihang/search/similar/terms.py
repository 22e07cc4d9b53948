"""What is characteristic of a text or a record: the words and classes that it has and few others have.

A word's weight is its frequency in the text (a title counts more, repetition ever less) times its inverse frequency in
the edition. Chinese and Japanese need no word list: two neighbouring characters are a feature. Class symbols of a
record count like words that everybody spells alike; across languages they are what records share.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol

from zhihang.corpus.index.classes import above
from zhihang.corpus.index.likeness import Feature
from zhihang.corpus.values import CLASSES, TEXTS, TextValue, key_values
from zhihang.records.record import Record
from zhihang.text.tokens import is_single, joined, tokens

MOST_TERMS: Final = 40
"""Words that are asked for; more cost time and change little."""
MOST_CLASSES: Final = 8
MOST_PHRASES: Final = 120
"""Pairs of characters whose exact frequency is looked up; the others are rarer in the text or commoner elsewhere."""
SATURATION: Final = 1.5
"""Occurrences at which a word has half the weight that any number of them could give it."""
CLASS_SHARE: Final = 1.0
"""The weight of a class beside that of a word of the same rarity."""
COMMON: Final = 0.5
"""A word of a record that a larger share of all records has says nothing; what somebody typed is taken as typed."""
TITLE: Final = 3
"""How many times a word of the title counts."""
_FIELDS: Final[Mapping[str, int]] = {"ti": TITLE, "ab": 1, "clm": 1, "gds": 1}
_HIERARCHIES: Final = ("ipc", "cpc")
_LISTS: Final = ("loc", "nice")


class Frequencies(Protocol):
    """What is asked of an edition."""

    @property
    def size(self) -> int:
        """How many records it has."""

    def frequency(self, feature: Feature) -> int:
        """How many of them have a feature."""


@dataclass(frozen=True, slots=True)
class Term:
    """A characteristic term 特征词: what it is, how many records have it, what it weighs."""

    feature: Feature
    records: int
    weight: float

    @property
    def text(self) -> str:
        """The term as people read it."""
        return self.feature.tokens[0] if self.feature.scheme else joined(list(self.feature.tokens))

    @property
    def is_class(self) -> bool:
        """Whether it is a class symbol."""
        return bool(self.feature.scheme)


def terms_of_text(text: str, edition: Frequencies, most: int = MOST_TERMS) -> list[Term]:
    """The characteristic words of a text, the weightiest first; those that no record has are left out."""
    return _weighted(_counted([(text, 1)]), edition, least=1, share=1.0, most=most)


def terms_of_record(record: Record, edition: Frequencies, most: int = MOST_TERMS) -> list[Term]:
    """The characteristic words and classes of a record, the weightiest first; those that only it has, or most
    records have, are left out.

    The description speaks where there is neither abstract nor claim nor goods.
    """
    texts = [(value.text, times) for code, times in _FIELDS.items() for value in TEXTS[code](record)]
    if all(times == TITLE for _, times in texts):
        texts += [(value.text, 1) for value in TEXTS["desc"](record)]
    words = _weighted(_counted(texts), edition, least=2, share=COMMON, most=most)
    return _sorted([*words, *_classes(record, edition)])


def shared(record: Record, terms: Sequence[Term]) -> list[Term]:
    """Which of the terms and classes a record has, in their order."""
    own = {feature for _, value in comparable_values(record) for _, feature in features(tokens(value.text))}
    own |= set(_symbols(record))
    return [term for term in terms if term.feature in own]


def comparable_values(record: Record) -> Iterator[tuple[str, TextValue]]:
    """The texts of a record that can show what it shares, by field."""
    for code in (*_FIELDS, "desc"):
        for value in TEXTS[code](record):
            yield code, value


def features(words: Sequence[str]) -> Iterator[tuple[int, Feature]]:
    """The features of a text with the place of their first token: words, and pairs of neighbouring characters.

    Single letters and bare numbers say nothing; a character without a neighbour stands alone.
    """
    for place, word in enumerate(words):
        if is_single(word):
            if place + 1 < len(words) and is_single(words[place + 1]):
                yield place, Feature((word, words[place + 1]))
            elif not (place and is_single(words[place - 1])):
                yield place, Feature((word,))
        elif len(word) > 1 and not word.isdigit():
            yield place, Feature((word,))


def inverse_frequency(records: int, size: int) -> float:
    """How rare a feature is (the idf of BM25)."""
    return math.log1p((size - records + 0.5) / (records + 0.5))


def _counted(texts: Iterable[tuple[str, int]]) -> Counter[Feature]:
    found: Counter[Feature] = Counter()
    for text, times in texts:
        for _, feature in features(tokens(text)):
            found[feature] += times
    return found


def _weighted(
    counted: Mapping[Feature, int], edition: Frequencies, *, least: int, share: float, most: int
) -> list[Term]:
    size = edition.size
    terms = []
    for feature, count in _worth_asking(counted, edition).items():
        records = edition.frequency(feature)
        if least <= records <= max(size * share, least):
            weight = count / (count + SATURATION) * inverse_frequency(records, size)
            terms.append(Term(feature, records, weight))
    return _sorted(terms)[:most]


def _worth_asking(counted: Mapping[Feature, int], edition: Frequencies) -> dict[Feature, int]:
    """All words, and the pairs of characters that may weigh most: a pair is at least as rare as its characters."""
    pairs = [feature for feature in counted if len(feature.tokens) > 1]
    if len(pairs) > MOST_PHRASES:
        known = {token: edition.frequency(Feature((token,))) for pair in pairs for token in pair.tokens}

        def promise(pair: Feature) -> float:
            rarest = min(known[token] for token in pair.tokens)
            return counted[pair] / (counted[pair] + SATURATION) * inverse_frequency(rarest, edition.size)

        pairs = sorted(pairs, key=lambda pair: (-promise(pair), pair.tokens))[:MOST_PHRASES]
    asked = [feature for feature in counted if len(feature.tokens) == 1]
    return {feature: counted[feature] for feature in (*asked, *pairs)}


def _classes(record: Record, edition: Frequencies) -> list[Term]:
    """The rarest classes of a record, among them those that its own stand below."""
    terms = []
    for feature in dict.fromkeys(_symbols(record)):
        records = edition.frequency(feature)
        if records > 1:
            terms.append(Term(feature, records, CLASS_SHARE * inverse_frequency(records, edition.size)))
    return _sorted(terms)[:MOST_CLASSES]


def _symbols(record: Record) -> Iterator[Feature]:
    for scheme in _HIERARCHIES:
        for symbol in CLASSES[scheme](record):
            yield Feature((symbol,), f"{scheme}:")
            # section and class say too little
            for level in above(symbol)[2:]:
                yield Feature((level,), f"{scheme}<")
    for scheme in _LISTS:
        for symbol in key_values(record, scheme):
            yield Feature((symbol,), f"{scheme}:")


def _sorted(terms: Iterable[Term]) -> list[Term]:
    return sorted(terms, key=lambda term: (-term.weight, term.feature.scheme, term.feature.tokens))
