"""What a query may name: lists, lines of a strategy, saved queries; and the relations that the tables answer."""

from __future__ import annotations

import pytest

from zhihang.library import Corpus, Result
from zhihang.search.environment import Environment, Stored
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse


def with_list(corpus: Corpus, query: str, text: str) -> Result:
    return corpus.search(query, environment=Environment(lists=["list.txt"]), lists={"list.txt": text})


def found(result: Result) -> list[str]:
    return sorted(result.ids().to_pylist())


def test_a_list_means_any_of_its_lines(corpus: Corpus) -> None:
    result = with_list(corpus, "pn in @list.txt", "; seen in May\nUS91000001B2\n\nUS 91,000,003\nEP1000000A1\n")
    assert found(result) == ["US91000001B2", "US91000003B1"]
    (line,) = result.lines_without_hit()["list.txt"]
    assert (line.number, line.text, line.fault) == (5, "EP1000000A1", None)


def test_a_wrong_check_digit_is_told_with_its_line_and_the_query_runs(corpus: Corpus) -> None:
    result = with_list(corpus, "ap in @list.txt", "US39000003\nCN201811564288.1\n")
    assert found(result) == ["US91000003B1"]
    (line,) = result.lines_without_hit()["list.txt"]
    assert (line.number, line.fault, line.expected) == (2, "E407", ("CN201811564288.X",))


def test_an_empty_list_has_no_record(corpus: Corpus) -> None:
    result = with_list(corpus, "pn in @list.txt", "; nothing yet\n")
    assert (result.total, result.lines_without_hit()) == (0, {"list.txt": []})
    assert with_list(corpus, "not pn in @list.txt", "").total == 9


@pytest.mark.parametrize("query", ["pa in @list.txt", "pa,ow in @list.txt"])
def test_a_list_of_names(corpus: Corpus, query: str) -> None:
    assert found(with_list(corpus, query, "Cedar Wind\n云雀能源\n")) == ["CN-TM-90000001", "US91000003B1"]


def test_a_list_of_numbers_in_a_relation(corpus: Corpus) -> None:
    result = with_list(corpus, "fam in @list.txt", "US91000002B2\nEP1000000A1\n")
    assert found(result) == ["US20199000001A1", "US91000001B2", "US91000002B2"]
    assert [line.text for line in result.lines_without_hit()["list.txt"]] == ["EP1000000A1"]


def test_lines_are_looked_for_in_the_scope(corpus: Corpus) -> None:
    result = corpus.search(
        "num in @l", scope="right=trademark", environment=Environment(lists=["l"]), lists={"l": "US91000001B2"}
    )
    assert result.total == 0
    assert [line.text for line in result.lines_without_hit()["l"]] == ["US91000001B2"]


def test_lines_of_a_strategy_and_saved_queries(corpus: Corpus) -> None:
    def stored(text: str) -> Stored:
        return Stored(to_sexpr(parse(text).tree))

    environment = Environment(
        history={1: stored("ti=battery"), 2: stored("pa=alder")}, saved={"两个 词": stored("separator")}
    )
    assert found(corpus.search("#1 and #2", environment=environment)) == ["US20199000001A1", "US91000001B2"]
    assert found(corpus.search('##"两个 词" not #1', environment=environment)) == ["US91000004B2"]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("cites=US91000001", ["US91000002B2", "US91000003B1"]),
        ("cites={pa=birch}", ["US91000003B1"]),
        ("citedby=US91000003B1", ["US91000001B2", "US91000002B2"]),
        ("citedby={ti=turbine}", ["US91000001B2", "US91000002B2"]),
        ("fam=US91000002", ["US20199000001A1", "US91000001B2", "US91000002B2"]),
        ("xfam={pa=birch}", ["US20199000001A1", "US91000001B2", "US91000002B2"]),
        ("nfc=2", ["US91000001B2"]),
        ("nfam>1 and kind=A1", ["US20199000001A1"]),
        ("gs={class=9 and text=隔膜}", ["CN-TM-90000003"]),
        ("gs={class=30 and text=电池}", []),
        ("pri={country=KR and date<2018}", ["US20199000001A1", "US91000001B2", "US91000002B2"]),
    ],
)
def test_relations_and_elements(corpus: Corpus, query: str, expected: list[str]) -> None:
    assert found(corpus.search(query)) == expected
