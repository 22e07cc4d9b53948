"""Computed simple families beside those of the EPO's family service (DOCDB)."""

from collections import defaultdict
from pathlib import Path

import pytest

from zhihang.corpus import building
from zhihang.corpus.edition import Corpus

ANSWERS = (
    "epo-ops-go/ex-get_family_with_legal_multiple/response.xml",
    "epo-ops-go/ex-get_family/response.xml",
    "patent_client/3.2_rest-services_family_publication_docdb_WO2009085664.A2__390b96f0.xml",
)


@pytest.mark.real_data
def test_simple_families_agree_with_the_family_service(shared: Path, tmp_path: Path) -> None:
    """Priorities, parents and national phases of 25 documents of nine offices give the families that the EPO gives."""
    building.add(tmp_path / "corpus", [shared / "data" / "epo-ops" / answer for answer in ANSWERS], jobs=1)
    tables = Corpus.open(tmp_path / "corpus").current().tables
    sql = "SELECT source_family, family, member FROM families WHERE kind = 'simple' AND in_corpus"
    theirs: dict[str, set[str]] = defaultdict(set)
    ours: dict[str, set[str]] = defaultdict(set)
    for source, own, member in tables.ask(sql).fetchall():
        theirs[source].add(member)
        ours[own].add(member)
    assert sorted(map(sorted, ours.values())) == sorted(map(sorted, theirs.values()))
    assert {source: len(members) for source, members in theirs.items()} == {"40799763": 20, "43088294": 5}
    assert not tables.family_differences()
