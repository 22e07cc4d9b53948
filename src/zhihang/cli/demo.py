"""`zhihang demo`: made-up files, and a corpus from them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhihang.cli.options import Lang
from zhihang.cli.output import chosen_language, tell


def demo(
    folder: Annotated[Path, typer.Argument(help="Where to write: FOLDER/files and FOLDER/corpus.")] = Path("demo"),
    scale: Annotated[float, typer.Option(help="1.0: about 3,000 records.")] = 1.0,
    lang: Lang = None,
) -> None:
    """Write the demo: made-up files in official formats, and a corpus from them. The same bytes on every machine.

    Example: zhihang demo && zhihang search 'ti=battery' --corpus demo/corpus
    """
    from zhihang.cli.progress import Shown
    from zhihang.corpus.building import add
    from zhihang.demo.writing import delivery_date, write_demo

    language = chosen_language(lang)
    files = folder / "files"
    write_demo(files, scale=scale)
    with Shown(language) as progress:
        report = add(folder / "corpus", [files], delivered=delivery_date(), progress=progress)
    records = report.counts.records if report.counts else 0
    tell("DEMO_WRITTEN", language, folder=files, corpus=folder / "corpus", records=records)
