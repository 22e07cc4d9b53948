"""`zhihang pictures`: marks and designs with a picture like a given one."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from zhihang.cli.options import AsJson, Corpora, EditionId, Lang, Scope
from zhihang.cli.output import chosen_language, print_json, print_table, tell
from zhihang.errors import NotFound


def pictures(
    picture: Annotated[Path, typer.Argument(help="A picture file: PNG, JPEG, TIFF, GIF, WebP, BMP.")],
    most: Annotated[int, typer.Option("--most", min=0, max=64, help="In how many of 64 bits they may differ.")] = 16,
    limit: Annotated[int, typer.Option("--limit", min=0, help="How many are shown.")] = 50,
    corpus: Corpora = None,
    scope: Scope = None,
    lang: Lang = None,
    edition: EditionId = None,
    as_json: AsJson = False,
) -> None:
    """Marks and designs whose picture is like this one, the nearest first, by perceptual hash.

    Only pictures that stand in delivered files are compared. Example: zhihang pictures logo.png --scope nice=9
    """
    from zhihang.library import open_corpus
    from zhihang.library.pictures import similar_pictures
    from zhihang.sources.pictures import picture_hash

    if not picture.is_file():
        raise NotFound("PATH", room="corpus", path=str(picture))
    found = similar_pictures(
        open_corpus(*(corpus or ()), edition=edition), picture_hash(picture.read_bytes()), most=most, scope=scope
    )
    if as_json:
        print_json({"total": len(found), "hits": [_shown(each) for each in found[:limit]]})
        return
    rows = ([each.id, str(each.row.get("title") or ""), str(each.distance), each.file] for each in found[:limit])
    print_table(["id", "mark", "bits", "picture"], rows)
    tell("MARKS_SHOWN", chosen_language(lang), shown=min(limit, len(found)), total=len(found))


def _shown(each: object) -> dict[str, object]:
    names = ("id", "file", "kind", "distance", "share", "row")
    return {name: getattr(each, name) for name in names}
