"""Which judgements stand against each other: chains of `same` between two names that are judged `different`.

Somebody says A = B, somebody B = C, somebody A ≠ C. One of the three is wrong and nobody here knows which; so every
`same` that helps to join A and C is in dispute and is not followed, while the rest of a large component stays together.
A link helps to join A and C exactly if it lies on a path between them that passes no name twice, that is in the block
(biconnected component) that the pair A-C would belong to if it were a link too.
"""

from __future__ import annotations

from collections.abc import Iterable

from zhihang.corpus.applicants.statements import Node, Pair


def in_dispute(links: Iterable[Pair], apart: Pair) -> set[Pair]:
    """The links on any simple path between two nodes; none where they are not joined."""
    neighbours: dict[Node, list[Node]] = {}
    for one, two in links:
        neighbours.setdefault(one, []).append(two)
        neighbours.setdefault(two, []).append(one)
    start, goal = apart
    if start not in neighbours or goal not in neighbours:
        return set()
    neighbours[start] = [goal, *(node for node in neighbours[start] if node != goal)]
    neighbours[goal] = [start, *(node for node in neighbours[goal] if node != start)]
    block = _first_block(neighbours, start)
    return {link for link in block if link != apart}


def _first_block(neighbours: dict[Node, list[Node]], start: Node) -> set[Pair]:
    """The block of the first link of `start`: depth-first search, low points, a stack of links (Hopcroft, Tarjan 1973).

    The search leaves `start` by that link alone: what it closes on the way back to `start` is the block.
    """
    found = {start: 0, neighbours[start][0]: 1}
    low = dict(found)
    first = neighbours[start][0]
    links: list[Pair] = [_pair(start, first)]
    path: list[tuple[Node, Node, int]] = [(start, first, 0)]
    while path:
        above, node, place = path.pop()
        if place < len(neighbours[node]):
            path.append((above, node, place + 1))
            following = neighbours[node][place]
            if following not in found:
                found[following] = low[following] = len(found)
                links.append(_pair(node, following))
                path.append((node, following, 0))
            elif following != above and found[following] < found[node]:
                links.append(_pair(node, following))
                low[node] = min(low[node], found[following])
        elif path:
            low[above] = min(low[above], low[node])
            if low[node] >= found[above]:
                del links[links.index(_pair(above, node)) :]
    return set(links)


def _pair(one: Node, two: Node) -> Pair:
    return (one, two) if one <= two else (two, one)
