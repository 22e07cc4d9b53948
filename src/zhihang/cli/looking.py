"""`zhihang show` and `zhihang number`: one record, one number."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from zhihang.cli.options import AsJson, Corpora, EditionId, Lang
from zhihang.cli.output import chosen_language, print_json, print_table, tell
from zhihang.errors import InvalidNumber


def show(
    number: Annotated[
        str, typer.Argument(help="A number in any usual way of writing it: EP1000000A1, ZL201811564288.X")
    ],
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    as_json: AsJson = False,
) -> None:
    """Print one record: everything it holds, with where each field came from.

    Example: zhihang show 'US 8,000,000 B2' --json
    """
    import msgspec

    from zhihang.library.corpora import open_corpus
    from zhihang.records.record import to_builtins

    record = open_corpus(*(corpus or ()), edition=edition).record(number)
    content = to_builtins(record)
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
