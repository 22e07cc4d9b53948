"""Made-up records by a seed: many alike, so that orders have ties, dates are partial and values are absent."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import msgspec
import pytest

from zhihang.corpus import building
from zhihang.corpus.deliveries import receiving
from zhihang.records.record import Record
from zhihang.sources.source import Chunk, Outcome, Place, Source

_WORDS = ("battery", "separator", "anode", "coating", "电池", "隔膜", "blade", "Battery")
_NAMES = ("Alder Cells", "alder cells", "Birch Works", "云雀能源有限公司", "Élan SA", None)
_OFFICES = ("US", "EP", "CN", "JP")
_CLASSES = ("H01M 10/0525", "H01M 4/36", "F03D 1/06", "H01M 10/0562")
_DAYS = ("2019", "2019-05", "2019-05-01", "2019-05-31", "2020-01-01", "2021-12", None)


def made_records(seed: int, number: int) -> list[dict[str, Any]]:
    """Patents and marks; two documents of some rights, rights of some families."""
    chance = random.Random(seed)
    return [_mark(chance, at) if at % 4 == 0 else _patent(chance, at) for at in range(number)]


def _patent(chance: random.Random, at: int) -> dict[str, Any]:
    office, name = chance.choice(_OFFICES), chance.choice(_NAMES)
    right = at - at % 3  # neighbours of one office are documents of one right
    words = " ".join(chance.choice(_WORDS) for _ in range(chance.randint(1, 4)))
    given = {
        "id": f"{office}{9100000 + at}A1", "right_id": f"{office}-PA-{39000000 + right}", "right": "patent",
        "office": office, "number": str(9100000 + at), "kind": "A1", "language": "en", "title": {"en": words},
        "abstract": {"en": [" ".join(chance.choice(_WORDS) for _ in range(12))]},
        "publication_date": chance.choice(_DAYS), "filing_date": chance.choice(_DAYS),
        "grant_date": chance.choice(_DAYS), "ipc": chance.sample(_CLASSES, chance.randint(0, 3)),
        "priorities": [{"number": f"JP2018{right % 13:06d}", "office": "JP", "date": "2018-03-01"}],
        "applicants": [{"name": name, "country": chance.choice(_OFFICES)}] if name else [],
        "status": {"value": chance.choice(("active", "expired", "pending"))},
    }  # fmt: skip
    return {key: value for key, value in given.items() if value not in (None, [])}


def _mark(chance: random.Random, at: int) -> dict[str, Any]:
    given = {
        "id": f"CN-TM-{9100000 + at}", "right_id": f"CN-TM-{9100000 + at}", "right": "trademark", "office": "CN",
        "number": str(9100000 + at), "registration_number": str(9100000 + at), "language": "zh",
        "mark": {"text": chance.choice(("云雀电池", "早鸟", "LARK"))}, "nice": [str(chance.choice((9, 30)))],
        "registration_date": chance.choice(_DAYS), "expiry_date": chance.choice(_DAYS),
        "applicants": [{"name": name}] if (name := chance.choice(_NAMES)) else [],
    }  # fmt: skip
    return {key: value for key, value in given.items() if value not in (None, [])}


def _split(stream: BinaryIO, place: Place) -> Iterator[Chunk]:
    yield from (Chunk(position=at, data=line) for at, line in enumerate(stream.read().splitlines(), start=1))


def _parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    yield place.stamped(msgspec.convert(json.loads(chunk.data), Record), chunk.position)


def built(folder: Path, records: Sequence[dict[str, Any]]) -> Path:
    """A corpus of records; they are written to one delivered file."""
    source = Source(name="made-up-records", recognise=lambda head: False, split=_split, parse=_parse)
    file = folder / "records.jsonl"
    folder.mkdir(parents=True, exist_ok=True)
    file.write_text("\n".join(json.dumps(each, ensure_ascii=False) for each in records), "utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(receiving, "recognised", lambda delivered: source)
        report = building.add(folder / "corpus", [file], delivered="2026-01-05", jobs=1)
    assert report.counts is not None
    assert report.counts.records == len({each["id"] for each in records}), report
    return folder / "corpus"
