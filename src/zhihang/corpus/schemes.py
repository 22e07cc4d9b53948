"""The classification schemes that a user has set: `ipc_scheme` and `cpc_scheme`, files of the offices.

With one, "everything below" goes by dots; without, by the symbol itself (`standards.schemes` tells the two apart). A
scheme is loaded when a query first asks for a hierarchy, never before.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from zhihang import config
from zhihang.errors import NotFound
from zhihang.standards.schemes import Hierarchy

SETTINGS = {"ipc": "ipc_scheme", "ipcm": "ipc_scheme", "cpc": "cpc_scheme"}
"""Class field → the setting that names its scheme file."""


class SetSchemes(Mapping[str, Hierarchy]):
    """The schemes by class field; a field whose setting is empty has none."""

    def __getitem__(self, field: str) -> Hierarchy:
        path = config.text_value(SETTINGS[field]) if field in SETTINGS else ""
        if not path:
            raise KeyError(field)
        return _loaded(path)

    def __iter__(self) -> Iterator[str]:
        return (field for field, setting in SETTINGS.items() if config.text_value(setting))

    def __len__(self) -> int:
        return sum(1 for _ in self)


@cache
def _loaded(path: str) -> Hierarchy:
    from zhihang.standards.scheme_files import load_scheme

    if not Path(path).is_file():
        raise NotFound("SCHEME", room="corpus", path=path)
    return load_scheme(Path(path))
