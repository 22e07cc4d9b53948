"""The address of the static files: a fingerprint of their content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path


def static_address(folders: Iterable[Path]) -> str:
    """`/static/1f0c29ab73/`: another content, another address, so nobody ever sees an old style with a new page."""
    digest = hashlib.sha256()
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                digest.update(path.relative_to(folder).as_posix().encode())
                digest.update(path.read_bytes())
    return f"/static/{digest.hexdigest()[:10]}/"
