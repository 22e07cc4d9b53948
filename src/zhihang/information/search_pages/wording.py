"""Notices of a query in words, at their places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhihang.messages import Language
from zhihang.search.notices import Notice


@dataclass(frozen=True, slots=True)
class WordedNotice:
    """One notice: what it says, where, and a query that says it without doubt (where there is one)."""

    code: str
    line: int
    column: int
    text: str
    proposal: str | None


def worded_notices(notices: Iterable[Notice], query: str, language: Language) -> list[WordedNotice]:
    """The notices of a query for people."""
    return [
        WordedNotice(
            code=notice.code,
            line=query.count("\n", 0, notice.position) + 1,
            column=notice.position - query.rfind("\n", 0, notice.position),
            text=notice.message(language),
            proposal=notice.proposal,
        )
        for notice in notices
    ]
