"""Leaves that are answered by looking at a record's stored text."""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.corpus import plan
from zhihang.corpus.fields import members
from zhihang.corpus.matching import TokenizedValue, occurs
from zhihang.corpus.plan import FieldRef
from zhihang.corpus.values import TEXTS, TextValue
from zhihang.records.record import Record
from zhihang.text.chinese import readings
from zhihang.text.tokens import Token, is_single, joined, tokens


class PinyinValue(TokenizedValue):
    """A mark read aloud: each position holds all readings of its character."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.field = "mkpy"
        words = tokens(text)
        self.tokens = [Token(word, index, index + 1) for index, word in enumerate(words)]
        self.positions = {}
        for position, word in enumerate(words):
            for reading in (readings(word)[0] or {word}) if is_single(word) else {word}:
                self.positions.setdefault(reading, []).append(position)


def leaf_matches(leaf: plan.Text | plan.Equals | plan.CombinationSet, record: Record) -> bool:
    """Whether a leaf holds for a record."""
    match leaf:
        case plan.CombinationSet(symbols):
            return any(set(symbols) <= set(combination) for combination in record.cset)
        case plan.Equals(fields, value):
            return any(joined(tokens(one.text)) == value for ref in fields for _, one in _values(record, ref))
        case plan.Text(fields, pattern):
            return any(
                occurs(pattern, PinyinValue(one.text) if code == "mkpy" else TokenizedValue(one.text, code))
                for ref in fields
                for code, one in _values(record, ref)
            )


def _values(record: Record, ref: FieldRef) -> Iterator[tuple[str, TextValue]]:
    for code in members(ref.code):
        for value in TEXTS["mk" if code == "mkpy" else code](record):
            if ref.language is None or value.language == ref.language:
                yield code, value
