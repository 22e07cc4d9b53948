"""Patterns of words as engine queries over one text field."""

from __future__ import annotations

from itertools import product
from typing import Any

from tantivy import Query

from zhihang.corpus.index.boolean import all_of, any_of
from zhihang.corpus.index.endings import Endings
from zhihang.corpus.index.shapes import MOST_SHAPES, Shape, TooManyShapes, shapes, words_of
from zhihang.corpus.matching import wildcard_pattern
from zhihang.corpus.plan import AnyOf, Near, Pattern, Phrase, Same, left_spine
from zhihang.text.tokens import folded_tokens

MOST_EXPANSIONS = 160
"""A truncation with at most so many words in the field is written out inside phrases; plain phrases are faster."""
_SIGNS = {"*": ".*", "?": ".?", "#": "."}
FUZZY_SHORT = 5
"""`mkfz`: edit distance 1 up to so many letters, 2 above."""


def is_plain(word: str) -> bool:
    """Whether a token has no wildcard."""
    return wildcard_pattern(word) is None


def expression(word: str) -> str:
    """A token with wildcards as a regular expression; tokens hold letters, digits and marks only."""
    return "".join(_SIGNS.get(sign, sign) for sign in word)


class PatternCompiler:
    """Compiles patterns against the dictionary of one index."""

    def __init__(self, schema: Any, searcher: Any, endings: Endings) -> None:
        self.schema = schema
        self.searcher = searcher
        self.endings = endings
        self.is_cautious = False
        """Set when the engine refused a truncation inside a phrase as too broad: then stored text is looked at."""

    def has_shapes(self, pattern: Pattern) -> bool:
        """Whether the engine can answer the pattern from its postings."""
        try:
            found = shapes(pattern)
        except TooManyShapes:
            return False
        return not self.is_cautious or not any(map(_is_truncated, found))

    def split(self, text: str) -> list[str]:
        """Folded text as tokens."""
        return folded_tokens(text)

    def query(self, field: str, pattern: Pattern) -> Any:
        """The exact query of a pattern in a field. Raises `TooManyShapes` where there is none."""
        if field == "mkfz":
            return self._fuzzy(pattern)
        if (near := self._near_words(field, pattern)) is not None:
            return near
        return any_of([self._shape(field, shape) for shape in self._written_out(field, shapes(pattern))])

    def candidates(self, field: str, pattern: Pattern) -> Any:
        """A query that finds at least the records that match."""
        try:
            return self.query(field, pattern)
        except TooManyShapes:
            pass
        first, chain = left_spine(pattern)
        if chain:
            return all_of(self.candidates(field, part) for part in (first, *(link.right for link in chain)))
        match first:
            case AnyOf(items):
                return any_of(self.candidates(field, item) for item in items)
            case Same(_, items):
                return all_of(self.candidates(field, item) for item in items)
            case _:
                return all_of(self._word(field, word) for word in words_of(first))

    def _near_words(self, field: str, pattern: Pattern) -> Any:
        """NEAR of single plain words, written with slop, which is exact for two different words; else None."""
        if not isinstance(pattern, Near):
            return None
        left, right = self._single_words(field, pattern.left), self._single_words(field, pattern.right)
        if not left or not right or set(left) & set(right) or len(left) * len(right) > MOST_SHAPES:
            return None
        return any_of(
            [
                Query.phrase_query(self.schema, field, [first, second], slop=pattern.distance - 1)
                for one, other in product(left, right)
                for first, second in ((one, other), (other, one))
            ]
        )

    def _single_words(self, field: str, pattern: Pattern) -> list[str]:
        """The plain words that a pattern of one position stands for; empty where it is wider or too broad."""
        match pattern:
            case Phrase((word,)):
                return [word] if is_plain(word) else (self._expansions(field, word) or [])
            case AnyOf(items):
                each = [self._single_words(field, item) for item in items]
                return [word for words in each for word in words] if all(each) else []
            case _:
                return []

    def _expansions(self, field: str, word: str) -> list[str] | None:
        """The words of the field that a truncated token stands for; None where there are many."""
        pattern = wildcard_pattern(word)
        stem = word[: min(word.find(sign) for sign in _SIGNS if sign in word)]
        if not stem and (ended := self._ended(field, word)) is not None:
            return None if len(ended) > MOST_EXPANSIONS else ended
        if pattern is None or len(stem) < 2:
            return None
        most = MOST_EXPANSIONS if word == f"{stem}*" else 20 * MOST_EXPANSIONS
        found = self.searcher.terms_with_prefix(field, stem, limit=most + 1)
        words = [term for term, _ in found if pattern.fullmatch(term)]
        return None if len(found) > most or len(words) > MOST_EXPANSIONS else words

    def _written_out(self, field: str, some: list[Shape]) -> list[Shape]:
        """Shapes with their truncated words replaced by the words of the field, where these are few."""
        known = {word for shape in some if len(shape) > 1 for _, word in shape if not is_plain(word)}
        expanded = {word: self._expansions(field, word) for word in known}
        written: list[Shape] = []
        for shape in some:
            choices = [
                [(position, other) for other in expanded[word] or []] if expanded.get(word) is not None else None
                for position, word in shape
            ]
            options = [choice if choice is not None else [shape[index]] for index, choice in enumerate(choices)]
            written.extend(product(*options))
            if len(written) > MOST_SHAPES:
                return some
        return written

    def _shape(self, field: str, shape: Shape) -> Any:
        if len(shape) == 1:
            return self._word(field, shape[0][1])
        if not _is_truncated(shape):
            return Query.phrase_query(self.schema, field, list(shape))
        if self.is_cautious:
            raise TooManyShapes
        return Query.regex_phrase_query(self.schema, field, [(position, expression(word)) for position, word in shape])

    def _word(self, field: str, word: str) -> Any:
        if is_plain(word):
            return Query.term_query(self.schema, field, word)
        if word[0] in _SIGNS and (words := self._ended(field, word)) is not None:
            return Query.term_set_query(self.schema, field, words) if words else Query.empty_query()
        return Query.regex_query(self.schema, field, expression(word))

    def _ended(self, field: str, word: str) -> list[str] | None:
        """The words of the field that a token truncated on the left stands for, from its last plain part."""
        pattern = wildcard_pattern(word)
        ending = word[1 + max(word.rfind(sign) for sign in _SIGNS) :]
        words = self.endings.words(field, ending)
        return None if words is None or pattern is None else [term for term in words if pattern.fullmatch(term)]

    def _fuzzy(self, pattern: Pattern) -> Any:
        """Words of a mark within the edit distance; several words must all be near."""
        words = list(words_of(pattern))
        return all_of(
            [
                Query.fuzzy_term_query(
                    self.schema, "mk", word, distance=1 if len(word) <= FUZZY_SHORT else 2, transposition_cost_one=False
                )
                for word in words
            ]
        )


def _is_truncated(shape: Shape) -> bool:
    """Whether a shape of several words has one with wildcards."""
    return len(shape) > 1 and not all(is_plain(word) for _, word in shape)
