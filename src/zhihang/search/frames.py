"""One open bracket of a query, or the query itself: what stands in it so far, and how it becomes one operand."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from zhihang.search.faults import Advice, Faults, replace
from zhihang.search.joining import mixed_sign
from zhihang.search.lexer import Token
from zhihang.search.notices import Notice
from zhihang.search.parts import Item, Part, Sign
from zhihang.search.proximity import Proximities
from zhihang.search.scope import Scope

_MAY_PRECEDE_NOT = frozenset({"and", "or", "xor", "comma"})

Finish = Callable[[Part], Part]
Join = Callable[[Sequence[Item], Proximities], Part]


@dataclass(slots=True)
class Frame:
    """An open bracket: `kind` says what it belongs to, `scope` under which fields values in it are read.

    `relation` is how they stand to their field, `name` the field as typed, `clause_start` where it stands. `finish`
    turns the joined inside into the operand of the outer bracket (a clause, an element, a join); `is_bad` means that a
    fault was reported for its field, so nothing is concluded from what stands in it.
    """

    kind: Literal["query", "group", "operand", "element", "join"]
    scope: Scope
    opening: Token | None = None
    finish: Finish | None = None
    name: str = ""
    clause_start: int = 0
    is_bad: bool = False
    relation: str = "="
    items: list[Item] = field(default_factory=list)
    is_touched: bool = False

    @property
    def is_list(self) -> bool:
        """Whether a comma means OR here: inside `field=( … )` only."""
        return not self.scope.is_default and self.scope.type != "elem"

    def add_part(self, part: Part, faults: Faults) -> None:
        """Put an operand; in code fields two of them need an operator between (E410)."""
        last = self.items[-1] if self.items else None
        if isinstance(last, Part) and self.is_list and not self.scope.is_text and not self.is_bad:
            advice = Advice((",", "OR"), replace(last.end, part.start, ", "))
            faults.add("E410", part.start, part.end - part.start, lambda: advice)
        self.items.append(part)

    def add_sign(self, sign: Sign, faults: Faults) -> bool:
        """Put an operator where one may stand (E204, E206); whether it was put."""
        self.is_touched = True
        last = self.items[-1] if self.items else None
        length = sign.end - sign.start
        if last is None and sign.operator != "not":
            quoted = (*replace(sign.start, sign.end, ""), *replace(sign.start, sign.end, f'"{sign.text}"'))
            advice = Advice((f'"{sign.text}"',), quoted)
            faults.add("E204", sign.start, length, lambda: advice, op=sign.text)
            return False
        if isinstance(last, Sign) and not (sign.operator == "not" and last.operator in _MAY_PRECEDE_NOT):
            faults.add("E206", sign.start, length, lambda: Advice(repairs=replace(sign.start, sign.end, "")))
            return False
        self.items.append(sign)
        return True

    def joined(self, end: int, faults: Faults, proximities: Proximities, join: Join) -> Part:
        """The inside as one operand that ends at `end` (E201, E205, E207)."""
        while self.items and isinstance(self.items[-1], Sign):
            self._report_open_end(self.items.pop(), faults)
        start = self.opening.start if self.opening is not None else 0
        if not self.items:
            if not self.is_touched:
                self._report_empty(start, end, faults)
            return Part(None, start, end, "group")
        part = join(self.items, proximities)
        tree = None if self.is_bad else part.tree
        part = Part(tree, start, end, "group", holds_same=part.holds_same)
        return self.finish(part) if self.finish is not None else part

    def _report_open_end(self, sign: Item, faults: Faults) -> None:
        text = sign.text if isinstance(sign, Sign) else ""
        advice = Advice(repairs=replace(sign.start, sign.end, ""))
        faults.add("E205", sign.start, sign.end - sign.start, lambda: advice, op=text)

    def _report_empty(self, start: int, end: int, faults: Faults) -> None:
        if self.opening is None:
            faults.add("E201", 0, 1, lambda: Advice(("ti=battery",)))
        else:
            clause = "*" if self.kind == "operand" else ""
            faults.add("E207", start, 1, lambda: Advice(repairs=replace(start, end, clause)))

    def notices(self, source: str) -> list[Notice]:
        """W02 for each clause whose neighbour was probably meant to belong to it."""
        found: list[Notice] = []
        for index, (item, following) in enumerate(zip(self.items, self.items[1:], strict=False)):
            if isinstance(item, Part) and item.covers and isinstance(following, Part) and following.is_bare:
                found.append(_field_covers_one_word(item, self._bare_run(index + 1), source))
        return found

    def _bare_run(self, index: int) -> list[Part]:
        """The bare words side by side from here on."""
        run: list[Part] = []
        for item in self.items[index:]:
            if not isinstance(item, Part) or not item.is_bare:
                break
            run.append(item)
        return run

    def mixed(self) -> Sign | None:
        """The operator that mixes levels without brackets (W01)."""
        return mixed_sign(self.items)


def _field_covers_one_word(clause: Part, run: list[Part], source: str) -> Notice:
    assert clause.covers is not None  # asked only for such clauses
    start, label = clause.covers
    inside = source[start : run[-1].end]
    proposal = f"{source[:start]}({inside}){source[run[-1].end :]}"
    fields = {
        "field": label,
        "word": source[start : clause.end],
        "proposal": f"{source[clause.start : start]}({inside})",
    }
    return Notice("W02", run[0].start, run[0].end - run[0].start, fields, proposal)
