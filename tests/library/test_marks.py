"""Marks like a name, asked of a register: each route finds what it should, and nothing else."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from zhihang.corpus.building import add
from zhihang.errors import QueryError, UsageError
from zhihang.library import Corpus, open_corpus
from zhihang.library.marks import similar_marks
from zhihang.search.marks.glyphs import load_glyphs
from zhihang.search.marks.routes import kinds

CASES: list[dict[str, Any]] = yaml.safe_load((Path(__file__).parent / "marks.yaml").read_text("utf-8"))
CLASSES = {case["case"]: str(number) for number, case in enumerate(CASES, 1)}


@pytest.fixture(scope="module")
def register(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The marks of all cases, those of each case in a Nice class of their own."""
    folder = tmp_path_factory.mktemp("register")
    lines = ["申请/注册号,商标名称,国际分类,商品/服务,申请日期,申请人名称(中文),法律状态"]
    for case in CASES:
        for mark in case["marks"]:
            number = 80_000_000 + len(lines)
            lines.append(f"{number},{mark},{CLASSES[case['case']]},物品,2018-03-01,某公司,注册")
    (folder / "marks.csv").write_text("\n".join(lines) + "\n", "utf-8")
    report = add(folder / "corpus", [folder / "marks.csv"], jobs=1)
    assert report.is_complete, report
    return open_corpus(folder / "corpus")


@pytest.mark.parametrize("case", CASES, ids=[case["case"] for case in CASES])
def test_what_is_alike_and_by_which_routes(register: Corpus, case: Mapping[str, Any], tmp_path: Path) -> None:
    (tmp_path / "alike.txt").write_text("\n".join(case.get("glyphs", ())) + "\n", "utf-8")
    found = similar_marks(
        register, case["asked"], classes=[CLASSES[case["case"]]], glyphs=load_glyphs(tmp_path / "alike.txt")
    )
    said = {hit.row["title"]: {each.route for each in hit.likenesses} for hit in found.hits}
    assert said == {mark: set(ways) for mark, ways in case["marks"].items() if ways}
    assert found.total == len(said)


def test_every_route_has_a_case() -> None:
    assert {way for case in CASES for ways in case["marks"].values() for way in ways} == set(kinds())


def test_the_most_alike_stand_first(register: Corpus) -> None:
    found = similar_marks(register, "华为")
    weights = [hit.weight for hit in found.hits]
    assert weights == sorted(weights, reverse=True)
    assert {hit.row["title"] for hit in found.hits if hit.weight == 1} == {"华为", "華為"}
    assert all(hit.likenesses[0].weight == hit.weight for hit in found.hits)


def test_only_some_routes_and_only_what_is_like_enough(register: Corpus) -> None:
    found = similar_marks(register, "重庆", by=["pinyin"], least=0.9)
    assert [route.code for route, _ in found.routes] == ["pinyin"]
    assert {hit.row["title"] for hit in found.hits} == {"冲青", "众清"}
    assert not similar_marks(register, "重庆", by=["pinyin"], least=0.95).hits


def test_the_forms_that_were_compared_are_said(register: Corpus) -> None:
    (hit,) = similar_marks(register, "重庆", by=["pinyin"], classes=[CLASSES[CASES[2]["case"]]]).hits[:1]
    assert [(each.asked, each.found) for each in hit.likenesses] == [("chong qing", "chong qing")]


def test_counts_of_routes_are_those_of_their_queries(register: Corpus) -> None:
    for route, number in similar_marks(register, "huawei").routes:
        assert register.search(route.query).total == number


def test_what_cannot_be_asked(register: Corpus) -> None:
    with pytest.raises(UsageError, match="ROUTE"):
        similar_marks(register, "华为", by=["smell"])
    with pytest.raises(UsageError, match="NO_NAME"):
        similar_marks(register, "...")
    for written in ("9 or id=*", "", "9)"):
        with pytest.raises(UsageError, match="GOODS"):
            similar_marks(register, "华为", groups=[written])
    with pytest.raises(QueryError):
        similar_marks(register, "华为", classes=["99"])
