"""Reading the tables beside the code: tab-separated, `#` lines name the source, the first other line is the header."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources


def rows(path: str) -> Iterator[dict[str, str]]:
    """The lines of a table of this room, each as column → text (an absent last column reads as empty)."""
    header: list[str] = []
    for line in resources.files("zhihang.standards").joinpath(path).read_text("utf-8").splitlines():
        if line.startswith("#") or not line:
            continue
        cells = line.split("\t")
        if not header:
            header = cells
            continue
        yield dict(zip(header, cells + [""] * (len(header) - len(cells)), strict=True))
