"""`explain --to` and `--read-as`: the languages of other systems on the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Command

NATIVE = "ti=battery and pa=alder"
SAME = {
    "espacenet": "ti=battery and pa=alder",
    "lens": "title:battery AND applicant.name:alder",
    "orbit": "(BATTERY)/TI AND (ALDER)/PA",
    "google": 'TI=(battery) assignee:"alder"',
    "acclaim": "TTL:battery AND AN:alder",
}


@pytest.mark.parametrize("dialect", SAME)
def test_a_query_of_another_system_finds_the_same_records(bare: Command, corpus_folder: Path, dialect: str) -> None:
    native = bare("count", NATIVE, "--corpus", corpus_folder)
    other = bare("count", SAME[dialect], "--read-as", dialect, "--corpus", corpus_folder)
    assert int(native.out) > 0
    assert (other.status, other.out) == (native.status, native.out)


def test_every_asking_command_reads_other_systems(bare: Command, corpus_folder: Path) -> None:
    corpus = ("--read-as", "orbit", "--corpus", corpus_folder, "--json")
    native = bare("search", NATIVE, "--corpus", corpus_folder, "--json")
    assert bare("search", SAME["orbit"], *corpus).out == native.out
    assert bare("facets", SAME["orbit"], "--by", "cc", *corpus).json["cc"][0]["count"] > 0
    assert bare("explain", SAME["orbit"], *corpus).json["canonical"] == 'ti="battery" AND pa="alder"'


def test_explain_to_prints_the_text_alone_and_says_what_is_lost_beside_it(bare: Command) -> None:
    answer = bare("explain", "ab=(anode adj/5 coating)", "--to", "lens")
    assert (answer.status, answer.out) == (0, 'abstract:"anode coating"~4\n')
    assert "W07" in answer.err
    assert 'L01: The order of the words is lost (it finds more): ab=("anode" ADJ/5 "coating")' in answer.err


def test_explain_to_says_what_the_system_does_not_confirm(bare: Command) -> None:
    answer = bare("explain", "ta=(anode near/2 coating)", "--to", "espacenet", "--lang", "zh")
    assert answer.out == "ta=anode prox/distance<=2 ta=coating\n"
    assert answer.err.splitlines() == ["未经Espacenet帮助文档确认：prox/distance<=n"]


def test_explain_to_as_json_holds_the_text_and_the_codes(bare: Command) -> None:
    answer = bare("explain", "ti=*tter* and status=active", "--to", "espacenet", "--json")
    assert answer.json == {"text": "ti=tter* and ?", "lost": ["L03", "L10"]}
    told = json.loads(answer.err)
    assert [(loss["code"], loss["clause"], loss["finds"]) for loss in told["losses"]] == [
        ("L03", 'ti="*tter*"', "fewer"),
        ("L10", 'status="active"', "other"),
    ]


def test_a_query_is_carried_from_one_system_to_another(bare: Command) -> None:
    answer = bare("explain", SAME["orbit"], "--read-as", "orbit", "--to", "espacenet")
    assert answer.out == "ti=battery and pa=alder\n"


def test_an_unknown_dialect_is_refused_with_those_that_are_known(bare: Command, corpus_folder: Path) -> None:
    for arguments in (("--to", "dialog"), ("--read-as", "dialog", "--corpus", corpus_folder)):
        answer = bare("explain", "battery", *arguments)
        assert answer.status == 1
        assert '"dialog" is not a dialect' in answer.err
        assert "patentscope" in answer.err


def test_a_mixed_query_is_refused_with_both_readings(bare: Command, corpus_folder: Path) -> None:
    answer = bare("count", "a1 OR b1 AND c1", "--read-as", "lens", "--corpus", corpus_folder)
    assert answer.status == 1
    assert "E802 (9): Add brackets: Lens order is not documented" in answer.err
    assert "(a1 OR b1) AND c1 · a1 OR (b1 AND c1)" in answer.err
