"""The check of rule data: is every file readable and sourced, does validity overlap or have gaps, do the cases hold.

`check_rules()` never stops at the first fault; a report lists them all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import msgspec

from zhihang import messages
from zhihang.errors import RuleError, ZhihangError
from zhihang.messages import Language
from zhihang.rules.cases import cases, differences
from zhihang.rules.events import event_kinds
from zhihang.rules.finding import Finding
from zhihang.rules.history import TRADE_SECRET
from zhihang.rules.loading import PACKAGE, RuleBook, laid_over, load, rule_book
from zhihang.rules.moments import names
from zhihang.rules.rule import AdjustmentVersion, DeadlineVersion, FeeVersion, Moment, Rule, TermVersion, Version
from zhihang.standards import offices, rights

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found 规则检查报告: faults by rule, how many rules and cases were looked at."""

    rules: int
    cases: int
    unverified: int
    faults: tuple[tuple[str, Finding], ...]

    @property
    def is_clean(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def lines(self, language: Language = "en") -> list[str]:
        """The report for people, a line for each fault and one for the sum."""
        found = [f"{rule}: {finding.text(language)}" for rule, finding in self.faults]
        fields = {"rules": self.rules, "cases": self.cases, "faults": len(found), "unverified": self.unverified}
        return [*found, messages.text("rules", "CHECKED", language, **fields)]


def check_rules(packs: Sequence[Path] = ()) -> Report:
    """Checks the package's rules with the packs laid over them."""
    unreadable: list[RuleError] = []
    report = check_book(load(packs, unreadable))
    faults = [(error.fields["file"], Finding("CHECK_UNREADABLE", {"detail": error})) for error in unreadable]
    return replace(report, faults=(*faults, *report.faults))


def with_packs(packs: Sequence[Path] = ()) -> tuple[RuleBook, tuple[Finding, ...]]:
    """The package's rules with packs laid over them, and what is wrong with the packs.

    A file of a pack that cannot be read is left out, so that the rest can be answered.
    """
    book, found = rule_book(), []
    for folder in packs:
        unreadable: list[RuleError] = []
        book = laid_over(book, folder, unreadable)
        where = {"pack": folder.name}
        found += [Finding("PACK_UNREADABLE", where | {"detail": error}) for error in unreadable]
    return book, (*found, *_pack_overlaps(book))


def _pack_overlaps(book: RuleBook) -> Iterator[Finding]:
    """Where versions of a pack's own rules hold on the same days, so that an answer may come twice."""
    for rule in book.rules.values():
        if rule.pack != PACKAGE:
            overlaps = (found for found in _intervals(rule) if found.code == "CHECK_OVERLAP")
            yield from (Finding("PACK_OVERLAP", {"rule": rule.rule, **found.fields}) for found in overlaps)


def check_book(book: RuleBook) -> Report:
    """Checks the rules and cases of a book."""
    faults = [(rule.rule, finding) for rule in book.rules.values() for finding in _of_rule(rule, book)]
    count, proven = 0, set()
    for finding in _cases(book):
        count += 1
        rule, fault = finding
        proven.add(rule)
        if fault:
            faults.append((rule, fault))
    faults += [(name, Finding("CHECK_NO_CASE")) for name in book.rules if name not in proven]
    unverified = sum(not all(version.verified for version in rule.versions) for rule in book.rules.values())
    return Report(len(book.rules), count, unverified, tuple(faults))


def _cases(book: RuleBook) -> Iterator[tuple[str, Finding | None]]:
    for case in cases(book):
        try:
            wrong = differences(case, book)
        except ZhihangError as error:
            yield case.rule, Finding("CHECK_CASE_ERROR", {"case": case.case, "detail": error})
            continue
        shown = "; ".join(f"{name}: {given} ≠ {expected}" for name, (expected, given) in wrong.items())
        yield case.rule, Finding("CHECK_CASE_FAILS", {"case": case.case, "detail": shown}) if wrong else None


def _of_rule(rule: Rule, book: RuleBook) -> Iterator[Finding]:
    yield from (Finding("CHECK_SCOPE", {"name": name}) for name in rule.offices if not offices.is_office(name))
    known = {*rights.rights(), TRADE_SECRET}
    yield from (Finding("CHECK_SCOPE", {"name": name}) for name in rule.rights if name not in known)
    if not rule.versions:
        yield Finding("CHECK_NO_VERSION")
    for version in rule.versions:
        if not version.source.strip():
            yield Finding("CHECK_NO_SOURCE", {"date": str(version.valid_from)})
        if version.valid_from and version.valid_until and version.valid_until < version.valid_from:
            yield Finding("CHECK_BACKWARD", {"from": version.valid_from, "until": version.valid_until})
        yield from _references(version, book)
    yield from _intervals(rule)


def _references(version: Version, book: RuleBook) -> Iterator[Finding]:
    """Names of events and rules that nothing knows."""
    moments: list[Moment | None] = []
    if isinstance(version, DeadlineVersion):
        moments = [version.trigger]
        moments += [*version.cleared_by, *version.ended_by]
        unknown = (name for name in version.follow_ups if name not in book.rules)
        yield from (Finding("CHECK_UNKNOWN_RULE", {"name": name}) for name in unknown)
    elif isinstance(version, TermVersion):
        moments = [version.start, version.end, version.most]
    elif isinstance(version, AdjustmentVersion):
        moments = [version.since, version.to]
    elif isinstance(version, FeeVersion):
        moments = [version.at]
        if version.of and version.of not in book.rules:
            yield Finding("CHECK_UNKNOWN_RULE", {"name": version.of})
    for moment in moments:
        for name in names(moment) if moment else ():
            if name.partition(".")[0] not in event_kinds():
                yield Finding("CHECK_UNKNOWN_EVENT", {"name": name})


def _key(version: Version) -> bytes:
    """What makes versions alternatives rather than successors: their condition and trigger."""
    trigger = version.trigger if isinstance(version, DeadlineVersion) else None
    return msgspec.json.encode((version.when, trigger))


def _intervals(rule: Rule) -> Iterator[Finding]:
    """Overlaps and gaps in the validity of versions that speak of the same case."""
    groups: dict[bytes, list[Version]] = {}
    for version in rule.versions:
        groups.setdefault(_key(version), []).append(version)
    for group in groups.values():
        ordered = sorted(group, key=lambda version: version.valid_from or date.min)
        for before, after in pairwise(ordered):
            last, first = before.valid_until, after.valid_from
            if last is None or first is None or last >= first:
                yield Finding("CHECK_OVERLAP", {"first": str(before.valid_from or "…"), "second": str(first or "…")})
            elif last + _DAY < first:
                yield Finding("CHECK_GAP", {"from": last + _DAY, "until": first - _DAY})
