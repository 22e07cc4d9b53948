"""One standardized name 标准化申请人 for many: components of `same`, without what is in dispute.

A component is called as the judges call it: by the name that stood on the left of `same` and never on the right; of
several by the earliest. A node with a scope carries it in its name (`DELTA INC [US]`), so that no two components share
one.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from zhihang.corpus.applicants.disputes import in_dispute
from zhihang.corpus.applicants.statements import Node, Pair, Statements, node_of, order, problem
from zhihang.records.problem import Problem
from zhihang.sources.judgements.judgement import Judgement


@dataclass(slots=True)
class Resolved:
    """What the judgements come to: the standardized name of each judged node, and what could not be decided."""

    names: dict[Node, str] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def resolved(stated: Statements) -> Resolved:
    """The standardized names that follow from statements; a function of their set."""
    found = Resolved()
    links = set(stated.same)
    for apart in sorted(stated.different):
        chain = in_dispute(_component(stated.same, apart[0]), apart)
        if chain:
            judgements = [each for link in sorted(chain) for each in stated.same[link]]
            found.problems.append(problem("judgement-chain", [*stated.different[apart], *judgements]))
            links -= chain
    nodes = {node for pair in (*stated.same, *stated.different) for node in pair}
    nodes |= {node for member in stated.members if not (node := node_of(member.name)).is_scoped}
    spoken = _spoken([each for several in (stated.same, stated.different) for judged in several.values()
                      for each in judged] + stated.members)  # fmt: skip
    for component in _components(nodes, links):
        name = _called(
            component, [each for link in links if link[0] in component for each in stated.same[link]], spoken
        )
        found.names.update(dict.fromkeys(component, name))
    return found


def _component(links: Iterable[Pair], start: Node) -> list[Pair]:
    """The links of the component that a node is in."""
    by_node: dict[Node, list[Pair]] = {}
    for link in links:
        for node in link:
            by_node.setdefault(node, []).append(link)
    seen, waiting, found = {start}, [start], set()
    while waiting:
        for link in by_node.get(waiting.pop(), ()):
            found.add(link)
            fresh = set(link) - seen
            seen |= fresh
            waiting.extend(fresh)
    return sorted(found)


def _components(nodes: Iterable[Node], links: Iterable[Pair]) -> list[set[Node]]:
    groups = {node: {node} for node in nodes}
    for one, two in links:
        if groups[one] is not groups[two]:
            small, large = sorted((groups[one], groups[two]), key=len)
            large |= small
            groups.update(dict.fromkeys(small, large))
    distinct = {id(group): group for group in groups.values()}
    return sorted(distinct.values(), key=min)


def _spoken(judgements: list[Judgement]) -> dict[Node, str]:
    """How each node was first written by a judge."""
    found: dict[Node, str] = {}
    for judgement in sorted(judgements, key=order):
        for named in (judgement.name, judgement.other):
            if named is not None:
                found.setdefault(node_of(named), named.name)
    return found


def _called(component: set[Node], judgements: list[Judgement], spoken: dict[Node, str]) -> str:
    """The name of a component: one without a scope before one with, one that is no variant before one that is."""
    in_order = sorted(judgements, key=order)
    variants = {node_of(judgement.other) for judgement in in_order if judgement.other is not None}
    named = [node_of(judgement.name) for judgement in in_order]
    places = {node: place for place, node in reversed(list(enumerate([*named, *sorted(component)])))}
    node = min(component, key=lambda node: (node.is_scoped, node in variants, places[node]))
    return spoken[node] + node.scope
