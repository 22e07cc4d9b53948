"""What is characteristic of a text: frequent in it, rare elsewhere."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from zhihang.corpus.index.likeness import Feature
from zhihang.records.record import Record
from zhihang.search.similar.terms import (
    MOST_PHRASES,
    features,
    inverse_frequency,
    shared,
    terms_of_record,
    terms_of_text,
)
from zhihang.text.tokens import tokens


class Made:
    """An edition of a hundred records; what is not named stands in none."""

    size = 100

    def __init__(self, known: Mapping[str, int]) -> None:
        self.known = known
        self.asked: list[Feature] = []

    def frequency(self, feature: Feature) -> int:
        self.asked.append(feature)
        return self.known.get(feature.scheme + "".join(feature.tokens), 0)


def record(**keys: object) -> Record:
    return Record(id="US1A", right_id="US-PA-1", right="patent", office="US", number="1", **keys)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A battery of 12 cells", ["battery", "of", "cells"]),
        ("锂电池", ["锂电", "电池"]),
        ("5G通信 and 膜", ["5g", "通信", "and", "膜"]),
        ("", []),
    ],
    ids=["words without letters and numbers", "pairs of characters", "a character alone stands for itself", "nothing"],
)
def test_features(text: str, expected: list[str]) -> None:
    assert ["".join(feature.tokens) for _, feature in features(tokens(text))] == expected


def test_the_rarer_word_weighs_more_and_what_no_record_has_is_left_out() -> None:
    found = terms_of_text("battery separator zzzz", Made({"battery": 40, "separator": 3}))
    assert [term.text for term in found] == ["separator", "battery"]
    assert found[0].weight > found[1].weight > 0
    assert [term.records for term in found] == [3, 40]


def test_what_most_records_have_says_nothing() -> None:
    made, known = record(title={"en": "the battery"}), Made({"the": 90, "battery": 5})
    assert [term.text for term in terms_of_record(made, known)] == ["battery"]
    assert [term.text for term in terms_of_text("the battery", known)] == ["battery", "the"], "taken as typed"


def test_words_that_only_the_record_has_find_nothing_and_are_left_out() -> None:
    found = terms_of_record(record(title={"en": "Blue separator"}), Made({"blue": 1, "separator": 2}))
    assert [term.text for term in found] == ["separator"]


def test_a_word_of_the_title_weighs_more_than_one_of_the_abstract() -> None:
    made = record(title={"en": "separator"}, abstract={"en": ("electrode",)})
    found = {term.text: term.weight for term in terms_of_record(made, Made({"separator": 4, "electrode": 4}))}
    assert found["separator"] > found["electrode"]


def test_classes_of_a_record_count_with_those_above_them() -> None:
    known = {"ipc:H01M 50/409": 3, "ipc<H01M": 30, "ipc<H01M 50/00": 9}
    found = terms_of_record(record(ipc=("H01M 50/409",)), Made(known))
    assert [(term.text, term.is_class) for term in found] == [
        ("H01M 50/409", True), ("H01M 50/00", True), ("H01M", True),
    ]  # fmt: skip


def test_the_description_speaks_only_where_nothing_else_does() -> None:
    known = {"anode": 5, "separator": 5, "blade": 5}
    alone = record(title={"en": "anode"}, description={"en": ("A blade.",)})
    beside = record(title={"en": "anode"}, abstract={"en": ("separator",)}, description={"en": ("A blade.",)})
    assert {term.text for term in terms_of_record(alone, Made(known))} == {"anode", "blade"}
    assert {term.text for term in terms_of_record(beside, Made(known))} == {"anode", "separator"}


def test_of_many_pairs_of_characters_only_the_promising_are_looked_up() -> None:
    text = "".join(chr(0x4E00 + place) for place in range(3 * MOST_PHRASES))
    made = Made({})
    terms_of_text(text, made)
    assert sum(len(feature.tokens) == 2 for feature in made.asked) == MOST_PHRASES


def test_rarer_is_heavier() -> None:
    weights = [inverse_frequency(records, 1000) for records in (1, 10, 100, 1000)]
    assert weights == sorted(weights, reverse=True)
    assert weights[-1] > 0


def test_shared_terms_are_those_the_other_record_has() -> None:
    terms = terms_of_text("battery separator", Made({"battery": 5, "separator": 5}))
    other = record(title={"en": "A Separator"}, ipc=("H01M 50/409",))
    assert [term.text for term in shared(other, terms)] == ["separator"]
