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
        ("no office at all", ["term", "--office", "", "--right", "patent"], "OFFICE_UNKNOWN"),
        ("an office like none", ["rules", "list", "--office", "QQQ"], "OFFICE_UNKNOWN"),
        ("no right at all", ["rules", "list", "--right", ""], "RIGHT"),
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


TWICE = """\
rule: firm.patent.twice
title: {en: Twice, zh: 重复}
gives: deadline
subject: reply
offices: [CN]
rights: [patent]
versions:
- {trigger: filing, period: 3 months, source: x, verified: true}
- {trigger: filing, period: 4 months, source: x, verified: true}
"""


@pytest.fixture
def contradictory(tmp_path: Path) -> Path:
    (tmp_path / "twice.yaml").write_text(TWICE, encoding="utf-8")
    return tmp_path


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    (tmp_path / "term.yaml").write_text("rule: cn.patent.term\n  versions: [", encoding="utf-8")
    (tmp_path / "review.yaml").write_text(TWICE.replace("- {trigger: filing, period: 3", "# 3"), encoding="utf-8")
    return tmp_path


def test_a_pack_that_contradicts_itself_is_named_and_the_rest_answered(contradictory: Path) -> None:
    result = RUN.invoke(APP, ["deadlines", *PATENT, "--lang", "en", "--pack", str(contradictory)])
    assert result.exit_code == 0
    assert "firm.patent.twice: the versions from … and from … are in force on the same days" in result.stderr
    assert "cn.patent.annuity" in result.stdout


@pytest.mark.parametrize("command", ["deadlines", "fees", "term", "status"])
def test_json_names_what_is_wrong_with_a_pack(command: str, contradictory: Path) -> None:
    answer = json.loads(_answer(command, *PATENT, "--lang", "en", "--pack", str(contradictory), "--json"))
    assert [finding["code"] for finding in answer["findings"]] == ["PACK_OVERLAP"]


@pytest.mark.parametrize("command", ["deadlines", "fees", "term", "status"])
def test_an_unreadable_file_of_a_pack_is_told_and_the_rest_answered(command: str, broken: Path) -> None:
    words = [command, *PATENT, "--as-of", "2026-11-22", "--pack", str(broken), "--lang"]
    english = RUN.invoke(APP, [*words, "en"])
    assert english.exit_code == 3, "done, but some input could not be read"
    assert f"the rule pack {broken.name} has a file that cannot be read" in english.stderr
    assert "term.yaml" in english.stderr
    alone = _answer(*words[:-3], "--lang", "en")
    assert set(alone.splitlines()) <= set(english.stdout.splitlines()), "what the package says is all there"
    assert "无法读取" in RUN.invoke(APP, [*words, "zh"]).stderr
    data = json.loads(RUN.invoke(APP, [*words, "en", "--json"]).stdout)
    assert [finding["code"] for finding in data["findings"]] == ["PACK_UNREADABLE"]


def test_a_broken_pack_adds_its_readable_rules_all_the_same(broken: Path) -> None:
    result = RUN.invoke(APP, ["deadlines", *PATENT, "--pack", str(broken), "--json"])
    assert "firm.patent.twice" in [item["rule"] for item in json.loads(result.stdout)["deadlines"]]
    shown = RUN.invoke(APP, ["rules", "show", "firm.patent.twice", "--pack", str(broken)])
    assert shown.exit_code == 3
    assert shown.stdout.startswith("rule: firm.patent.twice"), "as its file says it"


def test_the_check_of_rules_as_json(contradictory: Path) -> None:
    sound = json.loads(_answer("rules", "check", "--json"))
    assert sound["faults"] == []
    assert sound["rules"] > 200
    result = RUN.invoke(APP, ["rules", "check", "--json", "--lang", "zh", "--pack", str(contradictory)])
    assert result.exit_code == 1
    faults = json.loads(result.stdout)["faults"]
    assert [(fault["rule"], fault["code"]) for fault in faults] == [
        ("firm.patent.twice", "CHECK_OVERLAP"),
        ("firm.patent.twice", "CHECK_NO_CASE"),
    ]
    assert faults[1]["message"] == "没有实例验证"


def test_offices_are_listed_however_their_code_is_written() -> None:
    assert _answer("rules", "list", "--office", "cn") == _answer("rules", "list", "--office", "CN")
    assert _answer("rules", "list", "--office", "EM") == _answer("rules", "list", "--office", "EU") != ""


def test_findings_name_events_in_the_language_of_the_reader() -> None:
    words = ["deadlines", "--office", "JP", "--right", "patent", "--event", "filing=2020-02-29", "--event",
             "grant=2019-05-09", "--event", "lapse=2018-01-01", "--event", "publication="]  # fmt: skip
    chinese = RUN.invoke(APP, [*words, "--lang", "zh"]).stderr
    assert "授权公告（2019-05-09）晚于权利终止（2018-01-01）" in chinese
    assert "缺少公布的日期" in chinese
    assert "注册或登记的日期未知" in chinese
    assert not any(name in chinese for name in ("grant", "lapse", "publication", "registration"))
    assert "grant on 2019-05-09 comes after lapse on 2018-01-01" in RUN.invoke(APP, [*words, "--lang", "en"]).stderr


def test_a_sheet_says_what_is_lost_and_why_a_day_moved_in_its_language() -> None:
    chinese = _answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--lang", "zh")
    assert "逾期后果：自2027-02-28起状态为“" in chinese
    assert "2027-02-28为休息日（周末）" in chinese
    assert "2020-02-29之前6个月" in chinese
    english = _answer("deadlines", *PATENT, "--as-of", "2026-11-22", "--lang", "en")
    assert "if missed: lapsed from 2027-02-28" in english
    assert "2020-02-29 − 6 months" in english
