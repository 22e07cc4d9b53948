"""Reference pages generated from the rule data: each rule with its article, versions and cases; the coverage table.

`tests/rules/test_documentation.py` fails when the pages in `docs/reference/rules` and the data differ; `zhihang rules
document docs/reference/rules` writes them anew.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from zhihang.rules.cases import shown
from zhihang.rules.coverage import coverage, rows
from zhihang.rules.loading import RuleBook, rule_book
from zhihang.rules.rule import SUBJECTS, Rule, Strict, Version
from zhihang.standards import offices, rights

_MARKS = {"verified": "✓", "unverified": "○", "absent": ""}
_LATER = ("valid_from", "valid_until", "source", "verified", "note", "when")
_GENERATED = "<!-- Generated from the rule data by `zhihang rules document`; do not edit. -->\n"


def pages(book: RuleBook | None = None) -> dict[str, str]:
    """Every generated page by file name: one for each folder of rules, and the coverage."""
    book = book or rule_book()
    folders: dict[str, list[Rule]] = defaultdict(list)
    for _, rule in sorted(book.rules.items()):
        folders["-".join(rule.rule.split(".")[:2])].append(rule)
    cases: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for case in book.cases:
        cases[str(case["rule"])].append(case)
    found = {f"{name}.md": "\n".join(_page(name, rules, cases)) + "\n" for name, rules in folders.items()}
    found["coverage.md"] = "\n".join(_coverage(book, sorted(folders))) + "\n"
    return found


def write_pages(folder: Path) -> int:
    """Writes all pages into a folder; returns how many."""
    found = pages()
    for name, text in found.items():
        (folder / name).write_text(text, "utf-8")
    return len(found)


def _heading(name: str) -> str:
    office, _, right = name.partition("-")
    code = office.upper()
    kind = rights.rights()[right].en if right in rights.rights() else right
    return f"{offices.name(code)} ({code}): {kind}"


def _page(name: str, rules: list[Rule], cases: Mapping[str, list[dict[str, Any]]]) -> Iterator[str]:
    yield _GENERATED
    yield f"# {_heading(name)}"
    for rule in rules:
        yield from _rule(rule, cases.get(rule.rule, []))


def _rule(rule: Rule, cases: list[dict[str, Any]]) -> Iterator[str]:
    yield f"\n## {rule.title['en']} · {rule.title['zh']}\n"
    yield f"`{rule.rule}` · {rule.gives}, {rule.subject} · {', '.join(rule.offices)} · {', '.join(rule.rights)}\n"
    for version in rule.versions:
        checked = "verified" if version.verified else "**not verified**"
        yield f"* {_validity(version)}: {_content(version)}. {version.source} ({checked})"
        if version.note:
            yield f"  {version.note['en']}"
    if cases:
        yield "\nCases:\n"
    for case in cases:
        identity = f" ({case['id']})" if case.get("id") else ""
        yield f"* {case['case']}{identity}: {_told(case)} → {_pairs(case['expect'])}"


def _validity(version: Version) -> str:
    start, end = version.valid_from, version.valid_until
    span = f"{start or '…'} – {end or '…'}" if start or end else "always"
    return f"{span}, if {_plain(msgspec.to_builtins(_lean(version.when)))}" if _lean(version.when) else span


def _lean(part: Any) -> Any:
    """A part of a rule as plain data, without what it does not say."""
    if isinstance(part, Strict):
        fields = {field.name: field for field in msgspec.structs.fields(part)}
        return {
            name: _lean(value)
            for name, value in msgspec.structs.asdict(part).items()
            if value not in (None, (), {}, "") and value != fields[name].default
        }
    if isinstance(part, (list, tuple)):
        return [_lean(item) for item in part]
    if isinstance(part, dict):
        return {key: _lean(value) for key, value in part.items()}
    return part


def _content(version: Version) -> str:
    return _pairs({key: value for key, value in _lean(version).items() if key not in _LATER})


def _pairs(mapping: Mapping[Any, Any]) -> str:
    return "; ".join(f"{key} {_plain(value)}" for key, value in mapping.items())


def _plain(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_plain(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_plain(item) for item in value) + "]"
    return shown(value)


def _told(case: Mapping[str, Any]) -> str:
    left = ("case", "rule", "id", "file", "expect", "source")
    return _pairs({key: value for key, value in case.items() if key not in left})


def _coverage(book: RuleBook, folders: list[str]) -> Iterator[str]:
    yield _GENERATED
    yield "# Coverage of the law\n"
    yield "✓ every version verified · ○ a version is not verified · empty: no rule. Offices that only appear as"
    yield "designated offices of the PCT are left out of the table; their day of national phase entry is a rule.\n"
    yield f"| office | right | {' | '.join(subject.replace('_', ' ') for subject in SUBJECTS)} |"
    yield "|" + "---|" * (len(SUBJECTS) + 2)
    for (office, right), cells in coverage(book).items():
        covered = [subject for subject, cover in cells.items() if cover != "absent"]
        if covered != ["national_phase"]:
            yield f"| {office} | {right} | {' | '.join(_MARKS[cells[subject]] for subject in SUBJECTS)} |"
    yield "\n## Pages\n"
    yield from (f"* [{_heading(name)}]({name}.md)" for name in folders)
    yield "\n## Rows of the reference tables that are no rule\n"
    yield from (f"* {row.replace('|', ' · ')}: {reason}" for row, reason in rows().left_out.items())
