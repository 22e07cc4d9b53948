"""Cases of our own: what each system's text means, and how one native query is written for all of them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.errors import QueryError, UsageError
from zhihang.search.dialects import dialects, print_as, read
from zhihang.search.environment import Environment
from zhihang.search.notation import to_sexpr
from zhihang.search.parser import parse

CASES: dict[str, Any] = yaml.safe_load((Path(__file__).parent / "cases.yaml").read_text("utf-8"))
READ = [(name, case) for name, cases in CASES["read"].items() for case in cases]
PRINTED = [(name, case) for case in CASES["print"] for name in dialects()]
ENVIRONMENT = Environment(history={1})


def test_every_dialect_has_its_cases() -> None:
    assert set(CASES["read"]) == set(dialects())
    assert all(len(cases) >= 15 for cases in CASES["read"].values())


@pytest.mark.parametrize(("name", "case"), READ, ids=[f"{name}: {case['it']}" for name, case in READ])
def test_text_of_a_system(name: str, case: dict[str, str]) -> None:
    if "tree" in case:
        assert to_sexpr(read(case["text"], name).tree) == case["tree"]
        return
    with pytest.raises(QueryError) as caught:
        read(case["text"], name)
    assert f"{caught.value.code}@{caught.value.position}" == case["fault"]
    assert caught.value.repair == case.get("repair")


@pytest.mark.parametrize(("name", "case"), PRINTED, ids=[f"{name}: {case['it']}" for name, case in PRINTED])
def test_a_native_query_for_a_system(name: str, case: dict[str, Any]) -> None:
    printed = print_as(parse(case["query"], environment=ENVIRONMENT).tree, name)
    lost = " ".join(f"{loss.code}-{loss.effect}" for loss in printed.losses)
    assert (printed.text, lost) == (case[name]["text"], case[name].get("lost", ""))


@pytest.mark.parametrize("name", dialects())
def test_strict_printing_refuses_to_lose_anything(name: str) -> None:
    assert print_as(parse("ti.en=battery and cpc=H01M").tree, "patentscope", strict=True).losses == ()
    with pytest.raises(QueryError) as caught:
        print_as(parse("ev={cat=H} or status=in_grace").tree, name, strict=True)
    assert (caught.value.code, caught.value.fields["L"]) == ("E804", "L10")


def test_losses_carry_their_clause_and_turn_round_where_they_are_taken_away() -> None:
    printed = print_as(parse("ti=battery not (ti=colo?r or ab=(anode adj/5 coat))").tree, "lens")
    assert [(loss.code, loss.clause, loss.effect) for loss in printed.losses] == [
        ("L04", 'ti="colo?r"', "fewer"),
        ("L01", 'ab=("anode" ADJ/5 "coat")', "fewer"),
    ]
    assert printed.effect == "fewer"
    notice = printed.notice()
    assert notice is not None
    assert notice.message("en") == "Written for Lens with losses: L04, L01"
    assert printed.losses[0].message("zh") == '通配符改变（结果更少）：ti="colo?r"'
    both_ways = print_as(parse("(ti=*ode or ti=colo?r) not ti=*ell").tree, "google")
    assert [loss.effect for loss in both_ways.losses] == ["fewer", "more", "more"]
    assert both_ways.effect == "other"


def test_too_many_terms_for_a_system_are_a_loss() -> None:
    words = " or ".join(f"ti=a{number}" for number in range(11))
    assert print_as(parse(words).tree, "espacenet").lost == ("L08",)
    assert print_as(parse(words).tree, "lens").lost == ()


def test_a_word_too_short_to_be_truncated_there_is_a_loss() -> None:
    assert print_as(parse("ti=ab*").tree, "orbit").lost == ("L08",)
    assert print_as(parse("ti=abc*").tree, "orbit").lost == ()


@pytest.mark.parametrize(
    ("query", "name", "unverified"),
    [
        ("ti=battery", "espacenet", ()),
        ("ta=(anode near/2 coating) and ad=2019", "espacenet", ("prox/distance<=n", "ad")),
        ("ti=*tter", "acclaim", ("*x",)),
        ("ti.en=battery and pa=siemens", "patentscope", ("PA",)),
    ],
)
def test_signs_that_no_help_confirms_are_named(query: str, name: str, unverified: tuple[str, ...]) -> None:
    assert print_as(parse(query).tree, name).unverified == unverified


def test_an_exclusive_or_that_would_grow_too_long_is_not_written() -> None:
    printed = print_as(parse(" xor ".join(f"ti=a{number}" for number in range(40))).tree, "lens")
    assert (printed.text, printed.lost) == ("?", ("L10",))


def test_an_unknown_dialect_is_refused() -> None:
    for call in (lambda: read("a", "dialog"), lambda: print_as(parse("a1").tree, "dialog")):
        with pytest.raises(UsageError) as caught:
            call()
        assert caught.value.code == "DIALECT"


def test_messages_of_faults_name_the_system() -> None:
    with pytest.raises(QueryError) as caught:
        read("a1 AND b1 OR c1", "orbit")
    assert caught.value.expected == ("(a1 AND b1) OR c1", "a1 AND (b1 OR c1)")
    assert caught.value.fields["system"] == "Orbit"
