"""The content of an edition as a value that two editions can be compared by."""

from __future__ import annotations

from typing import Any

from zhihang.corpus.edition import Edition
from zhihang.corpus.tables.declarations import tables


def content(edition: Edition) -> dict[str, Any]:
    """Everything an edition says, without what depends on how it was built: ordinals become ids, rows are sorted."""
    ids = dict(edition.tables.ask("SELECT ord, id FROM records").fetchall())
    said: dict[str, Any] = {"id": edition.id, "counts": edition.manifest.counts, "sources": edition.manifest.sources}
    for table, columns in tables().items():
        if table in ("dead", "texts"):
            continue
        names = ", ".join(f'"{column.name}"' for column in columns)
        rows = edition.tables.ask(f'SELECT {names} FROM "{table}"').fetchall()
        places = [place for place, column in enumerate(columns) if column.name.endswith("ord")]
        said[table] = sorted(repr([ids.get(v, v) if i in places else v for i, v in enumerate(row)]) for row in rows)
    said["texts"] = {ids[ord_]: json for ord_, json in edition.tables.texts(ids)}
    return said
