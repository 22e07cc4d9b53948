"""The standardized names of an edition's parties under an overlay: made once, kept beside the overlay.

    overlays/<version>/<edition>-….parquet   one row a party
    overlays/names-<rules>.parquet           normal forms of the names that are known

Normal forms are kept from one edition to the next, so that a new edition or a new judgement costs only what is new. A
corpus that nobody may write to is answered all the same, from memory.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa

from zhihang.corpus.applicants.normal import bare, normalise, rules_digest
from zhihang.corpus.applicants.overlay import FOLDER, Overlay, overlay_folder
from zhihang.corpus.edition import Edition
from zhihang.corpus.layout import UNFINISHED
from zhihang.corpus.tables.asking import Asked
from zhihang.corpus.tables.standing import (
    NAME_FORM,
    NODE,
    Standing,
    name_forms,
    standing_table,
    write_standing,
    written,
)


def standing(edition: Edition, overlay: Overlay, tables: Asked | None = None) -> Standing:
    """The side table of an edition and an overlay, as it was written or made now."""
    tables = tables or edition.tables
    path = standing_path(edition, overlay)
    return Standing(tables, written(path) if path.is_file() else _made(_forms(edition, tables), overlay, tables))


def write(edition: Edition, overlay: Overlay) -> None:
    """Write the side table, unless it is there, and the normal forms for the next one."""
    path = standing_path(edition, overlay)
    if path.is_file():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    forms = _forms(edition, edition.tables)
    for table, target in ((forms, _forms_path(edition)), (_made(forms, overlay, edition.tables), path)):
        writing = target.with_name(target.name + UNFINISHED)
        write_standing(table, writing)
        writing.rename(target)
    for outdated in set(path.parent.glob(f"{edition.id}-*.parquet")) - {path}:
        outdated.unlink()


def standing_path(edition: Edition, overlay: Overlay) -> Path:
    """Where the side table lies. Another table of legal forms makes another one, and so does a rebuild of the edition,
    which numbers its records anew."""
    made = hashlib.sha256((edition.directory / "manifest.json").read_bytes()).hexdigest()[:12]
    return overlay_folder(edition.corpus, overlay.version) / f"{edition.id}-{made}-{rules_digest()}.parquet"


def forget(edition_ids: Iterable[str], current: Path) -> None:
    """Remove all overlays but the current one, and the side tables there of all but these editions."""
    kept = set(edition_ids)
    for folder in current.parent.iterdir() if current.parent.is_dir() else ():
        if folder.is_dir() and folder != current:
            shutil.rmtree(folder)
    for path in sorted(current.glob("*.parquet")):
        if path.name.partition("-")[0] not in kept:
            path.unlink()


def _made(forms: pa.Table, overlay: Overlay, tables: Asked) -> pa.Table:
    return standing_table(tables, forms, nodes(overlay))


def _forms(edition: Edition, tables: Asked) -> pa.Table:
    path = _forms_path(edition)
    return name_forms(tables, path if path.is_file() else None, _formed)


def _forms_path(edition: Edition) -> Path:
    return edition.corpus.layout.root / FOLDER / f"names-{rules_digest()}.parquet"


def _formed(names: list[str]) -> pa.Table:
    """The normal forms of some names."""
    made = [normalise(name) for name in names]
    columns = [names, [each.key for each in made], [bare(name) for name in names], [each.country for each in made]]
    arrays = [pa.array(column, field.type) for column, field in zip(columns, NAME_FORM, strict=True)]
    return pa.Table.from_arrays(arrays, schema=NAME_FORM)


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
