"""The command `zhihang`: its subcommands, and what an error becomes.

Exit status: 0 done · 1 wrong use or nothing usable · 2 bad arguments · 3 done, but some input could not be read.
Modules of other rooms are imported inside the subcommands, so that a cold `zhihang count` stays fast.
"""

from __future__ import annotations

import os
import sys
from io import TextIOWrapper

import typer

from zhihang.cli import (
    applicants,
    asking,
    comparing,
    corpora,
    demo,
    looking,
    marks,
    pictures,
    problems,
    rules,
    serving,
    similar,
)
from zhihang.cli.output import chosen_language, report_error, tell
from zhihang.errors import ZhihangError

app = typer.Typer(
    name="zhihang",
    help="Zhihang: official IP files in, exact answers out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
corpora.app.add_typer(applicants.app, name="applicants")
app.add_typer(corpora.app, name="corpus")
for command in (asking.count, asking.search, asking.facets, asking.explain, looking.show, looking.number):
    app.command()(command)
app.command("marks")(marks.marks)
app.command("pictures")(pictures.pictures)
app.command("similar")(similar.similar)
corpora.app.command("problems")(problems.problems)
corpora.app.command("diff")(comparing.diff)
corpora.app.command("encode")(similar.encode)
app.command("demo")(demo.demo)
app.command("serve")(serving.serve)
app.command("manage", context_settings={"allow_extra_args": True, "ignore_unknown_options": True})(serving.manage)
rules.register(app)


def run() -> None:
    """Run the command line; an error of ours becomes one sentence and exit status 1, never a traceback."""
    arguments = sys.argv[1:]
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    try:
        try:
            app()
        finally:
            sys.stdout.flush()  # here, so that a full disk is told like any other error
    except ZhihangError as error:
        report_error(error, chosen_language(_option(arguments, "--lang")), as_json="--json" in arguments)
        sys.exit(1)
    except OSError as error:  # a full disk, an output that nobody takes any more
        tell("SYSTEM", chosen_language(_option(arguments, "--lang")), reason=str(error))
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        sys.exit(1)


def _option(arguments: list[str], name: str) -> str | None:
    for place, word in enumerate(arguments):
        if word.startswith(f"{name}="):
            return word.partition("=")[2]
        if word == name and place + 1 < len(arguments):
            return arguments[place + 1]
    return None
