"""`zhihang show` and `zhihang number`: one record, one number."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias

import typer

from zhihang.cli.options import AsJson, Corpora, EditionId, Lang, ReportClaims
from zhihang.cli.output import chosen_language, print_json, print_table, tell
from zhihang.cli.writing import write_output
from zhihang.errors import InvalidNumber

RecordFormat: TypeAlias = Literal["pdf", "docx"]


def show(
    number: Annotated[
        str, typer.Argument(help="A number in any usual way of writing it: EP1000000A1, ZL201811564288.X")
    ],
    format_: Annotated[RecordFormat | None, typer.Option("--format", help="Write it as a report: pdf or docx.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write to this file instead of standard output.")] = None,
    claims: ReportClaims = "independent",
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    as_json: AsJson = False,
) -> None:
    """Print one record: everything it holds, with where each field came from; or write it as a report.

    Example: zhihang show 'US 8,000,000 B2' --json
    Example: zhihang show 'US 8,000,000 B2' --format pdf --output record.pdf
    """
    import msgspec

    from zhihang.library.corpora import open_corpus
    from zhihang.library.exporting import ReportWish
    from zhihang.records.record import to_builtins

    opened = open_corpus(*(corpus or ()), edition=edition)
    if format_ is not None:
        wish, language = ReportWish(claims=claims), chosen_language(lang)
        write_output(
            format_,
            output,
            language,
            lambda target: opened.report(number, format_, target, language=language, wish=wish),
        )
        return
    content = to_builtins(opened.record(number))
    if as_json:
        print_json(content)
        return
    print_table(
        ["", ""],
        (
            [key, value if isinstance(value, str) else msgspec.json.encode(value).decode()]
            for key, value in content.items()
        ),
    )


def number(
    values: Annotated[list[str], typer.Argument(help="One or more numbers.")],
    lang: Lang = None,
    as_json: AsJson = False,
) -> None:
    """Say what a number is: office, right, kind, check digit, its docdb, epodoc and original forms.

    Example: zhihang number ZL201811564288.X
    """
    from zhihang.standards.numbers.readings import any_number

    language = chosen_language(lang)
    answers: list[dict[str, Any]] = []
    failed = False
    for value in values:
        try:
            readings = [asdict(reading) for reading in any_number(value)]
        except InvalidNumber as error:
            failed = True
            expected = error.fields.get("expected")
            if error.code == "CHECKDIGIT":
                tell("CHECK_DIGIT", language, value=value, expected=expected, repaired=error.fields.get("repaired", ""))
            else:
                tell("NO_NUMBER", language, value=value)
            answers.append({"value": value, "readings": [], "error": error.code, "expected": expected})
            continue
        answers.append({"value": value, "readings": readings})
    if as_json:
        print_json(answers)
    else:
        columns = [
            "series",
            "office",
            "right",
            "number",
            "kind",
            "joined",
            "docdb",
            "epodoc",
            "original",
            "check_digit",
        ]
        rows = [
            [answer["value"], *(str(reading[column] or "") for column in columns)]
            for answer in answers
            for reading in answer["readings"]
        ]
        print_table(["value", *columns], rows)
    if failed:
        raise typer.Exit(1)
