"""Characters that look alike (形近字): a table that is loaded, never guessed."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from zhihang.errors import UsageError
from zhihang.text.folding import fold
from zhihang.text.tokens import is_single

NO_GLYPHS: Final[Mapping[str, frozenset[str]]] = MappingProxyType({})


def load_glyphs(path: Path | str) -> dict[str, frozenset[str]]:
    """Each character with those that look like it, from a UTF-8 file: on a line, characters that are alike.

    Blanks, tabs and commas between them do not matter; `#` begins a remark. Likeness goes both ways. Raises UsageError
    `GLYPHS` with the line that holds no two characters, or where the file cannot be read.
    """
    try:
        lines = Path(path).read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("GLYPHS_FILE", room="search", path=str(path), reason=str(error)) from error
    found: dict[str, set[str]] = {}
    for number, line in enumerate(lines, 1):
        written = line.partition("#")[0]
        alike = {character for character in fold(written) if is_single(character)}
        if not written.strip():
            continue
        if len(alike) < 2:
            raise UsageError("GLYPHS", room="search", path=str(path), line=number, text=line.strip())
        for character in alike:
            found.setdefault(character, set()).update(alike - {character})
    return {character: frozenset(others) for character, others in found.items()}
