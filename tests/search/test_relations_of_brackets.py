"""A relation before brackets holds for each value within them; none is read as another."""

from __future__ import annotations

import pytest

from zhihang.errors import QueryError
from zhihang.search.parser import parse
from zhihang.search.printing import print_query

CASES = {
    'pa==("Alpha Co", "Beta")': 'pa=="alpha co" OR pa=="beta"',
    'in==("Wang Hao" OR ("Li Wen" AND "Wu"))': 'in=="wang hao" OR (in=="li wen" AND in=="wu")',
    "pd>=(2010)": "pd=2010-01-01..",
    "pd>(2010 OR 2012)": "pd=2011-01-01.. OR pd=2013-01-01..",
    "nfc<(5)": "nfc<5",
    'pa!=("Alpha", "Beta")': 'NOT (pa="alpha" OR pa="beta")',
    'pa=("Alpha", "Beta")': 'pa="alpha" OR pa="beta"',
}


@pytest.mark.parametrize("query", list(CASES))
def test_each_value_stands_in_the_relation(query: str) -> None:
    tree = parse(query).tree
    assert print_query(tree) == CASES[query]
    assert parse(CASES[query]).tree == tree


@pytest.mark.parametrize(
    ("query", "code"), [("pa==(alpha NEAR/2 beta)", "E506"), ("pa==(alp*)", "E107"), ("pd>=(2010..2012)", "E303")]
)
def test_what_no_value_can_stand_in_is_refused(query: str, code: str) -> None:
    with pytest.raises(QueryError) as refused:
        parse(query)
    assert refused.value.code == code
