"""The standardized names of an edition's parties under an overlay: made once, kept beside the overlay.

    overlays/<version>/<edition>.parquet

Normal forms are taken over from the tables that lie there already, so that a new edition or a new judgement costs only
what is new. A corpus that nobody may write to is answered all the same, from memory.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from zhihang.corpus.applicants.normal import bare, normalise, rules_digest
from zhihang.corpus.applicants.overlay import FOLDER, Overlay, overlay_folder
from zhihang.corpus.edition import Edition
from zhihang.corpus.layout import UNFINISHED
from zhihang.corpus.tables.asking import Asked
from zhihang.corpus.tables.standing import (
    NAME_FORM,
    NODE,
    Standing,
    published_names,
    standing_table,
    write_standing,
    written,
)


def standing(edition: Edition, overlay: Overlay, tables: Asked | None = None) -> Standing:
    """The side table of an edition and an overlay, as it was written or made now."""
    tables = tables or edition.tables
    path = standing_path(edition, overlay)
    return Standing(tables, written(path) if path.is_file() else _made(edition, overlay, tables))


def write(edition: Edition, overlay: Overlay) -> None:
    """Write the side table, unless it is there."""
    path = standing_path(edition, overlay)
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    writing = path.with_name(path.name + UNFINISHED)
    write_standing(_made(edition, overlay, edition.tables), writing)
    writing.rename(path)


def standing_path(edition: Edition, overlay: Overlay) -> Path:
    """Where the side table lies; another table of legal forms makes another one."""
    return overlay_folder(edition.corpus, overlay.version) / f"{edition.id}-{rules_digest()}.parquet"


def forget(edition_ids: Iterable[str], current: Path) -> None:
    """Remove all overlays but the current one, and the side tables there of all but these editions."""
    kept = set(edition_ids)
    for folder in current.parent.iterdir() if current.parent.is_dir() else ():
        if folder != current:
            shutil.rmtree(folder)
    for path in sorted(current.glob("*.parquet")):
        if path.name.partition("-")[0] not in kept:
            path.unlink()


def _made(edition: Edition, overlay: Overlay, tables: Asked) -> pa.Table:
    forms = _known_forms(edition)
    rows = []
    for name in published_names(tables):
        key, country = forms.get(name) or _form(name)
        rows.append((name, key, bare(name), country))
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in NAME_FORM]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, NAME_FORM, strict=True)]
    return standing_table(tables, pa.Table.from_arrays(arrays, schema=NAME_FORM), nodes(overlay))


def _form(name: str) -> tuple[str, str | None]:
    made = normalise(name)
    return made.key, made.country


def _known_forms(edition: Edition) -> dict[str, tuple[str, str | None]]:
    """Normal forms of the latest side table, by published name."""
    folder = edition.corpus.layout.root / FOLDER
    paths = sorted(folder.glob(f"*/*-{rules_digest()}.parquet"), key=lambda path: path.stat().st_mtime_ns)
    if not paths:
        return {}
    table = pq.read_table(paths[-1], columns=["name", "key"])
    unique = table.group_by(["name", "key"]).aggregate([])
    names, keys = unique["name"].to_pylist(), unique["key"].to_pylist()
    return {name: (key, _country(name)) for name, key in zip(names, keys, strict=True)}


def _country(name: str) -> str | None:
    return normalise(name).country if name.endswith(("]", ")", "\uff09", "\uff3d")) else None


def nodes(overlay: Overlay) -> pa.Table:
    """The judged names of an overlay, those of narrower scope first."""
    ordered = sorted(overlay.names, key=lambda each: (_width(each.node), each.node))
    columns = [[getattr(each.node, name) for each in ordered] for name in ("key", "country", "office", "record")]
    columns.append([each.standard for each in ordered])
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.Table.from_arrays([*arrays, pa.array(range(len(ordered)), pa.int32())], schema=NODE)


def _width(node: tuple[str, str, str, str]) -> tuple[bool, bool, bool]:
    _, country, office, record = node
    return not record, not country, not office
