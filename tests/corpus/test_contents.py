"""Which records a delivery holds, as people look at them."""

from __future__ import annotations

from pathlib import Path

import pytest

from zhihang.corpus.building import add
from zhihang.corpus.deliveries import receiving
from zhihang.corpus.deliveries.contents import record_ids
from zhihang.corpus.edition import Corpus

from .made_source import document, recognised, write


def test_each_id_of_a_delivery_stands_once_in_the_order_of_its_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receiving, "recognised", recognised)
    lines = [document("3"), document("1"), document("3"), {"withdraw": "EP2A1"}]
    report = add(tmp_path / "corpus", [write(tmp_path / "a.made", "made", *lines)], jobs=1)
    folder = Corpus.open(tmp_path / "corpus").layout.delivery(report.deliveries[0].key)
    assert list(record_ids(folder)) == ["EP3A1", "EP1A1"]
    assert list(record_ids(tmp_path / "nothing")) == []
