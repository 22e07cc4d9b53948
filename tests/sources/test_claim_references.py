from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from zhihang.sources.claim_references import independent

CASES = yaml.safe_load((Path(__file__).parent / "claim_references.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_claims_that_stand_by_themselves(name):
    case = CASES[name]
    assert list(independent(case["claims"], case["language"])) == case["independent"]
