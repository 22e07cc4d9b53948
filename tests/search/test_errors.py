"""Errors and notices of made-up queries: place, length, repair and words, in both languages."""

from __future__ import annotations

import string
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.errors import QueryError
from zhihang.messages import error_text, room_texts
from zhihang.search.environment import Environment, Stored
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse

CASES = Path(__file__).parent / "cases"
Case = dict[str, Any]


def cases(name: str) -> list[Any]:
    rows: dict[str, Case] = yaml.safe_load((CASES / name).read_text("utf-8"))
    return [pytest.param(case, id=says) for says, case in rows.items()]


@pytest.fixture(scope="module")
def here(environment: Environment) -> Environment:
    saved = {
        "loop": Stored('(and bi:"a" (saved "mine"))'),
        "around": Stored('(saved "loop")'),
        "newer": Stored('bi:"a"', grammar=2),
        **dict.fromkeys(environment.saved, Stored('bi:"a"')),
    }
    return Environment(history=environment.history, saved=saved, lists=environment.lists, saving="mine")


@pytest.mark.parametrize("case", cases("errors.yaml"))
def test_a_refused_query_says_where_and_how_to_mend_it(case: Case, here: Environment) -> None:
    with pytest.raises(QueryError) as caught:
        parse(case["query"], environment=here)
    error = caught.value
    assert (f"{error.code}@{error.position}", error.length) == (case["error"], case.get("length", 1))
    assert error.repair == case.get("repair")
    if error.repair is not None:
        parse(error.repair, environment=here)
    for expected in case.get("expected", []):
        assert expected in error.expected
    assert error_text(error, "en") == case.get("en", error_text(error, "en"))


@pytest.mark.parametrize("case", cases("errors.yaml"))
def test_every_error_speaks_both_languages(case: Case, here: Environment) -> None:
    for language in ("en", "zh"):
        with pytest.raises(QueryError) as caught:
            parse(case["query"], language=language, environment=here)
        spoken = error_text(caught.value, language)
        assert "{" not in spoken.replace("“{”", "").replace('"{"', "")
        assert spoken == case.get(language, spoken)


@pytest.mark.parametrize("case", cases("lexical.yaml"))
def test_a_query_is_read(case: Case, here: Environment) -> None:
    query = parse(case["query"], environment=here)
    assert to_sexpr(query.tree) == case["tree"]
    assert [f"{notice.code}@{notice.position}" for notice in query.notices] == case.get("notices", [])
    for notice in query.notices:
        assert notice.message("en") != notice.message("zh")
        if notice.proposal is not None:
            parse(notice.proposal, environment=here)


def test_every_code_of_the_parser_has_a_case() -> None:
    elsewhere = {"E601", "E802", "E803", "E804"}  # a time limit and other systems' dialects: not the native parser's
    tested = {case["error"].partition("@")[0] for case in yaml.safe_load((CASES / "errors.yaml").read_text()).values()}
    codes = {code for code in room_texts("search") if code[0] == "E" and code[1:].isdigit()}
    assert tested == codes - elsewhere


def test_both_languages_hold_the_same_placeholders() -> None:
    for code, texts in room_texts("search").items():
        names = [
            {name for _, name, _, _ in string.Formatter().parse(texts[language]) if name} for language in ("en", "zh")
        ]
        assert names[0] == names[1], code
