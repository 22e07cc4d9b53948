"""Options that several subcommands share, once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, TypeAlias

import typer

Corpora: TypeAlias = Annotated[
    list[Path] | None,
    typer.Option(
        "--corpus", help="Folder of a corpus; may stand several times. Default: ZHIHANG_CORPUS, else ./corpus."
    ),
]
OneCorpus: TypeAlias = Annotated[
    Path | None, typer.Option("--corpus", help="Folder of the corpus. Default: ZHIHANG_CORPUS, else ./corpus.")
]
Lang: TypeAlias = Annotated[
    Literal["en", "zh"] | None, typer.Option("--lang", help="Language of messages. Default: the locale.")
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Machine-readable output.")]
Query: TypeAlias = Annotated[str, typer.Argument(help="An expert query, such as: ti=battery and pa=catl")]
EditionId: TypeAlias = Annotated[
    str | None, typer.Option("--edition", help="Ask this edition instead of the current one.")
]
Scope: TypeAlias = Annotated[
    str | None, typer.Option("--scope", help="A query that narrows what is searched, such as: right=trademark")
]
Strategy: TypeAlias = Annotated[
    Path | None, typer.Option("--strategy", help="A file of queries, one a line; #n in the query means line n.")
]
SavedQueries: TypeAlias = Annotated[
    Path | None,
    typer.Option("--saved", help="A file of saved queries, one a line: name, a tab, the query; ##name means it."),
]
ReadAs: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--read-as",
        metavar="DIALECT",
        help="The query is in the language of: espacenet patentscope lens orbit cnipa google acclaim.",
    ),
]
Claims: TypeAlias = Literal["none", "first", "independent", "all"]
ReportClaims: TypeAlias = Annotated[
    Claims, typer.Option("--claims", help="Which claims a report (pdf, docx) holds; independent: as the source says.")
]
