"""References for citation managers: RIS and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from zhihang.records.record import Record

_BIBTEX_SIGNS = {
    **{sign: f"\\{sign}" for sign in "{}%&#_$"},
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def write_ris(target: BinaryIO, records: Iterable[Record]) -> int:
    """RIS, one reference a record: PAT for patents, designs and utility models, GEN for register entries."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last count is the answer
        lines = [f"{tag}  - {_one_line(value)}\r\n" for tag, value in _ris(record)]
        target.write("".join([*lines, "ER  - \r\n\r\n"]).encode())
    return count


def _ris(record: Record) -> Iterator[tuple[str, str]]:
    yield "TY", "PAT" if record.right in {"patent", "utility_model", "design"} else "GEN"
    yield "ID", record.id
    for title in _titles(record)[:1]:
        yield "TI", title
    for party in record.inventors or record.applicants:
        yield "AU", party.name
    for party in record.applicants or record.owners:
        yield "A2", party.name
    yield "M1", f"{record.office}{record.number}{record.kind or ''}"
    if record.application_number:
        yield "M2", record.application_number
    if day := record.publication_date or record.registration_date:
        yield "PY", day[:4]
        yield "DA", day.replace("-", "/")
    for symbol in (*record.ipc, *(f"Nice {number}" for number in record.nice)):
        yield "KW", symbol
    for paragraphs in list(record.abstract.values())[:1]:
        yield "AB", " ".join(paragraphs)
    yield "CY", record.office


def write_bibtex(target: BinaryIO, records: Iterable[Record]) -> int:
    """BibTeX, one entry a record: `@patent` for patents, designs and utility models, `@misc` for register entries."""
    count = 0
    for count, record in enumerate(records, 1):  # noqa: B007 - the last count is the answer
        kind = "patent" if record.right in {"patent", "utility_model", "design"} else "misc"
        head = f"@{kind}{{{re.sub(r'[^A-Za-z0-9-]', '-', record.id)},\n"
        lines = [f"  {name} = {{{value}}},\n" for name, value in _bibtex(record)]
        target.write("".join([head, *lines, "}\n\n"]).encode())
    return count


def _bibtex(record: Record) -> Iterator[tuple[str, str]]:
    for title in _titles(record)[:1]:
        yield "title", f"{{{_escaped(title)}}}"
    if people := record.inventors or record.applicants:
        yield "author", " and ".join(f"{{{_escaped(party.name)}}}" for party in people)
    if holders := record.applicants or record.owners:
        yield "holder", " and ".join(f"{{{_escaped(party.name)}}}" for party in holders)
    yield "number", _escaped(f"{record.office}{record.number}{record.kind or ''}")
    yield "location", record.office
    if day := record.publication_date or record.registration_date:
        yield "date", day
        yield "year", day[:4]


def _titles(record: Record) -> list[str]:
    return [*record.title.values(), *([record.mark.text] if record.mark and record.mark.text else [])]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return "".join(_BIBTEX_SIGNS.get(sign, sign) for sign in _one_line(text))
