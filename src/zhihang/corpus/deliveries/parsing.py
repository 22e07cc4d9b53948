"""Chunks of files become rows of contributions: what the pool runs while files are read.

`parsed` is a pure function of its arguments; what it returns is small to send: the JSON form of each record with the
keys that merging groups by.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

import msgspec

from zhihang.errors import ZhihangError
from zhihang.records.problem import Problem
from zhihang.records.record import Record, to_json
from zhihang.sources.judgements.judgement import Judgement
from zhihang.sources.source import Aside, Chunk, Embedded, Outcome, Parse, Place, Withdrawal, filled

BATCH = 1 << 21
"""Bytes of chunks that one task reads."""

UNREAD = "unread-element"
DEFECTS = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, RecursionError, ZhihangError)
"""What a reader may raise on input that its author did not foresee: it costs the chunk (`reader-failed`)."""


class Row(NamedTuple):
    """One contribution 贡献: what one place of a file says of one record, with the keys that merging groups by.

    `stem`: the id without kind; `action`: `record`, or `delete` and `withdraw` for instructions; `richness`: number
    of filled keys.
    """

    id: str
    stem: str
    has_kind: bool
    is_right: bool
    right_id: str
    right: str
    product: str
    file: str
    position: int | None
    delivered: str | None
    richness: int
    has_events: bool
    action: str
    json: bytes


class Parsed(msgspec.Struct):
    """What a batch of chunks came to."""

    rows: list[Row] = []
    problems: list[Problem] = []
    asides: list[Aside] = []
    judgements: list[Judgement] = []
    pictures: list[Embedded] = []
    filled: Counter[str] = msgspec.field(default_factory=Counter)


def parsed(parse: Parse, chunks: Sequence[Chunk], place: Place) -> Parsed:
    """The contributions and problems of some chunks of one file, in order."""
    result = Parsed()
    for chunk in chunks:
        try:
            for outcome in parse(chunk, place):
                _take(result, outcome, place)
        except DEFECTS as error:
            detail = f"{type(error).__name__}: {error}"
            result.problems.append(place.problem("reader-failed", chunk.position, detail, fatal=True))
    return result


def _take(result: Parsed, outcome: Outcome, place: Place) -> None:
    if isinstance(outcome, Record):
        keys = filled(outcome)
        result.filled.update(keys)
        result.rows.append(_record_row(outcome, len(keys), place))
    elif isinstance(outcome, Problem):
        result.problems.append(outcome)
    elif isinstance(outcome, Withdrawal):
        result.rows.append(_withdrawal_row(outcome))
    elif isinstance(outcome, Judgement):
        result.judgements.append(outcome)
    elif isinstance(outcome, Embedded):
        result.pictures.append(outcome)
    else:
        result.asides.append(outcome)


def _record_row(record: Record, richness: int, place: Place) -> Row:
    source = record.provenance[0] if record.provenance else place.provenance(None, filled(record))
    if not record.provenance:
        record = msgspec.structs.replace(record, provenance=(source,))
    return Row(
        id=record.id,
        stem=record.id.removesuffix(record.kind) if record.kind else record.id,
        has_kind=record.kind is not None,
        is_right=record.is_right,
        right_id=record.right_id,
        right=record.right,
        product=source.product,
        file=source.file,
        position=source.position,
        delivered=source.delivered or place.delivered,
        richness=richness,
        has_events=bool(record.events),
        action="record",
        json=to_json(record),
    )


def _withdrawal_row(withdrawal: Withdrawal) -> Row:
    source = withdrawal.provenance
    return Row(
        id=withdrawal.id,
        stem=withdrawal.id,
        has_kind=False,
        is_right=False,
        right_id="",
        right="",
        product=source.product,
        file=source.file,
        position=source.position,
        delivered=source.delivered,
        richness=0,
        has_events=False,
        action=withdrawal.action,
        json=msgspec.json.encode(withdrawal),
    )


def weight(chunk: Chunk) -> int:
    """About how many bytes a chunk has."""
    return len(chunk.data) + sum(len(cell) + 8 for row in chunk.rows for cell in row)
