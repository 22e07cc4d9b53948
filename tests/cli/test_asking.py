"""`count`, `search`, `facets`, `explain` on the made-up corpus: results, notices, references, exit statuses."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command

QUERY = "battery or separator and coating"


def test_count_prints_digits_and_a_line_end_and_nothing_else(zhihang: Command) -> None:
    answer = zhihang("count", QUERY)
    assert (answer.status, answer.data) == (0, b"4\n")
    assert answer.err == (
        "Notice W01: AND, XOR and OR are mixed without brackets: AND is read first, then XOR, then OR\n"
    )
    assert zhihang("count", "ti=nothing").data == b"0\n"


def test_count_as_json(zhihang: Command) -> None:
    answer = zhihang("count", QUERY, "--json")
    assert answer.json == {"total": 4}
    (notice,) = json.loads(answer.err)["notices"]
    assert (notice["code"], notice["position"]) == ("W01", 21)


def test_search_prints_a_line_a_record_in_order(zhihang: Command) -> None:
    answer = zhihang("search", "cc=US", "--sort", "ad:asc", "--fields", "id,ad,nfc")
    assert answer.rows == [
        ["US91000004B2", "2017-01-05", "0"],
        ["US20199000001A1", "2018-03-01", "0"],
        ["US91000001B2", "2018-03-01", "2"],
        ["US91000002B2", "2018-04-01", "1"],
        ["US91000003B1", "2019-07-01", "0"],
    ]
    assert [row[0] for row in zhihang("search", "cc=US", "--limit", "2").rows] == ["US91000003B1", "US91000001B2"]
    assert len(zhihang("search", "id=*", "--limit", "all").rows) == 9


def test_names_rise_and_dates_fall_where_no_direction_is_given(zhihang: Command) -> None:
    assert zhihang("search", "cc=US", "--sort", "id", "--fields", "id").rows[0] == ["US20199000001A1"]
    assert zhihang("search", "cc=US", "--sort", "pd", "--fields", "id").rows[0] == ["US91000003B1"]


def test_every_record_as_json_lines_is_the_full_export(zhihang: Command) -> None:
    answer = zhihang("search", "id=*", "--limit", "all", "--format", "jsonl", "--sort", "id:asc")
    records = [json.loads(line) for line in answer.out.splitlines()]
    assert len(records) == 9
    assert records[4]["family"]["simple"]["members"] == ["US20199000001A1", "US91000001B2", "US91000002B2"]
    assert all(record["provenance"] for record in records)
    assert zhihang("search", "id=*", "--limit", "all", "--json", "--sort", "id:asc").data == answer.data
    assert "\\u" not in answer.out


def test_chosen_keys_of_json_lines(zhihang: Command) -> None:
    answer = zhihang("search", "id=US91000001B2", "--format", "jsonl", "--fields", "ti,nfc")
    assert json.loads(answer.data) == {
        "id": "US91000001B2",
        "title": {"en": "Battery separator"},
        "citations_received": 2,
    }


def test_an_export_to_a_file_says_how_many(zhihang: Command, tmp_path: Path) -> None:
    target = tmp_path / "hits.csv"
    answer = zhihang("search", "cc=US", "--format", "csv", "--output", target, "--limit", "all")
    assert (answer.status, answer.data) == (0, b"")
    assert answer.err == f"5 records written to {target}\n"
    with target.open(encoding="utf-8-sig", newline="") as file:
        assert len(list(csv.reader(file))) == 6


def test_every_format_goes_to_standard_output(zhihang: Command) -> None:
    for name in ("csv", "ris", "bibtex", "jsonl", "xlsx", "parquet"):
        answer = zhihang("search", "cc=US", "--format", name)
        assert answer.status == 0, name
        assert answer.data, name
    rows = list(csv.reader(io.StringIO(zhihang("search", "cc=US", "--format", "csv").data.decode("utf-8-sig"))))
    assert rows[0][:3] == ["record id", "right", "office"]
    rows = list(csv.reader(io.StringIO(zhihang("search", "cc=US", "--format", "csv", "--lang", "zh").out)))
    assert "权利类型" in rows[0]


@pytest.mark.parametrize(("level", "number"), [("document", 3), ("right", 2), ("simple", 1), ("extended", 1)])
def test_collapse(zhihang: Command, level: str, number: int) -> None:
    assert len(zhihang("search", "pr=KR1020179000001", "--collapse", level).rows) == number


def test_facets(zhihang: Command) -> None:
    assert zhihang("facets", "id=*", "--by", "right, cc").rows == [
        ["right", "patent", "5"],
        ["right", "trademark", "4"],
        ["cc", "US", "5"],
        ["cc", "CN", "4"],
    ]
    assert zhihang("facets", "id=*", "--by", "pd", "--limit", "1", "--json").json == {
        "pd": [{"value": 2019, "count": 2}]
    }
    answer = zhihang("facets", "id=*", "--by", "colour")
    assert answer.status == 1
    assert answer.err.startswith('No field is called "colour". Did you mean')


def test_explain(zhihang: Command) -> None:
    answer = zhihang("explain", QUERY)
    assert answer.out.splitlines() == [
        '"battery" OR ("separator" AND "coating")',
        '(or bi:"battery" (and bi:"separator" bi:"coating"))',
        '           4  "battery" OR ("separator" AND "coating")',
        '           3    "battery"',
        '           2    "separator" AND "coating"',
        '           3      "separator"',
        '           2      "coating"',
    ]
    assert answer.err.count("W01") == 1
    assert 'Espacenet, from left to right: (and (or bi:"battery" bi:"separator") bi:"coating")' in answer.err


def test_explain_as_json(zhihang: Command) -> None:
    content = zhihang("explain", QUERY, "--json", "--lang", "zh").json
    assert content["tree"] == '(or bi:"battery" (and bi:"separator" bi:"coating"))'
    assert content["canonical"] == '"battery" OR ("separator" AND "coating")'
    assert content["total"] == 4
    assert [clause["total"] for clause in content["clauses"]] == [4, 3, 2, 3, 2]
    assert set(content["clauses"][0]) == {"tree", "total"}
    (notice,) = content["notices"]
    assert (notice["code"], notice["position"]) == ("W01", 21)
    assert "括号" in notice["message"]
    assert (content["grammar"], len(content["edition"])) == (1, 16)


def test_scope_and_edition(zhihang: Command, corpus_folder: Path) -> None:
    edition = (corpus_folder / "CURRENT").read_text().strip()
    assert zhihang("count", "not 电池", "--scope", "right=trademark", "--edition", edition[:8]).out == "2\n"
    assert zhihang("count", "id=*", "--edition", "zzzz").status == 1


def test_several_corpora(bare: Command, corpus_folder: Path, other_folder: Path) -> None:
    both = ("--corpus", corpus_folder, "--corpus", other_folder)
    assert bare("count", "id=*", *both).out == "12\n"
    rows = bare("search", "rd=*", *both, "--sort", "rd:asc", "--fields", "id").rows
    assert [row[0] for row in rows] == [
        "CN-TM-90000012",
        "CN-TM-90000004",
        "CN-TM-90000001",
        "CN-TM-90000002",
        "CN-TM-90000011",
    ]


def test_a_list_is_a_path_here(zhihang: Command, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("my list.txt").write_text("\ufeff; numbers\r\nUS91000001B2\r\nEP1000000A1\r\n", "utf-8")
    answer = zhihang("count", 'pn in @"my list.txt"')
    assert (answer.out, answer.err) == ("1\n", "1 lines of my list.txt found nothing: EP1000000A1\n")
    answer = zhihang("count", 'pn in ＠"my list.txt"', "--json")
    assert json.loads(answer.err) == {"lists": {"my list.txt": [{"line": 3, "text": "EP1000000A1"}]}}
    answer = zhihang("count", "pn in @my.txt")
    assert answer.status == 1
    assert "E703" in answer.err
    assert "my list.txt" in answer.err


def test_a_wrong_check_digit_in_a_list_is_told_with_its_line(zhihang: Command, tmp_path: Path) -> None:
    path = tmp_path / "numbers.txt"
    path.write_text("US39000003\nCN201811564288.1\n")
    answer = zhihang("search", f'ap in @"{path}"', "--fields", "id")
    assert (answer.status, answer.out) == (0, "US91000003B1\n")
    assert f"{path}, line 2: CN201811564288.1 (E407; expected CN201811564288.X)" in answer.err


def test_lines_of_a_strategy_and_saved_queries(zhihang: Command, tmp_path: Path) -> None:
    strategy, saved = tmp_path / "strategy.txt", tmp_path / "saved.tsv"
    strategy.write_text("ti=battery\n\n#1 and pa=alder\n", "utf-8")
    saved.write_text('两个 词\tseparator\nmore\t##"两个 词" not ti=anode\n', "utf-8")
    options = ("--strategy", strategy, "--saved", saved)
    assert zhihang("count", "#3", *options).out == "2\n"
    assert zhihang("count", '##"两个 词" not #1', *options).out == "1\n"
    assert zhihang("count", "##more", *options).out == "2\n"
    answer = zhihang("count", "#2", *options)
    assert (answer.status, "E701" in answer.err) == (1, True)


def test_a_fault_in_a_strategy_names_its_line(zhihang: Command, tmp_path: Path) -> None:
    strategy = tmp_path / "strategy.txt"
    strategy.write_text("ti=battery\nti=(a\n")
    answer = zhihang("count", "#1", "--strategy", strategy)
    assert answer.status == 1
    assert answer.err.splitlines()[:4] == [
        f"{strategy}, line 2:",
        "E202 (3): Bracket is not closed",
        "  ti=(a",
        "     ^",
    ]
    error = json.loads(zhihang("count", "#1", "--strategy", strategy, "--json").err)["error"]
    assert (error["code"], error["line"], error["path"]) == ("E202", 2, str(strategy))
    saved = tmp_path / "saved.tsv"
    saved.write_text("without a tab\n")
    answer = zhihang("count", "id=*", "--saved", saved)
    assert (answer.status, answer.err) == (1, f"{saved}, line 1: expected a name, a tab and a query\n")


def test_the_time_limit_is_a_sentence(zhihang: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_TIME_LIMIT", "0.000001")
    answer = zhihang("count", "id=*")
    assert (answer.status, answer.data) == (1, b"")
    assert answer.err == "The query takes longer than 1e-06 seconds\n"
