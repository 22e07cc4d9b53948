"""The check of rule data, packs, and what the tables of reference have as rules."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

import pytest

from zhihang.errors import NotFound, RuleError
from zhihang.rules.checking import check_book, check_rules
from zhihang.rules.coverage import absent_cells, coverage, rows
from zhihang.rules.deadlines import deadlines
from zhihang.rules.history import history
from zhihang.rules.listing import list_events, list_rules, show_rule
from zhihang.rules.loading import RuleBook, load, rule_book, rule_from
from zhihang.rules.terms import term

FIRM = """
rule: firm.patent.review
title: {en: Internal review before the annuity, zh: 年费前内部评审}
gives: deadline
subject: renewal
offices: [CN]
rights: [patent]
versions:
- trigger: filing
  kind: internal
  period: 33 months
  roll: none
  source: internal guideline 7
  verified: true
"""
CASE = """
- case: Thirty-three months after filing
  rule: firm.patent.review
  events: {filing: 2024-01-10}
  expect: {due: 2026-10-10}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Path:
    (tmp_path / "review.yaml").write_text(FIRM, "utf-8")
    (tmp_path / "cases.yaml").write_text(CASE, "utf-8")
    return tmp_path


def test_the_package_has_no_fault() -> None:
    report = check_rules()
    assert report.faults == ()
    assert report.rules > 200
    assert report.lines("zh") != report.lines("en")


def test_a_pack_adds_a_rule_without_touching_the_package(pack: Path) -> None:
    book = load([pack])
    found = deadlines(history("CN", "patent", ["filing=2024-01-10"]), book)
    assert date(2026, 10, 10) in [item.due for item in found if item.rule.pack == pack.name]
    assert check_rules([pack]).is_clean
    assert "firm.patent.review" not in rule_book().rules


def test_a_pack_replaces_a_rule_with_its_cases(pack: Path) -> None:
    changed = FIRM.replace("firm.patent.review", "cn.patent.publication")
    (pack / "review.yaml").write_text(changed, "utf-8")
    (pack / "cases.yaml").write_text(CASE.replace("firm.patent.review", "cn.patent.publication"), "utf-8")
    assert check_rules([pack]).is_clean


BROKEN = {
    "an unknown key": (FIRM.replace("period:", "perod:"), "perod"),
    "a period that is none": (FIRM.replace("33 months", "33 moons"), "what period says is not a period"),
    "a kind that is none": (FIRM.replace("gives: deadline", "gives: wish"), "wish"),
    "no source": (FIRM.replace("  source: internal guideline 7\n", ""), "source"),
    "broken YAML": (FIRM + "\n  - [", "line"),
    "a day that is none": (FIRM.replace("kind: internal", "valid_from: 2024-02-30"), "day is out of range"),
}  # fmt: skip


@pytest.mark.parametrize("sentence", BROKEN)
def test_a_broken_file_is_named_with_its_fault(sentence: str, pack: Path) -> None:
    text, named = BROKEN[sentence]
    (pack / "review.yaml").write_text(text, "utf-8")
    report = check_rules([pack])
    assert not report.is_clean
    assert "review.yaml" in report.lines()[0]
    assert named in report.lines()[0]


def test_a_file_of_cases_that_is_no_list_is_named(pack: Path) -> None:
    (pack / "cases.yaml").write_text("case: one", "utf-8")
    assert "CHECK_UNREADABLE" in [finding.code for _, finding in check_rules([pack]).faults]


FAULTS = {
    "overlap": ("CHECK_OVERLAP", {"valid_until": date(2024, 6, 1)}, {"valid_from": date(2024, 6, 1)}),
    "gap": ("CHECK_GAP", {"valid_until": date(2024, 5, 1)}, {"valid_from": date(2024, 6, 1)}),
    "two without dates": ("CHECK_OVERLAP", {}, {}),
    "unknown event": ("CHECK_UNKNOWN_EVENT", {"cleared_by": ["paymet"]}, {"valid_from": date(2024, 6, 1)}),
    "interval backwards": (
        "CHECK_BACKWARD",
        {"valid_from": date(2024, 6, 1), "valid_until": date(2024, 5, 1)},
        {"valid_from": date(2024, 5, 2)},
    ),
}


