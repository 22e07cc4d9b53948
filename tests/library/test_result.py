"""The answer to a query against the made-up corpus: total, pages, order, facets, ids, Arrow, explanation."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

import zhihang
from zhihang.corpus.tables.completing import SHOWN_KEYS
from zhihang.errors import InvalidNumber, NotFound, QueryError, TimeLimitExceeded, UsageError
from zhihang.library import Corpus, open_corpus
from zhihang.messages import error_text
from zhihang.records.record import KEYS, Record, to_builtins
from zhihang.search.execution import SORTS
from zhihang.search.exports.columns import cell

ALL = "id=*"
US = ["US20199000001A1", "US91000001B2", "US91000002B2", "US91000003B1", "US91000004B2"]
CN = ["CN-TM-90000001", "CN-TM-90000002", "CN-TM-90000003", "CN-TM-90000004"]

SORT_VALUE: dict[str, Any] = {
    "id": lambda r: r.id,
    "pd": lambda r: r.publication_date,
    "ad": lambda r: r.filing_date,
    "prd": lambda r: min([p.date for p in r.priorities] or [r.filing_date]) if r.right == "patent" else None,
    "gd": lambda r: r.grant_date,
    "rd": lambda r: r.registration_date,
    "exd": lambda r: r.expiry_date,
    "ti": lambda r: next(iter(r.title.values()), None),
    "pa": lambda r: r.applicants[0].name if r.applicants else None,
    "nfc": lambda r: len(r.cited_by) if r.right == "patent" else None,
    "nfam": lambda r: len(r.family.simple.members) if r.family else None,
    "right": lambda record: str(record.right),
    "cc": lambda record: record.office,
    "kind": lambda record: record.kind,
    "lang": lambda record: record.language,
    "ap": lambda record: record.application_number,
    "status": lambda record: record.status and str(record.status.value),
    "ncl": lambda record: record.claim_count,
    "nct": lambda record: len(record.citations) if str(record.right) in ("patent", "utility_model") else None,
}


def in_order(records: list[Record], sort: str, descending: bool) -> list[str]:
    """By key, absent last in both directions, ties by id: the plain way."""
    value = SORT_VALUE[sort]
    present = sorted((r for r in records if value(r) is not None), key=lambda r: r.id)
    present.sort(key=value, reverse=descending)
    absent = sorted((r for r in records if value(r) is None), key=lambda r: r.id)
    return [r.id for r in [*present, *absent]]


def ids(rows: Any) -> list[str]:
    return [row.id for row in rows]


def test_the_total_is_exact(corpus: Corpus) -> None:
    assert corpus.search(ALL).total == len(US) + len(CN)
    assert corpus.search("ti=battery").total == 3
    assert corpus.search("电池").total == 2
    assert corpus.search("ti=nothingofthekind").total == 0


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", [key for key in SORTS if key != "relevance"])
def test_every_order_is_that_of_a_plain_sort(corpus: Corpus, sort: str, descending: bool) -> None:
    result = corpus.search(ALL)
    expected = in_order(list(result.records()), sort, descending)
    assert ids(result.page(0, 50, sort, descending)) == expected
    assert [record.id for record in result.records(sort, descending)] == expected
    assert result.ids(sort, descending).to_pylist() == expected
    assert [hit for start in range(0, 9, 2) for hit in ids(result.page(start, 2, sort, descending))] == expected


def test_relevance_is_a_display_order_of_the_same_set(corpus: Corpus) -> None:
    result = corpus.search("separator")
    assert sorted(ids(result.page(sort="relevance"))) == sorted(result.ids().to_pylist())
    assert ids(result.page(sort="relevance")) == [record.id for record in result.records("relevance")]
    assert ids(result.page(sort="relevance"))[-1] == "US91000004B2"


def test_a_page_beyond_the_end_is_empty(corpus: Corpus) -> None:
    assert corpus.search(ALL).page(100, 10) == []


def test_an_unknown_order_or_level_is_refused(corpus: Corpus) -> None:
    for arguments in ({"sort": "beauty"}, {"collapse": "galaxy"}):
        with pytest.raises(UsageError):
            corpus.search(ALL).page(**arguments)
        with pytest.raises(UsageError):
            list(corpus.search(ALL).records(**arguments))


def test_a_row_shows_what_a_list_needs(corpus: Corpus) -> None:
    (hit,) = corpus.search("id=US91000001B2").page()
    assert hit.row["title"] == "Battery separator"
    assert (hit.row["applicants"], hit.row["publication_date"]) == (["Alder Cells Inc."], "2020-01-07")


@pytest.mark.parametrize(
    ("collapse", "expected"),
    [
        ("document", ["US91000001B2", "US91000002B2", "US20199000001A1"]),
        ("right", ["US91000001B2", "US91000002B2"]),
        ("simple", ["US91000001B2"]),
        ("extended", ["US91000001B2"]),
    ],
)
def test_one_document_of_each_right_or_family(corpus: Corpus, collapse: Any, expected: list[str]) -> None:
    result = corpus.search("pr=KR1020179000001")
    assert ids(result.page(collapse=collapse)) == expected
    assert [record.id for record in result.records(collapse=collapse)] == expected
    assert result.groups(collapse) == len(expected)
    assert result.total == 3


def test_facets_count_like_a_plain_scan(corpus: Corpus) -> None:
    facets = corpus.search(ALL).facets(["right", "cc", "pd", "ipc", "nice", "pa", "status"])
    assert facets["right"] == [("patent", 5), ("trademark", 4)]
    assert facets["cc"] == [("US", 5), ("CN", 4)]
    assert facets["pd"] == [(2019, 2), (2020, 2), (2021, 1)]
    assert facets["ipc"] == [("H01M", 4), ("F03D", 1)]
    assert facets["nice"] == [("30", 2), ("9", 2)]
    assert facets["pa"][0] == ("Alder Cells Inc.", 3)
    assert facets["status"] == [("active", 3), ("pending", 1)]


def test_ids_and_arrow(corpus: Corpus) -> None:
    result = corpus.search("cc=US")
    assert sorted(result.ids().to_pylist()) == US
    table = result.arrow(sort="id", descending=False)
    assert table.column_names == [*KEYS, *(key for key in SHOWN_KEYS if key not in KEYS)]
    assert table["id"].to_pylist() == US
    assert json.loads(table["title"][1].as_py()) == {"en": "Battery separator"}
    assert table["claim_count"].to_pylist()[1] == 2
    assert corpus.search("cc=US").arrow(limit=2).num_rows == 2
    few = result.arrow(columns=["ti", "nfc", "tf"], sort="id", descending=False)
    assert few.column_names == ["id", "title", "citations_received", "technology_fields"]
    assert few["citations_received"].to_pylist() == [0, 2, 1, 0, 0]
    assert few["technology_fields"][1].as_py() == "[1]"


def test_counts_of_families_and_citations_agree_with_the_query_language(corpus: Corpus) -> None:
    for record in corpus.search("right=patent").records():
        assert record.family is not None
        assert record.family.simple is not None
        rights = {corpus.record(member).right_id for member in record.family.simple.members}
        assert corpus.search(f"id={record.id} and nfam={len(rights)} and nfc={len(record.cited_by)}").total == 1
        shown = to_builtins(record)
        assert (shown["family_size"], shown["citations_received"]) == (len(rights), len(record.cited_by))
        assert (cell(record, "nfam"), cell(record, "nfc")) == (str(len(rights)), str(len(record.cited_by)))


def test_the_explanation_counts_each_clause(corpus: Corpus) -> None:
    explanation = corpus.search("ti=battery not pa=birch").explain()
    assert [(clause.tree, clause.total) for clause in explanation.clauses] == [
        ('(not ti:"battery" pa:"birch")', 2),
        ('ti:"battery"', 3),
        ('pa:"birch"', 1),
    ]
    assert explanation.total == 2
    assert explanation.edition == corpus.edition_id
    assert set(explanation.to_json()) >= {"tree", "canonical", "total", "clauses", "notices", "edition", "grammar"}


def test_the_explanation_of_a_complement_counts_within_the_scope(corpus: Corpus) -> None:
    explanation = corpus.search("not 电池", scope="right=trademark").explain()
    assert explanation.clauses[0].total == 2
    assert explanation.total == 2


def test_notices_say_how_a_query_was_read(corpus: Corpus) -> None:
    notices = corpus.search("battery or separator and coating", language="zh").notices
    assert [(notice.code, notice.position) for notice in notices] == [("W01", 21)]
    content = corpus.search("battery or separator and coating").explain().to_json("zh")
    assert "括号" in content["notices"][0]["message"]  # type: ignore[index]


def test_the_scope_narrows_what_all_means(corpus: Corpus) -> None:
    assert corpus.search("not ti=battery", scope="cc=US").total == 2
    assert sorted(corpus.search(ALL, scope="right=trademark").ids().to_pylist()) == CN
    assert corpus.search("ti=battery", scope="right=trademark").total == 0


def test_a_fault_in_query_or_scope_carries_its_text(corpus: Corpus) -> None:
    for arguments in (("ti=(a", None), (ALL, "ti=(a")):
        with pytest.raises(QueryError) as caught:
            corpus.search(arguments[0], scope=arguments[1])
        assert (caught.value.code, caught.value.query, caught.value.position) == ("E202", "ti=(a", 3)


def test_the_time_limit_is_told(corpus: Corpus) -> None:
    result = corpus.search(ALL, time_limit=1e-9)
    with pytest.raises(TimeLimitExceeded) as caught:
        result.page()
    assert caught.value.code == "E601"
    with pytest.raises(TimeLimitExceeded):
        list(result.records())
    assert corpus.search(ALL, time_limit=0).total == 9


def test_the_time_limit_begins_anew_with_each_question(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    result = corpus.search(ALL, time_limit=30)
    assert result.total == 9
    clock = time.monotonic
    monkeypatch.setattr(time, "monotonic", lambda: clock() + 3600)
    assert len(result.page()) == 9
    assert len(list(result.records())) == 9
    assert result.explain().total == 9
    assert result.facets(["cc"])["cc"] == [("US", 5), ("CN", 4)]
    assert len(result.ids()) == 9
    assert result.groups("right") == 8


def test_records_by_any_way_of_writing_their_number(corpus: Corpus) -> None:
    for number in ("US91000001B2", "US 91,000,001 B2", "US91000001", "us 91000001 b2", "91000001b2", "91,000,001"):
        assert corpus.record(number).id == "US91000001B2", number
    assert corpus.record("US 39/000,001").right_id == "US-PA-39000001"
    for number in ("CN-TM-90000001", "90000001", "CN90000001"):
        assert corpus.record(number).id == "CN-TM-90000001", number
    assert json.loads(corpus.record_json("US91000001B2"))["kind"] == "B2"
    assert [citation.number for citation in corpus.record("US91000001B2").cited_by] == ["US91000002B2", "US91000003B1"]


def test_a_number_that_is_not_here(corpus: Corpus) -> None:
    with pytest.raises(NotFound) as caught:
        corpus.record("EP1000000A1")
    assert error_text(caught.value) == "There is no record EP1000000A1 in this edition"
    with pytest.raises(InvalidNumber) as invalid:
        corpus.record("201811564288.1")
    assert invalid.value.fields["expected"] == "X"


def test_no_corpus_and_no_edition(tmp_path: Path, corpus_folder: Path) -> None:
    with pytest.raises(NotFound):
        open_corpus(tmp_path / "nowhere")
    with pytest.raises(NotFound):
        open_corpus(corpus_folder, edition="ffff")
    assert open_corpus(corpus_folder, edition=open_corpus(corpus_folder).edition_id[:6]).search(ALL).total == 9


def test_the_package_offers_it(corpus_folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_CORPUS", str(corpus_folder))
    assert zhihang.open_corpus().search("ti=anode").total == 1


def test_records_stream_in_batches_in_the_same_order(corpus: Corpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhihang.library.result.BATCH", 2)
    result = corpus.search(ALL)
    assert [record.id for record in result.records()] == ids(result.page())
    dates = [record.publication_date for record in result.records() if record.publication_date]
    assert all(one >= other for one, other in pairwise(dates))


@pytest.mark.parametrize("sort", ["pd", "id", "ti", "relevance"])
@pytest.mark.parametrize("limit", [0, 1, 4, 9, 50, 5_000])
def test_a_few_records_are_the_first_of_all(corpus: Corpus, both: Corpus, sort: str, limit: int) -> None:
    for asked in (corpus, both):
        result = asked.search(ALL)
        whole = [record.id for record in result.records(sort)]
        assert [record.id for record in result.records(sort, limit=limit)] == whole[:limit]
        assert len({record.id for record in result.records(sort, limit=limit, collapse="right")}) == min(
            limit, result.groups("right")
        )
