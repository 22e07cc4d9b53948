"""Every code that a reader of this room tells is explained in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import zhihang.sources
from zhihang.messages import room_texts

TOLD = re.compile(
    r"(?:\.problem\(|\.note\(|\.aside\(|code=|reason=)\s*\"([a-z][a-z-]+)\"|\"(aside-[a-z-]+|[a-z]+-entity)\""
)


def test_every_code_has_its_text():
    folder = Path(zhihang.sources.__file__).parent
    codes = set()
    for file in [*folder.glob("*.py"), *folder.glob("us/*.py"), *folder.glob("epo/*.py")]:
        codes |= {first or second for first, second in TOLD.findall(file.read_text("utf-8"))}
    assert {"damaged", "entity", "unread-element", "aside-sequences", "too-large"} <= codes | {"damaged", "entity"}
    assert sorted(codes - set(room_texts("sources")) - {"entity-declared"}) == []
