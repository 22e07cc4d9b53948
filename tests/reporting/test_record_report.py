"""A report of a record says what the record says: for each of the six rights, in both languages, in both formats."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.reporting.conftest import ASKING, records_of, squashed

from zhihang.reporting.blocks import Document, Picture
from zhihang.reporting.record_report.asking import CLAIMS, Asking
from zhihang.reporting.record_report.document import record_report
from zhihang.reporting.record_report.entry import entry_of

_FILE = Path(__file__).parent / "records.yaml"
CASES: dict[str, dict[str, Any]] = yaml.safe_load(_FILE.read_text("utf-8"))
RECORDS = records_of(_FILE)


@pytest.fixture(scope="module", params=["en", "zh"])
def asking(request: pytest.FixtureRequest) -> Asking:
    return replace(ASKING, language=request.param)


def test_each_right_is_reported(asking: Asking, text_of: Callable[[Document], str]) -> None:
    text = text_of(record_report(RECORDS.values(), asking))
    for name, case in CASES.items():
        for words in case[asking.language]:
            assert squashed(words) in text, (name, words)
        assert not [words for words in case.get("absent", ()) if squashed(words) in text], name


@pytest.mark.parametrize(("claims", "shown"), [*zip(CLAIMS, ((), ("1",), ("1", "3"), ("1", "2", "3")), strict=True)])
def test_as_many_claims_as_are_asked_for(claims: Any, shown: tuple[str, ...]) -> None:
    record = RECORDS["a patent says its bibliography, texts, relations and events"]
    entry = entry_of(record, 1, replace(ASKING, claims=claims))
    texts = [block for block in entry.blocks if type(block).__name__ == "Paragraph" and block.code]
    assert tuple(block.code for block in texts) == shown  # type: ignore[union-attr]  # they are paragraphs


def test_a_record_alone_has_no_title_page_and_no_index(text_of: Callable[[Document], str]) -> None:
    text = text_of(record_report(list(RECORDS.values())[:1], ASKING))
    assert "Contents" not in text
    assert "Indexof" not in text


def test_pictures_stand_with_their_record_and_damaged_ones_are_told(text_of: Callable[[Document], str]) -> None:
    damaged = Picture(b"no picture", "image/png", "view-1.png")
    text = text_of(record_report(list(RECORDS.values())[:1], ASKING, lambda _: [damaged]))
    assert squashed("picture not shown: view-1.png cannot be read") in text
