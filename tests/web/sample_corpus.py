"""A small corpus for the tests of the pages: every kind of right, a record full of scripts, enough for three pages."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest
import yaml

from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving
from zhihang.records.record import Record
from zhihang.sources.source import Chunk, Outcome, Place, Source

HERE = Path(__file__).parent
SCRIPT = "<script>alert('x')</script>\"'&"
FILLERS = 110
_KEPT = {
    "id", "right_id", "right", "office", "number", "kind", "language", "application_number", "country", "category",
    "value", "class", "group",
}  # fmt: skip


def sample_records() -> list[dict[str, Any]]:
    """The records of the YAML file, one whose every text is a script, and fillers that differ by number and day."""
    given: list[dict[str, Any]] = yaml.safe_load((HERE / "sample_records.yaml").read_text("utf-8"))
    hostile = _hostile(copy.deepcopy(given[0]), "")
    hostile |= {"id": "US99000666B2", "number": "99000666", "right_id": "US-PA-39000666", "ipc": ["H01M 10/0562"]}
    hostile |= {"cpc": [], "cset": [], "ipc_first": None, "related": [], "family": None, "pct": None}
    mark = _hostile(copy.deepcopy(given[5]), "")
    mark |= {"id": "CN-TM-99000666", "number": "99000666", "right_id": "CN-TM-99000666", "vienna": ["3.7"]}
    mark |= {"registration_number": "99000666", "nice": ["9"], "designations": []}
    return [*given, hostile, mark, *(_filler(number) for number in range(1, FILLERS + 1))]


def _hostile(value: Any, key: str) -> Any:
    if isinstance(value, dict):
        return {name: _hostile(each, name) for name, each in value.items()}
    if isinstance(value, list):
        return [_hostile(each, key) for each in value]
    is_text = isinstance(value, str) and key not in _KEPT and not value[:4].isdecimal()
    return f"{SCRIPT}{value}" if is_text else value


def _filler(number: int) -> dict[str, Any]:
    return {
        "id": f"EP{9800000 + number}A1", "right_id": f"EP-PA-{19000000 + number}", "right": "patent", "office": "EP",
        "number": str(9800000 + number), "kind": "A1", "language": "en", "title": {"en": f"Filler battery {number}"},
        "publication_date": f"20{10 + number % 12:02d}-01-{1 + number % 28:02d}", "ipc": ["H01M 4/36"],
        "applicants": [{"name": f"Applicant {number % 7}"}],
    }  # fmt: skip


def _split(stream: BinaryIO, place: Place) -> Iterator[Chunk]:
    yield from (Chunk(position=at, data=line) for at, line in enumerate(stream.read().splitlines(), start=1))


def _parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    data = json.loads(chunk.data)
    if "problem" in data:
        yield place.problem(data["problem"], chunk.position, SCRIPT)
    else:
        yield place.stamped(msgspec.convert(data, Record), chunk.position)


def build_sample(folder: Path) -> str:
    """Writes the records as one delivered file, builds a corpus from it, gives the edition's id."""
    source = Source(name="made-up-records", recognise=lambda head: False, split=_split, parse=_parse)
    lines = [*sample_records(), {"problem": "junk"}]
    file = folder / "files" / "records.jsonl"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(json.dumps(line, ensure_ascii=False) for line in lines), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "recognised", lambda delivered: source)
        report = building.add(folder / "corpus", [file], delivered="2026-01-05", jobs=1)
    assert report.edition is not None, report
    assert report.counts is not None
    assert report.counts.records == len(sample_records()), report
    return report.edition
