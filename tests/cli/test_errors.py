"""What a person or a program is told when something is wrong, and with which exit status."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command


def test_the_caret_stands_under_the_place(zhihang: Command) -> None:
    answer = zhihang("count", "ti=(battery and pd=2019")
    assert answer.status == 1
    assert answer.err.splitlines() == [
        "E202 (3): Bracket is not closed",
        "  ti=(battery and pd=2019",
        "     ^",
        "  expected: )",
        "  repaired: (ti=battery and pd=2019)",
    ]


def test_a_chinese_character_takes_two_columns(zhihang: Command) -> None:
    answer = zhihang("count", "名称=电池 and (隔膜", "--lang", "zh")
    message, line, caret, *_ = answer.err.splitlines()
    assert message == "E202 (10): 括号未闭合"
    assert line == "  名称=电池 and (隔膜"
    assert caret == "  " + " " * (4 + 1 + 4 + 5) + "^"


def test_the_caret_is_as_long_as_what_is_wrong_in_columns(zhihang: Command) -> None:
    answer = zhihang("count", "名称=电池 and 申请日=明天", "--lang", "zh")
    _, line, caret, *_ = answer.err.splitlines()
    assert line == "  名称=电池 and 申请日=明天"
    assert caret == "  " + " " * (4 + 1 + 4 + 5 + 6 + 1) + "^^^^"


def test_only_the_line_with_the_fault_is_shown(zhihang: Command) -> None:
    answer = zhihang("count", "ti=battery\nand ab=(x")
    assert answer.err.splitlines()[:3] == ["E202 (18): Bracket is not closed", "  and ab=(x", "         ^"]


def test_a_long_line_is_shown_around_the_fault(zhihang: Command) -> None:
    answer = zhihang("count", "ti=battery or " * 40 + "ti=(x")
    _, line, caret, *_ = answer.err.splitlines()
    assert len(line) <= 122
    assert line[len(caret) - 1] == "("


@pytest.mark.parametrize(("language", "words"), [("en", "Bracket is not closed"), ("zh", "括号未闭合")])
def test_the_error_object(zhihang: Command, language: str, words: str) -> None:
    answer = zhihang("explain", "ti=(battery", "--json", "--lang", language)
    assert (answer.status, answer.data) == (1, b"")
    assert json.loads(answer.err) == {
        "error": {
            "code": "E202",
            "position": 3,
            "length": 1,
            "message": words,
            "expected": [")"],
            "repair": "ti=(battery)",
        }
    }


@pytest.mark.parametrize("name", ["LC_ALL", "LC_MESSAGES", "LANG", "ZHIHANG_LANG"])
def test_the_language_is_that_of_the_locale_or_the_setting(
    zhihang: Command, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, "zh_CN.UTF-8")
    assert zhihang("count", "ti=(").err.startswith("E202 (3): 括号未闭合")
    assert zhihang("count", "ti=(", "--lang", "en").err.startswith("E202 (3): Bracket")


@pytest.mark.parametrize(
    "arguments",
    [
        ("search", "id=*", "--limit", "some"),
        ("search", "id=*", "--limit", "-1"),
        ("search", "id=*", "--sort", "beauty"),
        ("search", "id=*", "--sort", "pd:up"),
        ("search", "id=*", "--sort", "pd:"),
        ("search", "id=*", "--collapse", "galaxy"),
        ("search", "id=*", "--format", "odt"),
        ("count", "id=*", "--lang", "fr"),
        ("count",),
        ("facets", "id=*"),
        ("unknown",),
        ("corpus", "diff", "a", "b", "c"),
    ],
    ids=" ".join,
)
def test_bad_arguments(zhihang: Command, arguments: tuple[str, ...]) -> None:
    answer = zhihang(*arguments)
    assert (answer.status, answer.data) == (2, b"")
    assert answer.err


def test_wrong_use_is_one_sentence(zhihang: Command, tmp_path: Path) -> None:
    cases = {
        ("count", "id=*", "--corpus", tmp_path / "none"): f"There is no corpus at {tmp_path / 'none'}; "
        "`zhihang corpus add` makes one",
        ("show", "EP1000000A1"): "There is no record EP1000000A1 in this edition",
        ("show", "ZL201811564288.1"): 'The check digit of "201811564288.1" should be X: 201811564288.X',
        ("search", "id=*", "--fields", "id,colour"): 'No field is called "colour". Did you mean',
        ("search", "id=*", "--format", "csv", "--output", tmp_path / "no" / "x.csv"): f"{tmp_path / 'no' / 'x.csv'} "
        "cannot be written",
        ("count", "#1", "--strategy", tmp_path / "none.txt"): f"{tmp_path / 'none.txt'} cannot be read",
        ("corpus", "use", "ffff"): "There is no single edition 'ffff'",
    }
    for arguments, sentence in cases.items():
        answer = zhihang(*arguments)
        assert answer.status == 1, arguments
        assert answer.err.startswith(sentence), answer.err
        assert answer.err.count("\n") == 1


def test_a_setting_that_cannot_be_read(zhihang: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZHIHANG_TIME_LIMIT", "soon")
    answer = zhihang("count", "id=*")
    assert (answer.status, answer.err) == (1, 'ZHIHANG_TIME_LIMIT is "soon"; it has to be a value of the form float\n')


def test_an_unknown_column_leaves_a_file_as_it_was(zhihang: Command, tmp_path: Path) -> None:
    target = tmp_path / "kept.csv"
    target.write_text("kept")
    for options in (("--fields", "colour"), ("--sort", "beauty")):
        assert zhihang("search", "id=*", "--format", "csv", "--output", target, *options).status != 0
        assert target.read_text() == "kept"


def test_errors_of_other_rooms_as_json(zhihang: Command) -> None:
    error = json.loads(zhihang("show", "EP1000000A1", "--json").err)["error"]
    assert error == {"code": "RECORD", "message": "There is no record EP1000000A1 in this edition"}


def test_each_subcommand_has_help_with_an_example(bare: Command) -> None:
    import typer

    from zhihang.cli.command import app

    group = typer.main.get_command(app)
    seen = 0
    commands = [((), group)]
    while commands:
        path, command = commands.pop()
        below = getattr(command, "commands", {})
        commands += [((*path, name), each) for name, each in below.items()]
        if not below:
            answer = bare(*path, "--help")
            assert answer.status == 0, path
            assert "Example: zhihang" in (command.help or ""), path
            seen += 1
    assert seen > 15
