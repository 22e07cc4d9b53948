"""What an application rests on: priorities along its lineage, else where the lineage begins."""

import pytest

from zhihang.corpus.tables.lineage import Lineage

CASES = {
    "a divisional rests on what its parent claims": (["D P"], ["P X"], "D", "X"),
    "without priorities it rests on the parent": (["D P"], [], "D", "P"),
    "a chain is followed to its beginning": (["C B", "B A"], [], "C", "A"),
    "what is claimed on the way counts, wherever it is stated": (["C B", "B A"], ["A X", "C X", "B Y"], "C", "X Y"),
    "a continuation in part rests on itself besides": (["C P +"], ["P X"], "C", "C X"),
    "and what goes on from it rests on the same": (["D C", "C P +"], ["P X", "D X"], "D", "C X"),
    "of two statements the one with added matter holds": (["C P", "C P +"], [], "C", "C"),
    "two parents give both": (["C A", "C B"], [], "C", "A B"),
    "a circle ends": (["A B", "B A"], ["B X"], "A", "X"),
    "an application is not its own parent": (["A A"], [], "A", "A"),
    "a list of children": (["D, E P"], ["P X"], "E", "X"),
}


@pytest.mark.parametrize("case", CASES)
def test_basis(case: str) -> None:
    edges, claims, asked, expected = CASES[case]
    lineage = Lineage()
    for edge in edges:
        child, _, parent = edge.removesuffix(" +").rpartition(" ")
        lineage.goes_on(child, parent, adds=edge.endswith("+"))
    for claim in claims:
        lineage.claims(*claim.split())
    assert sorted(lineage.basis(asked)) == expected.split()


def test_a_chain_of_thousands() -> None:
    lineage = Lineage()
    for number in range(5_000):
        lineage.goes_on(f"A{number + 1}", f"A{number}", adds=False)
    assert lineage.basis("A5000") == {"A0"}


def test_the_order_of_statements_does_not_matter() -> None:
    forward, backward = Lineage(), Lineage()
    edges = [("D", "C", False), ("C", "B", True), ("B", "A", False), ("E", "B", False), ("E", "D", False)]
    for lineage, some in ((forward, edges), (backward, edges[::-1])):
        for child, parent, adds in some:
            lineage.goes_on(child, parent, adds=adds)
        lineage.claims("A", "X")
    assert list(forward.bases()) == list(backward.bases())
