"""What lines of cited literature say: made-up lines part by part, and fifty real ones with parts read off by eye."""

from __future__ import annotations

import csv
import re
import time
from collections import Counter
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.containers import walk
from zhihang.sources.reading import recognised
from zhihang.sources.source import Chunk, Place, Source
from zhihang.standards.literature import read_literature

EXPECTED = Path(__file__).parent / "expected_literature.tsv"
CASES = yaml.safe_load((Path(__file__).parent / "cases_literature.yaml").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict[str, object]) -> None:
    assert msgspec.json.decode(msgspec.json.encode(read_literature(str(case["line"])))) == case["parts"]


@given(st.text(max_size=200))
def test_any_text_has_parts_or_none(line: str) -> None:
    """Every part stands in the line, blanks and marks aside."""
    found = read_literature(line)
    for part in (found.title, found.source, found.year, found.volume, found.issue):
        assert part is None or _bare(part) in _bare(line)


def _bare(text: str) -> str:
    return re.sub(r"[\W_]", "", text)


@pytest.mark.parametrize("unit", ["a", "(", '"', "A. ", "1-", "US ", "Xx, A. ", "10 ", "vol. ", "19 (", "doi "])
def test_long_nonsense_is_read_in_time(unit: str) -> None:
    start = time.monotonic()
    read_literature(unit * 2_000)
    assert time.monotonic() - start < 5


PARTS = ("authors", "title", "source", "year", "volume", "issue", "pages", "doi", "patents")
LEAST = {"authors": 0.88, "title": 0.96, "source": 0.79, "issue": 0.9}
"""Recall and precision below which the reader has become worse than it was; 0.95 for all others."""


def _agrees(part: str, expected: str, found: str) -> bool:
    if part == "authors":
        return _words(found)[:1] == _words(expected)
    if part in ("title", "source"):
        first, last = expected.split(" \u2026 ")
        return _words(found)[:1] == _words(first) and _words(found)[-1:] == _words(last)
    return _words(expected) == _words(found)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def labelled() -> list[dict[str, str]]:
    lines = [line for line in EXPECTED.read_text("utf-8").splitlines() if not line.startswith("#")]
    return list(csv.DictReader(lines, delimiter="\t"))


def cited_lines(data: Path, wanted: set[str]) -> dict[tuple[str, int], str]:
    """The literature that records of some delivered files cite, by record and place among its citations."""
    found = {}
    for outer in sorted({name.partition("!")[0] for name in wanted}):
        for delivered in walk([data / outer]):
            name = f"{outer.rpartition('/')[0]}/{delivered.name}"
            if isinstance(delivered, Problem) or name not in wanted:
                continue
            source = recognised(delivered)
            assert isinstance(source, Source)
            place = Place(file=delivered.name, product=source.name)
            for chunk in source.split(delivered.binary, place):
                outcomes = source.parse(chunk, place) if isinstance(chunk, Chunk) else ()
                for record in (outcome for outcome in outcomes if isinstance(outcome, Record)):
                    found |= {(record.id, n): each.text for n, each in enumerate(record.citations) if each.text}
    return found


@pytest.mark.real_data
def test_fifty_real_lines(shared: Path) -> None:
    """Precision and recall of each part on the lines of `expected_literature.tsv`."""
    rows = labelled()
    lines = cited_lines(shared / "data", {row["file"] for row in rows})
    right, wrong, missed = Counter[str](), Counter[str](), Counter[str]()
    for row in rows:
        literature = read_literature(lines[row["record"], int(row["n"])])
        for part in PARTS:
            value = getattr(literature, part) or ""
            found, expected = " ".join(value) if isinstance(value, tuple) else value, row[part]
            agrees = bool(found and expected) and _agrees(part, expected, found)
            right[part] += agrees
            wrong[part] += bool(found) and not agrees
            missed[part] += bool(expected) and not agrees
    for part in PARTS:
        for others in (wrong, missed):
            assert right[part] / (right[part] + others[part]) >= LEAST.get(part, 0.95), part
