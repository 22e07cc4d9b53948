"""Judgements as statements on normal forms: which are in force, and which of them contradict each other outright."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple, TypeAlias

import msgspec

from zhihang.corpus.applicants.normal import normalise
from zhihang.records.dates import interval
from zhihang.records.problem import Problem
from zhihang.sources.judgements.judgement import Judgement, Named

PRODUCT = "judgements"


class Node(NamedTuple):
    """A normal form 规范名称 and where it is meant; empty where it is meant everywhere."""

    key: str
    country: str = ""
    office: str = ""
    record: str = ""

    @property
    def is_scoped(self) -> bool:
        """Whether it is meant for some parties of that name only."""
        return bool(self.country or self.office or self.record)

    @property
    def scope(self) -> str:
        """The scope as it is added to a name: ` [US]`."""
        parts = [part for part in self[1:] if part]
        return f" [{', '.join(parts)}]" if parts else ""


Pair: TypeAlias = tuple[Node, Node]
"""Two nodes, the smaller first."""


def node_of(named: Named) -> Node:
    """The node that a name in a judgement speaks of; a country that is part of the name is no scope."""
    return Node(normalise(named.name).key, named.country or "", named.office or "", named.record or "")


def pair_of(judgement: Judgement) -> Pair | None:
    """The nodes that a judgement on two names is about."""
    if judgement.other is None:
        return None
    one, two = node_of(judgement.name), node_of(judgement.other)
    return (one, two) if one <= two else (two, one)


def told(judgements: Iterable[Judgement]) -> str:
    """Who said what when, in one line."""
    return "; ".join(f"{_words(each)} ({each.by}, {each.when})" for each in judgements)


def _words(judgement: Judgement) -> str:
    name = judgement.name.name + node_of(judgement.name).scope
    if judgement.other is not None:
        return f"{judgement.verdict}: {name} / {judgement.other.name}{node_of(judgement.other).scope}"
    return f"{judgement.verdict}: {name or judgement.withdraws} {judgement.group or ''}".strip()


def problem(code: str, judgements: Sequence[Judgement]) -> Problem:
    """A problem of several judgements, at the place of the last of them."""
    last = max(judgements, key=order)
    place = last.provenance
    return Problem(
        file=place.file if place else "",
        code=code,
        position=place.position if place else None,
        detail=told(sorted(judgements, key=order)),
        product=PRODUCT,
    )


def order(judgement: Judgement) -> tuple[str, bytes]:
    """By day, then by content: an order that no file decides."""
    return judgement.when, content(judgement)


def content(judgement: Judgement) -> bytes:
    """What a judgement says, wherever it stands."""
    return msgspec.json.encode(msgspec.structs.replace(judgement, provenance=None))


@dataclass(slots=True)
class Statements:
    """The judgements in force: by pair of nodes, and the memberships; with what is wrong among them."""

    same: dict[Pair, list[Judgement]] = field(default_factory=dict)
    different: dict[Pair, list[Judgement]] = field(default_factory=dict)
    unsure: dict[Pair, list[Judgement]] = field(default_factory=dict)
    members: list[Judgement] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def statements(judgements: Iterable[Judgement]) -> Statements:
    """A set of judgements as statements: repeated lines once, withdrawn ones left out, contradictions told.

    Where two people say `same` and `different` of one pair, neither is followed: the names stay apart.
    """
    unique = {content(judgement): judgement for judgement in sorted(judgements, key=_place, reverse=True)}
    in_order = sorted(unique.values(), key=order)
    found = Statements()
    for judgement in _in_force(in_order, found.problems):
        pair = pair_of(judgement)
        if judgement.verdict == "member":
            found.members.append(judgement)
        elif pair is not None and pair[0] == pair[1]:
            if judgement.verdict != "same":
                found.problems.append(problem("judgement-one-key", [judgement]))
        elif pair is not None:
            getattr(found, judgement.verdict).setdefault(pair, []).append(judgement)
    for pair in sorted(found.same.keys() & found.different.keys()):
        found.problems.append(problem("judgement-contradiction", [*found.same[pair], *found.different[pair]]))
        del found.same[pair]
    return found


def _place(judgement: Judgement) -> tuple[str, int]:
    place = judgement.provenance
    return (place.file, place.position or 0) if place else ("", 0)


def _in_force(judgements: list[Judgement], problems: list[Problem]) -> Iterator[Judgement]:
    """Those that nobody took back. A withdrawal takes back what was said up to its day."""
    spoken = [judgement for judgement in judgements if judgement.verdict != "withdrawn"]
    _check_ids(spoken, problems)
    gone: set[int] = set()
    for withdrawal in judgements:
        if withdrawal.verdict == "withdrawn":
            taken = {place for place, judgement in enumerate(spoken) if _takes_back(withdrawal, judgement)}
            if not taken:
                problems.append(problem("withdrawal-of-nothing", [withdrawal]))
            gone |= taken
    return (judgement for place, judgement in enumerate(spoken) if place not in gone)


def _check_ids(judgements: list[Judgement], problems: list[Problem]) -> None:
    named: dict[str, list[Judgement]] = {}
    for judgement in judgements:
        if judgement.id:
            named.setdefault(judgement.id, []).append(judgement)
    problems += [problem("judgement-id-twice", several) for several in named.values() if len(several) > 1]


def _takes_back(withdrawal: Judgement, judgement: Judgement) -> bool:
    if interval(judgement.when)[0] > interval(withdrawal.when)[1]:
        return False
    if withdrawal.withdraws:
        return judgement.id == withdrawal.withdraws
    if judgement.verdict == "member":
        same_group = withdrawal.group is not None and group_key(withdrawal.group) == group_key(judgement.group or "")
        return same_group and node_of(withdrawal.name) == node_of(judgement.name)
    return pair_of(withdrawal) is not None and pair_of(withdrawal) == pair_of(judgement)


def group_key(group: str) -> str:
    """What spellings of one group's name share."""
    return normalise(group).key
