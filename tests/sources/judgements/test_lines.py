"""Judgements on names: what a line says, in both forms, and what makes a line unusable."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from zhihang.records.problem import Problem
from zhihang.sources.judgements.judgement import Judgement, Named
from zhihang.sources.judgements.lines import SOURCE
from zhihang.sources.reading import outcomes
from zhihang.sources.recognition import head_of, recognise

HEADING = "judgement\tname\tcountry\tother\tother_country\tgroup\tfrom\tto\tby\twhen\twhy\tid\twithdraws\n"
SAME = "same\tMADE UP AG\tde\tMade-Up Aktiengesellschaft\t\t\t\t\tlw\t2024-05-02\tsame register number\tj1\t\n"


def judgements(outcomes_of, text: str) -> list[Judgement]:
    return [each for each in outcomes_of(SOURCE, text.encode()) if isinstance(each, Judgement)]


def codes(outcomes_of, text: str) -> list[str]:
    return [each.code for each in outcomes_of(SOURCE, text.encode()) if isinstance(each, Problem)]


def test_a_line_says_who_judged_what_when_and_why(outcomes_of):
    (found,) = judgements(outcomes_of, HEADING + SAME)
    assert (found.verdict, found.by, found.when, found.why, found.id) == (
        "same", "lw", "2024-05-02", "same register number", "j1",
    )  # fmt: skip
    assert found.name == Named(name="MADE UP AG", country="DE")
    assert found.other == Named(name="Made-Up Aktiengesellschaft")
    assert found.provenance is not None
    assert found.provenance.position == 2


def test_json_lines_say_the_same_as_tabs(outcomes_of):
    line = {"judgement": "same", "name": "MADE UP AG", "country": "DE", "other": "Made-Up Aktiengesellschaft"}
    line |= {"by": "lw", "when": "2024-05-02", "why": "same register number", "id": "j1"}
    (found,) = judgements(outcomes_of, json.dumps(line) + "\n")
    (other,) = judgements(outcomes_of, HEADING + SAME)
    assert (found.verdict, found.name, found.other, found.id) == (other.verdict, other.name, other.other, other.id)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_a_spreadsheet_s_encodings_are_read_from_a_stream_that_cannot_go_back(tmp_path, encoding):
    path = tmp_path / "review.tsv"
    path.write_bytes((HEADING + SAME.replace("register number", "登记号")).encode(encoding))
    (found,) = outcomes([path])
    assert isinstance(found, Judgement)
    assert found.why == "same 登记号"


def test_membership_has_a_group_and_days(outcomes_of):
    line = "member\tMade Up Cell GmbH\t\t\t\tMADE UP\t2019-07\t2022-12-31\tlw\t2024-05-02\t\t\t\n"
    (found,) = judgements(outcomes_of, HEADING + line)
    assert (found.group, found.since, found.until) == ("MADE UP", "2019-07", "2022-12-31")


def test_a_withdrawal_names_the_line_it_takes_back(outcomes_of):
    (found,) = judgements(outcomes_of, HEADING + "withdrawn\t\t\t\t\t\t\t\tlw\t2024-06-01\t\t\tj1\n")
    assert (found.verdict, found.withdraws) == ("withdrawn", "j1")


def test_notes_and_empty_lines_are_passed_over_and_columns_may_be_left_out(outcomes_of):
    text = "# from the review of May\n\njudgement\tother\tname\tby\twhen\n#more\nunsure\tB\tA\tlw\t2024\n"
    (found,) = judgements(outcomes_of, text)
    assert (found.verdict, found.name.name, found.other and found.other.name) == ("unsure", "A", "B")
    assert found.provenance is not None
    assert found.provenance.position == 5


@pytest.mark.parametrize(
    ("line", "told"),
    [
        pytest.param("likely\tA\t\tB\t\t\t\t\tlw\t2024\t\t\t", ["judgement-word"], id="a word that is no verdict"),
        pytest.param("same\tA\t\t\t\t\t\t\tlw\t2024\t\t\t", ["judgement-incomplete"], id="same as nothing"),
        pytest.param("member\tA\t\t\t\t\t\t\tlw\t2024\t\t\t", ["judgement-incomplete"], id="member of nothing"),
        pytest.param("same\tA\t\tB\t\t\t\t\t\t2024\t\t\t", ["judgement-incomplete"], id="by nobody"),
        pytest.param("withdrawn\t\t\t\t\t\t\t\tlw\t2024\t\t\t", ["judgement-incomplete"], id="nothing withdrawn"),
        pytest.param("same\tA\t\tA\t\t\t\t\tlw\t2024\t\t\t", ["judgement-of-itself"], id="a name and itself"),
        pytest.param("same\tA\tQ9\tB\t\t\t\t\tlw\t2024\t\t\t", ["office", "judgement-scope"], id="no such country"),
        pytest.param("same\tA\t\tB\t\t\t\t\tlw\tyesterday\t\t\t", ["date"], id="no date"),
        pytest.param("member\tA\t\t\t\tG\t2022\t2020\tlw\t2024\t\t\t", ["judgement-validity"], id="ends first"),
    ],
)
def test_half_a_judgement_says_nothing(outcomes_of, line, told):
    assert judgements(outcomes_of, HEADING + line + "\n") == []
    assert codes(outcomes_of, HEADING + line + "\n") == told


def test_a_column_nobody_knows_and_a_cell_too_many_are_counted_and_the_line_is_kept(outcomes_of):
    text = "judgement\tname\tother\tby\twhen\tmood\nsame\tA\tB\tlw\t2024\tsunny\tx\n"
    assert len(judgements(outcomes_of, text)) == 1
    assert codes(outcomes_of, text) == ["judgement-line", "unread-element"]


def test_the_same_name_in_two_countries_is_two_names(outcomes_of):
    assert len(judgements(outcomes_of, HEADING + "different\tA\tUS\tA\tTW\t\t\t\tlw\t2024\t\t\t\n")) == 1


def test_the_file_is_known_by_its_heading(outcomes_of):
    for text in (
        HEADING + SAME,
        "\ufeff# note\n" + HEADING,
        '{"judgement": "same", "name": "A", "by": "x", "when": 1}',
    ):
        assert recognise(head_of(text.encode())) is SOURCE
    assert recognise(head_of(b"name\tother\tby\twhen\nA\tB\tx\t2024\n")) is not SOURCE


@pytest.mark.real_data
def test_no_other_delivered_file_is_taken_for_judgements(shared: Path):
    for path in sorted((shared / "data").rglob("*")):
        if path.is_file() and os.access(path, os.R_OK):
            assert not SOURCE.recognise(head_of(path.read_bytes()[: 1 << 16], path.name)), path
