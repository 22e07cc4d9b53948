"""Where in a YAML file something stands: lines for the messages of its checks, and keys that are written twice."""

from __future__ import annotations

import re
from typing import Any

import yaml

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

_STEP = re.compile(r"\.([\w-]+)|\[(\d+)\]|\[\.\.\.\]")


class Places:
    """A YAML text as data, with the line of each of its entries.

    `repeated`: keys that stand twice in one mapping (YAML keeps the last, silently), with their line.
    """

    def __init__(self, text: str) -> None:
        self.root = yaml.compose(text, _Loader)
        self.data: Any = yaml.load(text, _Loader)
        self.repeated = list(_repeated(self.root))

    def place(self, path: str) -> tuple[int, str]:
        """Line and readable name of a path like `$.columns[3].key`; of its nearest part that exists."""
        node, line, steps = self.root, 1, []
        for match in _STEP.finditer(path):
            name, index = match[1], match[2]
            steps.append(name or f"[{index}]" if name or index else "")
            found = _child(node, name, int(index) if index else None)
            if found is None:
                break
            node, line = found
        return line, ".".join(steps).replace(".[", "[")


def _child(node: yaml.Node | None, name: str | None, index: int | None) -> tuple[yaml.Node, int] | None:
    if name is not None and isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if key.value == name:
                return value, key.start_mark.line + 1
    if index is not None and isinstance(node, yaml.SequenceNode) and index < len(node.value):
        return node.value[index], node.value[index].start_mark.line + 1
    return None


def _repeated(node: yaml.Node | None) -> list[tuple[str, int]]:
    found: list[tuple[str, int]] = []
    if isinstance(node, yaml.MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if key.value in seen:
                found.append((key.value, key.start_mark.line + 1))
            seen.add(key.value)
            found += _repeated(value)
    elif isinstance(node, yaml.SequenceNode):
        for value in node.value:
            found += _repeated(value)
    return found
