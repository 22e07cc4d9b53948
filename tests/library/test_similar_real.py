"""More-like-this on real records: what a document cites is found far more often than by the words of its title."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.corpus.building import add
from zhihang.library import open_corpus

QUESTIONS = 60
LEAST_RECALL = 0.5
"""Of the cited documents among the first hundred of 2,244; 0.6 and more were measured on larger corpora."""


@pytest.mark.real_data
def test_cited_documents_are_found(shared: Path, tmp_path: Path) -> None:
    add(tmp_path / "corpus", [shared / "data" / "retrieval-judgements" / "patsnap-nus" / "corpus.zip"])
    corpus = open_corpus(tmp_path / "corpus")
    sql = (
        "SELECT c.id, c.right_id, list(DISTINCT d.right_id) FROM citation_pairs p "
        "JOIN records c ON c.ord = p.citing_ord "
        "JOIN records d ON d.ord = p.cited_ord WHERE c.right_id <> d.right_id GROUP BY ALL ORDER BY c.id LIMIT ?"
    )
    shares = []
    for identifier, own, cited in corpus.editions[0].edition.tables.ask(sql, [QUESTIONS]).fetchall():
        hits = corpus.similar(identifier, by="terms", limit=100).hits
        found = {hit.row["right_id"] for hit in hits}
        assert own not in found
        assert len(found) == len(hits)
        shares.append(len(found & set(cited)) / len(cited))
    assert len(shares) == QUESTIONS
    assert sum(shares) / QUESTIONS >= LEAST_RECALL
