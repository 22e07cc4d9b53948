"""Segments that several processes wrote, each in a folder of its own, become the segments of one index.

The engine has one writer an index, but segments are independent of each other: an index is a list of them in
`meta.json`, beside the list of the files it may clear away (`.managed.json`). Ours are moved and entered there.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec

META, MANAGED = "meta.json", ".managed.json"
_KEPT_APART = frozenset({META, MANAGED})


def unite(parts: Sequence[Path], directory: Path) -> int:
    """Move the segments of the indexes at `parts` into the one at `directory`, which nobody writes or reads now; how
    many segments that has then."""
    meta, managed = _read(directory / META), _read(directory / MANAGED)
    for part in parts:
        other = _read(part / META)
        meta["segments"] += other["segments"]
        meta["opstamp"] = max(meta["opstamp"], other["opstamp"])
        for path in sorted(part.iterdir()):
            if path.name not in _KEPT_APART and not path.name.endswith(".lock"):
                path.rename(directory / path.name)
                managed.append(path.name)
        shutil.rmtree(part)
    (directory / MANAGED).write_bytes(msgspec.json.encode(managed))
    (directory / META).write_bytes(msgspec.json.encode(meta))
    return len(meta["segments"])


def _read(path: Path) -> Any:
    return msgspec.json.decode(path.read_bytes())
