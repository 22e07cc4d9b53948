"""Other systems' languages on the search page: what is typed in one is read, what is shown is copied as another."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from zhihang.information.history.line import written_out
from zhihang.information.search_pages.desk import Desk
from zhihang.information.search_pages.forms import Asked
from zhihang.information.search_pages.wording import WordedNotice, worded_notices
from zhihang.messages import Language
from zhihang.search.dialects import Printed, dialect, dialects, print_as, read
from zhihang.search.printing import print_query


@dataclass(frozen=True, slots=True)
class ReadFrom:
    """What was typed in the language of another system, and what its reader should know."""

    system: str
    text: str
    notices: list[WordedNotice]


@dataclass(frozen=True, slots=True)
class Copy:
    """The query in the language of another system, with every loss in words. `lost`: more, fewer, other or nothing."""

    key: str
    system: str
    text: str
    losses: list[tuple[str, str]]
    unverified: tuple[str, ...]
    is_complete: bool
    effect: str


def systems() -> list[tuple[str, str]]:
    """The dialects with the names of their systems."""
    return [(key, dialect(key).system.system) for key in dialects()]


def native(asked: Asked, desk: Desk) -> tuple[Asked, ReadFrom]:
    """The same question in our own language. Raises QueryError at its place in the text as typed."""
    query = read(asked.query, asked.dialect, language=desk.language, environment=desk.environment)
    text = print_query(query.tree)
    notices = worded_notices(query.notices, asked.query, desk.language)
    return asked.changed(query=text, dialect=""), ReadFrom(dialect(asked.dialect).system.system, asked.query, notices)


def copies(desk: Desk, query: str) -> list[Copy]:
    """A query in the language of every other system. Raises QueryError."""
    tree = written_out(desk.parse(query).tree, desk.environment)
    return [_copy(key, print_as(tree, key), desk.language) for key in dialects()]


def _copy(key: str, printed: Printed, language: Language) -> Copy:
    losses = [(loss.code, loss.message(language)) for loss in printed.losses]
    return Copy(
        key, dialect(key).system.system, printed.text, _distinct(losses), printed.unverified, printed.is_complete,
        printed.effect or "",
    )  # fmt: skip


def _distinct(losses: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list(dict.fromkeys(losses))
