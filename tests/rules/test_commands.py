"""The commands `rules`, `deadlines`, `fees`, `term`, `status` on a command of their own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from zhihang.cli.rules import register
from zhihang.errors import ZhihangError

RUN = CliRunner()
APP = typer.Typer()
register(APP)
PATENT = ["--office", "CN", "--right", "patent", "--event", "filing=2020-02-29", "--event", "grant=2023-05-09"]


def _answer(*words: str) -> str:
    result = RUN.invoke(APP, list(words))
    if isinstance(result.exception, ZhihangError):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_the_command_of_the_specification_in_both_languages_and_as_json() -> None:
    english = _answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--lang", "en")
    chinese = _answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--lang", "zh")
    for text in (english, chinese):
        assert "2040-02-29" in text, "the term"
        assert "2027-03-01" in text, "the annuity that rolls over"
        assert "R.114-115" in text
    answer = json.loads(_answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--json"))
    eighth = next(item for item in answer["deadlines"] if item["rule"] == "cn.patent.annuity" and item["number"] == 8)
    assert (eighth["due"], eighth["provisional"]) == ("2027-03-01", True)
    assert answer["term"]["end"] == "2040-02-29"
    assert answer["total"] == 1200 * 3 + 2000 * 3 + 4000 * 3 + 6000 * 3 + 8000 * 5


def test_term_fees_and_status() -> None:
    words = ["--office", "US", "--right", "patent", "--event", "filing=2018-09-06", "--event", "grant=2021-01-26"]
    assert json.loads(_answer("term", *words, "--days", "pta=127", "--json"))["end"] == "2039-01-11"
    fees = json.loads(_answer("fees", *words, "--reduction", "small", "--as-of", "2026-11-22", "--json"))
    assert [fee["year"] for fee in fees["fees"]] == [3.5, 7.5, 11.5]
    status = json.loads(_answer("status", *words, "--as-of", "2026-11-22", "--json"))
    assert status["value"] == "active"


def test_rules_check_list_and_show() -> None:
    assert "0 faults" in _answer("rules", "check", "--lang", "en")
    assert "cn.patent.annuity" in _answer("rules", "list", "--office", "CN", "--subject", "renewal")
    assert "annuity_payment" in _answer("rules", "list", "--events")
    assert json.loads(_answer("rules", "list", "--events", "--json"))["events"][0]["event"] == "priority"
    assert "versions:" in _answer("rules", "show", "cn.patent.term")


@pytest.mark.parametrize(
    ("sentence", "words", "code"),
    [
        ("an office without rules", ["term", "--office", "XX", "--right", "patent"], "NO_RULES"),
        ("an unknown office", ["term", "--office", "Q9", "--right", "patent"], "OFFICE"),
        (
            "an unknown event",
            ["term", "--office", "CN", "--right", "patent", "--event", "filig=2020-01-01"],
            "EVENT_NAME",
        ),
        ("days that are none", ["term", "--office", "CN", "--right", "patent", "--days", "pta"], "DAYS_PAIR"),
        ("a day that is none", ["term", "--office", "CN", "--right", "patent", "--as-of", "soon"], "DAY"),
        ("nothing to say the status of", ["status"], "STATUS_WHAT"),
    ],
)
def test_wrong_use_is_one_clear_error(sentence: str, words: list[str], code: str) -> None:
    with pytest.raises(ZhihangError) as caught:
        _answer(*words)
    assert caught.value.code == code, sentence


def test_a_contradictory_history_is_answered_with_a_warning() -> None:
    result = RUN.invoke(APP, ["term", "--office", "CN", "--right", "patent", "--event", "filing=2020-02-29",
                              "--event", "grant=2019-05-09", "--lang", "en"])  # fmt: skip
    assert result.exit_code == 0
    assert "lies before the filing" in result.stderr
    assert "2040-02-29" in result.stdout


def test_a_pack_that_contradicts_itself_is_named_and_the_rest_answered(tmp_path: Path) -> None:
    version = "- {trigger: filing, period: %s, source: x, verified: true}\n"
    head = "rule: firm.patent.twice\ntitle: {en: Twice, zh: 重复}\ngives: deadline\nsubject: reply\n"
    text = head + "offices: [CN]\nrights: [patent]\nversions:\n" + version % "3 months" + version % "4 months"
    (tmp_path / "twice.yaml").write_text(text, encoding="utf-8")
    result = RUN.invoke(APP, ["deadlines", *PATENT, "--lang", "en", "--pack", str(tmp_path)])
    assert result.exit_code == 0
    assert "firm.patent.twice: the versions from … and from … are in force on the same days" in result.stderr
    assert "cn.patent.annuity" in result.stdout


def test_a_sheet_says_what_is_lost_and_why_a_day_moved_in_its_language() -> None:
    chinese = _answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--lang", "zh")
    assert "逾期后果：自2027-02-28起状态为“" in chinese
    assert "2027-02-28为休息日（周末）" in chinese
    assert "2020-02-29之前6个月" in chinese
    english = _answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--lang", "en")
    assert "if missed: lapsed from 2027-02-28" in english
    assert "2020-02-29 − 6 months" in english
