"""What an application rests on when it goes on from others: the basis of its simple family.

A divisional, a continuation, a reissue and a national phase disclose what their parent disclosed; so they rest on the
priorities of the parent, and where it claims none, on the parent itself. A continuation in part discloses more and
rests on itself besides. This is how DOCDB forms simple families (its priorities that repeat a lineage are inactive).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

_NONE: frozenset[str] = frozenset()


@dataclass(slots=True)
class Lineage:
    """Parents of applications (with whether the child adds matter), and the priorities that applications claim.

    >>> lineage = Lineage()
    >>> lineage.goes_on("EPdiv", "EP1", adds=False)
    >>> lineage.claims("EP1", "JP7")
    >>> sorted(lineage.basis("EPdiv"))
    ['JP7']
    """

    parents: dict[str, dict[str, bool]] = field(default_factory=dict)
    claimed: dict[str, set[str]] = field(default_factory=dict)
    _known: dict[str, tuple[frozenset[str], frozenset[str]]] = field(default_factory=dict)

    def goes_on(self, child: str, parent: str, *, adds: bool) -> None:
        """An application goes on from another; of two statements the one with added matter holds."""
        for one in child.split(", "):
            if one != parent:
                known = self.parents.setdefault(one, {})
                known[parent] = known.get(parent, False) or adds

    def claims(self, application: str, number: str) -> None:
        """An application claims a priority."""
        self.claimed.setdefault(application, set()).add(number)

    def bases(self) -> Iterable[tuple[str, str]]:
        """Each application that has forebears, with each number that it rests on."""
        for application in sorted(self.parents):
            for number in sorted(self.basis(application)):
                yield application, number

    def basis(self, application: str) -> frozenset[str]:
        """What an application rests on: priorities along its lineage, else where the lineage begins."""
        priorities, origins = self._resolved(application)
        return priorities or origins

    def _resolved(self, application: str) -> tuple[frozenset[str], frozenset[str]]:
        """(priorities along the lineage, its first applications); without recursion, chains may be long."""
        waiting = [application]
        entered: set[str] = set()
        while waiting:
            one = waiting[-1]
            parents = self.parents.get(one, {})
            open_ = [parent for parent in parents if parent not in self._known and parent not in entered]
            if open_ and one not in self._known:
                entered.add(one)
                waiting.extend(sorted(open_))
                continue
            waiting.pop()
            if one not in self._known:
                self._known[one] = self._joined(one, parents)
        return self._known[application]

    def _joined(self, one: str, parents: Mapping[str, bool]) -> tuple[frozenset[str], frozenset[str]]:
        """From the parents that are resolved; one that waits further down is part of a circle and adds nothing."""
        resolved = [self._known[parent] for parent in parents if parent in self._known]
        priorities = frozenset(self.claimed.get(one, _NONE)).union(*(numbers for numbers, _ in resolved))
        if any(parents.values()):
            priorities |= {one}
        origins = frozenset().union(*(numbers for _, numbers in resolved)) or frozenset({one})
        return priorities, origins
