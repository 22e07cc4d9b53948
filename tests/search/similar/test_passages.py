"""The passage that shows what is shared: the weightiest sentence, cut to a window where it is long."""

from __future__ import annotations

from collections.abc import Sequence

from zhihang.corpus.index.likeness import Feature
from zhihang.records.record import Record
from zhihang.search.similar.passages import LONGEST, MOST_SENTENCES, nearest_passage, passages
from zhihang.search.similar.terms import Term

TERMS = [Term(Feature(("separator",)), 3, 5.0), Term(Feature(("anode",)), 9, 2.0), Term(Feature(("隔", "膜")), 3, 4.0)]


def record(**keys: object) -> Record:
    return Record(id="US1A", right_id="US-PA-1", right="patent", office="US", number="1", **keys)  # type: ignore[arg-type]


def test_the_weightiest_sentence_of_each_value_the_best_first() -> None:
    made = record(
        title={"en": "An anode"},
        abstract={"en": ("It is light. A separator lies at the anode. An anode is coated.",)},
        claims={"en": ("1. A wheel.", "2. A separator.")},
    )
    found = passages(made, TERMS, 3)
    assert [(each.field, each.number, each.text, each.weight) for each in found] == [
        ("ab", 1, "A separator lies at the anode.", 7.0),
        ("clm", 2, "A separator.", 5.0),
        ("ti", 1, "An anode", 2.0),
    ]
    assert [found[0].text[mark.start : mark.end] for mark in found[0].marks] == ["separator", "anode"]


def test_chinese_pairs_are_marked_as_printed() -> None:
    found = passages(record(abstract={"zh": ("它很轻。一种電池隔膜，其特征在于涂层。",)}), TERMS)
    assert [(each.text, each.language) for each in found] == [("一种電池隔膜，其特征在于涂层。", "zh")]
    assert [found[0].text[mark.start : mark.end] for mark in found[0].marks] == ["隔膜"]


def test_a_word_repeated_weighs_once() -> None:
    assert passages(record(title={"en": "separator, separator and separator"}), TERMS)[0].weight == 5.0


def test_a_long_claim_shows_the_window_that_weighs_most() -> None:
    filler = "with a thing " * 60
    made = record(claims={"en": (f"1. An anode {filler} a separator at the anode {filler}",)})
    (found,) = passages(made, TERMS)
    assert found.is_cut
    assert len(found.text) <= LONGEST
    assert found.weight == 7.0
    assert {found.text[mark.start : mark.end] for mark in found.marks} == {"separator", "anode"}


def test_nothing_shared_nothing_shown() -> None:
    assert passages(record(title={"en": "A wheel"}), TERMS) == []


def test_where_no_word_is_shared_the_nearest_sentence_is_shown() -> None:
    asked: list[str] = []

    def closeness(texts: Sequence[str]) -> list[float]:
        asked.extend(texts)
        return [0.9 if "wheel" in text else 0.1 for text in texts]

    made = record(title={"en": "A cart"}, abstract={"en": ("It rolls. It has a wheel. " + "It is red. " * 20,)})
    found = nearest_passage(made, closeness)
    assert found is not None
    assert (found.text, found.weight, found.marks) == ("It has a wheel.", 0.9, ())
    assert len(asked) == MOST_SENTENCES
    assert nearest_passage(record(), closeness) is None
