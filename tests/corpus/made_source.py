"""A source for tests: a line that names the product, then one record, withdrawal, problem or aside a line, as JSON."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO, cast

import msgspec

from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.containers import Delivered
from zhihang.sources.source import Aside, Chunk, Outcome, Place, Source, Withdrawal


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    buffered = io.BufferedReader(cast(io.RawIOBase, stream))
    for number, line in enumerate(buffered, start=1):
        if number > 1 and line.strip():
            yield Chunk(position=number, data=line)
    buffered.detach()


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    data: dict[str, Any] = json.loads(chunk.data)
    if "die" in data and multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    if "withdraw" in data:
        yield Withdrawal(
            id=data["withdraw"], action=data.get("action", "delete"), provenance=place.provenance(chunk.position)
        )
    elif "problem" in data:
        yield place.problem(data["problem"], chunk.position, data.get("detail", ""), fatal=data.get("fatal", False))
    elif "aside" in data:
        yield place.aside(data["aside"], chunk.position)
    else:
        yield place.stamped(msgspec.convert(data, Record), chunk.position)


def source(name: str) -> Source:
    return Source(name=name, recognise=lambda head: False, split=split, parse=parse)


def recognised(delivered: Delivered) -> Source | Aside | Problem:
    head = delivered.head
    if not head.startswith(b"#"):
        return Problem(file=delivered.name, code="unrecognised", detail="", fatal=True)
    name = head.split(b"\n", 1)[0][1:].decode().strip()
    return Aside(file=delivered.name, reason="aside-document") if name == "aside" else source(name)


def write(path: Path, product: str, *lines: dict[str, Any]) -> Path:
    text = "\n".join([f"#{product}", *(json.dumps(line, ensure_ascii=False) for line in lines)])
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text + "\n", "utf-8")
    return path


def document(number: str, kind: str | None = "A1", office: str = "EP", **keys: Any) -> dict[str, Any]:
    right_id = keys.pop("right_id", f"{office}-PA-{number}")
    made = {"id": f"{office}{number}{kind or ''}", "right_id": right_id, "right": "patent", "office": office}
    return made | {"number": number} | ({"kind": kind} if kind else {}) | keys


def right(right_id: str, **keys: Any) -> dict[str, Any]:
    office, _, number = right_id.split("-", 2)
    return {"id": right_id, "right_id": right_id, "right": "patent", "office": office, "number": number} | keys
