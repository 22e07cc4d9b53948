"""The evidence: which sentences of a hit share most with what was asked.

A sentence weighs what the different terms in it weigh; of a long one (a claim) the window that weighs most is shown.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from zhihang.corpus.index.likeness import Feature
from zhihang.corpus.values import TextValue
from zhihang.records.record import Record
from zhihang.search.similar.terms import Term, comparable_values, features
from zhihang.text.sentences import sentences
from zhihang.text.tokens import Token, tokens_with_offsets

LONGEST: Final = 320
"""Characters of a passage; a longer sentence shows its weightiest window."""
MOST_VALUES: Final = 400
"""Paragraphs and claims of a record that are looked at."""

MOST_SENTENCES: Final = 6
"""Sentences whose meaning is compared: each takes the encoder a few hundredths of a second."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A shared word in a passage: `text[start:end]` is an occurrence of term number `term`."""

    start: int
    end: int
    term: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a record's text as printed, with the terms that it shares.

    `field`: code of the query language; `number`: which paragraph or claim of that field, from 1; `weight`: the sum of
    the shared terms' weights; `is_cut`: whether the sentence goes on beyond it.
    """

    field: str
    number: int
    language: str
    text: str
    weight: float
    marks: tuple[Shared, ...] = ()
    is_cut: bool = False


def passages(record: Record, terms: Sequence[Term], most: int = 2) -> list[Passage]:
    """The weightiest passages of a record, the best first, one of a value; none where nothing is shared."""
    wanted = {term.feature: place for place, term in enumerate(terms) if not term.is_class}
    weights = [term.weight for term in terms]
    best: list[Passage] = []
    for field, number, value in numbered(record):
        found = list(_passages(field, number, value, wanted, weights))
        if found:
            best.append(max(found, key=lambda passage: passage.weight))
    best.sort(key=lambda passage: -passage.weight)
    return best[:most]


def nearest_passage(record: Record, closeness: Callable[[Sequence[str]], Sequence[float]]) -> Passage | None:
    """Among the first sentences of a record the one whose meaning lies nearest; its weight is the cosine."""
    places = list(islice(_sentences(record), MOST_SENTENCES))
    if not places:
        return None
    weights = closeness([text for *_, text in places])
    weight, (field, number, language, text) = max(zip(weights, places, strict=True), key=lambda pair: pair[0])
    return Passage(field, number, language, text[:LONGEST], round(weight, 4), is_cut=len(text) > LONGEST)


def _sentences(record: Record) -> Iterator[tuple[str, int, str, str]]:
    for field, number, value in numbered(record):
        for start, end in sentences(value.text):
            if text := value.text[start:end].strip():
                yield field, number, value.language, text


def numbered(record: Record) -> Iterator[tuple[str, int, TextValue]]:
    """The comparable values of a record: field, place in it, text."""
    counts: dict[str, int] = {}
    for looked_at, (field, value) in enumerate(comparable_values(record)):
        if looked_at >= MOST_VALUES:
            return
        counts[field] = counts.get(field, 0) + 1
        yield field, counts[field], value


def _passages(
    field: str, number: int, value: TextValue, wanted: Mapping[Feature, int], weights: Sequence[float]
) -> Iterator[Passage]:
    """For each sentence that shares anything, its weightiest window."""
    marks = list(_marks(tokens_with_offsets(value.text), wanted))
    if not marks:
        return
    for start, end in sentences(value.text):
        own = [mark for mark in marks if start <= mark.start and mark.end <= end]
        if own:
            first, last = _window(own, start, end, weights)
            yield _passage(field, number, value, (first, last), own, weights, is_cut=(first, last) != (start, end))


def _marks(words: Sequence[Token], wanted: Mapping[Feature, int]) -> Iterator[Shared]:
    for place, feature in features([word.text for word in words]):
        if feature in wanted:
            last = words[place + len(feature.tokens) - 1]
            yield Shared(words[place].start, last.end, wanted[feature])


def _window(marks: Sequence[Shared], start: int, end: int, weights: Sequence[float]) -> tuple[int, int]:
    """Where the passage begins and ends: the sentence, or of a long one the stretch whose terms weigh most."""
    if end - start <= LONGEST:
        return start, end
    room = [(mark.start, min(mark.start + LONGEST, end)) for mark in marks]
    return max(room, key=lambda each: (_weight(_inside(marks, each), weights), -each[0]))


def _inside(marks: Iterable[Shared], stretch: tuple[int, int]) -> list[Shared]:
    return [mark for mark in marks if stretch[0] <= mark.start and mark.end <= stretch[1]]


def _weight(marks: Iterable[Shared], weights: Sequence[float]) -> float:
    return sum(weights[term] for term in {mark.term for mark in marks})


def _passage(
    field: str,
    number: int,
    value: TextValue,
    stretch: tuple[int, int],
    marks: Sequence[Shared],
    weights: Sequence[float],
    *,
    is_cut: bool,
) -> Passage:
    raw = value.text[stretch[0] : stretch[1]]
    begin = stretch[0] + len(raw) - len(raw.lstrip())
    inside = _inside(marks, stretch)
    shifted = tuple(Shared(mark.start - begin, mark.end - begin, mark.term) for mark in inside)
    return Passage(field, number, value.language, raw.strip(), _weight(inside, weights), shifted, is_cut)
