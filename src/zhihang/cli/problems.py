"""`zhihang corpus problems`: the places of delivered files that are damaged, and those that are only noteworthy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING, Annotated, Any

import typer

from zhihang.cli.corpora import folder
from zhihang.cli.inventory import reason
from zhihang.cli.options import AsJson, Lang, OneCorpus
from zhihang.cli.output import chosen_language, print_json, print_table
from zhihang.messages import Language

if TYPE_CHECKING:
    from zhihang.corpus.edition import Corpus
    from zhihang.records.problem import Problem

Notices = Annotated[
    bool, typer.Option("--notices", help="Instead, what is noteworthy and lost nothing: kept as printed, left aside.")
]
Count = Annotated[bool, typer.Option("--count", help="Only how many of each kind, file by file.")]


def problems(
    notices: Notices = False, count: Count = False, corpus: OneCorpus = None, lang: Lang = None, as_json: AsJson = False
) -> None:
    """List each damaged place of the files of the current edition and of files that gave nothing: position, code,
    detail.

    Example: zhihang corpus problems --notices --count
    """
    from zhihang.corpus.edition import Corpus

    language = chosen_language(lang)
    opened = Corpus.open(folder(corpus))
    found = _notices(opened) if notices else _problems(opened)
    if count:
        _print_counts(found, language, as_json=as_json)
    elif as_json:
        print_json([_in_full(each, language) for each in found])
    else:
        print_table(["file", "position", "code", "", "detail"], (_row(each, language) for each in found))


def _row(found: Problem, language: Language) -> list[str]:
    position = "" if found.position is None else str(found.position)
    return [found.file, position, found.code, reason(found.code, language), found.detail]


def _problems(corpus: Corpus) -> list[Problem]:
    """Of the edition's files, of files that gave nothing, of the judgements together."""
    from zhihang.corpus.applicants.overlay import current_overlay
    from zhihang.corpus.applicants.overlay import problems as overlay_problems

    found = list(corpus.current().problems()) if corpus.current_id() else []
    found += [problem for entry in corpus.unused() for problem in corpus.problems(entry.key)]
    return found + [problem for problem in overlay_problems(corpus, current_overlay(corpus)) if problem not in found]


def _notices(corpus: Corpus) -> list[Problem]:
    found = list(corpus.current().notices()) if corpus.current_id() else []
    return found + [notice for entry in corpus.unused() for notice in corpus.problems(entry.key, "notice")]


def _print_counts(found: Iterable[Problem], language: Language, *, as_json: bool) -> None:
    counted = Counter((each.file, each.product or "", each.code) for each in found)
    rows = [
        {"file": file, "product": product, "code": code, "message": reason(code, language), "number": number}
        for (file, product, code), number in sorted(counted.items())
    ]
    if as_json:
        print_json(rows)
    else:
        print_table(["file", "product", "code", "", "number"], (list(map(str, row.values())) for row in rows))


def _in_full(problem: Problem, language: Language) -> dict[str, Any]:
    import msgspec

    content: dict[str, Any] = msgspec.to_builtins(problem)
    return content | {"level": problem.level, "message": reason(problem.code, language)}
