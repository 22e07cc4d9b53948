"""`zhihang corpus applicants`: candidates, judging, showing; and what a judgement changes in answers."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from tests.made_corpus import GRANTS, us_document


@pytest.fixture
def own(corpus_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the made-up corpus that may be judged."""
    shutil.copytree(corpus_folder, tmp_path / "corpus")
    monkeypatch.setenv("ZHIHANG_CORPUS", str(tmp_path / "corpus"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_judgement_is_written_delivered_and_counts_in_queries_facets_and_exports(bare, own, monkeypatch):
    monkeypatch.setenv("ZHIHANG_CORPUS", str(own / "corpus"))
    corpus = ("--corpus", str(own / "corpus"))
    assert bare("count", 'pan="Alder Cells Inc."', *corpus).out.strip() == "3"
    answer = bare("corpus", "applicants", "judge", "same", "Alder Cells Inc.", "Birch Cells Inc.", "--by", "lw",
                  "--why", "merger register", *corpus)  # fmt: skip
    assert answer.status == 0
    assert "judgements.tsv" in answer.err
    assert bare("count", 'pan="birch cells incorporated"', *corpus).out.strip() == "4"
    rows = bare("facets", "pa=cells", "--by", "pan", *corpus).rows
    assert rows == [["pan", "Alder Cells Inc.", "4"]]
    rows = bare("search", "pa=birch", "--fields", "id,pa,pan", *corpus).rows
    assert rows == [["US91000002B2", "Birch Cells Inc.", "Alder Cells Inc."]]
    overlay = bare("corpus", "info", "--json", *corpus).json["overlay"]
    assert (overlay["judgements"]["same"], overlay["files"], overlay["problems"]) == (1, ["judgements.tsv"], 0)
    assert bare("explain", "pan=x", "--json", *corpus).json["overlay"] == overlay["version"]


def test_a_group_at_a_date(bare, own):
    corpus = ("--corpus", str(own / "corpus"))
    bare("corpus", "applicants", "judge", "member", "Birch Cells Inc.", "--group", "FOREST", "--from", "2019", "--to",
         "2020", "--by", "lw", "--when", "2024-01-01", *corpus)  # fmt: skip
    for query, total in (("grp=forest", "0"), ('grp="forest@2019-06"', "1"), ('grp="FOREST@2021-01-01"', "0")):
        assert bare("count", query, *corpus).out.strip() == total, query


def test_a_contradiction_is_told_at_once_and_stands_among_the_problems(bare, own):
    corpus = ("--corpus", str(own / "corpus"))
    for verdict, judge in (("same", "lw"), ("different", "kt")):
        answer = bare("corpus", "applicants", "judge", verdict, "Alder Cells Inc.", "Birch Cells Inc.", "--by", judge,
                      *corpus)  # fmt: skip
    assert "contradict" in answer.err
    codes = [entry["code"] for entry in bare("corpus", "problems", "--json", *corpus).json]
    assert "judgement-contradiction" in codes
    assert bare("count", 'pan="Alder Cells Inc."', *corpus).out.strip() == "3"
    answer = bare("corpus", "applicants", "judge", "withdrawn", "Alder Cells Inc.", "Birch Cells Inc.", "--by", "kt",
                  *corpus)  # fmt: skip
    assert "contradict" not in answer.err


def test_half_a_judgement_is_refused_and_the_file_stays_as_it_was(bare, own):
    answer = bare("corpus", "applicants", "judge", "same", "Alder Cells Inc.", "--by", "lw", "--no-add")
    assert answer.status == 1
    assert "no other" in answer.err
    assert not (own / "judgements.tsv").exists() or (own / "judgements.tsv").read_text() == ""


def test_a_file_of_judgements_with_columns_of_its_own_is_written_on_in_its_order(bare, own):
    file = own / "ours.tsv"
    file.write_text("by\twhen\tjudgement\tname\tother\tid\nlw\t2024\tsame\tA\tB\t1")
    answer = bare("corpus", "applicants", "judge", "unsure", "C", "D", "--by", "kt", "--when", "2024-05-02", "--no-add",
                  "--file", file)  # fmt: skip
    assert answer.status == 0
    assert file.read_text().splitlines()[2].split("\t")[:5] == ["kt", "2024-05-02", "unsure", "C", "D"]
    answer = bare(
        "corpus", "applicants", "judge", "member", "C", "--group", "G", "--by", "kt", "--no-add", "--file", file
    )
    assert answer.status == 1
    assert len(file.read_text().splitlines()) == 3


def test_show_tells_the_steps_the_spellings_and_the_judgements(bare, own):
    corpus = ("--corpus", str(own / "corpus"))
    bare("corpus", "applicants", "judge", "same", "Alder Cells Inc.", "Birch Cells Inc.", "--by", "lw", *corpus)
    found = bare("corpus", "applicants", "show", "BIRCH CELLS INCORPORATED", "--json", *corpus).json
    assert (found["text"], found["legal_form"], found["standards"]) == ("birch cells", "inc", ["Alder Cells Inc."])
    assert {(each["name"], each["records"]) for each in found["spellings"]} == {
        ("Alder Cells Inc.", 3), ("Birch Cells Inc.", 1),
    }  # fmt: skip
    assert [each["verdict"] for each in found["judgements"]] == ["same"]
    rows = bare("corpus", "applicants", "show", "Birch Cells Inc.", *corpus).rows
    assert ["standard", "Alder Cells Inc.", "", ""] in rows or ["standard", "Alder Cells Inc."] in rows


def test_candidates_come_with_reasons_and_nothing_is_merged(bare, own):
    corpus = ("--corpus", str(own / "corpus"))
    more = replace(GRANTS[0], number="91000009", applicant="Alder Cell Inc.", claims=())
    (own / "more.xml").write_text(us_document(more, "grant"), "utf-8")
    assert bare("corpus", "add", own / "more.xml", *corpus).status == 0
    before = bare("facets", "id=*", "--by", "pan", *corpus).rows
    answer = bare("corpus", "applicants", "candidates", "--json", *corpus)
    (pair,) = [each for each in answer.json["candidates"] if each["two"] == "Alder Cell Inc."]
    assert (pair["one"], pair["kind"], pair["records"]) == ("Alder Cells Inc.", "organization", [3, 1])
    assert {each["code"] for each in pair["reasons"]} >= {"name-near", "form-same", "classes-shared"}
    assert pair["score"] == sum(each["weight"] for each in pair["reasons"])
    assert bare("facets", "id=*", "--by", "pan", *corpus).rows == before
    rows = bare("corpus", "applicants", "candidates", "ALDER CELL INCORPORATED", *corpus).rows
    assert [row[2:4] for row in rows] == [["Alder Cells Inc.", "Alder Cell Inc."]]
    assert "one or two letters differ" in rows[0][5]
    bare("corpus", "applicants", "judge", "unsure", "Alder Cells Inc.", "Alder Cell Inc.", "--by", "lw", *corpus)
    assert bare("corpus", "applicants", "candidates", "alder cell inc", *corpus).rows == []
