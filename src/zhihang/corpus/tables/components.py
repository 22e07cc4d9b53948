"""Connected components by union-find: what is one through any chain of links."""

from __future__ import annotations

from collections.abc import Iterator


class Components:
    """Names joined into components; the root of a component is its smallest name, whatever the order of joining."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def __contains__(self, name: str) -> bool:
        return name in self._parent

    def __iter__(self) -> Iterator[str]:
        return iter(self._parent)

    def root(self, name: str) -> str:
        """The smallest name of the component."""
        parent = self._parent
        root = name
        while parent[root] != root:
            root = parent[root]
        while parent[name] != root:
            parent[name], name = root, parent[name]
        return root

    def join(self, left: str, right: str) -> None:
        """Both belong together."""
        for name in (left, right):
            self._parent.setdefault(name, name)
        left, right = self.root(left), self.root(right)
        if left != right:
            low, high = min(left, right), max(left, right)
            self._parent[high] = low
