"""What stands beside records is left aside by its content, each kind with its word; what looks like data is not."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from zhihang.messages import room_texts
from zhihang.sources.recognition import head_of
from zhihang.sources.reference_files import lists, reference

CASES = yaml.safe_load((Path(__file__).parent / "reference_files.yaml").read_text("utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_reference_material_by_content(name):
    case = CASES[name]
    text = case["text"] * case.get("times", 1)
    assert reference(head_of(text.encode("utf-8"), "any")) == case["code"]


def test_every_kind_of_reference_material_has_its_word():
    texts = room_texts("sources")
    found = lists()
    codes = {*found.roots.values(), *(code for code, _ in found.heads), *(each.code for each in found.lines)}
    assert codes <= set(texts)
