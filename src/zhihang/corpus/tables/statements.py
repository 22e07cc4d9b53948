"""SQL statements, kept in `.sql` files and called by name (`-- name: …`)."""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

_NAME = re.compile(r"^-- name: (\w+)$", re.MULTILINE)


@cache
def statements(file: str) -> dict[str, str]:
    """The statements of a file by name, in its order."""
    pieces = _NAME.split((resources.files(__package__) / file).read_text("utf-8"))
    return {name: text.strip().rstrip(";") for name, text in zip(pieces[1::2], pieces[2::2], strict=True)}
