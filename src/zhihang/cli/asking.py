"""`zhihang count`, `search`, `facets`, `explain`: a query, asked."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

import typer

from zhihang.cli.options import AsJson, Corpora, EditionId, Lang, Query, SavedQueries, Scope, Strategy
from zhihang.cli.output import chosen_language, print_json, print_table, say, tell
from zhihang.errors import QueryError, UsageError

Collapse = Literal["document", "right", "simple", "extended"]

if TYPE_CHECKING:
    from zhihang.library import Result

BINARY = {"xlsx", "parquet"}
TABLE_COLUMNS = ("id", "pd", "ti", "pa", "ipc", "status")


def ask(
    query: str,
    corpora: list[Path] | None,
    lang: str | None,
    edition: str | None = None,
    scope: str | None = None,
    strategy: Path | None = None,
    saved: Path | None = None,
) -> Result:
    """The result of a query as the options say; notices go to standard error."""
    from zhihang.cli.environment import environment_of
    from zhihang.library.corpora import open_corpus

    environment, lists = environment_of(query, strategy, saved)
    try:
        result = open_corpus(*(corpora or ()), edition=edition).search(
            query, language=chosen_language(lang), environment=environment, lists=lists, scope=scope
        )
    except QueryError as error:
        error.query = query
        raise
    for notice in result.notices:
        tell("NOTICE", result.language, code=notice.code, message=notice.message(result.language))
    return result


def _report_lists(result: Result) -> None:
    for name, lines in result.lines_without_hit().items():
        if lines:
            shown = ", ".join(lines[:10]) + (" …" if len(lines) > 10 else "")
            tell("LIST_WITHOUT_HIT", result.language, name=name, count=len(lines), lines=shown)


def count(
    query: Query,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    as_json: AsJson = False,
) -> None:
    """Print how many documents match, exactly.

    Example: zhihang count 'tac=(battery NEAR/5 separator) and pd>=2019'
    """
    result = ask(query, corpus, lang, edition, scope, strategy, saved)
    if as_json:
        print_json({"total": result.total})
    else:
        typer.echo(str(result.total))
    _report_lists(result)


def search(
    query: Query,
    limit: Annotated[str, typer.Option(help="How many, or: all. There is no cap.")] = "20",
    sort: Annotated[
        str, typer.Option(help="id pd ad prd gd rd exd ti pa nfc nfam relevance, with :asc or :desc.")
    ] = "pd",
    fields: Annotated[str | None, typer.Option(help="Columns, separated by commas: id,ti,pa,ipc")] = None,
    format_: Annotated[str, typer.Option("--format", help="table jsonl csv xlsx ris bibtex parquet")] = "table",
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    collapse: Annotated[
        str, typer.Option(help="One of each: document, right, simple or extended (family).")
    ] = "document",
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    as_json: AsJson = False,
) -> None:
    """List or export the documents that match, in a deterministic order.

    Example: zhihang search 'ti=battery' --limit all --sort ad:asc --format csv --output hits.csv
    """
    key, descending = _sort_order(sort)
    most = _most(limit)
    if collapse not in get_args(Collapse):
        raise UsageError("COLLAPSE", room="cli", collapse=collapse, levels=" ".join(get_args(Collapse)))
    result = ask(query, corpus, lang, edition, scope, strategy, saved)
    columns = None if fields is None else [name for name in fields.split(",") if name.strip()]
    if format_ == "table" and not as_json:
        _print_rows(result, most, key, descending, columns, collapse)
    else:
        _export(result, "jsonl" if as_json else format_, output, most, key, descending, columns, collapse)
    _report_lists(result)


def _most(limit: str) -> int | None:
    if limit == "all":
        return None
    if not limit.isdigit():
        raise UsageError("LIMIT", room="cli", limit=limit)
    return int(limit)


def _sort_order(sort: str) -> tuple[str, bool]:
    key, colon, direction = sort.partition(":")
    if direction not in {"", "asc", "desc"} or (colon and not direction):
        raise UsageError("SORT_DIRECTION", room="cli", sort=sort)
    return key, direction != "asc" if direction else key not in {"id", "ti", "pa"}


def _print_rows(
    result: Any, limit: int | None, sort: str, descending: bool, columns: list[str] | None, collapse: str
) -> None:
    from zhihang.search.exports.columns import cell, headings, read_columns

    codes = TABLE_COLUMNS if columns is None else read_columns(columns)
    records = result.records(sort, descending, limit, collapse)
    print_table(headings(codes, result.language), ([cell(record, code) for code in codes] for record in records))
    total = result.total if collapse == "document" else result.groups(collapse)
    if sys.stderr.isatty():
        tell("SHOWN", result.language, shown=total if limit is None else min(limit, total), total=total)


def _export(
    result: Any,
    format_: str,
    output: Path | None,
    limit: int | None,
    sort: str,
    descending: bool,
    columns: list[str] | None,
    collapse: str,
) -> None:
    if output is None and format_ in BINARY and sys.stdout.isatty():
        raise UsageError("OUTPUT_NEEDED", room="cli", format=format_)
    target = sys.stdout.buffer if output is None else output
    count = result.export(
        format_, target, sort=sort, descending=descending, columns=columns, limit=limit, collapse=collapse
    )
    if output is not None:
        tell("WRITTEN", result.language, count=count, path=output)


def facets(
    query: Query,
    by: Annotated[str, typer.Option(help="Fields to count by, separated by commas: cc,pd,ipc")],
    limit: Annotated[int | None, typer.Option(help="Values of each field; all where it is not given.")] = None,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    as_json: AsJson = False,
) -> None:
    """Count the documents that match by the values of fields. Dates count by year, classes by subclass.

    Example: zhihang facets 'ti=battery' --by cc,pd
    """
    from zhihang.search.exports.columns import read_columns

    result = ask(query, corpus, lang, edition, scope, strategy, saved)
    counted = result.facets(read_columns(by.split(",")))
    if as_json:
        print_json(
            {code: [{"value": value, "count": count} for value, count in rows] for code, rows in counted.items()}
        )
        return
    for code, rows in counted.items():
        print_table([code, "count"], ([code, str(value), str(count)] for value, count in rows[:limit]))


def explain(
    query: Query,
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    scope: Scope = None,
    strategy: Strategy = None,
    saved: SavedQueries = None,
    as_json: AsJson = False,
) -> None:
    """Show how a query is read, with the count of each clause and the reading of precedence.

    Example: zhihang explain 'a or b and c'
    """
    result = ask(query, corpus, lang, edition, scope, strategy, saved)
    explanation = result.explain()
    if as_json:
        print_json(explanation.to_json())
        return
    typer.echo(explanation.canonical)
    typer.echo(explanation.tree)
    for clause in explanation.clauses:
        total = "-" if clause.total is None else f"{clause.total:,}"
        typer.echo(f"{total:>12}  {'  ' * clause.depth}{clause.text}")
    if explanation.left_to_right is not None:
        say(f"Espacenet: {explanation.left_to_right}")
    say(f"edition {explanation.edition}, grammar {explanation.grammar}")
