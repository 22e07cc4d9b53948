"""Reading mappings: a user's file or folder, and those that are shipped; each fault names file, line and key."""

from __future__ import annotations

from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import msgspec
import yaml

from zhihang.errors import UsageError
from zhihang.sources.tables.checks import faults
from zhihang.sources.tables.mapping import Mapping
from zhihang.sources.tables.yaml_places import Places

_LISTS = frozenset({"split", "item", "empty", "identity", "sheets", "without"})
"""Lists of texts for which a single text may be written."""


def load_mapping(path: Path | str) -> Mapping:
    """The mapping of a user's file. Raises UsageError `MAPPING` with file, line, key and reason."""
    file = Path(path)
    try:
        text = file.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError("MAPPING", room="sources", file=str(file), line=1, key="", reason=str(error)) from error
    return read_mapping(text, str(file))


def mappings_in(folder: Path | str) -> tuple[Mapping, ...]:
    """The mappings of all `.yaml` files of a folder of a user's own, in the order of their names."""
    return tuple(load_mapping(path) for path in sorted(Path(folder).glob("*.yaml")))


@cache
def shipped_mappings() -> tuple[Mapping, ...]:
    """The mappings that come with Zhihang, in the order of their files."""
    return tuple(read_mapping(entry.read_text("utf-8"), entry.name) for entry in _shipped_files())


def _shipped_files() -> list[Traversable]:
    folder = resources.files("zhihang.sources.tables") / "mappings"
    return sorted((entry for entry in folder.iterdir() if entry.name.endswith(".yaml")), key=lambda entry: entry.name)


def read_mapping(text: str, file: str = "") -> Mapping:
    """The mapping that a YAML text spells out, checked. Raises UsageError `MAPPING`."""
    places = _places(text, file)
    try:
        mapping = msgspec.convert(_tuples(places.data), Mapping)
    except msgspec.ValidationError as error:
        message, _, path = str(error).partition(" - at `")
        raise _refusal(file, places, path.rstrip("`"), message) from error
    fault = next(iter(faults(mapping)), None)
    if fault:
        raise _refusal(file, places, *fault)
    return mapping


def _places(text: str, file: str) -> Places:
    try:
        places = Places(text)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = mark.line + 1 if mark else 1
        reason = " ".join(str(error).split())
        raise UsageError("MAPPING", room="sources", file=file, line=line, key="", reason=reason) from error
    if places.repeated:
        key, line = places.repeated[0]
        raise UsageError("MAPPING", room="sources", file=file, line=line, key=key, reason="written twice")
    return places


def _refusal(file: str, places: Places, path: str, reason: str) -> UsageError:
    line, key = places.place(path)
    return UsageError("MAPPING", room="sources", file=file, line=line, key=key, reason=reason)


def _tuples(value: Any) -> Any:
    """A single text where a list of separators or names is meant counts as a list of one."""
    if isinstance(value, dict):
        return {
            key: [entry] if key in _LISTS and isinstance(entry, str) else _tuples(entry) for key, entry in value.items()
        }
    return [_tuples(entry) for entry in value] if isinstance(value, list) else value
