"""Elements of the query language: several conditions on one entry (`ev={cat=S and date>=2022}`).

Entries are narrowed down in the column engine by conditions that every match must meet, and then looked at one by one
with the very functions that the rest of the language uses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pyarrow as pa

from zhihang.corpus import plan
from zhihang.corpus.matching import TokenizedValue, occurs
from zhihang.corpus.plan import FieldRef, Node
from zhihang.corpus.tables.asking import Asked, wanted
from zhihang.corpus.tables.declarations import ELEMENTS, subfields
from zhihang.corpus.tables.narrowing import narrowed
from zhihang.corpus.values import spellings
from zhihang.errors import UsageError
from zhihang.records.dates import interval
from zhihang.text.folding import fold
from zhihang.text.tokens import joined, tokens

Entry = dict[str, Any]


class Elements(Asked):
    """Questions about entries of lists."""

    def elements(self, element: str, node: Node, ords: Sequence[int] | pa.Array | None = None) -> pa.Array:
        """Ordinals of records with an entry that meets the whole condition, ascending.

        `node` uses the sub-fields of the element (`cat`, or `ev.cat`); `ords` limits the search to some records.
        """
        condition, parameters = narrowed(element, node)
        found = {
            ord_ for ord_, entry in self._entries(element, condition, parameters, ords) if entry_matches(node, entry)
        }
        return pa.array(sorted(found), pa.uint64())

    def element_rows(self, element: str, ords: Sequence[int] | pa.Array | None = None) -> Iterator[tuple[int, Entry]]:
        """Each entry as ordinal and sub-field values, absent ones left out."""
        return self._entries(element, "true", [], ords)

    def _entries(
        self, element: str, condition: str, parameters: list[Any], ords: Sequence[int] | pa.Array | None
    ) -> Iterator[tuple[int, Entry]]:
        if element not in ELEMENTS:
            raise UsageError("ELEMENT", room="corpus", element=element, elements=" ".join(ELEMENTS))
        names = subfields(element)
        columns = ", ".join(f'e."{column}"' for column in names.values())
        limit = "" if ords is None else " JOIN wanted w ON w.ord = e.ord"
        sql = f'SELECT e.ord, {columns} FROM "{ELEMENTS[element]}" e{limit} WHERE {condition}'
        handed = {} if ords is None else {"wanted": wanted(ords)}
        reader: Any = self.ask(sql, parameters, **handed).to_arrow_reader(10_000)
        for batch in reader:
            lists = [column.to_pylist() for column in batch.columns]
            for ord_, *values in zip(*lists, strict=True):
                yield ord_, {name: value for name, value in zip(names, values, strict=True) if value is not None}


def entry_matches(node: Node, entry: Entry) -> bool:
    """Whether one entry meets a condition."""
    match node:
        case plan.And(parts):
            return all(entry_matches(part, entry) for part in parts)
        case plan.Or(parts):
            return any(entry_matches(part, entry) for part in parts)
        case plan.Xor(left, right):
            return entry_matches(left, entry) != entry_matches(right, entry)
        case plan.Minus(left, right):
            return entry_matches(left, entry) and not entry_matches(right, entry)
        case plan.Everything():
            return True
        case _:
            return any(_leaf_matches(node, value, ref) for ref, value in _values(node, entry))


def _values(leaf: Any, entry: Entry) -> Iterator[tuple[FieldRef, str]]:
    for ref in leaf.fields:
        value = entry.get(ref.code.rpartition(".")[2])
        if value is not None:
            yield ref, str(value)


def _leaf_matches(leaf: Any, value: str, ref: FieldRef) -> bool:
    match leaf:
        case plan.Text(_, pattern):
            return occurs(pattern, TokenizedValue(value, ref.code))
        case plan.Equals(_, wanted_value):
            return joined(tokens(value)) == wanted_value
        case plan.Code(_, code) | plan.Under(_, code):
            folded = fold(value).strip()
            return folded.startswith(code[:-1]) if code.endswith("*") else folded == code
        case plan.Present(_):
            return True
        case plan.Range(_, low, high):
            if ref.code.rpartition(".")[2] != "date":
                return (
                    value.isdecimal()
                    and (low is None or int(value) >= int(low))
                    and (high is None or int(value) <= int(high))
                )
            first, last = interval(value)
            return (low is None or first >= str(low)) and (high is None or last <= str(high))
        case plan.Number(_, number):
            known = spellings(value, value[:2])
            return any(s.startswith(number[:-1]) for s in known) if number.endswith("*") else number in known
    raise UsageError("ELEMENT_LEAF", room="corpus", leaf=type(leaf).__name__)
