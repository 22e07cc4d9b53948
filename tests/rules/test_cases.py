"""Every worked case of the rule data holds, and every value of a rule is guarded by a case."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest

from zhihang.errors import ZhihangError
from zhihang.rules.cases import Case, cases, differences
from zhihang.rules.loading import RuleBook, package_data, rule_book, rule_from, yaml_files
from zhihang.rules.mutations import mutations
from zhihang.rules.yaml import read_yaml

BOOK = rule_book()
CASES = list(cases(BOOK))
BY_RULE: dict[str, list[Case]] = defaultdict(list)
for _case in CASES:
    BY_RULE[_case.rule].append(_case)


@pytest.mark.parametrize("case", CASES, ids=[f"{case.rule}: {case.case}" for case in CASES])
def test_case_holds(case: Case) -> None:
    assert differences(case, BOOK) == {}


def test_every_rule_has_a_case() -> None:
    assert sorted(set(BOOK.rules) - set(BY_RULE)) == []


def _fails(case: Case, book: RuleBook) -> bool:
    try:
        return bool(differences(case, book))
    except ZhihangError:
        return True


def _unguarded(file: str, data: dict[str, Any]) -> list[str]:
    unguarded = []
    for place, changed in mutations(data):
        rule = rule_from(changed, file, "zhihang")
        book = RuleBook({**BOOK.rules, rule.rule: rule}, BOOK.cases)
        if not any(_fails(case, book) for case in BY_RULE[rule.rule]):
            unguarded.append(f"{rule.rule}{place}")
    return unguarded


def test_a_changed_value_fails_a_case() -> None:
    unguarded = []
    for name, file in yaml_files(package_data()):
        data = read_yaml(file)
        if isinstance(data, dict) and "versions" in data:
            unguarded += _unguarded(name, data)
    assert unguarded == []


TOPICS = ("A", "B", "C", "G")
ELSEWHERE = {
    "A01": "tests/rules/test_dates.py",
    "B13": "tests/rules/test_real_histories.py",
    "G23": "tests/rules/test_status.py",
    "G24": "tests/rules/test_status.py",
}


@pytest.mark.real_data
def test_reference_examples_are_cases(shared: Path) -> None:
    with (shared / "reference" / "law" / "worked-examples.tsv").open(encoding="utf-8") as file:
        wanted = {row["id"] for row in csv.DictReader(file, delimiter="\t") if row["id"][0] in TOPICS}
    assert sorted(wanted - {case.id for case in CASES} - set(ELSEWHERE)) == []
