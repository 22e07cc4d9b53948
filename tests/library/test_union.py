"""Corpora that have no record in common answer together as one corpus of all their records answers: by brute force."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from tests.library.made_records import built, made_records

from zhihang.corpus.fields import fields
from zhihang.library import Corpus, open_corpus
from zhihang.records.record import Record
from zhihang.search.execution import LEVELS, SORTS, Collapse

NUMBER = 90
QUERIES = (
    "id=*", "battery", "ti=battery not anode", "ti=batter*", 'ti="battery separator"', "ab=(battery NEAR/3 anode)",
    "pd=2019", "pd=2019-05..2020", "ipc=H01M10", "pa=alder", "right=trademark or cc=EP", "电池", "nice=9 and 电池",
    "ti=nothingofthekind", "status=active and not pd=*",
)  # fmt: skip
ORDERS = [sort for sort in SORTS if sort not in ("relevance", "nfam")]
"""`nfam` counts the members that its own corpus knows: see `test_family_sizes_belong_to_an_edition`."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    return open_corpus(built(tmp_path_factory.mktemp("whole"), made_records(7, NUMBER)))


@pytest.fixture(scope="module", params=[(1, 2), (2, 3)], ids=lambda pair: f"seed{pair[0]}into{pair[1]}")
def parts(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Corpus:
    """The same records, dealt out by chance: documents of one right may lie in different corpora."""
    seed, number = request.param
    chance, folder = random.Random(seed), tmp_path_factory.mktemp(f"parts{seed}")
    dealt: dict[int, list[dict[str, object]]] = {part: [] for part in range(number)}
    for record in made_records(7, NUMBER):
        dealt[0 if chance.random() < 0.6 else chance.randrange(number)].append(record)
    return open_corpus(*(built(folder / str(part), records) for part, records in dealt.items()))


@pytest.mark.parametrize("query", QUERIES)
def test_totals_sets_and_clause_counts(whole: Corpus, parts: Corpus, query: str) -> None:
    one, several = whole.search(query), parts.search(query)
    assert several.total == one.total
    assert sorted(several.ids().to_pylist()) == sorted(one.ids().to_pylist())
    said, expected = several.explain(), one.explain()
    assert said.total == expected.total
    assert [(each.text, each.total) for each in said.clauses] == [(each.text, each.total) for each in expected.clauses]


@pytest.mark.parametrize("descending", [True, False])
@pytest.mark.parametrize("sort", ORDERS)
def test_every_order(whole: Corpus, parts: Corpus, sort: str, descending: bool) -> None:
    for query in ("id=*", "battery"):
        one, several = whole.search(query), parts.search(query)
        expected = one.ids(sort, descending).to_pylist()
        assert several.ids(sort, descending).to_pylist() == expected
        assert [record.id for record in several.records(sort, descending)] == expected
        pages = [several.page(start, 20, sort, descending) for start in range(0, one.total, 20)]
        assert [row.id for page in pages for row in page] == expected


@pytest.mark.parametrize("collapse", [level for level in LEVELS if level != "extended"])
@pytest.mark.parametrize("sort", ["pd", "ti"])
def test_rights_and_families_stand_once(whole: Corpus, parts: Corpus, collapse: Collapse, sort: str) -> None:
    for query in QUERIES[:8]:
        one, several = whole.search(query), parts.search(query)
        assert several.groups(collapse) == one.groups(collapse), query
        expected = [row.id for row in one.page(0, NUMBER, sort, True, collapse)]
        assert [row.id for row in several.page(0, NUMBER, sort, True, collapse)] == expected, query
        assert [row.id for row in several.page(3, 5, sort, True, collapse)] == expected[3:8], query


def test_every_facet(whole: Corpus, parts: Corpus) -> None:
    codes = ["right", "cc", "kind", "pd", "ad", "pa", "ipc", "status", "nice", "lang", "pacc", "prcc"]
    assert set(codes) <= set(fields())
    for query in QUERIES:
        assert parts.search(query).facets(codes) == whole.search(query).facets(codes), query


def test_the_counts_of_facets_are_those_of_the_records(parts: Corpus) -> None:
    result = parts.search("battery")
    plain = Counter(record.office for record in result.records())
    assert dict(result.facets(["cc"])["cc"]) == plain


def test_family_sizes_belong_to_an_edition(whole: Corpus, parts: Corpus) -> None:
    """What is counted across records is counted in each corpus: it knows no member that only another one holds."""
    members = {record.id: _members(record) for record in whole.search("id=*").records()}
    several = {record.id: _members(record) for record in parts.search("id=*").records()}
    assert all(several[each] <= members[each] for each in members)
    assert several != members


def _members(record: Record) -> set[str]:
    return set(record.family.simple.members) if record.family and record.family.simple else set()


def test_the_same_document_in_two_corpora_counts_in_each(whole: Corpus) -> None:
    folder = whole.editions[0].edition.corpus.layout.root
    twice, one = open_corpus(folder, folder).search("battery"), whole.search("battery")
    assert twice.total == 2 * one.total
    assert dict(twice.facets(["cc"])["cc"]) == {key: 2 * count for key, count in one.facets(["cc"])["cc"]}
    for collapse in ("right", "simple", "extended"):
        assert twice.groups(collapse) == one.groups(collapse)
    assert [(row.id, row.corpus) for row in twice.page(0, 4)] == [
        (row.id, corpus) for row in one.page(0, 2) for corpus in (0, 1)
    ]
