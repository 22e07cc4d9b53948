from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest
import yaml

from zhihang.corpus import values
from zhihang.corpus.fields import fields, members
from zhihang.demo.writing import write_demo
from zhihang.records.problem import Problem
from zhihang.records.record import Record
from zhihang.sources.containers import walk
from zhihang.sources.reading import recognised
from zhihang.sources.source import Outcome, Source
from zhihang.standards.rights import rights

EXCEPTIONS: dict[str, str] = yaml.safe_load((Path(__file__).parent / "cases" / "fields.yaml").read_text("utf-8"))
PINNED = "67c1980995c12ef438571063a1f86435e77256a0795196aca9b9f5b64d4df76e"
PUBLISHED_BY_NOW = "2024-11"
"""Applications from before then are published by the last day of the demo."""


def digest(folder: Path) -> str:
    found = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            found.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes())
    return found.hexdigest()


def test_the_bytes_are_the_same_on_every_machine(small: Path) -> None:
    assert digest(small) == PINNED


def test_a_second_run_writes_the_same_bytes_and_another_seed_others(small: Path, tmp_path: Path) -> None:
    paths = write_demo(tmp_path / "again", scale=0.02)
    assert digest(tmp_path / "again") == digest(small)
    assert sorted(paths) == sorted(path for path in (tmp_path / "again").rglob("*") if path.is_file())
    write_demo(tmp_path / "other", seed=2, scale=0.02)
    assert digest(tmp_path / "other") != digest(small)


def test_every_file_is_recognised(small: Path) -> None:
    for file in walk([small]):
        assert not isinstance(file, Problem), file
        assert isinstance(recognised(file), Source), file.name


def test_only_the_three_damaged_places_are_problems(read: list[Outcome]) -> None:
    problems = {(Path(each.file).name, each.code) for each in read if isinstance(each, Problem)}
    assert problems == {
        ("grants-1.xml", "unread-element"),
        ("cn-trademarks.xlsx", "date"),
        ("cn-designs.csv", "check-digit"),
    }
    assert sum(isinstance(each, Problem) for each in read) == 3
    assert not any(each.fatal for each in read if isinstance(each, Problem))


def test_all_rights_that_can_occur_do_in_both_languages(records: list[Record]) -> None:
    assert {record.right for record in records} == set(rights()) - {"spc"}
    assert {record.office for record in records if record.right == "trademark"} == {"CN", "US"}
    for right in ("patent", "design"):
        assert {"en", "zh"} <= {code for each in records if each.right == right for code in each.title}
    assert {record.language for record in records if record.claims} == {"en", "zh"}


def filled(record: Record, code: str) -> bool:
    readers = (values.TEXTS, values.KEYS, values.DATES, values.NUMBERS, values.CLASSES, values.INTEGERS)
    return any(list(table[code](record)) for table in readers if code in table)


def test_each_field_that_a_record_can_carry_is_filled(records: list[Record]) -> None:
    for code, field in fields().items():
        if code in EXCEPTIONS:
            assert not any(filled(record, code) for record in records), f"{code} is no exception any more"
        elif field.type == "elem":
            keys = [key.partition(".")[0] for key in field.key.split()]
            assert any(getattr(record, key) for record in records for key in keys), code
        elif code == "cset":
            assert any(record.cset for record in records)
        elif not (field.type == "group" and members(code)):
            assert any(filled(record, code) for record in records), code


def test_full_texts_stand_in_both_languages(records: list[Record]) -> None:
    full = [record for record in records if record.description and record.right != "geographical_indication"]
    assert Counter(record.office for record in full).keys() == {"CN", "US"}
    patents = [record for record in full if record.right == "patent"]
    for record in patents:
        assert record.abstract, record.id
        assert len(record.claims[record.language or ""]) == record.claim_count
        assert record.independent_claims[record.language or ""][0] == 1


def test_documents_of_one_application_name_one_right(records: list[Record]) -> None:
    by_document: dict[str, set[str]] = {}
    for record in records:
        by_document.setdefault(record.id, set()).add(record.right_id)
    assert [document for document, found in by_document.items() if len(found) > 1] == []


def test_families_come_together_across_offices(records: list[Record]) -> None:
    families: dict[str, set[str]] = {}
    applications = {record.application_number for record in records}
    for record in records:
        if record.family and record.family.source_id:
            families.setdefault(record.family.source_id, set()).add(record.office)
            early = [each for each in record.priorities if each.office != "WO" and str(each.date) < PUBLISHED_BY_NOW]
            assert {priority.number for priority in early} <= applications
    assert max(map(len, families.values())) >= 4


def test_what_is_cited_is_a_record(records: list[Record]) -> None:
    known = {record.id for record in records}
    cited = {each.number for record in records for each in record.citations if each.number}
    assert cited
    assert cited <= known
    assert {each.by for record in records for each in record.citations} == {"examiner", "applicant"}


def test_continuations_and_divisionals_name_their_parents(records: list[Record]) -> None:
    applications = {record.application_number for record in records}
    for relation in ("continuation", "divisional"):
        parents = {link.number for record in records for link in record.related if link.relation == relation}
        assert parents
        assert parents <= applications


@pytest.mark.parametrize("value", ["pending", "active", "expired", "lapsed", "refused", "withdrawn", "revoked"])
def test_each_status_that_the_registers_state_occurs(records: list[Record], value: str) -> None:
    assert any(record.status and record.status.value == value for record in records)
