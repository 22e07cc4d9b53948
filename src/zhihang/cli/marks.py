"""`zhihang marks`: marks and names like a given one."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal, TypeAlias

import typer

from zhihang.cli.options import AsJson, Corpora, EditionId, Lang
from zhihang.cli.output import chosen_language, print_json, print_table, tell

if TYPE_CHECKING:
    from zhihang.library.marks import SimilarMarks
    from zhihang.messages import Language

Classes: TypeAlias = Annotated[
    list[str] | None, typer.Option("--class", help="Only in this Nice class; several times.")
]
Groups: TypeAlias = Annotated[
    list[str] | None, typer.Option("--group", help="Or among goods of this similar group; several times.")
]
By: TypeAlias = Annotated[
    list[str] | None, typer.Option("--by", help="Only by this route, such as pinyin; several times.")
]
GlyphTable: TypeAlias = Annotated[
    Path | None,
    typer.Option("--glyphs", help="A file of characters that look alike. Default: ZHIHANG_SIMILAR_CHARACTERS."),
]
Least: TypeAlias = Annotated[float, typer.Option("--least", min=0, max=1, help="The smallest likeness that is shown.")]
What: TypeAlias = Annotated[
    Literal["marks", "names"],
    typer.Option("--what", help="Trademarks; or denominations of varieties and geographical names."),
]


def marks(
    name: Annotated[str, typer.Argument(help="A mark or a name; with * ? or # it is taken as a truncation.")],
    classes: Classes = None,
    groups: Groups = None,
    by: By = None,
    glyphs: GlyphTable = None,
    least: Least = 0.0,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many are shown.")] = 50,
    what: What = "marks",
    corpus: Corpora = None,
    lang: Lang = None,
    edition: EditionId = None,
    as_json: AsJson = False,
) -> None:
    """Marks like a name: identical, contained, by sound, pinyin, initials, letters, backwards; by which and how much.

    Example: zhihang marks huawei --class 9
    """
    from zhihang import config
    from zhihang.library import open_corpus
    from zhihang.library.marks import similar_marks
    from zhihang.search.marks.glyphs import NO_GLYPHS, load_glyphs

    table = glyphs or config.text_value("similar_characters")
    found = similar_marks(
        open_corpus(*(corpus or ()), edition=edition),
        name,
        classes=classes or (),
        groups=groups or (),
        by=by or None,
        glyphs=load_glyphs(table) if table else NO_GLYPHS,
        least=least,
        what=what,
    )
    if as_json:
        print_json(_content(found, limit))
    else:
        _show(found, limit, chosen_language(lang))


def _content(found: SimilarMarks, limit: int) -> dict[str, Any]:
    return {
        "edition": found.edition,
        "total": found.total,
        "routes": [{"route": route.code, "query": route.query, "total": n} for route, n in found.routes],
        "hits": [
            {"id": hit.id, "likeness": hit.weight, "row": hit.row, "routes": [asdict(each) for each in hit.likenesses]}
            for hit in found.hits[:limit]
        ],
    }


def _show(found: SimilarMarks, limit: int, language: Language) -> None:
    from zhihang.search.marks.routes import kinds

    labels = {code: getattr(kind, language) for code, kind in kinds().items()}
    rows = (
        [
            hit.id,
            hit.row.get("title") or "",
            f"{hit.weight:.2f}",
            "; ".join(f"{labels[each.route]} {each.share:.2f}" for each in hit.likenesses),
        ]
        for hit in found.hits[:limit]
    )
    print_table(["id", "mark", "likeness", "by"], rows)
    for route, number in found.routes:
        tell("MARK_ROUTE", language, route=labels[route.code], number=number, query=route.query)
    tell("MARKS_SHOWN", language, shown=min(limit, found.total), total=found.total)
