"""A certificate in words: the same facts and tables for the command line and for the page of the edition."""

from __future__ import annotations

from typing import NamedTuple

from zhihang.corpus.certificate import Certificate
from zhihang.messages import Language, room_texts, text

_FILE_COLUMNS = "FILE PRODUCTS READER DELIVERED READ MERGED SUPERSEDED WITHDRAWN PROBLEMS NOTICES"


class Section(NamedTuple):
    """A table of a certificate: its heading, the headings of its columns, its rows, the columns that are numbers."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: frozenset[int]


def facts(found: Certificate, language: Language) -> tuple[tuple[str, str], ...]:
    """What stands at the head: name and value."""
    if found.faults is None:
        checks = _word("UNCHECKED", language)
    elif found.faults:
        checks = text("corpus", "CERTIFICATE_DAMAGED", language, faults=len(found.faults))
    else:
        checks = _word("WHOLE", language)
    values = {
        "EDITION": found.edition,
        "BUILT": found.built,
        "SCHEMA": f"{found.schema} / {found.index_schema}",
        "RULES": found.rules,
        "OVERLAY": found.overlay or _word("NONE", language),
        "RECORDS": str(found.counts.records),
        "CONFLICTS": str(found.counts.conflicts),
        "WITHDRAWN": str(found.counts.withdrawn),
        "PROBLEMS": str(sum(found.problems.values())),
        "NOTICES": str(sum(found.notices.values())),
        "CHECKS": checks,
    }
    return tuple((_word(code, language), value) for code, value in values.items())


def sections(found: Certificate, language: Language) -> tuple[Section, ...]:
    """Files, completeness, problems, notices, files that gave nothing; a table without rows is left out."""
    files = tuple(
        (
            f.name,
            ", ".join(f.products),
            f.reader,
            f.delivered or "",
            *map(str, (f.read, f.merged, f.superseded, f.withdrawn, f.problems, f.notices)),
            f.sha256,
        )
        for f in found.files
    )
    standing = tuple(
        (s.file, s.office, s.kind, s.year, *map(str, (s.read, s.used, s.taken_back, s.superseded)))
        for s in found.completeness
    )
    problems, notices = (
        tuple((code, _reason(code, language), str(number)) for code, number in counted.items())
        for counted in (found.problems, found.notices)
    )
    unused = tuple((u.name, "; ".join(_reason(code, language) for code in u.reasons), u.sha256) for u in found.unused)
    named = (
        ("FILES", _FILE_COLUMNS, "SHA-256", files, range(4, 10)),
        ("STANDING", "FILE OFFICE KIND YEAR READ USED TAKEN_BACK SUPERSEDED", "", standing, range(4, 8)),
        ("PROBLEMS", "CODE REASON NUMBER", "", problems, range(2, 3)),
        ("NOTICES", "CODE REASON NUMBER", "", notices, range(2, 3)),
        ("UNUSED", "FILE REASON", "SHA-256", unused, range(0)),
    )  # fmt: skip
    return tuple(
        Section(
            _word(title, language),
            (*(_word(code, language) for code in columns.split()), *((more,) if more else ())),
            rows,
            frozenset(numbers),
        )
        for title, columns, more, rows, numbers in named
        if rows
    )


def title(language: Language) -> str:
    """What the page is called."""
    return text("corpus", "CERTIFICATE", language)


def _word(code: str, language: Language) -> str:
    return text("corpus", f"CERTIFICATE_{code}", language)


def _reason(code: str, language: Language) -> str:
    return room_texts("sources").get(code, {}).get(language, code)
