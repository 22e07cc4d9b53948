"""The small corpus once more, with markup in every text of every record."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import sample_corpus

MARKUP = "\"'><zhevil onfocus=zhevil() autofocus><script>zhevil()</script><img src=zhevil onerror=zhevil()>"
"""Text that breaks out of a tag, an attribute or a script wherever it is not escaped. It makes elements by a name that
no page of ours has, so that a parser finds them."""


def build_hostile(folder: Path) -> list[str]:
    """Builds `folder/corpus`; the identifiers of its records."""
    records = [_hostile(record) for record in sample_corpus.sample_records()[:-100]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_corpus, "sample_records", lambda: records)
        sample_corpus.build_sample(folder)
    return [record["id"] for record in records]


def _hostile(record: dict[str, Any]) -> dict[str, Any]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sample_corpus, "SCRIPT", MARKUP)
        found: dict[str, Any] = sample_corpus._hostile(record, "")
    keys = ("ipc", "cpc", "cset", "ipc_first", "related", "family", "pct", "vienna", "nice", "designations",
            "registration_number", "locarno")  # fmt: skip
    return found | {key: record[key] for key in keys if key in record}
