"""What is covered: the table office × right × subject, and the rows of the reference tables with the rule of each."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Literal, TypeAlias

import msgspec

from zhihang.rules.loading import RuleBook, package_data, rule_book
from zhihang.rules.rule import SUBJECTS, Strict
from zhihang.rules.yaml import read_struct

Cover: TypeAlias = Literal["verified", "unverified", "absent"]

CELLS = ("term", "priority", "examination_or_use", "reply", "grant", "renewal", "restoration")
"""What the offices that matter most must have for each right; examination or use is one cell."""


class Rows(Strict, frozen=True, kw_only=True):
    """Rows of the reference tables: the rules that carry them out, or the reason why none does."""

    carried_out: dict[str, tuple[str, ...]] = msgspec.field(default_factory=dict)
    left_out: dict[str, str] = msgspec.field(default_factory=dict)


@cache
def rows() -> Rows:
    """The rows as the data lists them."""
    return read_struct(package_data() / "rows.yaml", Rows)


def coverage(book: RuleBook | None = None) -> dict[tuple[str, str], dict[str, Cover]]:
    """For each office and right, how every subject is covered; absent subjects are named too."""
    book = book or rule_book()
    table: dict[tuple[str, str], dict[str, Cover]] = {}
    for rule in book.rules.values():
        cover: Cover = "verified" if all(version.verified for version in rule.versions) else "unverified"
        for office in rule.offices:
            for right in rule.rights:
                cells = table.setdefault((office, right), dict.fromkeys(SUBJECTS, "absent"))
                cells[rule.subject] = better(cells[rule.subject], cover)
    return dict(sorted(table.items()))


def better(first: Cover, second: Cover) -> Cover:
    """The better of two covers."""
    order: tuple[Cover, ...] = ("absent", "unverified", "verified")
    return max(first, second, key=order.index)


def absent_cells(office: str, right: str, book: RuleBook | None = None) -> Iterable[str]:
    """Which of the cells that matter most an office and right lack."""
    cells = coverage(book).get((office, right), {})
    covered = {subject for subject, cover in cells.items() if cover != "absent"}
    for cell in CELLS:
        if not covered & ({"examination", "use"} if cell == "examination_or_use" else {cell}):
            yield cell
