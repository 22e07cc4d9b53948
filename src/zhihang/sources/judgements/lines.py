"""Judgements on names as tab-separated lines under a heading, or as JSON lines with the same keys.

    judgement  name  country  office  record  other  other_country  other_office  other_record
    group  from  to  by  when  why  id  withdraws

Only `judgement`, `name`, `by` and `when` are always needed; `same`, `different` and `unsure` need `other`, `member`
needs `group`, `withdrawn` needs `withdraws` or the names it is about. Columns may stand in any order and be left out.
A line that cannot be understood is a problem and says nothing: half a judgement would be a guess.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from typing import BinaryIO, Final, cast

from zhihang.errors import UsageError
from zhihang.records.dates import PartialDate, interval, iso_date
from zhihang.records.problem import Problem
from zhihang.sources.coverage import coverage
from zhihang.sources.findings import Findings
from zhihang.sources.json_reading import has_keys, read_json, said
from zhihang.sources.judgements.judgement import VERDICTS, Judgement, Named, Verdict
from zhihang.sources.source import Chunk, Head, Outcome, Place, Source
from zhihang.sources.splitting_json import split_json
from zhihang.sources.tables.delimited import delimited_rows
from zhihang.sources.tables.encoding import PIECE, encoding_of

COVERAGE = "zhihang.sources.judgements:coverage.yaml"
NEEDED: Final = frozenset({"judgement", "name", "by", "when"})
_COLUMNS: Final = "columns"
_ON_TWO_NAMES: Final = frozenset({"same", "different", "unsure"})
_COMMENT: Final = "#"
_SPOOL: Final = 8 << 20


def recognise(head: Head) -> bool:
    """By the needed columns of the heading, or the keys of the first line."""
    if has_keys(head, *NEEDED):
        return True
    heading = next((line for line in head.text.splitlines() if line.strip() and not _is_comment(line)), "")
    return set(_columns(heading.split("\t"))) >= NEEDED


def split(stream: BinaryIO, place: Place) -> Iterator[Chunk | Problem]:
    """One line each; lines that begin with `#` are notes."""
    with tempfile.SpooledTemporaryFile(max_size=_SPOOL) as spool:
        while block := stream.read(PIECE):
            spool.write(block)
        whole = cast("BinaryIO", spool)
        encoding = encoding_of(whole)
        whole.seek(0)
        start = whole.read(1 << 12).decode(encoding, "replace")
        whole.seek(0)
        is_json = start.lstrip("\ufeff \t\r\n").startswith("{")
        yield from split_json(whole, place) if is_json else _split_rows(whole, encoding, place)


def _split_rows(stream: BinaryIO, encoding: str, place: Place) -> Iterator[Chunk | Problem]:
    columns: tuple[str, ...] = ()
    for row in delimited_rows(stream, encoding, "\t", place):
        if isinstance(row, Problem):
            yield row
            continue
        number, cells = row
        if not cells or _is_comment(cells[0]):
            continue
        if not columns:
            columns = _columns(cells)
            continue
        yield Chunk(position=number, rows=(cells,), context={_COLUMNS: "\t".join(columns)})


def parse(chunk: Chunk, place: Place) -> Iterator[Outcome]:
    """The judgement of one line, then its problems."""
    values, problems = _values(chunk, place)
    yield from problems
    if values is None:
        return
    findings = Findings(place, chunk.position)
    judgement = _judgement(values, findings)
    findings.unread({name: 1 for name in values if values[name] and not coverage(COVERAGE).knows(name)})
    if judgement is not None:
        yield judgement
    yield from findings.problems


def _is_comment(text: str) -> bool:
    return text.lstrip("\ufeff ").startswith(_COMMENT)


def _columns(cells: list[str] | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(cell.strip("\ufeff \r").casefold() for cell in cells)


def _values(chunk: Chunk, place: Place) -> tuple[dict[str, str] | None, list[Problem]]:
    """The filled cells of a line by column."""
    if not chunk.rows:
        value, problems = read_json(chunk, place)
        if not isinstance(value, dict):
            return None, problems
        return {key: said(value, key) for key in value}, problems
    columns, cells = chunk.context[_COLUMNS].split("\t"), chunk.rows[0]
    problems = []
    if len(cells) > len(columns):
        detail = f"{len(cells)} cells under {len(columns)} columns"
        problems.append(place.problem("judgement-line", chunk.position, detail))
    return {column: " ".join(cell.split()) for column, cell in zip(columns, cells, strict=False)}, problems


class _Unusable(Exception):  # no error of anybody: it only ends the reading of one line
    """The line says nothing that can be used; why is noted."""


def _judgement(values: dict[str, str], findings: Findings) -> Judgement | None:
    try:
        verdict = _verdict(values, findings)
        name, other = _named(values, "", findings), _named(values, "other", findings)
        _check_complete(verdict, values, name, other, findings)
        return Judgement(
            verdict=verdict,
            name=name or Named(name=""),
            other=other if verdict != "member" else None,
            group=values.get("group") or None,
            **_validity(values, findings),
            by=values["by"],
            when=_date(values["when"], findings),
            why=values.get("why") or None,
            id=values.get("id") or None,
            withdraws=values.get("withdraws") or None,
            provenance=findings.place.provenance(findings.position),
        )
    except _Unusable:
        return None


def _refuse(findings: Findings, code: str, detail: str) -> _Unusable:
    findings.note(code, detail, fatal=True)
    return _Unusable()


def _verdict(values: dict[str, str], findings: Findings) -> Verdict:
    word = values.get("judgement", "").casefold()
    if word not in VERDICTS:
        raise _refuse(findings, "judgement-word", f"{word}; expected {' '.join(VERDICTS)}")
    return word


def _check_complete(
    verdict: Verdict, values: dict[str, str], name: Named | None, other: Named | None, findings: Findings
) -> None:
    needed = {"by": values.get("by"), "when": values.get("when")}
    if verdict != "withdrawn" or not values.get("withdraws"):
        needed["name"] = values.get("name")
    if verdict in _ON_TWO_NAMES:
        needed["other"] = values.get("other")
    if verdict == "member":
        needed["group"] = values.get("group")
    missing = [column for column, value in needed.items() if not value]
    if missing:
        raise _refuse(findings, "judgement-incomplete", f"{verdict}: no {', '.join(missing)}")
    if name is not None and name == other:
        raise _refuse(findings, "judgement-of-itself", f"{verdict}: {name.name}")


def _named(values: dict[str, str], which: str, findings: Findings) -> Named | None:
    """The name of one side; a scope that cannot be read would widen what is meant, so it costs the line."""
    prefix = f"{which}_" if which else ""
    name = values.get(which or "name", "")
    if not name:
        return None
    offices = {}
    for column in ("country", "office"):
        written = values.get(f"{prefix}{column}", "")
        offices[column] = findings.office(written) if written else None
        if written and offices[column] is None:
            raise _refuse(findings, "judgement-scope", f"{prefix}{column} {written}")
    return Named(name=name, record=values.get(f"{prefix}record") or None, **offices)


def _validity(values: dict[str, str], findings: Findings) -> dict[str, PartialDate | None]:
    since, until = (_date(values[end], findings) if values.get(end) else None for end in ("from", "to"))
    if since and until and interval(since)[0] > interval(until)[1]:
        raise _refuse(findings, "judgement-validity", f"from {since} to {until}")
    return {"since": since, "until": until}


def _date(written: str, findings: Findings) -> PartialDate:
    try:
        return iso_date(written)
    except UsageError:
        raise _refuse(findings, "date", written) from None


SOURCE = Source("judgements", recognise, split, parse, COVERAGE)
