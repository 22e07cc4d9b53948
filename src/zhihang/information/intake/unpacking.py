"""What an archive declares to hold, against the settings: a bomb that says so is refused before anything is unpacked.

One that lies is stopped while it is unpacked, by the counting of `sources.containers`.
"""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Final

from zhihang.config import number_value

TOO_LARGE: Final = "too-large"
_FREE: Final = 64 << 20  # bytes any archive may unpack to, as in `sources.containers`


def declared_excess(path: Path) -> str:
    """By how much a zip declares to pass `max_member_size` or `max_ratio`, as a detail; empty where it does not.

    What cannot be read as a zip is no matter of this: the reader says what is wrong with it.
    """
    try:
        with zipfile.ZipFile(path) as archive:
            sizes = [(member.file_size, member.filename) for member in archive.infolist()]
    except (OSError, zipfile.BadZipFile, ValueError, NotImplementedError):
        return ""
    largest, name = max(sizes, default=(0, ""))
    if largest > number_value("max_member_size"):
        return f"{name}: {largest}"
    whole, packed = sum(size for size, _ in sizes), path.stat().st_size
    allowed = max(packed * number_value("max_ratio"), _FREE)
    return f"{packed} -> {whole}" if whole > allowed else ""
