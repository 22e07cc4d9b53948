from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from zhihang.sources.claims_run_together import parted

CASES = yaml.safe_load((Path(__file__).parent / "claims_run_together.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_sets_that_were_read_from_paper_as_one(name: str) -> None:
    case = CASES[name]
    found = parted(case["text"], case["language"])
    assert len(found) == len(case["begin"])
    assert all(claim.startswith(begin) for claim, begin in zip(found, case["begin"], strict=True)), found
    assert case["text"].replace(" ", "").endswith("".join(found).replace(" ", ""))