@pytest.mark.parametrize("sentence", FAULTS)
def test_validity_and_names_are_checked(sentence: str) -> None:
    code, first, second = FAULTS[sentence]
    shape = {"trigger": "filing", "period": "1 year", "source": "x", "verified": True}
    data = {
        "rule": "x.y.z",
        "title": {"en": "a", "zh": "b"},
        "gives": "deadline",
        "subject": "reply",
        "offices": ["CN"],
        "rights": ["patent"],
        "versions": [{**shape, **first}, {**shape, **second}],
    }
    report = check_book(RuleBook({"x.y.z": rule_from(data)}))
    assert code in [finding.code for _, finding in report.faults]
    assert "CHECK_NO_CASE" in [finding.code for _, finding in report.faults]


def test_the_same_id_twice_and_a_missing_pack_are_refused(pack: Path) -> None:
    (pack / "again.yaml").write_text(FIRM, "utf-8")
    with pytest.raises(RuleError, match="RULE_TWICE"):
        load([pack])
    with pytest.raises(NotFound):
        load([pack / "nowhere"])


def test_lists_and_one_rule() -> None:
    entries = list_rules(office="CN", right="patent", subject="renewal", language="zh")
    assert [entry.rule for entry in entries] == ["cn.patent.annuity"]
    assert ("grant", "授权公告") in list_events("zh")
    text = show_rule("cn.patent.annuity")
    assert "repeats:" in text
    assert "C01" in text
    with pytest.raises(NotFound):
        show_rule("cn.patent.anuity")


@pytest.mark.parametrize(
    ("office", "right"),
    [("CN", "patent"), ("US", "patent"), ("EP", "patent"), ("WO", "patent"), ("CN", "trademark"), ("US", "trademark"),
     ("EU", "trademark"), ("CN", "design"), ("US", "design"), ("EU", "design")],
)  # fmt: skip
def test_no_cell_is_absent_where_it_matters_most(office: str, right: str) -> None:
    assert list(absent_cells(office, right)) == []
    assert (office, right) in coverage()


def test_rows_name_rules_that_exist_and_reasons() -> None:
    for row, rules in rows().carried_out.items():
        assert rules, row
        assert all(rule in rule_book().rules for rule in rules), row
    assert all(len(reason) > 20 for reason in rows().left_out.values())
    assert not set(rows().carried_out) & set(rows().left_out)


TABLES = {
    "terms": ("office", "right", "rule"),
    "reply_periods": ("office", "act"),
    "fees": ("office", "item", "from_year"),
    "pct_national_phase": ("office",),
}


@pytest.mark.real_data
@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_the_reference_tables_is_a_rule_or_has_a_reason(table: str, shared: Path) -> None:
    known = set(rows().carried_out) | set(rows().left_out)
    with (shared / "reference" / "law" / f"{table}.tsv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            assert "|".join([table, *(row[column] for column in TABLES[table])]) in known


@pytest.mark.real_data
def test_the_national_phase_of_every_office_is_as_listed(shared: Path) -> None:
    with (shared / "reference" / "law" / "pct_national_phase.tsv").open(encoding="utf-8") as file:
        listed = list(csv.DictReader(file, delimiter="\t"))
    for row in listed:
        months, _, late = row["chapter_I_months"].rstrip(")").partition("(")
        of = history(row["office"], "patent", ["priority=2021-08-15"], route="pct")
        entry = next(item for item in deadlines(of) if item.rule.subject == "national_phase")
        assert entry.version.period == f"{months} months", row
        assert (entry.version.grace.period if entry.version.grace else "") == (f"{late} months" if late else ""), row


def test_terms_are_found_for_all_six_kinds_of_right() -> None:
    for right, event in {
        "patent": "filing",
        "trademark": "registration",
        "copyright": "publication",
        "layout_design": "filing",
        "plant_variety": "grant",
        "geographical_indication": "registration",
    }.items():
        found = term(history("CN", right, [f"{event}=2024-01-10"]))
        assert found.end or found.alternatives or found.is_unlimited, right
