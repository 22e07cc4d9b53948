"""Questions about standardized applicants and owner groups: `pan=`, `grp=`, their facets, their values of a record.

A standardized name is found by itself or by any spelling of any name it stands for. A group is asked for as of the day
of the last judgement, or of a date that is written after it: `grp="CATL@2019-06"` (a month or year: any day of it).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property

import pyarrow as pa

from zhihang.corpus.applicants.groups import Membership, active
from zhihang.corpus.applicants.normal import key_of
from zhihang.corpus.applicants.overlay import Overlay
from zhihang.corpus.applicants.standing import standing
from zhihang.corpus.applicants.statements import group_key
from zhihang.corpus.edition import Edition
from zhihang.corpus.plan import Code, Present
from zhihang.corpus.tables.asking import Asked
from zhihang.corpus.tables.standing import MEMBER, Standing
from zhihang.text.folding import fold

_AT = re.compile(r"^(.+?)\s*@\s*(\d{4}(?:-\d{2}(?:-\d{2})?)?)$")


class Standardized:
    """The standardized names and groups of an edition under an overlay."""

    def __init__(self, edition: Edition, overlay: Overlay, tables: Asked | None = None) -> None:
        self.overlay = overlay
        self._edition = edition
        self._tables = tables

    @cached_property
    def standing(self) -> Standing:
        """The side table, read or made now."""
        return standing(self._edition, self.overlay, self._tables)

    def records(self, leaf: Code | Present) -> pa.Array:
        """Records that meet a condition on `pan` or `grp`, by ordinal, ascending."""
        code = leaf.fields[0].code
        if code == "grp":
            return self._of_groups(leaf)
        if isinstance(leaf, Present):
            return self.standing.applicants(None)
        return self.standing.applicants(self.standards(leaf.value))

    def standards(self, value: str) -> list[str]:
        """The standardized names that a folded value means; with `*` at its end, those that begin so.

        A standardized name itself comes first; else every one that stands for a spelling of the value.
        """
        if value.endswith("*"):
            return [name for name in self._every if fold(name).startswith(value[:-1])]
        stated = sorted({each.standard for each in self.overlay.names if fold(each.standard) == value})
        if stated:
            return stated
        key = key_of(value)
        found = {each.standard for each in self.overlay.names if each.node.key == key}
        found.update(self.standing.standards_of(key))
        return [name for name in found if fold(name) == value] or sorted(found)

    @cached_property
    def _every(self) -> list[str]:
        return sorted(set(self.standing.names["standard"].to_pylist()))

    def _of_groups(self, leaf: Code | Present) -> pa.Array:
        if isinstance(leaf, Present):
            return self._holding(self.overlay.as_of, lambda _: True)
        match = _AT.match(leaf.value)
        value, date = (match[1], match[2]) if match else (leaf.value, self.overlay.as_of)
        if value.endswith("*"):
            return self._holding(date, lambda group: fold(group).startswith(value[:-1]))
        return self._holding(date, lambda group: group_key(group) == group_key(value))

    def _holding(self, date: str | None, is_meant: Callable[[str], bool]) -> pa.Array:
        table = self._group_values(date, is_meant)
        return pa.array(sorted(set(table["ord"].to_pylist())), pa.uint64())

    def _group_values(self, date: str | None, is_meant: Callable[[str], bool]) -> pa.Table:
        holding = active(self.overlay.members, date) if date else ()
        return self.standing.holding(_member_table((m, group) for m, group in holding if is_meant(group)))

    def facet(self, code: str, ords: Sequence[int] | pa.Array | None) -> list[tuple[str, int]]:
        """Standardized names, or groups as of the last judgement, with the number of records."""
        return self.standing.counted(self._values(code, ords), ords)

    def values(self, code: str, ords: Sequence[int] | pa.Array) -> dict[int, list[str]]:
        """The standardized names or groups of some records; records without any are absent."""
        wanted = set(ords.to_pylist() if isinstance(ords, pa.Array) else ords)
        rows = self._values(code, ords).to_pydict()
        found: dict[int, list[str]] = {}
        for ord_, value in sorted(zip(rows["ord"], rows["value"], strict=True)):
            if ord_ in wanted:
                found.setdefault(ord_, []).append(value)
        return found

    def _values(self, code: str, ords: Sequence[int] | pa.Array | None) -> pa.Table:
        if code == "pan":
            return self.standing.values(ords)
        return self._group_values(self.overlay.as_of, lambda _: True)


def _member_table(holding: Iterable[tuple[Membership, str]]) -> pa.Table:
    rows = [(m.standard, *m.node, group) for m, group in holding]
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in MEMBER]
    arrays = [pa.array(column, pa.string()) for column in columns]
    return pa.Table.from_arrays(arrays, schema=MEMBER)
