"""Who belonged to which group when 集团: memberships with days, groups inside groups.

A membership holds on both its days; a day, month or year that is asked for is met if it holds on any day of it. A
member whose name is that of a group (without a scope) brings that group with all its members.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from zhihang.corpus.applicants.statements import Node, Statements, group_key, node_of, order, problem
from zhihang.records.dates import interval
from zhihang.records.problem import Problem
from zhihang.sources.judgements.judgement import Judgement

FIRST, LAST = "0000-00-00", "9999-99-99"


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """A name in a group 集团成员: the standardized name it has, or the scope it is meant in; first and last day."""

    node: Node
    standard: str | None
    group: str
    group_key: str
    since: str = FIRST
    until: str = LAST

    def holds(self, first: str, last: str) -> bool:
        """Whether it holds on any day from first to last."""
        return self.since <= last and first <= self.until


def memberships(stated: Statements, names: dict[Node, str]) -> tuple[list[Membership], list[Problem]]:
    """The memberships of some statements; groups that contain themselves are told and not followed."""
    in_order = sorted(stated.members, key=order)
    called: dict[str, str] = {}
    for judgement in in_order:
        called.setdefault(group_key(judgement.group or ""), judgement.group or "")
    found = [_membership(judgement, names, called) for judgement in in_order]
    problems: list[Problem] = []
    kept: list[Membership] = []
    for judgement, membership in zip(in_order, found, strict=True):
        if membership.node.key in called and not membership.node.is_scoped and _leads_back(membership, found):
            problems.append(problem("group-in-itself", [judgement]))
        else:
            kept.append(membership)
    return kept, problems


def _membership(judgement: Judgement, names: dict[Node, str], called: dict[str, str]) -> Membership:
    node = node_of(judgement.name)
    key = group_key(judgement.group or "")
    return Membership(
        node=node,
        standard=names.get(node),
        group=called[key],
        group_key=key,
        since=interval(judgement.since)[0] if judgement.since else FIRST,
        until=interval(judgement.until)[1] if judgement.until else LAST,
    )


def _leads_back(membership: Membership, every: Sequence[Membership]) -> bool:
    """Whether the group of a membership is, on some day of it, inside the very group that is its member."""
    waiting = [(membership.group_key, membership.since, membership.until)]
    seen = set(waiting)
    while waiting:
        key, since, until = waiting.pop()
        if key == membership.node.key:
            return True
        for other in every:
            if other.node == Node(key) and other.holds(since, until):
                step = (other.group_key, max(since, other.since), min(until, other.until))
                if step not in seen:
                    seen.add(step)
                    waiting.append(step)
    return False


def active(memberships: Iterable[Membership], date: str) -> Iterator[tuple[Membership, str]]:
    """Each membership that holds on a date (a day, a month, a year), once for every group it leads to."""
    first, last = interval(date)
    holding = [membership for membership in memberships if membership.holds(first, last)]
    above: dict[str, list[str]] = {}
    called = {membership.group_key: membership.group for membership in holding}
    for membership in holding:
        if not membership.node.is_scoped:
            above.setdefault(membership.node.key, []).append(membership.group_key)
    for membership in holding:
        for key in _upwards(membership.group_key, above):
            yield membership, called[key]


def _upwards(key: str, above: dict[str, list[str]]) -> list[str]:
    found = [key]
    for each in found:
        found += [group for group in above.get(each, ()) if group not in found]
    return found
