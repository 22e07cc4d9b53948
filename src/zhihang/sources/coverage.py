"""What a source reads of its files, what it leaves aside and why, and the search for what is in neither list.

A YAML file beside each source lists element paths (XML) or columns (tables):

    groups:
      document: "{country,doc-number,kind,date}"
    read:
      - us-patent-grant/@lang
      - us-patent-grant/us-bibliographic-data-grant/publication-reference/document-id/<document>
      - us-patent-grant/description/**        # everything below, through the text flow
    aside:
      - path: us-patent-grant/@id
        reason: {en: "…", zh: "…"}

`{a,b}` are alternatives, `<name>` a group, a last step `**` means any elements and attributes below. A path named in
either list covers its ancestors. Attributes are written `@name`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from typing import Any

from lxml.etree import _Element as Element

from zhihang.messages import read_yaml

_GROUP = re.compile(r"<([\w-]+)>")


@dataclass(frozen=True, slots=True)
class LeftAside:
    """One path or column that is recognised and not read, with the reason."""

    path: str
    reason: dict[str, str]


@dataclass(slots=True)
class Step:
    """One step of the tree of known paths: what may stand below it. `everything`: all below is known."""

    below: dict[str, Step] = field(default_factory=dict)
    attributes: set[str] = field(default_factory=set)
    everything: bool = False


@dataclass(frozen=True, slots=True)
class Coverage:
    """The paths a source reads (`read`) and leaves aside (`aside`), spelled out, and their tree."""

    read: tuple[str, ...]
    aside: tuple[LeftAside, ...]
    tree: Step

    def knows(self, path: str) -> bool:
        """Whether a path or column stands in either list."""
        step = self.tree
        for name in path.split("/"):
            if step.everything:
                return True
            if name.startswith("@"):
                return name[1:] in step.attributes
            if name not in step.below:
                return False
            step = step.below[name]
        return True

    def unread(self, root: Element) -> dict[str, int]:
        """Paths of elements and attributes below (and with) `root` that neither list knows, with their number."""
        found: dict[str, int] = {}
        step = self.tree.below.get(str(root.tag))
        if step is None:
            return {str(root.tag): 1}
        _walk(root, step, str(root.tag), found)
        return found


def _walk(element: Element, step: Step, path: str, found: dict[str, int]) -> None:
    if step.everything:
        return
    for name in map(str, element.attrib):
        if name not in step.attributes:
            _count(found, f"{path}/@{name}")
    below = step.below
    for child in element:
        tag = str(child.tag)
        known = below.get(tag)
        if known is None:
            _count(found, f"{path}/{tag}")
        elif len(child) or child.attrib:
            _walk(child, known, f"{path}/{tag}", found)


def _count(found: dict[str, int], path: str) -> None:
    found[path] = found.get(path, 0) + 1


@cache
def coverage(reference: str) -> Coverage:
    """The coverage of a source, from `package:file.yaml`; read once."""
    package, _, name = reference.partition(":")
    data = read_yaml((resources.files(package) / name).read_text("utf-8")) or {}
    groups: dict[str, str] = data.get("groups") or {}
    read = tuple(_spelled(data.get("read") or (), groups))
    aside = tuple(
        LeftAside(path, entry["reason"])
        for entry in data.get("aside") or ()
        for path in _spelled(_paths(entry), groups)
    )
    return Coverage(read, aside, _tree((*read, *(entry.path for entry in aside))))


def _paths(entry: dict[str, Any]) -> list[str]:
    return [entry["path"]] if "path" in entry else list(entry["paths"])


def _spelled(patterns: Iterable[str], groups: dict[str, str]) -> Iterator[str]:
    for pattern in patterns:
        while _GROUP.search(pattern):
            pattern = _GROUP.sub(lambda match: groups[match[1]], pattern)
        yield from _alternatives(pattern)


def _alternatives(pattern: str) -> Iterator[str]:
    """Every path of a pattern; braces may stand within braces."""
    start = pattern.find("{")
    if start < 0:
        yield pattern
        return
    choices, end = _choices(pattern, start)
    for choice in choices:
        yield from _alternatives(pattern[:start] + choice.strip() + pattern[end:])


def _choices(pattern: str, start: int) -> tuple[list[str], int]:
    """The alternatives of the brace that opens at `start`, and the place behind it."""
    depth, begin, found = 0, start + 1, []
    for place in range(start, len(pattern)):
        sign = pattern[place]
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if (sign == "," and depth == 1) or depth == 0:
            found.append(pattern[begin:place])
            begin = place + 1
        if depth == 0:
            return found, place + 1
    raise ValueError(f"brace without end: {pattern}")


def _tree(paths: Iterable[str]) -> Step:
    root = Step()
    for path in paths:
        step = root
        for name in path.split("/"):
            if name == "**":
                step.everything = True
            elif name.startswith("@"):
                step.attributes.add(name[1:])
            else:
                step = step.below.setdefault(name, Step())
    return root
