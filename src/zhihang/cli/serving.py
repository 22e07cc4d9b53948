"""`zhihang serve` and `zhihang manage`: the web application, where it is installed."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from zhihang import config
from zhihang.cli.options import Lang
from zhihang.cli.output import chosen_language, tell


def _require_web(lang: str | None = None) -> None:
    if find_spec("django") is None:
        tell("NO_WEB", chosen_language(lang))
        raise typer.Exit(1)


def serve(
    corpus: Annotated[Path | None, typer.Option("--corpus", help="Folder of the corpus to serve.")] = None,
    address: Annotated[str | None, typer.Option(help="Where to listen; default: the setting ZHIHANG_ADDRESS.")] = None,
    lang: Lang = None,
) -> None:
    """Serve the web application.

    Example: zhihang serve --corpus demo/corpus
    """
    import os

    _require_web(lang)
    if corpus is not None:
        os.environ["ZHIHANG_CORPUS"] = str(corpus)
    from zhihang.web.serving import serve as run

    run(address or config.text_value("address"), language=chosen_language(lang))


def manage(context: typer.Context) -> None:
    """Run a management command of the web application.

    Example: zhihang manage migrate
    """
    _require_web()
    from zhihang.web.serving import manage as run

    run(context.args)
