"""Several corpora that are searched together answer as one corpus of all their records would."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.library.test_result import ALL, SORT_VALUE, ids, in_order

from zhihang.library import Corpus, open_corpus


def test_totals_and_facets_are_added(both: Corpus) -> None:
    result = both.search(ALL)
    assert result.total == 12
    assert result.facets(["right", "pd"]) == {
        "right": [("trademark", 7), ("patent", 5)],
        "pd": [(2019, 2), (2020, 2), (2021, 1)],
    }
    assert both.edition_id == "+".join(result.edition_ids)


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", sorted(SORT_VALUE))
def test_every_order_runs_through_all_of_them(both: Corpus, sort: str, descending: bool) -> None:
    result = both.search(ALL)
    expected = in_order(list(result.records()), sort, descending)
    assert len(expected) == 12
    assert ids(result.page(0, 50, sort, descending)) == expected
    assert [hit for start in range(0, 12, 3) for hit in ids(result.page(start, 3, sort, descending))] == expected
    assert [record.id for record in result.records(sort, descending)] == expected
    assert [record.id for record in result.records(sort, descending, limit=5)] == expected[:5]
    assert result.ids(sort, descending).to_pylist() == expected


def test_relevance_takes_the_best_of_each_in_turn(both: Corpus) -> None:
    rows = both.search("电池").page(sort="relevance")
    assert sorted(ids(rows)) == [
        "CN-TM-90000001",
        "CN-TM-90000003",
        "CN-TM-90000011",
        "CN-TM-90000012",
        "CN-TM-90000013",
    ]
    assert [row.corpus for row in rows][:4] == [0, 1, 0, 1] or [row.corpus for row in rows][:4] == [1, 0, 1, 0]


def test_a_row_says_which_corpus_it_comes_from(both: Corpus) -> None:
    assert {row.id: row.corpus for row in both.search("nice=9").page()} == {
        "CN-TM-90000001": 0, "CN-TM-90000003": 0, "CN-TM-90000011": 1, "CN-TM-90000012": 1, "CN-TM-90000013": 1,
    }  # fmt: skip


def test_a_right_in_two_corpora_is_shown_once(corpus_folder: Path) -> None:
    twice = open_corpus(corpus_folder, corpus_folder)
    result = twice.search(ALL)
    assert result.total == 18
    assert len(result.page(0, 50, collapse="right")) == 8
    assert result.groups("right") == 8
    assert [row.id for row in result.page(2, 3, collapse="right")] == [
        record.id for record in result.records(collapse="right")
    ][2:5]


def test_the_explanation_adds_up(both: Corpus) -> None:
    explanation = both.search("电池 not nice=30").explain()
    assert explanation.total == 5
    assert [clause.total for clause in explanation.clauses] == [5, 5, 2]
    assert explanation.edition == both.edition_id


def test_a_record_of_any_of_them_is_found(both: Corpus) -> None:
    assert both.record("CN-TM-90000012").id == "CN-TM-90000012"
    assert both.record("US91000004B2").id == "US91000004B2"


def test_lines_of_a_list_without_hit_in_any(both: Corpus) -> None:
    from zhihang.search.environment import Environment

    lists = {"marks": "90000001\n90000011\n77777777\n"}
    result = both.search("rn in @marks", environment=Environment(lists=["marks"]), lists=lists)
    assert result.total == 2
    assert [(line.number, line.text) for line in result.lines_without_hit()["marks"]] == [(3, "77777777")]
