"""`zhihang count`, `search`, `facets`, `explain`: a query, asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from zhihang.cli.dialects import print_in_dialect
from zhihang.cli.options import (
    AsJson,
    Claims,
    Corpora,
    EditionId,
    Lang,
    Query,
    ReadAs,
    ReportClaims,
    SavedQueries,
    Scope,
    Strategy,
)
from zhihang.cli.output import chosen_language, print_json, print_table, say_json, tell
from zhihang.cli.writing import write_output
from zhihang.messages import Language, text

if TYPE_CHECKING:
    from zhihang.library import Result
    from zhihang.search.explanation import Explanation
    from zhihang.search.lists import Line

Collapse: TypeAlias = Literal["document", "right", "simple", "extended"]
Format: TypeAlias = Literal["table", "jsonl", "csv", "xlsx", "ris", "bibtex", "parquet", "pdf", "docx"]
TABLE_COLUMNS = ("id", "pd", "ti", "pa", "ipc", "status")
MOST_LINES = 10
"""Lines of a list that are named when they found nothing; all of them with --json."""


def ask(
    query: str,
    corpora: list[Path] | None,
    lang: str | None,
    edition: str | None = None,
    scope: str | None = None,
    strategy: Path | None = None,
    saved: Path | None = None,
    as_json: bool = False,
    with_notices: bool = True,
    read_as: str | None = None,
) -> Result:
    """The result of a query as the options say; notices go to standard error, as JSON where JSON is asked for."""
    from zhihang.cli.environment import environment_of
    from zhihang.library.corpora import open_corpus

    language = chosen_language(lang)
    environment, lists = environment_of(strategy, saved, language)
    opened = open_corpus(*(corpora or ()), edition=edition)
    result = opened.search(query, language=language, environment=environment, lists=lists, scope=scope, dialect=read_as)
    if with_notices:
        _tell_notices(result, as_json)
    return result


def _tell_notices(result: Result, as_json: bool) -> None:
    """What the asker should know about how a query was read."""
    told = [(notice, notice.message(result.language)) for notice in result.notices]
    if as_json and told:
        say_json({"notices": [{"code": n.code, "position": n.position, "message": words} for n, words in told]})
        return
    for notice, message in told:
        tell("NOTICE", result.language, code=notice.code, message=message)


def _report_lists(result: Result, as_json: bool) -> None:
    """Which lines of lists found nothing, and which could not be read."""
    found = {name: lines for name, lines in result.lines_without_hit().items() if lines}
    if as_json:
        if found:
            say_json({"lists": {name: [_line(line) for line in lines] for name, lines in found.items()}})
        return
    for name, lines in found.items():
        for line in (line for line in lines if line.fault):
            expected = " · ".join(line.expected)
            tell("LIST_LINE", result.language, name=name, line=line.number, text=line.text, code=line.fault,
                 expected=expected)  # fmt: skip
        shown = ", ".join(line.text for line in lines[:MOST_LINES]) + (" …" if len(lines) > MOST_LINES else "")
        tell("LIST_WITHOUT_HIT", result.language, name=name, count=len(lines), lines=shown)


def _line(line: Line) -> dict[str, Any]:
    stated = {"line": line.number, "text": line.text}
    return stated | ({"code": line.fault, "expected": list(line.expected)} if line.fault else {})


def count(
    query: Query,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    read_as: ReadAs = None,
    as_json: AsJson = False,
) -> None:
    """Print how many documents match, exactly.

    Example: zhihang count 'tac=(battery NEAR/5 separator) and pd>=2019'
    """
    result = ask(query, corpus, lang, edition, scope, strategy, saved, as_json, read_as=read_as)
    if as_json:
        print_json({"total": result.total})
    else:
        typer.echo(str(result.total))
    _report_lists(result, as_json)


def search(
    query: Query,
    limit: Annotated[str, typer.Option(help="How many, or: all. There is no cap.")] = "20",
    sort: Annotated[
        str,
        typer.Option(
            help="id pd ad prd gd rd exd ti pa right cc kind lang ap status ncl nct nfc nfam relevance; :asc or :desc."
        ),
    ] = "pd",
    fields: Annotated[str | None, typer.Option(help="Columns, separated by commas: id,ti,pa,ipc")] = None,
    format_: Annotated[Format, typer.Option("--format", help="How to write them.")] = "table",
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    collapse: Annotated[
        Collapse, typer.Option(help="One of each document, right, simple or extended family.")
    ] = "document",
    claims: ReportClaims = "independent",
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    read_as: ReadAs = None,
    as_json: AsJson = False,
) -> None:
    """List or export the documents that match, in a deterministic order.

    Example: zhihang search 'ti=battery' --limit all --sort ad:asc --format csv --output hits.csv
    """
    language = chosen_language(lang)
    key, descending = _sort_order(sort, language)
    most = _most(limit, language)
    result = ask(query, corpus, lang, edition, scope, strategy, saved, as_json, read_as=read_as)
    columns = None if fields is None else [name for name in fields.split(",") if name.strip()]
    if format_ == "table" and not as_json:
        _print_rows(result, most, key, descending, columns, collapse)
    else:
        _export(result, "jsonl" if as_json else format_, output, most, key, descending, columns, collapse, claims)
    _report_lists(result, as_json)


def _most(limit: str, language: Language) -> int | None:
    if limit == "all":
        return None
    if not (limit.isascii() and limit.isdigit()):
        raise typer.BadParameter(text("cli", "LIMIT", language, limit=limit), param_hint="--limit")
    return int(limit)


def _sort_order(sort: str, language: Language) -> tuple[str, bool]:
    """The key and whether it falls; without a direction dates and counts fall, names and ids rise."""
    from zhihang.search.execution import SORTS

    key, colon, direction = sort.partition(":")
    if key not in SORTS or direction not in {"", "asc", "desc"} or (colon and not direction):
        message = text("cli", "SORT_ORDER", language, sort=sort, sorts=" ".join(SORTS))
        raise typer.BadParameter(message, param_hint="--sort")
    return key, direction == "desc" if direction else key not in {"id", "ti", "pa"}


def _print_rows(
    result: Result, limit: int | None, sort: str, descending: bool, columns: list[str] | None, collapse: Collapse
) -> None:
    from zhihang.search.exports.columns import cell, headings, read_columns

    codes = TABLE_COLUMNS if columns is None else read_columns(columns)
    records = result.records(sort, descending, limit, collapse)
    print_table(headings(codes, result.language), ([cell(record, code) for code in codes] for record in records))
    total = result.total if collapse == "document" else result.groups(collapse)
    if sys.stderr.isatty():
        tell("SHOWN", result.language, shown=total if limit is None else min(limit, total), total=total)


def _export(
    result: Result,
    format_: str,
    output: Path | None,
    limit: int | None,
    sort: str,
    descending: bool,
    columns: list[str] | None,
    collapse: Collapse,
    claims: Claims,
) -> None:
    from zhihang.library.exporting import ReportWish

    write_output(
        format_,
        output,
        result.language,
        lambda target: result.export(
            format_,
            target,
            sort=sort,
            descending=descending,
            columns=columns,
            limit=limit,
            collapse=collapse,
            wish=ReportWish(claims=claims),
        ),
    )


def facets(
    query: Query,
    by: Annotated[str, typer.Option(help="Fields to count by, separated by commas: cc,pd,ipc")],
    limit: Annotated[int | None, typer.Option(min=1, help="Values of each field; all where it is not given.")] = None,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    read_as: ReadAs = None,
    as_json: AsJson = False,
) -> None:
    """Count the documents that match by the values of fields. Dates count by year, classes by subclass.

    Example: zhihang facets 'ti=battery' --by cc,pd
    """
    from zhihang.search.exports.columns import read_columns

    codes = read_columns([name for name in by.split(",") if name.strip()])
    result = ask(query, corpus, lang, edition, scope, strategy, saved, as_json, read_as=read_as)
    counted = {code: rows[:limit] for code, rows in result.facets(codes).items()}
    if as_json:
        print_json(
            {code: [{"value": value, "count": number} for value, number in rows] for code, rows in counted.items()}
        )
    else:
        for code, rows in counted.items():
            print_table(["field", "value", "count"], ([code, str(value), str(number)] for value, number in rows))
    _report_lists(result, as_json)


def explain(
    query: Query,
    to: Annotated[
        str | None,
        typer.Option(
            "--to",
            metavar="DIALECT",
            help="Write it for: espacenet patentscope lens orbit cnipa google acclaim; says what is lost. No corpus.",
        ),
    ] = None,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    read_as: ReadAs = None,
    as_json: AsJson = False,
) -> None:
    """Show how a query is read, with the count of each clause and the reading of precedence.

    Example: zhihang explain 'a or b and c'
    Example: zhihang explain 'ti=(battery near/5 separator*)' --to orbit
    """
    if to is not None:
        print_in_dialect(query, to, read_as, lang, strategy, saved, as_json)
        return
    result = ask(query, corpus, lang, edition, scope, strategy, saved, with_notices=False, read_as=read_as)
    explanation = result.explain()
    if as_json:
        print_json(explanation.to_json(result.language))
    else:
        _print_explanation(explanation, result.language)
    _report_lists(result, as_json)


def _print_explanation(explanation: Explanation, language: Language) -> None:
    """The reading and the counts as the result; what is said about them beside it."""
    typer.echo(explanation.canonical)
    typer.echo(explanation.tree)
    for clause in explanation.clauses:
        total = "-" if clause.total is None else f"{clause.total:,}"
        typer.echo(f"{total:>12}  {'  ' * clause.depth}{clause.text}")
    for notice in explanation.notices:
        tell("NOTICE", language, code=notice.code, message=notice.message(language))
    if any(clause.total is None for clause in explanation.clauses):
        tell("NOT_COUNTED", language, clauses=len(explanation.clauses))
    if explanation.left_to_right is not None:
        tell("LEFT_TO_RIGHT", language, tree=explanation.left_to_right)
    if explanation.looked_at:
        tell("LOOKED_AT", language, count=explanation.looked_at)
    tell("READ_IN", language, edition=explanation.edition, grammar=explanation.grammar)
    if explanation.overlay:
        tell("READ_UNDER", language, overlay=explanation.overlay)
