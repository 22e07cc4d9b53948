"""The search strategy as an annex 检索策略附件: the query as typed and as read, each clause with its count."""

from __future__ import annotations

from collections.abc import Iterator

from zhihang.corpus.fields import fields
from zhihang.messages import Language
from zhihang.reporting.bibliography.values import word
from zhihang.reporting.blocks import Basis, Block, Column, Cover, Heading, Line, Paragraph, Part, Row, Run, Table
from zhihang.reporting.record_report.asking import Asking
from zhihang.reporting.record_report.lines import plain, said
from zhihang.search.dialects import dialect
from zhihang.search.explanation import Clause, Explanation

_INDENT = "\u2003"
"""One step into a clause."""


def cover(asking: Asking) -> Cover:
    """The title page: everything that another person needs to make the same report."""
    rows = [Row("", label, lines) for label, lines in _facts(asking)]
    title = asking.collection or said("REPORT", asking.language)
    return Cover(title, (plain(said("REPORT", asking.language)),) if asking.collection else (), tuple(rows))


def _facts(asking: Asking) -> Iterator[tuple[str, tuple[Line, ...]]]:
    language = asking.language
    if asking.query:
        yield said("COVER_QUERY", language), code_lines(asking.query)
    if asking.dialect:
        yield said("COVER_DIALECT", language), (plain(dialect(asking.dialect).system.system),)
    if asking.explanation is not None:
        yield said("COVER_READ", language), code_lines(asking.explanation.canonical)
    if asking.narrowed:
        yield said("COVER_NARROWED", language), code_lines(asking.narrowed)
    yield said("COVER_FOUND", language), (plain(found(asking)),)
    yield said("COVER_COUNTING", language), (plain(word(f"counting_{asking.collapse}", language)),)
    yield said("COVER_ORDER", language), (plain(order(asking)),)
    yield said("COVER_EDITION", language), (plain(asking.edition),)
    if asking.overlay:
        yield said("COVER_OVERLAY", language), (plain(asking.overlay),)
    yield said("COVER_MADE", language), (plain(asking.created.strftime("%Y-%m-%d %H:%M %Z").strip()),)
    if asking.asked_by:
        yield said("COVER_ASKED_BY", language), (plain(asking.asked_by),)


def found(asking: Asking) -> str:
    """How many records there are, and how many of them the report holds."""
    total = f"{asking.total:,}"
    if asking.held == asking.total:
        return said("FOUND", asking.language, total=total)
    return said("FOUND_OF", asking.language, total=total, limit=f"{asking.held:,}")


def order(asking: Asking) -> str:
    """By what the records are sorted."""
    known = fields().get(asking.sort)
    field = known.label(asking.language) if known else word(asking.sort, asking.language)
    return said("ORDER_FALLING" if asking.descending else "ORDER_RISING", asking.language, field=field)


def code_lines(query: str) -> tuple[Line, ...]:
    """A query line by line, as it was typed."""
    return tuple((Run(line, "", "code"),) for line in query.splitlines() or [""])


def annex(asking: Asking, explanation: Explanation) -> Iterator[Block]:
    """How the query was read, with the count of each clause, and what its asker should know."""
    language = asking.language
    yield Part(said("ANNEX_STRATEGY", language))
    yield Basis((said("BASIS_EDITION", language, edition=asking.edition), found(asking), order(asking),
                 said("STRATEGY_GRAMMAR", language, grammar=explanation.grammar)))  # fmt: skip
    if asking.query:
        yield Heading(said("STRATEGY_AS_TYPED", language))
        yield from (Paragraph(line) for line in code_lines(asking.query))
    yield Heading(said("STRATEGY_AS_READ", language))
    yield from (Paragraph(line) for line in code_lines(explanation.canonical))
    yield Heading(said("STRATEGY_CLAUSES", language), "", said("STRATEGY_CLAUSES_NOTE", language))
    yield _clauses(explanation, language)
    if any(clause.total is None for clause in explanation.clauses):
        remark = said("STRATEGY_NOT_COUNTED", language, clauses=len(explanation.clauses))
        yield Paragraph(plain(remark), is_small=True)
    if explanation.notices:
        yield Heading(said("STRATEGY_NOTICES", language))
        yield from (Paragraph(plain(each.message(language)), each.code) for each in explanation.notices)


def _clauses(explanation: Explanation, language: Language) -> Table:
    columns = (
        Column(said("COLUMN_CLAUSE", language), 8),
        Column(said("COLUMN_COUNT", language), 1.5, is_number=True),
    )
    return Table(columns, tuple(_clause(each) for each in explanation.clauses))


def _clause(each: Clause) -> tuple[tuple[Line, ...], ...]:
    total = "–" if each.total is None else f"{each.total:,}"
    return ((Run(_INDENT * each.depth + each.text, "", "code"),),), (plain(total),)
