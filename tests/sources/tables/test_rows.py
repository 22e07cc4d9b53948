"""What the shipped mappings make of made-up rows, in both languages, and what is told of wrong cells."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import msgspec
import pytest
import yaml

HERE = Path(__file__).parent
CASES = {
    name: case
    for file in ("rows", "products")
    for name, case in yaml.safe_load((HERE / f"{file}.yaml").read_text("utf-8")).items()
}


def table(rows: list[dict[str, str]]) -> bytes:
    target = io.StringIO()
    writer = csv.DictWriter(target, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return target.getvalue().encode()


@pytest.mark.parametrize("case", CASES)
def test_a_row(case: str, read, recognised, left_aside) -> None:
    content = CASES[case]
    data = table([content["row"]])
    source = recognised(data)
    assert source is not None
    assert source.name == content["product"]
    records, problems = read(data)
    assert [[aside.reason, aside.detail] for aside in left_aside(data)] == content.get("aside", [])
    assert [[problem.code, problem.detail] for problem in problems] == content.get("problems", [])
    found = [msgspec.json.decode(msgspec.json.encode(record)) for record in records]
    for record in found:
        record.pop("provenance")
    expected = content.get("record")
    assert found == ([expected] if expected else [])
